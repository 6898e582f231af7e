"""Places: venues, the rooms in them and the ways between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.localized import NOTHING, Localized

if TYPE_CHECKING:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A bookable space; `capacity` in persons, None when nobody has counted; `booths` for interpreters."""

    id: str
    position: int
    name: Localized
    venue: Venue
    capacity: int | None = None
    booths: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Minutes between two venues by one mode, the same in both directions, gates not counted."""

    from_venue: Venue
    to_venue: Venue
    mode: TransferMode
    minutes: int
