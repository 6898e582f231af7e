"""What is on and what is next, while a conference runs."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.agenda import Agenda


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
