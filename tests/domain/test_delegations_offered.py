"""To which delegation one of a category may say to belong."""

from __future__ import annotations

import pytest

from eventapp.domain.registration.fronts import DelegationChoice
from eventapp.domain.registration.offered import delegations_offered
from eventapp.domain.vocabulary import AttendeeCategory
from tests.factories import both

C = AttendeeCategory


def _choice(code, *categories, is_side=False):
    return DelegationChoice(code, both(code, code), "en", is_side, frozenset(categories))


SIDES = (_choice("US", C.DELEGATE, C.PRESS, is_side=True), _choice("JP", is_side=True))
GROUPS = (_choice("SEC", C.STAFF), _choice("INT", C.INTERPRETER), _choice("PRESS", C.PRESS))


@pytest.mark.parametrize(
    ("category", "codes"),
    [
        (C.DELEGATE, ["US", "JP"]),
        (C.SPEAKER, ["US", "JP"]),
        (C.OBSERVER, ["US", "JP"]),
        (C.STAFF, ["US", "JP", "SEC"]),
        (C.INTERPRETER, ["US", "JP", "INT"]),
        (C.PRESS, ["PRESS"]),
    ],
)
def test_groups_that_are_no_side_are_for_those_of_whom_they_have_somebody(category, codes):
    assert [one.code for one in delegations_offered(category, (*SIDES, *GROUPS))] == codes


@pytest.mark.parametrize("category", [C.SPEAKER, C.OBSERVER, C.STAFF, C.INTERPRETER, C.PRESS])
def test_group_of_nobody_is_for_all_but_delegates(category):
    new = _choice("NEW")
    assert delegations_offered(category, (new,)) == (new,)
    assert delegations_offered(C.DELEGATE, (new,)) == ()


def test_press_of_a_conference_of_sides_alone_belongs_to_none():
    assert delegations_offered(C.PRESS, SIDES) == ()
