"""People of a delegation: another order, a head, one in the place of another; the other delegations stay as they are."""

from __future__ import annotations

import pytest

from eventapp.domain.drafts.people import names_in_order, place_person, with_head, with_substitute
from eventapp.domain.errors import NotFoundError


def _person(name, side, precedence):
    return {"id": name, "delegation": side, "precedence": precedence}


# Places with a gap and one that two people have, as files may bring them.
DOCUMENT = {
    "delegations": [{"code": "JP", "head": "a"}, {"code": "US", "head": "x"}],
    "attendees": [
        *(_person("x", "US", 1), _person("y", "US", 2)),
        *(_person("b", "JP", 7), _person("a", "JP", 1), _person("c", "JP", 7)),
    ],
    "sessions": [
        {"id": "s", "people": {"chair": ["a", "x"], "participant": ["b", "a"]}},
        {"id": "t", "people": {"speaker": ["x"]}},
        {"id": "u"},
    ],
    "topics": [{"id": "1", "people": {"lead": ["x", "a"]}}],
}
OTHERS = [item for item in DOCUMENT["attendees"] if item["delegation"] == "US"]


def _places(document):
    return {item["id"]: item["precedence"] for item in document["attendees"] if item["delegation"] == "JP"}


@pytest.mark.parametrize(
    ("name", "position", "order"),
    [
        ("c", 1, "cab"),
        ("a", 2, "bac"),
        ("a", 3, "bca"),
        ("b", 2, "abc"),
        ("c", -5, "cab"),
        ("a", 99, "bca"),
    ],
)
def test_person_stands_at_the_place_and_all_places_count_from_1(name, position, order):
    after = place_person(DOCUMENT, "JP", name, position)
    assert names_in_order(after, "JP") == list(order)
    assert _places(after) == {one: n for n, one in enumerate(order, start=1)}
    assert [item for item in after["attendees"] if item["delegation"] == "US"] == OTHERS


@pytest.mark.parametrize(
    ("name", "position", "order"), [("a", 2, "bca"), ("a", 1, "bac"), ("c", 1, "cab"), ("c", 2, "abc"), ("a", 0, "bac")]
)
def test_nameless_are_passed_over_in_the_count(name, position, order):
    after = place_person(DOCUMENT, "JP", name, position, nameless={"b"})
    assert names_in_order(after, "JP") == list(order)


@pytest.mark.parametrize("name", ["x", "none", ""])
def test_person_of_another_delegation_has_no_place_in_this_one(name):
    with pytest.raises(NotFoundError):
        place_person(DOCUMENT, "JP", name, 1)


def test_head_is_one_of_the_delegation_or_nobody():
    assert with_head(DOCUMENT, "JP", "c")["delegations"] == [{"code": "JP", "head": "c"}, {"code": "US", "head": "x"}]
    assert with_head(DOCUMENT, "JP", "")["delegations"] == [{"code": "JP"}, {"code": "US", "head": "x"}]
    for side, name in (("JP", "x"), ("FR", "a")):
        with pytest.raises(NotFoundError):
            with_head(DOCUMENT, side, name)


def test_substitute_has_place_head_and_every_placement_in_its_order():
    new = {"id": "n", "delegation": "US", "precedence": 9, "family_name": "Mihon"}
    after = with_substitute(DOCUMENT, "a", new)
    assert after == {
        "delegations": [{"code": "JP", "head": "n"}, {"code": "US", "head": "x"}],
        "attendees": [
            *OTHERS,
            *(_person("b", "JP", 7), {**_person("n", "JP", 1), "family_name": "Mihon"}, _person("c", "JP", 7)),
        ],
        "sessions": [
            {"id": "s", "people": {"chair": ["n", "x"], "participant": ["b", "n"]}},
            {"id": "t", "people": {"speaker": ["x"]}},
            {"id": "u"},
        ],
        "topics": [{"id": "1", "people": {"lead": ["x", "n"]}}],
    }


def test_substitute_of_nobody_is_not_found():
    with pytest.raises(NotFoundError):
        with_substitute(DOCUMENT, "none", {"id": "n"})
