"""A schedule of another program brought into a conference that is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eventapp.domain.agenda import arranged
from eventapp.domain.localized import Localized
from eventapp.domain.venues import Room, Venue
from eventapp.importers.schedules.reading import read_schedule
from eventapp.importers.sheets.reading import Brought

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.sessions import Session

_VENUE = "venue"


def bring_schedule(
    data: bytes, agenda: Agenda, *, unprintable: Callable[[str], str | None] = lambda _: None
) -> Brought:
    """Give `agenda` with the sessions of a schedule; times without a zone are read in the conference's.

    A session with the uid, or else the id, of one that is there changes its time, room, title and description; any other is new.
    Rooms are known by name; others are added to the first venue. People are not brought in: who they are, a schedule doesn't tell.
    Raises: InvalidInputError with all problems.
    """
    conference = agenda.conference
    read = read_schedule(
        data, zone=conference.zone, language=conference.languages[0], slug=conference.slug, unprintable=unprintable
    )
    other = read.conference_file.agenda
    rooms = _rooms(agenda, other)
    by_uid = {session.uid: session for session in agenda.sessions if session.uid}
    by_id = {session.id: session for session in agenda.sessions}
    sessions = dict(by_id)
    new = changed = 0
    for session in other.sessions:
        known = by_uid.get(session.uid) or by_id.get(session.id)
        made = _brought(session, known, rooms)
        new, changed = new + (known is None), changed + (known is not None and made != known)
        sessions[made.id] = made
    places = {room.id: room for room in (*agenda.rooms, *rooms.values())}
    venues = {venue.id: venue for venue in (*agenda.venues, *(room.venue for room in places.values()))}
    made_agenda = replace(
        agenda, venues=tuple(venues.values()), rooms=tuple(places.values()), sessions=tuple(sessions.values())
    )
    return Brought(agenda=arranged(made_agenda), notes=read.warnings, new=new, changed=changed)


def _brought(session: Session, known: Session | None, rooms: dict[str, Room]) -> Session:
    room = rooms[session.room.id] if session.room else None
    zone = room.venue.zone if room else session.zone
    if known is None:
        return replace(session, room=room, zone=zone, placements=(), topics=())
    title = Localized.of({**known.title.as_dict(), **session.title.as_dict()})
    description = Localized.of({**known.description.as_dict(), **session.description.as_dict()})
    return replace(
        known,
        start_at=session.start_at,
        end_at=session.end_at,
        zone=zone,
        room=room or known.room,
        title=title,
        description=description,
        status=session.status,
    )


def _rooms(agenda: Agenda, other: Agenda) -> dict[str, Room]:
    """Give our room for each of the schedule's: the one of that name or id, else a new one in the first venue."""
    known = {name: room for room in agenda.rooms for name in (room.id, *(text for _, text in room.name))}
    taken = {room.id for room in agenda.rooms}
    found: dict[str, Room] = {}
    for room in other.rooms:
        names = (*(text for _, text in room.name), room.id)
        match = next((known[name] for name in names if name in known), None)
        if match is None:
            venue = agenda.venues[0] if agenda.venues else _venue(agenda)
            position = 1 + sum(r.venue.id == venue.id for r in (*agenda.rooms, *found.values()))
            match = replace(room, id=_free(room.id, taken), venue=venue, position=position)
            taken.add(match.id)
        found[room.id] = match
    return found


def _venue(agenda: Agenda) -> Venue:
    name = Localized.of({agenda.conference.languages[0]: "Venue"})
    return Venue(id=_VENUE, position=1, name=name, zone=agenda.conference.zone)


def _free(name: str, taken: set[str]) -> str:
    numbered = (name if n == 1 else f"{name}-{n}" for n in range(1, 10_000))
    return next(one for one in numbered if one not in taken)
