"""When a person is not there, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from eventapp.domain.venues import Window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from eventapp.domain.attendees import Attendee


class Why(StrEnum):
    """Why a person is not there, in the order in which it is told."""

    ARRIVES = "arrives"
    LEAVES = "leaves"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Absence:
    """A reason and its hours: until an arrival, from a leaving on, or a window in which the person is not free."""

    why: Why
    window: Window


def is_limited(attendee: Attendee) -> bool:
    """Say whether there is any time at which the person is known not to be there."""
    return attendee.arrives_at is not None or attendee.leaves_at is not None or bool(attendee.away)


def is_there(attendee: Attendee, start_at: datetime, end_at: datetime) -> bool:
    """Say whether the person is there for all of [start_at, end_at)."""
    return not is_limited(attendee) or next(absences(attendee, start_at, end_at), None) is None


def is_absent(attendee: Attendee, start_at: datetime, end_at: datetime) -> bool:
    """Say whether the person is known not to be there for any of [start_at, end_at)."""
    windows = sorted((one.window.start_at, one.window.end_at) for one in absences(attendee, start_at, end_at))
    reached = start_at
    for begins_at, ends_at in windows:
        if begins_at > reached:
            return False
        reached = max(reached, ends_at)
    return bool(windows) and reached >= end_at


def absences(attendee: Attendee, start_at: datetime, end_at: datetime) -> Iterator[Absence]:
    """Give each reason for which the person is not there for all of [start_at, end_at), in order.

    The hours of an arrival end at it, those of a leaving begin at it.
    """
    arrives_at, leaves_at = attendee.arrives_at, attendee.leaves_at
    if arrives_at is not None and start_at < arrives_at:
        yield Absence(Why.ARRIVES, Window(start_at, arrives_at))
    if leaves_at is not None and leaves_at < end_at:
        yield Absence(Why.LEAVES, Window(leaves_at, end_at))
    for window in attendee.away:
        if window.start_at < end_at and start_at < window.end_at:
            yield Absence(Why.AWAY, window)
