"""Putting the overview together: days, numbers, what is to settle, what is due, who did what last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.agenda import Agenda
from eventapp.domain.clocks import second_zones
from eventapp.domain.conflicts import Severity
from eventapp.policy import Permission, audience_of
from eventapp.renderers.dates import day_heading, due_moment
from eventapp.renderers.labels import change_count
from eventapp.renderers.logs import actor_label, log_sentence
from eventapp.renderers.view.places import day_places
from eventapp.renderers.view.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from eventapp.domain.agenda import Day
    from eventapp.models import Deadline
    from eventapp.queries.audit_entries import LogEntry
    from eventapp.renderers.known_things import KnownThings
    from eventapp.renderers.view.voice import Phrase
    from eventapp.web.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """A day of the overview: what stands on it, from when to when, where."""

    iso: str
    heading: str
    sessions: int
    span: str
    places: Phrase | None


@dataclass(frozen=True, slots=True)
class Number:
    """How many there are of something; `is_side` where its name is a side's code."""

    count: int
    name: str
    is_side: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineLine:
    """What is due, on the clock in which it was typed and on the others."""

    id: int
    title: Phrase | None
    due: str
    elsewhere: tuple[str, ...]
    is_past: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class LogLine:
    when: str
    actor: str
    said: str


def shown_agenda(place: Workplace) -> Agenda:
    """Give the agenda that the overview tells of: the draft to those who read it, to others what was published for them last."""
    if place.allows(Permission.DRAFT_READ):
        return place.agenda
    if place.edition.publication is None:
        return Agenda(conference=place.agenda.conference, delegations=place.agenda.delegations)
    return place.edition.publication.agenda.for_audience(audience_of(place.actor))


def day_lines(place: Workplace, agenda: Agenda) -> list[DayLine]:
    return [_day_line(day, place) for day in agenda.days]


def numbers(place: Workplace, agenda: Agenda) -> list[Number]:
    """Count what the conference has, then the people of each side, to a focal point none; what was cancelled doesn't count."""
    words = place.words
    things = [
        Number(sum(not s.is_cancelled for s in agenda.sessions), words("sessions")),
        Number(sum(1 for _ in agenda.topics), words("topics")),
        Number(len(agenda.rooms), words("rooms")),
    ]
    if place.actor.side:
        return things
    people = Counter(attendee.delegation.code for attendee in agenda.attendees)
    sides = [Number(people[side.code], side.code, is_side=True) for side in agenda.sides]
    return [*things, Number(len(agenda.attendees), words("people")), *sides]


def severities(place: Workplace) -> dict[str, int]:
    found = Counter(conflict.severity for conflict in place.conflicts)
    return {severity.value: found[severity] for severity in Severity}


def change_counts(place: Workplace) -> list[str]:
    """Count what changed since the last version by the first kind of each change."""
    counts = Counter(change.kinds[0] for change in place.edition.changes.changes)
    return [change_count(kind, count, place.words) for kind, count in counts.items()]


def last_published(place: Workplace) -> str:
    """Give number and time of the last version, "" before the first."""
    publication = place.edition.publication
    if publication is None:
        return ""
    return place.words("v{number}, {moment}", number=publication.number, moment=place.moment(publication.as_of))


def deadline_lines(found: Iterable[Deadline], place: Workplace, now: datetime) -> list[DeadlineLine]:
    return [_deadline_line(one, place, now) for one in found]


def log_lines(entries: Iterable[LogEntry], place: Workplace, things: KnownThings) -> list[LogLine]:
    """Give entries in words, each with its time on the conference's clock."""
    return [
        LogLine(
            place.moment(entry.at),
            actor_label(entry.actor, things, has_account=entry.user_id is not None, details=entry.details),
            log_sentence(entry.action, entry.subject, things, details=entry.details),
        )
        for entry in entries
    ]


def _day_line(day: Day, place: Workplace) -> DayLine:
    sessions = [s for s in day.sessions if not s.is_cancelled]
    voice = Voice(place.languages, place.agenda.conference.languages)
    span = (
        f"{min(s.start_local for s in sessions):%H:%M}–{max(s.end_local for s in sessions):%H:%M}" if sessions else ""
    )
    return DayLine(
        iso=day.on.isoformat(),
        heading=day_heading(day.on, place.language),
        sessions=len(sessions),
        span=span,
        places=day_places(day, voice),
    )


def _deadline_line(deadline: Deadline, place: Workplace, now: datetime) -> DeadlineLine:
    voice = Voice(place.languages, place.agenda.conference.languages)
    beside = (now, place.agenda.conference.starts_on)
    local = deadline.due_at.astimezone(ZoneInfo(deadline.zone))
    others = (
        deadline.due_at.astimezone(ZoneInfo(zone)) for zone in second_zones(place.agenda) if zone != deadline.zone
    )
    return DeadlineLine(
        id=deadline.id,
        title=voice.say(deadline.title),
        due=due_moment(local, place.language, beside=beside),
        elsewhere=tuple(due_moment(other, place.language, beside=beside) for other in others),
        is_past=deadline.due_at < now,
        is_done=deadline.done_at is not None,
    )
