"""The page to register as it is shown: facts of the conference, how each door stands, what can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.clocks import read_clock
from eventapp.domain.localized import Text
from eventapp.domain.registration import Door
from eventapp.renderers.dates import date_range, day_short, due_moment, time_range
from eventapp.renderers.view.cards import title_of
from eventapp.renderers.view.places import conference_places, place_of
from eventapp.renderers.view.voice import Voice
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.registration import CategoryRule
    from eventapp.domain.registration.fronts import Front
    from eventapp.domain.sessions import Session
    from eventapp.domain.vocabulary import AttendeeCategory
    from eventapp.renderers.wording import Words

_SHUT = {
    Door.CLOSED: N_("Nobody can register as this here. Ask the organisers."),
    Door.BY_INVITATION: N_("Registration is by invitation: the link is in the mail that invites you."),
    Door.BY_FOCAL_POINT: N_("The focal point of your delegation puts you on the list."),
}
_AT = {
    Door.OPEN: N_("Open until {moment}"),
    Door.NOT_YET: N_("Registration opens on {moment}."),
    Door.OVER: N_("Registration closed on {moment}."),
}


@dataclass(frozen=True, slots=True)
class FrontView:
    """What stands above the form: title, dates and places on one line."""

    title: Text
    dates: str
    places: Text | None


@dataclass(frozen=True, slots=True)
class DoorView:
    """A category with how its door stands; `line` is "" for one that is open without an end."""

    category: str
    name: str
    line: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class SessionChoice:
    """A session that one can register for."""

    id: str
    title: Text
    when: str
    place: Text | None
    is_full: bool


def build_front_view(front: Front, agenda: Agenda | None, words: Words) -> FrontView:
    """Give the facts; the places are those of the agenda that the public sees, if there is one."""
    language = words.language
    title = front.title.in_language(language, order=front.languages) or Text(front.slug, language)
    places = conference_places(agenda, Voice((language,), front.languages)) if agenda else None
    return FrontView(title, date_range(front.starts_on, front.ends_on, language), places.lead if places else None)


def door_line(door: Door, rule: CategoryRule, zone: str, words: Words, *, now: datetime) -> str:
    """Say how a door stands, with the time in the conference's zone; "" for one open without an end."""
    if door in _SHUT:
        return words(_SHUT[door])
    at = rule.opens_at if door is Door.NOT_YET else rule.closes_at
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(zone))
    return words(_AT[door], moment=due_moment(local, words.language, beside=(now,)))


def door_views(
    doors: Iterable[tuple[AttendeeCategory, Door]], front: Front, words: Words, *, now: datetime
) -> tuple[DoorView, ...]:
    return tuple(
        DoorView(
            category=category.value,
            name=word_label(category, words),
            line=door_line(door, front.plan.rule_of(category), front.zone, words, now=now),
            is_open=door is Door.OPEN,
        )
        for category, door in doors
    )


def session_choices(
    sessions: Iterable[Session], front: Front, words: Words, *, full: Collection[str]
) -> tuple[SessionChoice, ...]:
    voice = Voice((words.language,), front.languages)
    return tuple(_session_choice(session, voice, is_full=session.id in full) for session in sessions)


def _session_choice(session: Session, voice: Voice, *, is_full: bool) -> SessionChoice:
    clock = read_clock(session.start_at, session.end_at, session.zone)
    place = place_of(session, voice)
    return SessionChoice(
        id=session.id,
        title=title_of(session, voice).lead,
        when=f"{day_short(session.day_on, voice.lead)} {time_range(clock)}",
        place=place.line.lead if place else None,
        is_full=is_full,
    )
