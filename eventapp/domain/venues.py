"""Places: venues, the rooms in them and the ways between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.localized import NOTHING, Localized

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from eventapp.domain.vocabulary import TransferMode


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoPoint:
    """Degrees north and east, WGS 84 (RFC 5545 §3.8.1.6)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """A place with an address; `locality` is its short name on a day or a station ("Tokyo").

    `host_side` is the code of the delegation at home there, whatever country it lies in;
    `gate_minutes` is what entering takes.
    """

    id: str
    position: int
    name: Localized
    zone: str
    locality: Localized = NOTHING
    address: Localized = NOTHING
    geo: GeoPoint | None = None
    host_side: str | None = None
    gate_minutes: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A stretch of time in which a room can be had, or a person cannot: [start_at, end_at), aware UTC."""

    start_at: datetime
    end_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A bookable space; `capacity` in persons, None when nobody has counted; `booths` for interpreters.

    `available` are the windows in which it can be had, ordered and apart; none means always.
    """

    id: str
    position: int
    name: Localized
    venue: Venue
    capacity: int | None = None
    booths: int = 0
    available: tuple[Window, ...] = ()

    def is_available(self, start_at: datetime, end_at: datetime) -> bool:
        """Say whether one window holds [start_at, end_at) whole."""
        return not self.available or any(w.start_at <= start_at and end_at <= w.end_at for w in self.available)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Minutes between two venues by one mode, the same in both directions, gates not counted."""

    from_venue: Venue
    to_venue: Venue
    mode: TransferMode
    minutes: int


def joined_windows(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Give the windows in order; those that touch or overlap become one."""
    joined: list[Window] = []
    for window in sorted(windows):
        if joined and window.start_at <= joined[-1].end_at:
            joined[-1] = Window(joined[-1].start_at, max(joined[-1].end_at, window.end_at))
        else:
            joined.append(window)
    return tuple(joined)
