"""Calendars to subscribe to as pages show them: what each holds, by which ways programs take it, when it was used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

from eventapp.domain.feeds import FeedScope
from eventapp.renderers.dates import moment
from eventapp.renderers.qr import draw_qr
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from eventapp.renderers.wording import Words

_HOUR = 3600
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
