"""What is on and what is next, while a conference runs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
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


def today_at(agenda: Agenda, now: datetime) -> date | None:
    """Give the day of the agenda on which `now` lies by the venue's clock; None before the first and after the last."""
    today = now.astimezone(ZoneInfo(agenda.conference.zone)).date()
    return today if today in {day.on for day in agenda.days} else None


def phase_changes(agenda: Agenda) -> tuple[datetime, ...]:
    """Give, in order, the instants at which `phases_at` or `today_at` can change.

    These are starts, ends, the midnight before each session and both midnights of each day.
    """
    spans = {at for s in agenda.sessions for at in (_midnight(s.day_on, s.zone), s.start_at, s.end_at)}
    days = {on for day in agenda.days for on in (day.on, day.on + timedelta(days=1))}
    return tuple(sorted(spans | {_midnight(on, agenda.conference.zone) for on in days}))


def _midnight(on: date, zone: str) -> datetime:
    # In UTC, so that equal instants are one: times of one zone that differ in their fold only are the same key (PEP 495).
    return datetime.combine(on, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)
