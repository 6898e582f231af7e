from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.intervals import in_order, overlapping_pairs, slot_of
from tests.factories import local, utc

BASE = utc("2023-03-12 00:00")
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=25)


def _slots(numbered):
    """Give the slots of (number, (start, length)) in minutes."""
    return in_order(
        slot_of(item, BASE + timedelta(minutes=item[1][0]), BASE + timedelta(minutes=item[1][0] + item[1][1]))
        for item in numbered
    )


def _pairs(*given_spans):
    return [(a[0], b[0]) for a, b in overlapping_pairs(_slots(enumerate(given_spans)))]


def test_slots_are_ordered_by_start_then_end():
    assert [one.thing[0] for one in _slots(enumerate([(5, 5), (0, 9), (5, 1)]))] == [1, 2, 0]


def test_slots_of_the_same_instant_in_two_zones_are_equal():
    first, second = (slot_of("", at, at) for at in (local("2023-03-12 09:00"), utc("2023-03-12 00:00")))
    assert (first.start, first.end) == (second.start, second.end)


def test_overlapping_pairs_touching_do_not_overlap():
    assert _pairs((0, 10), (10, 10)) == []


def test_overlapping_pairs_one_minute_in_common_overlaps():
    assert _pairs((0, 11), (10, 10)) == [(0, 1)]


def test_overlapping_pairs_inside_and_equal_overlap():
    assert _pairs((0, 30), (10, 10), (10, 10)) == [(0, 1), (0, 2), (1, 2)]


def test_overlapping_pairs_long_one_outlives_a_short_one():
    assert _pairs((0, 60), (5, 5), (20, 5)) == [(0, 1), (0, 2)]


def test_overlapping_pairs_of_nothing_is_nothing():
    assert _pairs() == []


def test_overlapping_pairs_yields_the_earlier_first():
    assert _pairs((20, 10), (0, 30)) == [(1, 0)]


@given(spans)
def test_overlapping_pairs_are_those_of_brute_force(given_spans):
    expected = {
        frozenset({a, b})
        for a, (a_start, a_long) in enumerate(given_spans)
        for b, (b_start, b_long) in enumerate(given_spans)
        if a < b and max(a_start, b_start) < min(a_start + a_long, b_start + b_long)
    }
    found = _pairs(*given_spans)
    assert {frozenset(pair) for pair in found} == expected
    assert len(found) == len(expected)
