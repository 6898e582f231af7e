"""A schedule of another program brought into a conference that is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eventapp.domain.agenda import arranged
from eventapp.domain.bringing import Brought, brought_items
from eventapp.domain.errors import InvalidInputError, Problem
from eventapp.domain.localized import Localized
from eventapp.importers.schedules.matching import People, Places, free_id
from eventapp.importers.schedules.reading import read_schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.sessions import Session
    from eventapp.importers.schedules.sources import SourceEvent


def bring_schedule(
    data: bytes,
    agenda: Agenda,
    *,
    language: str = "",
    venue: str = "",
    unprintable: Callable[[str], str | None] = lambda _: None,
    watch: Callable[[Sequence[SourceEvent]], Iterable[SourceEvent]] = iter,
) -> Brought:
    """Give `agenda` with the sessions of a schedule; times without a zone are read in the conference's.

    A session with the uid, or else the id, of one that is there changes its time, room, texts and speakers; any other is new.
    Rooms and people are known by name; other rooms are added to `venue` (its id; "" for the first, "+" for a new one), other
    people are left out. Texts are filed under `language`, "" for the conference's first.
    Raises: InvalidInputError with all problems.
    """
    conference = agenda.conference
    first = conference.languages[0]
    if language and language not in conference.languages:
        values = (("got", language), ("expected", ", ".join(conference.languages)))
        raise InvalidInputError((Problem("unread-language", values=values),))
    read = read_schedule(
        data,
        zone=conference.zone,
        language=language or first,
        slug=conference.slug,
        unprintable=unprintable,
        watch=watch,
    )
    other = read.conference_file.agenda
    putting = _Putting(agenda, Places(agenda, other, venue), People(agenda))
    putting.put(other.sessions)
    untitled = tuple(
        Problem("missing-first-language", "", name, (("language", first),)) for name in putting.untitled(first)
    )
    if untitled:
        raise InvalidInputError(untitled)
    made = putting.agenda()
    return Brought(agenda=made, items=brought_items(agenda, made), notes=(*read.warnings, *putting.notes()))


class _Putting:
    """Puts the sessions of a schedule among those that are there."""

    def __init__(self, agenda: Agenda, places: Places, people: People) -> None:
        self.before = agenda
        self.places = places
        self.people = people
        self.by_uid = {session.uid: session for session in agenda.sessions if session.uid}
        self.sessions = {session.id: session for session in agenda.sessions}
        self.claimed: set[str] = set()
        self.met: set[str] = set()

    def put(self, sessions: Sequence[Session]) -> None:
        """Put them in; of two that mean one of ours, by uid and by id, the one with the uid is meant."""
        self.claimed = {self.by_uid[session.uid].id for session in sessions if session.uid in self.by_uid}
        for session in sessions:
            known = self._known(session)
            if known is None:
                name = free_id(session.id, self.met | self.sessions.keys())
                known = replace(session, id=name, room=None, placements=(), topics=())
            made = self._changed(known, session)
            self.sessions[made.id] = made
            self.met.add(made.id)

    def untitled(self, first: str) -> list[str]:
        """Give the ids of those that have no title in the conference's first language."""
        return [name for name in self.sessions if name in self.met and not self.sessions[name].title.get(first)]

    def agenda(self) -> Agenda:
        rooms = (*self.before.rooms, *self.places.made)
        venues = {venue.id: venue for venue in (*self.before.venues, *(room.venue for room in rooms))}
        return arranged(
            replace(self.before, venues=tuple(venues.values()), rooms=rooms, sessions=tuple(self.sessions.values()))
        )

    def notes(self) -> tuple[Problem, ...]:
        return (*self.places.note(), *self.people.note())

    def _known(self, session: Session) -> Session | None:
        if session.uid in self.by_uid:
            return self.by_uid[session.uid]
        known = self.sessions.get(session.id)
        return known if known and known.id not in self.claimed | self.met else None

    def _changed(self, known: Session, session: Session) -> Session:
        """Give one of ours with what the schedule tells of it; what it does not tell stays."""
        room = self.places.found[session.room.id] if session.room else known.room
        is_settled = session.is_cancelled or known.is_cancelled
        return replace(
            known,
            start_at=session.start_at,
            end_at=session.end_at,
            zone=room.venue.zone if room else session.zone,
            room=room,
            title=Localized.of({**known.title.as_dict(), **session.title.as_dict()}),
            description=Localized.of({**known.description.as_dict(), **session.description.as_dict()}),
            status=session.status if is_settled else known.status,
            placements=self.people.placed((p.attendee for p in session.placements), known.placements),
        )
