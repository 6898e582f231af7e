"""Meals: who is expected, and counts that name nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventapp.domain.attendees import Placement
from eventapp.domain.meals import count_meal, expected_at, is_by_name, meals_of
from eventapp.domain.registration import Diet, Needs, RegistrationState
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import Role, SessionKind, SessionStatus
from tests.factories import make_session
from tests.literals import local
from tests.participants_lists import ADAMS, make_participant, people
from tests.sample import AOKI, CARTER, DIAZ, ITO, MORI, NODA, REED

D = Diet
EVERYBODY = people(AOKI, MORI, NODA, CARTER, DIAZ, REED, ITO, ADAMS)


def _lunch(*placed, role=Role.PARTICIPANT, **fields):
    """A lunch on 12 March 2023, 12:00 to 13:00 in Tokyo."""
    placements = tuple(Placement(attendee=one, role=role) for one in placed)
    defaults = {"id": "lunch", "kind": SessionKind.MEAL, "start": "2023-03-12 12:00"}
    return make_session(placements=placements, **(defaults | fields))


def _ids(session, participants=EVERYBODY):
    return [one.id for one in expected_at(session, participants)]


def test_people_eat_at_meals_receptions_and_breaks_that_take_place():
    sessions = [make_session(id=kind.value, kind=kind) for kind in SessionKind]
    cancelled = _lunch(id="off", status=SessionStatus.CANCELLED)
    assert [session.id for session in meals_of([*sessions, cancelled])] == ["reception", "meal", "break"]


def test_everybody_on_the_list_is_expected_where_nobody_is_placed():
    assert _ids(_lunch()) == [one.id for one in EVERYBODY]


def test_those_placed_by_name_are_expected_and_nobody_else():
    session = _lunch(MORI, REED)
    assert (_ids(session), is_by_name(session)) == (["mori", "reed"], True)


@pytest.mark.parametrize(
    ("role", "by_name"), [(role, role not in {Role.SPEAKER, Role.INTERPRETER, Role.NOTE_TAKER}) for role in Role]
)
def test_who_speaks_or_interprets_at_a_reception_is_no_guest_list(role, by_name):
    session = _lunch(AOKI, role=role, kind=SessionKind.RECEPTION)
    assert (is_by_name(session), len(_ids(session))) == (by_name, 1 if by_name else len(EVERYBODY))


@pytest.mark.parametrize("state", RegistrationState)
def test_only_those_on_the_list_are_expected_also_where_they_are_placed(state):
    one = make_participant(AOKI, state=state)
    is_there = state is RegistrationState.CONFIRMED
    assert (_ids(_lunch(AOKI), [one]), _ids(_lunch(), [one])) == ((["aoki"], ["aoki"]) if is_there else ([], []))


def test_guest_of_other_sessions_is_not_expected_and_one_of_this_meal_is():
    others = make_participant(ADAMS, sessions=("public-event",))
    this = make_participant(replace(ADAMS, id="bell"), sessions=("public-event", "lunch"))
    whole = make_participant(replace(ADAMS, id="cole"))
    assert _ids(_lunch(), [others, this, whole]) == ["bell", "cole"]
    assert _ids(_lunch(AOKI), [others, this, whole]) == ["bell"]


def test_meal_of_one_side_is_for_that_side():
    assert _ids(_lunch(audience="side:JP")) == ["aoki", "mori", "noda"]
    assert _ids(_lunch(audience="participants")) == [one.id for one in EVERYBODY]


@pytest.mark.parametrize(
    ("presence", "is_expected"),
    [
        ({"arrives_at": local("2023-03-12 12:59")}, True),
        ({"arrives_at": local("2023-03-12 13:00")}, False),
        ({"leaves_at": local("2023-03-12 12:01")}, True),
        ({"leaves_at": local("2023-03-12 12:00")}, False),
        ({"away": (Window(start_at=local("2023-03-12 12:00"), end_at=local("2023-03-12 13:00")),)}, False),
        ({"away": (Window(start_at=local("2023-03-12 12:00"), end_at=local("2023-03-12 12:59")),)}, True),
    ],
)
def test_who_is_not_there_then_is_not_expected_unless_placed(presence, is_expected):
    absent = replace(AOKI, **presence)
    assert _ids(_lunch(), people(absent)) == (["aoki"] if is_expected else [])
    assert _ids(_lunch(absent), people(absent)) == ["aoki"]


NEEDS = {
    "aoki": Needs(diets=(D.NO_NUTS, D.VEGETARIAN)),
    "mori": Needs(diets=(D.VEGETARIAN,), dietary="No raw fish"),
    "noda": Needs(dietary="Small portions"),
    "carter": Needs(diets=(D.VEGETARIAN, D.NO_NUTS)),
    "diaz": Needs(accessibility="A ramp"),
    "gone": Needs(diets=(D.HALAL,)),
}


def test_needs_are_counted_by_diet_by_plate_and_in_words():
    count = count_meal(_lunch(), EVERYBODY, NEEDS)
    assert count.by_diet == ((D.VEGETARIAN, 3), (D.NO_NUTS, 2))
    assert count.plates == (((D.VEGETARIAN, D.NO_NUTS), 2),)
    assert (count.expected, count.in_words, count.without) == (8, 2, 4)


def test_only_those_expected_are_counted():
    count = count_meal(_lunch(NODA, REED), EVERYBODY, NEEDS)
    assert (count.expected, count.by_diet, count.plates, count.in_words, count.without) == (2, (), (), 1, 1)


def test_diet_said_twice_by_one_person_is_one():
    twice = {"aoki": Needs(diets=(D.HALAL, D.HALAL))}
    count = count_meal(_lunch(), people(AOKI), twice)
    assert (count.by_diet, count.plates) == (((D.HALAL, 1),), ())
