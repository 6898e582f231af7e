"""Agendas of any size, every rule in them: the same for the same numbers, on every machine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from random import Random
from typing import TYPE_CHECKING

from bench.people import PROVIDERS, SIDES, make_people
from bench.places import ZONE, make_rooms, make_venues
from bench.texts import both, paragraph, title
from eventapp.domain.agenda import Agenda, Conference, arranged
from eventapp.domain.attendees import Placement
from eventapp.domain.sessions import Session, Topic
from eventapp.domain.venues import Transfer
from eventapp.domain.vocabulary import (
    AgreementState,
    AttributionRule,
    InterpretationMode,
    Role,
    SessionKind,
    SessionStatus,
    TopicPurpose,
    TransferMode,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.venues import Room

FIRST_DAY = date(2023, 3, 6)
FIRST_START = datetime(2023, 3, 5, 23, 0, tzinfo=UTC)  # 08:00 in Tokyo
SLOTS_MOST = 14
NUMBERS_MOST = 999
KINDS = (SessionKind.WORKING_SESSION, SessionKind.PLENARY, SessionKind.BRIEFING, SessionKind.RESTRICTED)
QUIET = (SessionKind.BREAK, SessionKind.MEAL, SessionKind.RECEPTION, SessionKind.PRESS)
RULES = tuple(AttributionRule)
AUDIENCES = (*["public"] * 12, "participants", "participants", "staff", "side:JP", "side:US")
LAST_ROLES = (Role.DISCUSSANT, Role.SPEAKER, Role.PARTICIPANT, Role.INTERPRETER, Role.NOTE_TAKER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of everything; `clashes` puts one person of each such-th session into the one next door too."""

    sessions: int
    days: int
    rooms: int
    people: int
    clashes: int = 0

    @property
    def slots(self) -> int:
        """Sessions one after the other in a room and a day."""
        return -(-self.sessions // (self.days * self.rooms))


LARGE = Size(sessions=200, days=4, rooms=5, people=150)
SMALL = Size(sessions=20, days=2, rooms=2, people=30)


def growing(sessions: int) -> Size:
    """Give the size of the conflicts' scale: 900 sessions have 18 rooms and 1,000 people, others in proportion."""
    rooms = max(2, sessions // 50)
    return Size(sessions=sessions, days=5, rooms=rooms, people=sessions * 10 // 9, clashes=20)


def make_agenda(size: Size, *, seed: int = 20230306, slug: str = "bench-2023") -> Agenda:
    """Give an agenda without errors unless the size asks for clashes.

    Raises: ValueError when a day would need more slots than it has hours.
    """
    if size.slots > SLOTS_MOST:
        raise ValueError(size)
    random = Random(seed)
    venues = make_venues()
    rooms = make_rooms(size.rooms, venues)
    people = make_people(size.people, random)
    sessions = tuple(islice(_sessions(size, rooms, people, random), size.sessions))
    return arranged(
        Agenda(
            conference=_conference(size, slug),
            delegations=(*SIDES, *PROVIDERS),
            venues=venues,
            rooms=rooms,
            transfers=(Transfer(from_venue=venues[0], to_venue=venues[1], mode=TransferMode.COACH, minutes=75),),
            attendees=people,
            sessions=_clashing(sessions, size),
            unplaced_topics=(_topic(10_000, 1, people[:2], random),),
        )
    )


def moved(agenda: Agenda, every: int = 10) -> Agenda:
    """Give the agenda with each such-th session five minutes shorter and renamed: what a second version brings."""
    return replace(
        agenda,
        sessions=tuple(
            replace(s, end_at=s.end_at - timedelta(minutes=5), title=both(f"{s.title.get('en')} (revised)", "改訂"))
            if number % every == 0
            else s
            for number, s in enumerate(agenda.sessions)
        ),
    )


def _conference(size: Size, slug: str) -> Conference:
    return Conference(
        slug=slug,
        uid=f"{slug}@bench.example.org",
        title=both("Alliance Conference: Security and Defense", "同盟会議 安全保障・防衛"),
        subtitle=both("A bilateral dialogue", "二国間対話"),
        host=both("Institute for International Policy", "国際政策研究所"),
        marking=both("For participants", "参加者限り"),
        notice=both("Subject to change", "変更の可能性あり"),
        starts_on=FIRST_DAY,
        ends_on=FIRST_DAY + timedelta(days=size.days - 1),
        zone=ZONE,
        languages=("en", "ja"),
    )


def _sessions(size: Size, rooms: tuple[Room, ...], people: tuple[Attendee, ...], random: Random) -> Iterator[Session]:
    """Yield sessions day by day, slot by slot; who is at one venue stays there for the day and sits in one room a slot."""
    number = 0
    for day in range(size.days):
        order = random.sample(people, len(people))
        for slot in range(size.slots):
            start = FIRST_START + timedelta(days=day, hours=slot)
            for place, room in enumerate(rooms):
                number += 1
                share = order[place :: len(rooms)]
                shifted = share[slot % len(share) :] + share[: slot % len(share)]
                yield _session(number, room, start, tuple(shifted[: random.randint(6, 12)]), random)


def _session(number: int, room: Room, start: datetime, people: tuple[Attendee, ...], random: Random) -> Session:
    quiet = number % 10 == 0
    topics = () if quiet else tuple(_topics(number, people, random))
    placed = zip(people, cycle(LAST_ROLES), strict=False)
    rule = RULES[number % 7] if number % 7 < len(RULES) else AttributionRule.ON_RECORD
    status = {7: SessionStatus.TENTATIVE, 33: SessionStatus.CANCELLED}.get(number % 50, SessionStatus.CONFIRMED)
    return Session(
        id=f"session-{number}",
        uid=f"bench-session-{number}@bench.example.org",
        number=None if quiet or number > NUMBERS_MOST else number,
        kind=(QUIET if quiet else KINDS)[number // 10 % 4 if quiet else number % 4],
        title=title(number, random),
        description=paragraph(random.randint(1, 3), random),
        start_at=start,
        end_at=start + timedelta(minutes=45),
        zone=ZONE,
        room=room,
        audience=AUDIENCES[number % len(AUDIENCES)],
        attribution=rule,
        interpretation=tuple(InterpretationMode)[number % 4],
        expected=number % 60,
        side_cap=12 if number % 9 == 0 else None,
        status=status,
        placements=() if quiet else tuple(Placement(attendee=a, role=role) for a, role in placed),
        topics=topics,
    )


def _topics(number: int, people: tuple[Attendee, ...], random: Random) -> Iterable[Topic]:
    """Give one to three topics, led by one of each side if both are there."""
    leads = {a.delegation.code: a for a in reversed(people) if a.delegation.is_side}
    return [_topic(number, n, tuple(leads.values()), random) for n in range(1, random.randint(1, 3) + 1)]


def _topic(number: int, position: int, leads: tuple[Attendee, ...], random: Random) -> Topic:
    return Topic(
        id=f"topic-{number}-{position}",
        position=position,
        number=str(number % 333 * 3 + position),
        purpose=tuple(TopicPurpose)[number % 3],
        title=title(number + position, random),
        minutes=random.choice((None, 10, 15, 20)),
        text=paragraph(1, random),
        questions=(paragraph(1, random),) if number % 4 == 0 else (),
        proposed_by=("JP", "US", None)[number % 3],
        agreement=tuple(AgreementState)[(number + position) % 5],
        placements=tuple(Placement(attendee=a, role=Role.LEAD) for a in leads),
    )


def _clashing(sessions: tuple[Session, ...], size: Size) -> tuple[Session, ...]:
    if not size.clashes:
        return sessions
    made = list(sessions)
    for n in range(size.clashes, len(made), size.clashes):
        made[n] = replace(made[n], placements=(*made[n].placements, *made[n - 2].placements[:1]))
    return tuple(made)
