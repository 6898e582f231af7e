"""Two venues and the rooms in them."""

from __future__ import annotations

from dataclasses import replace

from bench.texts import both
from eventapp.domain.venues import Room, Venue

ZONE = "Asia/Tokyo"


def make_venues() -> tuple[Venue, Venue]:
    hall = Venue(
        id="hall",
        position=1,
        name=both("Conference hall", "東京会場"),
        zone=ZONE,
        locality=both("Tokyo", "東京"),
        address=both("1-2-3 Toranomon, Minato-ku, Tokyo", "東京都港区虎ノ門1-2-3"),
        host_side="JP",
    )
    base = replace(hall, id="base", position=2, name=both("Air Base", "飛行場"), host_side="US", gate_minutes=30)
    return (hall, base)


def make_rooms(count: int, venues: tuple[Venue, Venue]) -> tuple[Room, ...]:
    return tuple(
        Room(
            id=f"room-{n}",
            position=n,
            name=both(f"Conference room {n}", f"第{n}会議室"),
            venue=venues[2 * (n - 1) // count],
            capacity=20 + n % 7 * 10,
            booths=n % 3,
        )
        for n in range(1, count + 1)
    )
