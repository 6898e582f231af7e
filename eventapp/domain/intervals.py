"""Half-open intervals: [start, end), so that touching ones don't overlap."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Slot(Generic[T]):
    """A thing with its start and end, in seconds since the epoch (numbers compare faster than datetimes)."""

    start: float
    end: float
    thing: T


def slot_of(thing: T, start_at: datetime, end_at: datetime) -> Slot[T]:
    return Slot(start_at.timestamp(), end_at.timestamp(), thing)


def in_order(given: Iterable[Slot[T]]) -> list[Slot[T]]:
    """Give slots by start, then end."""
    return sorted(given, key=lambda one: (one.start, one.end))


def overlapping_pairs(ordered: Iterable[Slot[T]]) -> Iterator[tuple[T, T]]:
    """Yield each pair of things that overlap, earlier start first.

    `ordered` is ordered by start. O(n log n + pairs): ended slots leave the heap for good.
    """
    running: list[tuple[float, int, T]] = []
    for number, slot in enumerate(ordered):
        while running and running[0][0] <= slot.start:
            heappop(running)
        for _, _, other in sorted(running, key=lambda entry: entry[1]):
            yield other, slot.thing
        heappush(running, (slot.end, number, slot.thing))
