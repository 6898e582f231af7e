"""Times as other programs write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_DURATION = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})")
_MINUTES_IN_HOUR = 60


def read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def read_moment(text: str) -> datetime | None:
    """Give an ISO date with its time, aware where it has an offset; a date alone is none."""
    text = text.strip()
    if "T" not in text and " " not in text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def read_clock(text: str) -> time | None:
    """Give "09:30" or "09:30:00"."""
    match = _CLOCK.fullmatch(text.strip())
    try:
        return time(int(match[1]), int(match[2]), int(match[3] or 0)) if match else None
    except ValueError:
        return None


def read_duration(text: str) -> timedelta | None:
    """Give "00:45", or with days before the hours "1:02:00" as frab writes what is longer than a day.

    None for anything that isn't longer than nothing.
    """
    match = _DURATION.fullmatch(text.strip())
    if match is None or int(match[3]) >= _MINUTES_IN_HOUR:
        return None
    length = timedelta(days=int(match[1] or 0), hours=int(match[2]), minutes=int(match[3]))
    return length or None


def on_day(day: date, clock: time, change: time | None) -> datetime:
    """Give the naive time of a day whose clock passes midnight: before the hour of `change` it is the next date."""
    try:
        shift = timedelta(days=1) if change is not None and clock < change else timedelta()
        return datetime.combine(day, clock) + shift
    except OverflowError:
        return datetime.combine(day, clock)
