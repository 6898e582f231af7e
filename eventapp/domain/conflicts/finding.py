"""Finding all conflicts of an agenda in one pass, O(n log n) in sessions and placements."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from eventapp.domain.availability import is_limited, is_there
from eventapp.domain.conflicts.findings import Conflict, ConflictCode
from eventapp.domain.intervals import Slot, in_order, overlapping_pairs, slot_of
from eventapp.domain.memories import Memory
from eventapp.domain.vocabulary import AgreementState, InterpretationMode, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.attendees import Attendee
    from eventapp.domain.sessions import Session, Topic


class Known:
    """What was found of a conference last, room by room, session by session, person by person.

    Most of an agenda is the same after a step: what was found of equal values in equal surroundings is found again.
    """

    def __init__(self) -> None:
        self.slots: Memory[Slot[Session]] = Memory()
        self.people: Memory[tuple[Attendee, ...]] = Memory()
        self.sessions: Memory[tuple[Conflict, ...]] = Memory()
        self.rooms: Memory[tuple[Conflict, ...]] = Memory()
        self.meetings: Memory[tuple[_Meeting, ...]] = Memory()
        self.conflicts: Memory[Conflict] = Memory()


def find_conflicts(agenda: Agenda, known: Known | None = None) -> tuple[Conflict, ...]:
    """Give every conflict of the agenda, cancelled sessions left out.

    Shape: ordered by severity (errors first), code, start of the first session, id; the people who meet the same
    collision of two sessions, or cannot be at one session, are one conflict. With `known` of the same conference only what is another value than before is looked at.
    Source: the table of conflicts, docs/rules.md.
    """
    search = _Search(agenda, Known() if known is None else known)
    return tuple(sorted(search.found(), key=attrgetter("rank")))


class _Search:
    def __init__(self, agenda: Agenda, known: Known) -> None:
        self.agenda = agenda
        self.known = known
        self.surroundings = (agenda.conference, agenda.delegations, agenda.rooms, agenda.transfers)
        self.sessions = [s for s in agenda.sessions if not s.is_cancelled]
        self.ordered = in_order(map(self._slot, self.sessions))

    def found(self) -> Iterator[Conflict]:
        yield from self._room_overlaps()
        yield from self._person_conflicts()
        for session in self.sessions:
            yield from self._session_conflicts(session)
        for topic in _standing(self.agenda.unplaced_topics):
            yield from _topic_conflicts(topic, (), self.agenda)

    def _slot(self, session: Session) -> Slot[Session]:
        return self.known.slots.get(session.id, (session,), lambda: slot_of(session, session.start_at, session.end_at))

    def _session_conflicts(self, session: Session) -> tuple[Conflict, ...]:
        inputs = (session, self.surroundings)
        return self.known.sessions.get(
            session.id, inputs, lambda: tuple(_session_conflicts(session, self._people(session), self.agenda))
        )

    def _room_overlaps(self) -> Iterator[Conflict]:
        by_room: dict[str, list[Slot[Session]]] = defaultdict(list)
        for one in self.ordered:
            if one.thing.room is not None:
                by_room[one.thing.room.id].append(one)
        for name, own in by_room.items():
            yield from self.known.rooms.get(name, (own,), partial(_room_overlaps, own))

    def _person_conflicts(self) -> Iterator[Conflict]:
        """Find overlaps and short transfers of each person; ordered slots stay ordered per person."""
        people: dict[str, Attendee] = {}
        by_person: dict[str, list[Slot[Session]]] = defaultdict(list)
        for one in self.ordered:
            for attendee in self._people(one.thing):
                people[attendee.id] = attendee
                by_person[attendee.id].append(one)
        met: dict[tuple[ConflictCode, str, str], list[Attendee]] = defaultdict(list)
        involved: dict[tuple[ConflictCode, str, str], tuple[Session, Session, int]] = {}
        way = _Ways(self.agenda)
        for attendee_id, own in by_person.items():
            for code, first, second, short in self._meetings(attendee_id, own, way):
                key = (code, first.id, second.id)
                met[key].append(people[attendee_id])
                involved[key] = (first, second, short)
        for key, attendees in met.items():
            yield self._meeting_conflict(key, involved[key], tuple(attendees))

    def _people(self, session: Session) -> tuple[Attendee, ...]:
        return self.known.people.get(session.id, (session,), lambda: session.people)

    def _meetings(self, attendee_id: str, own: list[Slot[Session]], way: _Ways) -> tuple[_Meeting, ...]:
        inputs = (own, self.surroundings)
        return self.known.meetings.get(attendee_id, inputs, lambda: (*_overlaps(own), *way.too_short(own)))

    def _meeting_conflict(
        self,
        key: tuple[ConflictCode, str, str],
        involved: tuple[Session, Session, int],
        attendees: tuple[Attendee, ...],
    ) -> Conflict:
        first, second, short = involved
        return self.known.conflicts.get(
            key,
            (first, second, short, attendees),
            lambda: Conflict(code=key[0], sessions=(first, second), attendees=attendees, short=short),
        )


def _room_overlaps(own: list[Slot[Session]]) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(code=ConflictCode.ROOM_OVERLAP, sessions=pair, short=_common_minutes(*pair))
        for pair in overlapping_pairs(own)
    )


_Meeting = tuple[ConflictCode, "Session", "Session", int]


def _overlaps(own: list[Slot[Session]]) -> Iterator[_Meeting]:
    if all(before.end <= after.start for before, after in pairwise(own)):
        return
    for first, second in overlapping_pairs(own):
        yield ConflictCode.PERSON_OVERLAP, first, second, _common_minutes(first, second)


class _Ways:
    """What it takes to get from one venue to another: the quickest transfer, then the gate of the other."""

    def __init__(self, agenda: Agenda) -> None:
        self._minutes: dict[frozenset[str], int] = {}
        for transfer in agenda.transfers:
            ends = frozenset({transfer.from_venue.id, transfer.to_venue.id})
            self._minutes[ends] = min(transfer.minutes, self._minutes.get(ends, transfer.minutes))

    def too_short(self, own: list[Slot[Session]]) -> Iterator[_Meeting]:
        """Give the changes of venue for which the gap is too short; sessions without a venue don't count."""
        last: Slot[Session] | None = None
        for slot in own:
            if slot.thing.room is None:
                continue
            if last is not None and slot.start >= last.end:
                short = self._needed(last.thing, slot.thing) - int(slot.start - last.end) // 60
                if short > 0:
                    yield ConflictCode.TRANSFER_TOO_SHORT, last.thing, slot.thing, short
            if last is None or slot.end >= last.end:
                last = slot

    def _needed(self, first: Session, second: Session) -> int:
        here, there = first.venue, second.venue
        if here is None or there is None or here.id == there.id:
            return 0
        return self._minutes.get(frozenset({here.id, there.id}), 0) + there.gate_minutes


def _session_conflicts(session: Session, people: tuple[Attendee, ...], agenda: Agenda) -> Iterator[Conflict]:
    if _is_outside(session, agenda):
        yield Conflict(code=ConflictCode.OUTSIDE_CONFERENCE, sessions=(session,))
    if session.room is not None and not session.room.is_available(session.start_at, session.end_at):
        yield Conflict(code=ConflictCode.ROOM_UNAVAILABLE, sessions=(session,))
    yield from _absences(session, people)
    yield from _room_shortages(session, people)
    over = session.topic_minutes - session.minutes
    if over > 0:
        yield Conflict(code=ConflictCode.TOPICS_OVERRUN, sessions=(session,), short=over)
    for topic in _standing(session.topics):
        yield from _topic_conflicts(topic, (session,), agenda)
    yield from _cap_conflicts(session, agenda)


def _standing(topics: tuple[Topic, ...]) -> Iterator[Topic]:
    """Leave out what a side has withdrawn: it takes no time and needs no counterpart."""
    return (topic for topic in topics if topic.agreement is not AgreementState.WITHDRAWN)


def _is_outside(session: Session, agenda: Agenda) -> bool:
    """Say whether it starts on no conference day, or lasts past the day after the last one."""
    last = agenda.conference.ends_on
    starts_outside = not agenda.conference.starts_on <= session.day_on <= last
    return starts_outside or session.end_local.date() > last + timedelta(days=1)


def _absences(session: Session, people: tuple[Attendee, ...]) -> Iterator[Conflict]:
    """Find who cannot be there for all of the session: one conflict, as one other time has to suit them all."""
    away = tuple(a for a in people if is_limited(a) and not is_there(a, session.start_at, session.end_at))
    if away:
        yield Conflict(code=ConflictCode.PERSON_UNAVAILABLE, sessions=(session,), attendees=away, short=len(away))


def _room_shortages(session: Session, people: tuple[Attendee, ...]) -> Iterator[Conflict]:
    room = session.room
    if room is None:
        return
    expected = session.expected if session.expected is not None else len(people)
    if room.capacity is not None and expected > room.capacity:
        short = expected - room.capacity
        yield Conflict(code=ConflictCode.ROOM_TOO_SMALL, sessions=(session,), short=short, wanting="seats")
    if session.interpretation is InterpretationMode.SIMULTANEOUS and room.booths == 0:
        yield Conflict(code=ConflictCode.ROOM_TOO_SMALL, sessions=(session,), short=1, wanting="booths")


def _topic_conflicts(topic: Topic, sessions: tuple[Session, ...], agenda: Agenda) -> Iterator[Conflict]:
    leading = {p.attendee.delegation.code for p in topic.placements if p.role is Role.LEAD}
    sides = [side for side in agenda.sides if side.code in leading]
    if len(sides) == 1 and len(agenda.sides) > 1:
        yield Conflict(code=ConflictCode.NO_COUNTERPART, sessions=sessions, topic=topic, delegation=sides[0], short=1)
    if sessions and not topic.agreement.is_agreed:
        yield Conflict(code=ConflictCode.NOT_AGREED, sessions=sessions, topic=topic)


def _cap_conflicts(session: Session, agenda: Agenda) -> Iterator[Conflict]:
    """Count a side's persons, interpreters apart: they come on top of "1+3"."""
    if session.side_cap is None:
        return
    for side in agenda.sides:
        placed = {
            p.attendee.id: p.attendee
            for p in session.all_placements
            if p.attendee.delegation.code == side.code and p.role is not Role.INTERPRETER
        }
        if len(placed) > session.side_cap:
            yield Conflict(
                code=ConflictCode.SIDE_CAP,
                sessions=(session,),
                attendees=tuple(placed.values()),
                delegation=side,
                short=len(placed) - session.side_cap,
            )


def _common_minutes(first: Session, second: Session) -> int:
    common = min(first.end_at, second.end_at) - max(first.start_at, second.start_at)
    return int(common.total_seconds()) // 60
