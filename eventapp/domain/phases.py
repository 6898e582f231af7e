"""What is on and what is next, while a conference runs."""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.domain.sessions import Session


class Phase(StrEnum):
    """Where a session stands to now."""

    NONE = ""
    NOW = "now"
    NEXT = "next"


def phases_at(agenda: Agenda, now: datetime) -> dict[str, Phase]:
    """Give the sessions that are on at `now`, and those that start next on the same conference day, by id.

    Nothing is marked before the first session and after the last.
    """
    sessions = [session for session in agenda.sessions if not session.is_cancelled]
    if not sessions or now < sessions[0].start_at or now >= max(session.end_at for session in sessions):
        return {}
    on = {session.id: Phase.NOW for session in sessions if session.start_at <= now < session.end_at}
    later = [session for session in sessions if session.start_at > now]
    if not later or now.astimezone(later[0].start_local.tzinfo).date() != later[0].day_on:
        return on
    return {**on, **{s.id: Phase.NEXT for s in later if s.start_at == later[0].start_at}}


def phase_changes(agenda: Agenda) -> tuple[datetime, ...]:
    """Give, in order, the instants at which `phases_at` can change: starts, ends, and the midnight before each session."""
    return tuple(sorted({at for s in agenda.sessions for at in (_midnight(s), s.start_at, s.end_at)}))


def _midnight(session: Session) -> datetime:
    return datetime.combine(session.day_on, time(), tzinfo=ZoneInfo(session.zone))
