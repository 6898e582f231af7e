"""Each code of the table: a case that holds and one that just doesn't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventapp.domain.conflicts import ConflictCode, Severity, find_conflicts
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import AgreementState, Role, SessionStatus, TransferMode
from tests.factories import (
    local,
    make_agenda,
    make_attendee,
    make_conference,
    make_delegation,
    make_room,
    make_session,
    make_topic,
    make_transfer,
    make_venue,
    placed,
    sample_agenda,
)

US, JP, SEC = make_delegation(code="US"), make_delegation(), make_delegation(code="SEC", position=3, is_side=False)
SATO, UEDA, MORI = (make_attendee(id=name, precedence=n) for n, name in enumerate(("sato", "ueda", "mori"), 1))
ADAMS = make_attendee(id="adams", delegation=US)
LEE = make_attendee(id="lee", delegation=SEC)
HALL, STUDY = make_room(), make_room(id="study", position=2)
CLUB = make_room(id="club", venue=make_venue(id="yokota", position=2, gate_minutes=15))
BOTH_SIDES = {"delegations": (JP, US, SEC)}


def _found(*sessions, **fields):
    """Give each conflict as (code, id, minutes or persons short)."""
    return [(c.code.value, c.id, c.short) for c in find_conflicts(make_agenda(*sessions, **fields))]


def _at(name, start, minutes=60, **fields):
    return make_session(id=name, start=f"2023-03-12 {start}", minutes=minutes, **fields)


def _with(*people, role=Role.PARTICIPANT):
    return {"placements": placed(role, *people)}


def test_sample_agenda_has_topics_that_are_not_agreed_and_no_other_conflict():
    assert {c.code for c in find_conflicts(sample_agenda())} == {ConflictCode.NOT_AGREED}


# room-overlap


def test_room_overlap_of_one_minute_holds():
    assert _found(_at("a", "09:00", 61, room=HALL), _at("b", "10:00", room=HALL)) == [("room-overlap", "a+b", 1)]


def test_room_overlap_of_touching_sessions_does_not_hold():
    assert _found(_at("a", "09:00", room=HALL), _at("b", "10:00", room=HALL)) == []


def test_room_overlap_in_two_rooms_does_not_hold():
    assert _found(_at("a", "09:00", room=HALL), _at("b", "09:00", room=STUDY)) == []


def test_room_overlap_without_a_room_does_not_hold():
    assert _found(_at("a", "09:00"), _at("b", "09:00")) == []


def test_room_overlap_of_three_is_a_conflict_for_each_pair():
    sessions = (_at("a", "09:00", 120, room=HALL), _at("b", "09:30", room=HALL), _at("c", "10:00", room=HALL))
    assert _found(*sessions) == [("room-overlap", "a+b", 60), ("room-overlap", "a+c", 60), ("room-overlap", "b+c", 30)]


# person-overlap


def test_person_overlap_of_one_minute_holds():
    sessions = (_at("a", "09:00", 61, **_with(SATO)), _at("b", "10:00", **_with(SATO)))
    assert _found(*sessions) == [("person-overlap", "a+b", 1)]


def test_person_overlap_of_touching_sessions_does_not_hold():
    assert _found(_at("a", "09:00", **_with(SATO)), _at("b", "10:00", **_with(SATO))) == []


def test_person_overlap_of_two_people_does_not_hold():
    assert _found(_at("a", "09:00", **_with(SATO)), _at("b", "09:00", **_with(UEDA))) == []


def test_person_overlap_same_person_twice_in_one_session_is_no_conflict():
    topic = make_topic(placements=placed(Role.LEAD, SATO, ADAMS))
    session = _at("a", "09:00", placements=placed(Role.CHAIR, SATO) + placed(Role.SPEAKER, SATO), topics=(topic,))
    assert _found(session) == []


def test_person_overlap_counts_any_role_also_for_a_topic():
    topic = make_topic(placements=placed(Role.LEAD, SATO, ADAMS))
    sessions = (_at("a", "09:00", topics=(topic,)), _at("b", "09:00", **_with(SATO, role=Role.NOTE_TAKER)))
    assert _found(*sessions) == [("person-overlap", "a+b", 60)]


def test_person_overlap_of_a_group_is_one_conflict():
    agenda = make_agenda(_at("a", "09:00", **_with(SATO, UEDA, ADAMS)), _at("b", "09:30", **_with(ADAMS, SATO, MORI)))
    (conflict,) = find_conflicts(agenda)
    assert (conflict.code, conflict.id, conflict.short) == (ConflictCode.PERSON_OVERLAP, "a+b", 30)
    assert [a.id for a in conflict.attendees] == ["sato", "adams"]


def test_person_overlap_of_one_person_in_three_sessions_is_three_conflicts():
    sessions = (_at(name, "09:00", **_with(SATO)) for name in "abc")
    assert [found[1] for found in _found(*sessions)] == ["a+b", "a+c", "b+c"]


# cancelled sessions


@pytest.mark.parametrize("cancelled", ["a", "b", "ab"])
def test_cancelled_sessions_do_not_collide(cancelled):
    status = {True: SessionStatus.CANCELLED, False: SessionStatus.CONFIRMED}
    sessions = (
        _at(name, "09:00", room=HALL, status=status[name in cancelled], **_with(SATO, ADAMS)) for name in ("a", "b")
    )
    assert _found(*sessions) == []


def test_cancelled_session_has_no_conflict_of_its_own():
    topic = make_topic(minutes=600, placements=placed(Role.LEAD, SATO))
    fields = {"room": make_room(capacity=1), "side_cap": 1, "topics": (topic,), **_with(UEDA, MORI)}
    session = make_session(id="a", start="2023-04-01 09:00", **fields)
    cancelled = make_session(id="a", start="2023-04-01 09:00", status=SessionStatus.CANCELLED, **fields)
    codes = [code for code, _, _ in _found(session, **BOTH_SIDES)]
    assert codes == ["outside-conference", "side-cap", "room-too-small", "topics-overrun", "no-counterpart"]
    assert _found(cancelled, **BOTH_SIDES) == []


def test_tentative_sessions_collide():
    sessions = (_at(name, "09:00", room=HALL, status=SessionStatus.TENTATIVE) for name in ("a", "b"))
    assert _found(*sessions) == [("room-overlap", "a+b", 60)]


# transfer-too-short: 75 minutes on the road and 15 at the gate of Yokota

WAY = {"transfers": (make_transfer(from_venue=HALL.venue, to_venue=CLUB.venue),)}


def test_transfer_too_short_by_a_minute_holds():
    sessions = (_at("a", "09:00", 61, room=HALL, **_with(SATO)), _at("b", "11:30", room=CLUB, **_with(SATO)))
    assert _found(*sessions, **WAY) == [("transfer-too-short", "a+b", 1)]


def test_transfer_just_long_enough_does_not_hold():
    sessions = (_at("a", "09:00", 60, room=HALL, **_with(SATO)), _at("b", "11:30", room=CLUB, **_with(SATO)))
    assert _found(*sessions, **WAY) == []


def test_transfer_back_counts_the_gate_of_the_place_entered():
    sessions = (_at("a", "09:00", 61, room=CLUB, **_with(SATO)), _at("b", "11:15", room=HALL, **_with(SATO)))
    assert _found(*sessions, **WAY) == [("transfer-too-short", "a+b", 1)]


@pytest.mark.parametrize(("coach", "rail"), [(75, 60), (60, 75)])
def test_transfer_counts_the_quickest_way(coach, rail):
    ways = (
        make_transfer(from_venue=HALL.venue, to_venue=CLUB.venue, minutes=coach),
        make_transfer(from_venue=CLUB.venue, to_venue=HALL.venue, mode=TransferMode.RAIL, minutes=rail),
    )
    sessions = (_at("a", "09:00", 61, room=HALL, **_with(SATO)), _at("b", "11:15", room=CLUB, **_with(SATO)))
    assert _found(*sessions, transfers=ways) == [("transfer-too-short", "a+b", 1)]


def test_transfer_within_one_venue_does_not_hold():
    sessions = (_at("a", "09:00", room=HALL, **_with(SATO)), _at("b", "10:00", room=STUDY, **_with(SATO)))
    assert _found(*sessions, **WAY) == []


def test_transfer_of_nobody_does_not_hold():
    sessions = (_at("a", "09:00", room=HALL, **_with(SATO)), _at("b", "10:00", room=CLUB, **_with(UEDA)))
    assert _found(*sessions, **WAY) == []


def test_transfer_is_measured_past_sessions_without_a_venue():
    sessions = (
        _at("a", "09:00", room=HALL, **_with(SATO)),
        _at("coach", "10:00", 60, from_venue=HALL.venue, to_venue=CLUB.venue, **_with(SATO)),
        _at("b", "11:00", room=CLUB, **_with(SATO)),
    )
    assert _found(*sessions, **WAY) == [("transfer-too-short", "a+b", 30)]


def test_transfer_is_measured_from_the_session_that_ends_last():
    sessions = (
        _at("long", "09:00", 180, room=HALL, **_with(SATO)),
        _at("short", "09:30", 30, room=STUDY, **_with(SATO)),
        _at("b", "12:30", room=CLUB, **_with(SATO)),
    )
    assert _found(*sessions, **WAY) == [("person-overlap", "long+short", 30), ("transfer-too-short", "long+b", 60)]


def test_transfer_of_overlapping_sessions_is_an_overlap_only():
    sessions = (_at("a", "09:00", room=HALL, **_with(SATO)), _at("b", "09:30", room=CLUB, **_with(SATO)))
    assert _found(*sessions, **WAY) == [("person-overlap", "a+b", 30)]


def test_transfer_too_short_for_a_group_is_one_conflict():
    sessions = (_at("a", "09:00", room=HALL, **_with(SATO, UEDA)), _at("b", "10:30", room=CLUB, **_with(UEDA, SATO)))
    (conflict,) = find_conflicts(make_agenda(*sessions, **WAY))
    assert ([a.id for a in conflict.attendees], conflict.short) == (["sato", "ueda"], 60)


# order and severity


def test_find_conflicts_errors_first_then_code_then_time():
    overrun = {"topics": (make_topic(minutes=90),)}
    sessions = (
        _at("a", "09:00", room=HALL, **overrun),
        _at("b", "09:30", room=HALL, **_with(SATO)),
        _at("c", "10:00", room=HALL, **_with(SATO)),
    )
    conference = make_conference(ends_on=make_conference().starts_on)
    found = _found(*sessions, make_session(id="d", start="2023-03-14 09:00"), conference=conference)
    assert found == [
        ("room-overlap", "a+b", 30),
        ("room-overlap", "b+c", 30),
        ("person-overlap", "b+c", 30),
        ("outside-conference", "d", 0),
        ("topics-overrun", "a", 30),
    ]


def test_severity_of_each_code():
    warnings = {
        *(ConflictCode.ROOM_TOO_SMALL, ConflictCode.TOPICS_OVERRUN, ConflictCode.NO_COUNTERPART),
        ConflictCode.NOT_AGREED,
    }
    room = make_room(capacity=1, available=(Window(local("2023-03-12 09:00"), local("2023-03-12 10:00")),))
    capped = _at("a", "09:00", side_cap=1, room=room, **_with(SATO, UEDA))
    topics = (make_topic(minutes=90, placements=placed(Role.LEAD, SATO), agreement=AgreementState.PROPOSED),)
    sessions = (
        capped,
        _at("b", "09:30", room=capped.room, topics=topics),
        _at("c", "10:35", room=CLUB, **_with(SATO)),
        make_session(id="d", start="2023-03-14 09:00"),
        _at("e", "13:00", **_with(replace(MORI, arrives_at=local("2023-03-12 14:00")))),
    )
    found = {c.code: c.severity for c in find_conflicts(make_agenda(*sessions, **BOTH_SIDES, **WAY))}
    expected = {code: Severity.WARNING if code in warnings else Severity.ERROR for code in ConflictCode}
    assert found == expected
