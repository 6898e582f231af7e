"""Each code that one session can have by itself: a case that holds and one that just doesn't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventapp.domain.conflicts import find_conflicts
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import AgreementState, InterpretationMode, Role, SessionStatus
from tests.factories import (
    local,
    make_agenda,
    make_attendee,
    make_delegation,
    make_room,
    make_session,
    make_topic,
    placed,
)

US, JP, SEC = make_delegation(code="US"), make_delegation(), make_delegation(code="SEC", position=3, is_side=False)
SATO, UEDA, MORI = (make_attendee(id=name, precedence=n) for n, name in enumerate(("sato", "ueda", "mori"), 1))
ADAMS = make_attendee(id="adams", delegation=US)
LEE = make_attendee(id="lee", delegation=SEC)
BOTH_SIDES = {"delegations": (JP, US, SEC)}


def _found(*sessions, **fields):
    """Give each conflict as (code, id, minutes or persons short)."""
    return [(c.code.value, c.id, c.short) for c in find_conflicts(make_agenda(*sessions, **fields))]


def _at(name, start, minutes=60, **fields):
    return make_session(id=name, start=f"2023-03-12 {start}", minutes=minutes, **fields)


def _with(*people, role=Role.PARTICIPANT):
    return {"placements": placed(role, *people)}


# room-unavailable


@pytest.mark.parametrize(
    ("start", "minutes", "found"),
    [
        ("09:00", 180, []),
        ("08:59", 60, [("room-unavailable", "a", 0)]),
        ("11:30", 31, [("room-unavailable", "a", 0)]),
        ("11:30", 120, [("room-unavailable", "a", 0)]),
        ("13:00", 60, []),
    ],
)
def test_room_unavailable_unless_one_window_holds_the_whole_session(start, minutes, found):
    windows = [("2023-03-12 09:00", "2023-03-12 12:00"), ("2023-03-12 13:00", "2023-03-12 14:00")]
    room = make_room(available=tuple(Window(local(one), local(other)) for one, other in windows))
    assert _found(_at("a", start, minutes, room=room)) == found


def test_room_without_windows_can_always_be_had():
    assert _found(_at("a", "03:00", room=make_room())) == []


# person-unavailable


@pytest.mark.parametrize(
    ("start", "minutes", "holds"),
    [
        ("08:59", 60, True),
        ("09:00", 60, False),
        ("11:00", 60, False),
        ("11:30", 31, True),
        ("12:59", 2, True),
        ("13:00", 60, False),
        ("16:00", 60, False),
        ("16:00", 61, True),
        ("07:00", 30, True),
        ("18:00", 30, True),
    ],
)
def test_person_unavailable_before_arriving_after_leaving_and_while_not_free(start, minutes, holds):
    """Arrives at 9, is not free from 12 to 13, leaves at 17 o'clock."""
    nine, twelve, one, five = (local(f"2023-03-12 {hour:02}:00") for hour in (9, 12, 13, 17))
    sato = replace(SATO, arrives_at=nine, leaves_at=five, away=(Window(twelve, one),))
    found = [("person-unavailable", "a", 1)] if holds else []
    assert _found(_at("a", start, minutes, **_with(sato, UEDA))) == found


@pytest.mark.parametrize("role", Role)
def test_person_unavailable_counts_any_role_also_for_a_topic(role):
    late = replace(SATO, arrives_at=local("2023-03-12 10:00"))
    topic = make_topic(placements=placed(role, late))
    assert _found(_at("a", "09:00", **_with(late, role=role))) == [("person-unavailable", "a", 1)]
    assert _found(_at("a", "09:00", topics=(topic,))) == [("person-unavailable", "a", 1)]


def test_person_unavailable_of_several_is_one_conflict_that_names_each_once():
    late = replace(SATO, arrives_at=local("2023-03-12 10:00"))
    gone = replace(ADAMS, leaves_at=local("2023-03-12 09:30"))
    session = _at("a", "09:00", placements=placed(Role.CHAIR, late, UEDA) + placed(Role.SPEAKER, late, gone))
    (conflict,) = find_conflicts(make_agenda(session))
    assert (conflict.key, conflict.short) == ("person-unavailable:a", 2)
    assert [attendee.id for attendee in conflict.attendees] == ["sato", "adams"]


def test_person_unavailable_of_a_cancelled_session_or_of_somebody_placed_nowhere_does_not_hold():
    late = replace(SATO, arrives_at=local("2023-03-12 10:00"))
    cancelled = _at("a", "09:00", status=SessionStatus.CANCELLED, **_with(late))
    assert _found(cancelled, _at("b", "09:00", **_with(UEDA)), attendees=(late, UEDA)) == []


# not-agreed


@pytest.mark.parametrize("state", AgreementState)
def test_not_agreed_unless_accepted_or_withdrawn(state):
    session = _at("a", "09:00", topics=(make_topic(agreement=state),))
    agreed = state in {AgreementState.ACCEPTED, AgreementState.WITHDRAWN}
    assert _found(session) == ([] if agreed else [("not-agreed", "a+t1", 0)])


def test_not_agreed_is_not_said_of_a_topic_without_a_session():
    topic = make_topic(agreement=AgreementState.PROPOSED)
    assert _found(_at("a", "09:00"), unplaced_topics=(topic,)) == []


# outside-conference


@pytest.mark.parametrize("start", ["2023-03-11 23:59", "2023-03-14 00:00"])
def test_outside_conference_by_a_minute_holds(start):
    assert _found(make_session(id="a", start=start)) == [("outside-conference", "a", 0)]


@pytest.mark.parametrize("start", ["2023-03-12 00:00", "2023-03-13 23:59"])
def test_outside_conference_just_inside_does_not_hold(start):
    assert _found(make_session(id="a", start=start)) == []


def test_outside_conference_last_day_over_midnight_does_not_hold():
    assert _found(make_session(id="a", start="2023-03-13 20:00", minutes=6 * 60)) == []


def test_outside_conference_past_the_day_after_holds():
    assert _found(make_session(id="a", start="2023-03-13 20:00", minutes=28 * 60)) == [("outside-conference", "a", 0)]


# room-too-small


@pytest.mark.parametrize(("expected", "found"), [(40, []), (41, [("room-too-small", "a+seats", 1)])])
def test_room_too_small_for_the_expected(expected, found):
    assert _found(_at("a", "09:00", room=make_room(capacity=40), expected=expected)) == found


@pytest.mark.parametrize(("capacity", "found"), [(2, []), (1, [("room-too-small", "a+seats", 1)]), (None, [])])
def test_room_too_small_for_the_people_placed_when_nobody_said(capacity, found):
    assert _found(_at("a", "09:00", room=make_room(capacity=capacity), **_with(SATO, UEDA))) == found


@pytest.mark.parametrize(
    ("mode", "booths", "found"),
    [
        (InterpretationMode.SIMULTANEOUS, 0, [("room-too-small", "a+booths", 1)]),
        (InterpretationMode.SIMULTANEOUS, 1, []),
        (InterpretationMode.CONSECUTIVE, 0, []),
        (InterpretationMode.WHISPERING, 0, []),
    ],
)
def test_room_too_small_without_booths_for_simultaneous(mode, booths, found):
    assert _found(_at("a", "09:00", room=make_room(booths=booths), interpretation=mode)) == found


def test_room_too_small_seats_and_booths_are_two_conflicts():
    session = _at("a", "09:00", room=make_room(capacity=1), expected=3, interpretation=InterpretationMode.SIMULTANEOUS)
    assert _found(session) == [("room-too-small", "a+booths", 1), ("room-too-small", "a+seats", 2)]


# topics-overrun


@pytest.mark.parametrize(
    ("mode", "minutes", "found"),
    [
        (InterpretationMode.NONE, 30, []),
        (InterpretationMode.NONE, 31, [("topics-overrun", "a", 1)]),
        (InterpretationMode.SIMULTANEOUS, 30, []),
        (InterpretationMode.WHISPERING, 30, []),
        (InterpretationMode.CONSECUTIVE, 0, []),
        (InterpretationMode.CONSECUTIVE, 1, [("topics-overrun", "a", 2)]),
    ],
)
def test_topics_overrun_by_the_minutes_spoken(mode, minutes, found):
    topics = (make_topic(id="t1", minutes=30), make_topic(id="t2", minutes=minutes), make_topic(id="t3"))
    session = _at("a", "09:00", room=make_room(booths=1), interpretation=mode, topics=topics)
    assert _found(session) == found


# no-counterpart


@pytest.mark.parametrize(
    ("leads", "found"),
    [
        ((SATO,), [("no-counterpart", "a+t1+JP", 1)]),
        ((SATO, UEDA), [("no-counterpart", "a+t1+JP", 1)]),
        ((SATO, LEE), [("no-counterpart", "a+t1+JP", 1)]),
        ((SATO, ADAMS), []),
        ((LEE,), []),
        ((), []),
    ],
)
def test_no_counterpart_when_one_side_only_leads(leads, found):
    session = _at("a", "09:00", topics=(make_topic(placements=placed(Role.LEAD, *leads)),))
    assert _found(session, **BOTH_SIDES) == found


def test_no_counterpart_discussant_is_no_lead():
    placements = placed(Role.LEAD, SATO) + placed(Role.DISCUSSANT, ADAMS)
    session = _at("a", "09:00", topics=(make_topic(placements=placements),))
    assert _found(session, **BOTH_SIDES) == [("no-counterpart", "a+t1+JP", 1)]


def test_no_counterpart_of_an_unplaced_topic_holds():
    topic = make_topic(placements=placed(Role.LEAD, ADAMS))
    assert _found(unplaced_topics=(topic,), **BOTH_SIDES) == [("no-counterpart", "t1+US", 1)]


def test_no_counterpart_with_one_side_in_all_does_not_hold():
    topic = make_topic(placements=placed(Role.LEAD, SATO))
    assert _found(unplaced_topics=(topic,), delegations=(JP, SEC)) == []


# side-cap


@pytest.mark.parametrize(("cap", "found"), [(3, []), (2, [("side-cap", "a+JP", 1)])])
def test_side_cap_counts_the_people_of_a_side(cap, found):
    assert _found(_at("a", "09:00", side_cap=cap, **_with(SATO, UEDA, MORI, ADAMS)), **BOTH_SIDES) == found


def test_side_cap_counts_a_person_once():
    topic = make_topic(placements=placed(Role.LEAD, SATO, ADAMS))
    session = _at("a", "09:00", side_cap=1, topics=(topic,), **_with(SATO, role=Role.CHAIR))
    assert _found(session, **BOTH_SIDES) == []


def test_side_cap_leaves_out_interpreters_and_other_groups():
    placements = placed(Role.CHAIR, SATO) + placed(Role.INTERPRETER, UEDA) + placed(Role.NOTE_TAKER, LEE)
    assert _found(_at("a", "09:00", side_cap=1, placements=placements), **BOTH_SIDES) == []


def test_side_cap_names_everybody_placed_by_the_side():
    session = _at("a", "09:00", side_cap=1, **_with(SATO, ADAMS, UEDA))
    (conflict,) = find_conflicts(make_agenda(session, **BOTH_SIDES))
    assert ([a.id for a in conflict.attendees], conflict.delegation) == (["sato", "ueda"], JP)
