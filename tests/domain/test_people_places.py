"""Where people stand after a file said it of some of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.people_places import with_places


@pytest.mark.parametrize(
    ("wanted", "order"),
    [
        ([], "abcd"),
        ([("d", 1)], "dabc"),
        ([("a", 3)], "bcad"),
        ([("x", 2)], "axbcd"),
        ([("x", 99)], "abcdx"),
        ([("x", 1), ("y", 1)], "xyabcd"),
        ([("y", 4), ("x", 2)], "axbycd"),
        ([("d", 1), ("c", 2), ("b", 3), ("a", 4)], "dcba"),
    ],
)
def test_those_named_stand_where_they_are_wanted_and_the_others_around_them(wanted, order):
    assert with_places("abcd", wanted) == tuple(order)


@given(
    st.lists(st.integers(0, 30), unique=True, max_size=12),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 40)), unique_by=lambda one: one[0], max_size=12),
)
def test_everybody_stays_once_the_others_keep_their_order_and_again_changes_nothing(names, wanted):
    names, wanted = [str(name) for name in names], [(str(name), place) for name, place in wanted]
    once = with_places(names, wanted)
    assert sorted(once) == sorted({*names, *(name for name, _ in wanted)})
    moved = {name for name, _ in wanted}
    assert [name for name in once if name not in moved] == [name for name in names if name not in moved]
    assert with_places(once, wanted) == once
