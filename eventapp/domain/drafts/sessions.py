"""Placing, copying, joining and parting sessions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eventapp.domain.drafts.finding import numbered, room_of, session_of, with_sessions
from eventapp.domain.errors import DomainError
from eventapp.domain.timezones import to_utc
from eventapp.domain.vocabulary import AgreementState, InterpretationMode

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime, timedelta

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.attendees import Placement
    from eventapp.domain.sessions import Session, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where a session is to stand: [start_at, end_at), aware UTC, in a room or (None) in none."""

    start_at: datetime
    end_at: datetime
    room: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """What a new session is called for good."""

    id: str
    uid: str


def place_session(agenda: Agenda, session_id: str, placing: Placing) -> Agenda:
    """Give the agenda with the session at another time or in another room.

    In another venue the session is read on that venue's clock from then on.
    Raises: NotFoundError; DomainError("end-before-start").
    """
    session = session_of(agenda, session_id)
    room = room_of(agenda, placing.room)
    if placing.end_at <= placing.start_at:
        raise DomainError("end-before-start", start=placing.start_at, end=placing.end_at)
    is_same_venue = room is None or room.venue == session.venue
    zone = session.zone if is_same_venue or room is None else room.venue.zone
    return with_sessions(
        agenda, replace(session, start_at=placing.start_at, end_at=placing.end_at, room=room, zone=zone)
    )


def swap_sessions(agenda: Agenda, one_id: str, other_id: str) -> Agenda:
    """Give the agenda in which two sessions have each other's time and room.

    Raises: NotFoundError; DomainError("same-session").
    """
    one, other = session_of(agenda, one_id), session_of(agenda, other_id)
    if one.id == other.id:
        raise DomainError("same-session")
    return with_sessions(agenda, _at_the_place_of(one, other), _at_the_place_of(other, one))


def _at_the_place_of(session: Session, other: Session) -> Session:
    return replace(session, start_at=other.start_at, end_at=other.end_at, room=other.room, zone=other.zone)


def split_session(agenda: Agenda, session_id: str, at: datetime, *, new: Named) -> Agenda:
    """Give the agenda in which a session ends at `at` and another one goes on from there, with the same people.

    The topics stay in the first part as far as their minutes fit, the rest goes on; consecutive interpretation doubles them.
    Raises: NotFoundError; DomainError("split-outside").
    """
    session = session_of(agenda, session_id)
    if not session.start_at < at < session.end_at:
        raise DomainError("split-outside", start=session.start_local, end=session.end_local)
    minutes = int((at - session.start_at).total_seconds() // 60)
    stay, go = _parted(session, minutes)
    first = replace(session, end_at=at, topics=numbered(stay))
    second = replace(session, id=new.id, uid=new.uid, number=None, start_at=at, topics=numbered(go))
    return with_sessions(agenda, first, second)


def _parted(session: Session, minutes: int) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
    factor = 2 if session.interpretation is InterpretationMode.CONSECUTIVE else 1
    used, count = 0, 0
    for topic in session.topics:
        used += 0 if topic.agreement is AgreementState.WITHDRAWN else factor * (topic.minutes or 0)
        if used > minutes:
            break
        count += 1
    return session.topics[:count], session.topics[count:]


def merge_sessions(agenda: Agenda, kept_id: str, other_id: str) -> Agenda:
    """Give the agenda in which the kept session lasts from the start of the earlier to the end of the later one.

    It takes the topics and people of the other, which is gone.
    Raises: NotFoundError; DomainError("same-session"), DomainError("different-days").
    """
    kept, other = session_of(agenda, kept_id), session_of(agenda, other_id)
    if kept.id == other.id:
        raise DomainError("same-session")
    if kept.day_on != other.day_on:
        raise DomainError("different-days")
    merged = replace(
        kept,
        start_at=min(kept.start_at, other.start_at),
        end_at=max(kept.end_at, other.end_at),
        topics=numbered((*kept.topics, *other.topics)),
        placements=_united(kept.placements, other.placements),
    )
    rest = tuple(session for session in agenda.sessions if session.id != other.id)
    return with_sessions(replace(agenda, sessions=rest), merged)


def _united(one: tuple[Placement, ...], other: tuple[Placement, ...]) -> tuple[Placement, ...]:
    placed = {(p.role, p.attendee.id): p for p in (*one, *other)}
    return tuple(placed.values())


def duplicate_session(agenda: Agenda, session_id: str, *, new: Named) -> Agenda:
    """Give the agenda with a copy of the session right after it, without number and topics: a topic has one place.

    Raises: NotFoundError.
    """
    session = session_of(agenda, session_id)
    copy = replace(_copied(session, new), start_at=session.end_at, end_at=session.end_at + _length(session))
    return with_sessions(agenda, copy)


def duplicate_day(agenda: Agenda, on: date, to: date, *, name: Callable[[Session], Named]) -> Agenda:
    """Give the agenda with copies of a day's sessions on another day, at the same times of their clocks.

    Cancelled sessions are left out. `name` gives each copy its id and uid.
    Raises: DomainError("empty-day"), DomainError("same-day"); GapTimeError, FoldTimeError.
    """
    if on == to:
        raise DomainError("same-day")
    sessions = [s for s in agenda.sessions if s.day_on == on and not s.is_cancelled]
    if not sessions:
        raise DomainError("empty-day", day=on)
    return with_sessions(agenda, *(_on_day(s, to - on, name(s)) for s in sessions))


def _on_day(session: Session, days: timedelta, new: Named) -> Session:
    start_at = to_utc(session.start_local.replace(tzinfo=None, fold=0) + days, session.zone)
    end_at = to_utc(session.end_local.replace(tzinfo=None, fold=0) + days, session.zone)
    return replace(_copied(session, new), start_at=start_at, end_at=end_at)


def _copied(session: Session, new: Named) -> Session:
    return replace(session, id=new.id, uid=new.uid, number=None, topics=(), is_fixed=False)


def _length(session: Session) -> timedelta:
    return session.end_at - session.start_at
