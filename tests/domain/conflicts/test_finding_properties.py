"""The quick search against the slow one, and how its work grows: counted, not timed."""

from __future__ import annotations

import sys
from datetime import timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.domain.conflicts import ConflictCode, Known, find_conflicts
from eventapp.domain.drafts import Placing, place_session
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import Role, SessionStatus
from tests.factories import make_agenda, make_attendee, make_room, make_session, placed, utc
from tests.strategies import agendas

ROOMS = [make_room(id=f"room{n}", position=n) for n in range(3)]
PEOPLE = [make_attendee(id=f"person{n}", precedence=n + 1) for n in range(5)]
BASE = utc("2023-03-12 00:00")


@st.composite
def sessions(draw):
    """Give up to twelve sessions of quarter hours in half a day, some cancelled, some without a room or people."""
    return tuple(
        make_session(
            id=f"s{number:02}",
            start_at=BASE + timedelta(minutes=15 * draw(st.integers(0, 48))),
            minutes=15 * draw(st.integers(1, 12)),
            room=draw(st.sampled_from([None, *ROOMS])),
            placements=placed(Role.PARTICIPANT, *draw(st.lists(st.sampled_from(PEOPLE), max_size=4))),
            status=draw(st.sampled_from([SessionStatus.CONFIRMED, SessionStatus.CONFIRMED, SessionStatus.CANCELLED])),
        )
        for number in range(draw(st.integers(0, 12)))
    )


def _colliding(given_sessions):
    for first, second in combinations(given_sessions, 2):
        apart = first.end_at <= second.start_at or second.end_at <= first.start_at
        if not (apart or first.is_cancelled or second.is_cancelled):
            yield first, second


def _minutes(first, second):
    common = min(first.end_at, second.end_at) - max(first.start_at, second.start_at)
    return common.total_seconds() / 60


def _found(given_sessions, code):
    conflicts = [c for c in find_conflicts(make_agenda(*given_sessions)) if c.code is code]
    found = {frozenset(s.id for s in c.sessions): ({a.id for a in c.attendees}, c.short) for c in conflicts}
    assert len(found) == len(conflicts)
    return found


@given(sessions())
def test_room_overlaps_are_those_of_brute_force(given_sessions):
    expected = {
        frozenset({a.id, b.id}): (set(), _minutes(a, b))
        for a, b in _colliding(given_sessions)
        if a.room is not None and a.room == b.room
    }
    assert _found(given_sessions, ConflictCode.ROOM_OVERLAP) == expected


@given(sessions())
def test_person_overlaps_are_those_of_brute_force(given_sessions):
    expected = {
        frozenset({a.id, b.id}): (together, _minutes(a, b))
        for a, b in _colliding(given_sessions)
        if (together := {p.id for p in a.people} & {p.id for p in b.people})
    }
    assert _found(given_sessions, ConflictCode.PERSON_OVERLAP) == expected


@given(sessions(), st.randoms(use_true_random=False))
def test_conflicts_do_not_depend_on_the_order_of_the_rows(given_sessions, chance):
    shuffled = chance.sample(given_sessions, len(given_sessions))
    agenda, again = make_agenda(*given_sessions), make_agenda(*shuffled)
    assert find_conflicts(agenda) == find_conflicts(again)


def _work(count):
    """Count the calls of functions that `count` sessions cost, twelve rooms in parallel, three people each, half of them not always free."""
    rooms = [make_room(id=f"room{n}", position=n) for n in range(12)]
    away = (Window(BASE, BASE + timedelta(minutes=30)),)
    people = [make_attendee(id=f"person{n}", precedence=n + 1, away=away if n % 2 else ()) for n in range(36)]
    agenda = make_agenda(
        *(
            make_session(
                id=f"s{n:05}",
                start_at=BASE + timedelta(minutes=10 * (n // 12)),
                minutes=10,
                room=rooms[n % 12],
                placements=placed(Role.PARTICIPANT, *people[n % 12 :: 12]),
            )
            for n in range(count)
        )
    )
    calls = 0

    def tally(_frame, event, _function):
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        find_conflicts(agenda)
    finally:
        sys.setprofile(before)
    return calls


def test_work_doubles_when_sessions_double():
    assert _work(960) < 2.2 * _work(480)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_what_is_known_of_the_state_before_changes_no_finding(data):
    known = Known()
    first = data.draw(agendas(("en", "ja")))
    assert find_conflicts(first, known) == find_conflicts(first)
    for _ in range(3):
        if not first.sessions:
            return
        session = data.draw(st.sampled_from(first.sessions))
        room = data.draw(st.sampled_from((None, *(r.id for r in first.rooms))))
        start_at = data.draw(st.sampled_from([s.start_at for s in first.sessions]))
        placing = Placing(start_at=start_at, end_at=start_at + timedelta(minutes=90), room=room)
        first = place_session(first, session.id, placing)
        assert find_conflicts(first, known) == find_conflicts(first)
    other = data.draw(agendas(("en", "ja")))
    assert find_conflicts(other, known) == find_conflicts(other)
