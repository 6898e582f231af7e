"""Calendars to subscribe to as pages show them: what each holds, by which ways programs take it, when it was used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

from eventapp.domain.feeds import FeedScope
from eventapp.domain.vocabulary import SessionKind
from eventapp.renderers.dates import day_heading, moment
from eventapp.renderers.qr import draw_qr
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.feeds import FeedWishes
    from eventapp.renderers.wording import Words

_HOUR = 3600
ONLY_DAY, ONLY_KIND, REMINDER = N_("Only one day"), N_("Only one kind"), N_("Reminder before each session")
SCOPES = {
    FeedScope.PERSONAL: N_("My own programme"),
    FeedScope.DELEGATION: N_("My delegation's programme"),
    FeedScope.CONFERENCE: N_("The whole conference"),
    FeedScope.VENUE: N_("The venue's programme"),
}
HOLDS = {
    FeedScope.PERSONAL: N_("Your sessions with your part in each, what everybody goes to, and the coaches."),
    FeedScope.DELEGATION: N_("Every session in which your delegation has a part, and what everybody goes to."),
    FeedScope.CONFERENCE: N_("Everything on the agenda that you may see."),
    FeedScope.VENUE: N_(
        "Everything that happens at the venue, and the coaches that come and go. Who takes part and what is talked about is as little in it "
        "as outside."
    ),
}


@dataclass(frozen=True, slots=True)
class Way:
    """An address that a program opens by itself; `is_page` says that it is a page of the web."""

    label: str
    url: str

    @property
    def is_page(self) -> bool:
        return self.url.startswith("https:")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressView:
    """An address to subscribe to: for copying, for each program, and as a symbol for a phone's camera."""

    url: str
    ways: tuple[Way, ...]
    qr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """One kind of calendar that somebody may have. `made` is "" where there is none; `used` says when and by what it was asked for last.

    `seen` is the number of the feed that holds, 0 for none: what a form sends back, so that it ends no other.
    """

    scope: str
    label: str
    holds: str
    made: str = ""
    used: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WishChoice:
    """One thing to choose about a calendar: `options` are values with their labels, `chosen` is the value of one of them, "" for what is so unasked."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


def day_options(agenda: Agenda, words: Words) -> tuple[tuple[str, str], ...]:
    """Give the days of which a calendar may hold one alone, "" for all."""
    days = ((day.on.isoformat(), day_heading(day.on, words.language)) for day in agenda.days)
    return (("", words("All days")), *days)


def kind_options(agenda: Agenda, words: Words) -> tuple[tuple[str, str], ...]:
    """Give the kinds of session of which a calendar may hold one alone, "" for all; nobody subscribes to the breaks."""
    there = {session.kind for session in agenda.sessions}
    kinds = ((kind.value, word_label(kind, words)) for kind in SessionKind if kind in there and not kind.is_free)
    return (("", words("All kinds")), *kinds)


def alarm_options(alarms: Iterable[int], words: Words) -> tuple[tuple[str, str], ...]:
    """Give how many minutes before each session a calendar may ring, "" for never."""
    return (("", words("None")), *((str(n), words("{minutes} minutes", minutes=n)) for n in alarms))


def wish_choices(wishes: FeedWishes, agenda: Agenda, words: Words, *, alarms: Iterable[int]) -> tuple[WishChoice, ...]:
    """Give everything that may be chosen about a calendar, but its language, as it is chosen now."""
    breaks = (("", words("With the breaks")), ("no", words("Without the breaks")))
    chosen = {
        "day": (words(ONLY_DAY), day_options(agenda, words), wishes.on.isoformat() if wishes.on else ""),
        "kind": (words(ONLY_KIND), kind_options(agenda, words), wishes.kind.value if wishes.kind else ""),
        "breaks": (words("Breaks"), breaks, "" if wishes.has_breaks else "no"),
        "alarm": (words(REMINDER), alarm_options(alarms, words), str(wishes.alarm_minutes or "")),
    }
    return tuple(
        WishChoice(name=name, label=label, options=options, chosen=value)
        for name, (label, options, value) in chosen.items()
    )


def address_view(url: str, name: str, words: Words) -> AddressView:
    """Give the ways to subscribe to `url`, whose calendar is called `name`."""
    webcal = f"webcal://{url.partition('://')[2]}"
    query = f"url={quote(url, safe='')}&name={quote(name, safe='')}"
    ways = (
        Way(words("Apple Calendar, Thunderbird, Outlook on a computer"), webcal),
        Way("Google", f"https://calendar.google.com/calendar/render?cid={quote(webcal, safe='')}"),
        Way("Outlook.com", f"https://outlook.live.com/calendar/0/addfromweb?{query}"),
        Way(words("Outlook at work (Microsoft 365)"), f"https://outlook.office.com/calendar/0/addfromweb?{query}"),
    )
    return AddressView(url=url, ways=ways, qr=draw_qr(webcal))


def feed_line(
    scope: FeedScope,
    words: Words,
    *,
    zone: str,
    seen: int = 0,
    made_at: datetime | None = None,
    hour: int | None = None,
    program: str = "",
) -> FeedLine:
    """Give one kind of calendar; `hour` counts the hours since 1970 of its last use."""
    clock = ZoneInfo(zone)
    used = ""
    if made_at:
        used = words("Not asked for yet.")
        if hour is not None:
            at = moment(datetime.fromtimestamp(hour * _HOUR, UTC).astimezone(clock), words.language)
            used = (
                words("Last asked for in the hour from {moment}, by {program}.", moment=at, program=program)
                if program
                else words("Last asked for in the hour from {moment}.", moment=at)
            )
    made = moment(made_at.astimezone(clock), words.language) if made_at else ""
    label, holds = words(SCOPES[scope]), words(HOLDS[scope])
    return FeedLine(scope=scope.value, label=label, holds=holds, made=made, used=used, seen=seen)
