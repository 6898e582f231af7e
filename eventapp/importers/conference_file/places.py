"""Resolving the places of a file: venues, the rooms in them, when these can be had, the ways between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.venues import GeoPoint, Room, Transfer, Venue, Window, joined_windows
from eventapp.importers.conference_file.resolving import Resolver

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventapp.domain.attendees import Delegation
    from eventapp.importers.conference_file.problems import Place
    from eventapp.importers.conference_file.schema import (
        AgendaDocument,
        RoomTable,
        TransferTable,
        VenueTable,
        WindowTable,
    )


class PlacesResolver(Resolver):
    """Knows the delegations, venues and rooms resolved so far."""

    def __init__(self, document: AgendaDocument, *, is_frozen: bool) -> None:
        super().__init__(document.conference.languages, is_frozen=is_frozen)
        self.document = document
        self.delegations: dict[str, Delegation] = {}
        self.venues: dict[str, Venue] = {}
        self.rooms: dict[str, Room] = {}

    def venue(self, table: VenueTable, position: int, place: Place) -> Venue:
        self.find(self.delegations, table.host_side, (*place, "host_side"), table.id)
        geo = None
        if table.latitude is not None and table.longitude is not None:
            geo = GeoPoint(latitude=table.latitude, longitude=table.longitude)
        elif (table.latitude is None) != (table.longitude is None):
            self.report("half-a-point", (*place, "latitude"), table.id)
        return Venue(
            id=table.id,
            position=position,
            name=self.localized(table.name, (*place, "name"), table.id, required=True),
            zone=table.zone or self.document.conference.zone,
            locality=self.localized(table.locality, (*place, "locality"), table.id),
            address=self.localized(table.address, (*place, "address"), table.id),
            geo=geo,
            host_side=table.host_side,
            gate_minutes=table.gate_minutes,
        )

    def room(self, table: RoomTable, place: Place) -> Room | None:
        venue = self.find(self.venues, table.venue, (*place, "venue"), table.id)
        name = self.localized(table.name, (*place, "name"), table.id, required=True)
        if venue is None:
            return None
        position = 1 + sum(room.venue.id == venue.id for room in self.rooms.values())
        room = Room(
            id=table.id,
            position=position,
            name=name,
            venue=venue,
            capacity=table.capacity,
            booths=table.booths,
            available=self.windows(table.available, venue.zone, (*place, "available"), table.id),
        )
        self.rooms[table.id] = room
        return room

    def windows(self, tables: Iterable[WindowTable], zone: str, place: Place, item: str) -> tuple[Window, ...]:
        """Give windows that were typed in a zone; those that touch or overlap are one."""
        found: list[Window] = []
        for n, window in enumerate(tables):
            start = self.instant(window.start, zone, (*place, n, "start"), item)
            end = self.instant(window.end, zone, (*place, n, "end"), item)
            if start is not None and end is not None and end <= start:
                self.report("end-before-start", (*place, n, "end"), item, start=window.start, end=window.end)
            elif start is not None and end is not None:
                found.append(Window(start, end))
        return joined_windows(found)

    def transfer(self, table: TransferTable, place: Place) -> Transfer | None:
        start = self.find(self.venues, table.from_venue, (*place, "from_venue"), "")
        end = self.find(self.venues, table.to_venue, (*place, "to_venue"), "")
        if start is None or end is None:
            return None
        return Transfer(from_venue=start, to_venue=end, mode=table.mode, minutes=table.minutes)

    def check_transfers(self) -> None:
        seen = set()
        for n, table in enumerate(self.document.transfers):
            key = (frozenset({table.from_venue, table.to_venue}), table.mode)
            if key in seen or table.from_venue == table.to_venue:
                self.report("duplicate-transfer", ("transfers", n))
            seen.add(key)
