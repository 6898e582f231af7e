"""Slipping: everything from one time of a day on moves by some minutes, except what is fixed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from eventapp.domain.drafts.finding import with_sessions

if TYPE_CHECKING:
    from datetime import date

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.sessions import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What is to slip: the sessions of a day that start in [from_at, until_at], by so many minutes.

    `until_at` None is the end of the day; negative minutes are earlier; `kept` are the ids of sessions that stay.
    """

    on: date
    from_at: datetime
    minutes: int
    until_at: datetime | None = None
    kept: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slipped:
    """One session looked at: as it is and, where it moves, as it would be."""

    session: Session
    start_at: datetime
    end_at: datetime
    is_kept: bool

    @property
    def moves(self) -> bool:
        return not self.is_kept and not self.session.is_fixed


def slipped(agenda: Agenda, slip: Slip) -> tuple[Slipped, ...]:
    """Give every session that the slip is about in order of time, also those that stay; cancelled ones are left out."""
    by = timedelta(minutes=slip.minutes)
    return tuple(
        Slipped(session=s, start_at=s.start_at + by, end_at=s.end_at + by, is_kept=s.id in slip.kept)
        for s in agenda.sessions
        if s.day_on == slip.on and not s.is_cancelled
        if slip.from_at <= s.start_at and (slip.until_at is None or s.start_at <= slip.until_at)
    )


def slip_sessions(agenda: Agenda, slip: Slip) -> Agenda:
    """Give the agenda after the slip; lengths, rooms and people stay as they are."""
    moved = [one for one in slipped(agenda, slip) if one.moves]
    return with_sessions(agenda, *(replace(m.session, start_at=m.start_at, end_at=m.end_at) for m in moved))
