"""When somebody is not there: the edges, and the same as looking at every quarter of an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.availability import Absence, Why, absences, is_absent, is_limited, is_there
from eventapp.domain.venues import Window, joined_windows
from tests.factories import local, make_attendee, utc

BASE = utc("2023-03-12 00:00")
QUARTERS = st.integers(0, 24)


def _at(quarters):
    return BASE + timedelta(minutes=15 * quarters)


@st.composite
def people(draw):
    arrives, leaves = sorted((draw(QUARTERS), draw(QUARTERS)))
    edges = draw(st.lists(st.tuples(QUARTERS, st.integers(1, 6)), max_size=3))
    return make_attendee(
        arrives_at=draw(st.sampled_from((None, _at(arrives)))),
        leaves_at=draw(st.sampled_from((None, _at(leaves + 1)))),
        away=joined_windows(Window(_at(start), _at(start + length)) for start, length in edges),
    )


def _is_there_at(person, at):
    is_between = (person.arrives_at is None or person.arrives_at <= at) and (
        person.leaves_at is None or at < person.leaves_at
    )
    return is_between and not any(w.start_at <= at < w.end_at for w in person.away)


@given(people(), QUARTERS, st.integers(1, 8))
def test_somebody_is_there_who_is_there_at_each_quarter(person, start, length):
    expected = all(_is_there_at(person, _at(n)) for n in range(start, start + length))
    assert is_there(person, _at(start), _at(start + length)) == expected


@given(people(), QUARTERS, st.integers(1, 8))
def test_somebody_is_absent_who_is_there_at_no_quarter(person, start, length):
    expected = not any(_is_there_at(person, _at(n)) for n in range(start, start + length))
    assert is_absent(person, _at(start), _at(start + length)) == expected


@given(people(), QUARTERS, st.integers(1, 8))
def test_each_reason_leaves_something_out_and_no_reason_is_forgotten(person, start, length):
    found = list(absences(person, _at(start), _at(start + length)))
    for one in found:
        assert one.window.start_at < _at(start + length)
        assert _at(start) < one.window.end_at
    missed = [n for n in range(start, start + length) if not _is_there_at(person, _at(n))]
    told = [
        n for n in range(start, start + length) if any(w.window.start_at <= _at(n) < w.window.end_at for w in found)
    ]
    assert missed == told


def test_reasons_are_told_in_their_order():
    hours = [local(f"2023-03-12 {hour:02}:00") for hour in range(9, 14)]
    person = make_attendee(arrives_at=hours[1], leaves_at=hours[3], away=(Window(hours[1], hours[2]),))
    assert list(absences(person, hours[0], hours[4])) == [
        Absence(Why.ARRIVES, Window(hours[0], hours[1])),
        Absence(Why.LEAVES, Window(hours[3], hours[4])),
        Absence(Why.AWAY, Window(hours[1], hours[2])),
    ]


@pytest.mark.parametrize(
    ("said", "limited"),
    [
        ({}, False),
        ({"arrives_at": BASE}, True),
        ({"leaves_at": BASE}, True),
        ({"away": (Window(BASE, _at(1)),)}, True),
    ],
)
def test_who_said_nothing_is_always_there(said, limited):
    person = make_attendee(**said)
    assert is_limited(person) is limited
    assert limited or is_there(person, BASE, _at(1000))
