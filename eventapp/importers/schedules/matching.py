"""Whom and what a schedule means of a conference that is there: rooms and people by the names that they have."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from eventapp.domain.attendees import Placement
from eventapp.domain.errors import InvalidInputError, Problem
from eventapp.domain.localized import Localized
from eventapp.domain.names import introduced_name, list_name, native_name
from eventapp.domain.venues import Venue
from eventapp.domain.vocabulary import Role
from eventapp.importers.schedules.texts import shown
from eventapp.importers.sheets.headings import folded_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.attendees import Attendee
    from eventapp.domain.venues import Room

NEW_VENUE = "+"
"""Stands for a venue that is not there yet, where one is chosen."""
_VENUE = "venue"
_NAMED = 10


@dataclass(slots=True)
class Places:
    """Our room for each of the schedule's: the one of that name, else a new one in the venue chosen."""

    agenda: Agenda
    other: Agenda
    venue_id: str
    made: list[Room] = field(default_factory=list)
    found: dict[str, Room] = field(default_factory=dict)

    def __post_init__(self) -> None:
        venue = self._venue()
        # Of two rooms with one name that of the venue chosen is meant, else the first one.
        ours = sorted(self.agenda.rooms, key=lambda room: room.venue.id != venue.id)
        by_name = {folded_name(text): room for room in reversed(ours) for text in _names(room)}
        taken = {room.id for room in ours}
        for room in self.other.rooms:
            known = next((by_name[name] for text in _names(room) if (name := folded_name(text)) in by_name), None)
            self.found[room.id] = known or self._new(room, venue, taken)

    def note(self) -> Iterator[Problem]:
        """Tell which rooms are new."""
        if self.made:
            names = (next(_names(room)) for room in self.made)
            values = (("rooms", _listed(names)), ("venue", next(_names(self.made[0].venue))))
            yield Problem("rooms-made", values=values)

    def _new(self, room: Room, venue: Venue, taken: set[str]) -> Room:
        position = 1 + max((r.position for r in (*self.agenda.rooms, *self.made) if r.venue.id == venue.id), default=0)
        new = replace(room, id=free_id(room.id, taken), venue=venue, position=position)
        taken.add(new.id)
        self.made.append(new)
        return new

    def _venue(self) -> Venue:
        """Raises: InvalidInputError for a venue that is not there."""
        venues = self.agenda.venues
        wanted = self.venue_id or (venues[0].id if venues else NEW_VENUE)
        if wanted != NEW_VENUE:
            chosen = next((venue for venue in venues if venue.id == wanted), None)
            if chosen is None:
                raise InvalidInputError((Problem("unknown-place", values=(("got", shown(wanted)),)),))
            return chosen
        told = self.other.venues[0] if self.other.venues else None
        name = told.name if told else Localized.of({self.agenda.conference.languages[0]: self.agenda.conference.slug})
        same = {folded_name(text) for _, text in name}
        known = next((venue for venue in venues if same & {folded_name(text) for text in _names(venue)}), None)
        position = 1 + max((venue.position for venue in venues), default=0)
        venue_id = free_id(_VENUE, {venue.id for venue in venues})
        made = Venue(id=venue_id, position=position, name=name, zone=self.agenda.conference.zone)
        return known or (replace(told, id=venue_id, position=position) if told else made)


@dataclass(slots=True)
class People:
    """Our attendee for each of the schedule's people: the only one who is called exactly so."""

    agenda: Agenda
    unknown: dict[str, None] = field(default_factory=dict)
    by_name: dict[str, list[Attendee]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for attendee in self.agenda.attendees:
            for name in {folded_name(text) for text in _called(attendee) if text}:
                self.by_name.setdefault(name, []).append(attendee)

    def placed(self, people: Iterable[Attendee], kept: tuple[Placement, ...]) -> tuple[Placement, ...]:
        """Give the placements kept, and a speaker for each further person who is on our list; each person once."""
        placements = {placement.attendee.id: placement for placement in kept}
        added = []
        for person in people:
            meant = self.by_name.get(folded_name(person.badge_name), [])
            if len(meant) != 1:
                self.unknown[person.badge_name] = None
            elif meant[0].id not in placements:
                placement = Placement(attendee=meant[0], role=Role.SPEAKER)
                placements[meant[0].id] = placement
                added.append(placement)
        return (*kept, *added)

    def note(self) -> Iterator[Problem]:
        """Tell who is not on the list."""
        if self.unknown:
            values = (("count", len(self.unknown)), ("names", _listed(self.unknown)))
            yield Problem("people-left-out", values=values)


def free_id(wanted: str, taken: set[str]) -> str:
    """Give an id that nothing has yet, with a number where the one wanted is taken."""
    numbered = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, 100_000))
    return next(name for name in numbered if name not in taken)


def _names(place: Room | Venue) -> Iterator[str]:
    yield from (text for _, text in place.name)


def _called(attendee: Attendee) -> tuple[str, ...]:
    family, given = attendee.family_name, attendee.given_name
    return (
        attendee.badge_name,
        introduced_name(attendee),
        list_name(attendee),
        f"{given} {family}" if family and given else "",
        native_name(attendee),
    )


def _listed(names: Iterable[str]) -> str:
    listed = [shown(name) for name in names]
    return ", ".join(listed[:_NAMED]) + (", …" if len(listed) > _NAMED else "")
