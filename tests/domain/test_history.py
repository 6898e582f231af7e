from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.history import earlier_document, patch_between
from tests.literals import NEW_YORK

items = st.lists(
    st.builds(
        lambda name, rest: {"id": name, **rest},
        st.sampled_from("abcde"),
        st.dictionaries(st.sampled_from(["title", "room"]), st.sampled_from(["x", "y"])),
    ),
    max_size=5,
    unique_by=lambda item: item["id"],
)
transfers = st.lists(
    st.fixed_dictionaries(
        {"from_venue": st.sampled_from("ab"), "to_venue": st.sampled_from("cd"), "minutes": st.integers(1, 2)},
        optional={"mode": st.just("rail")},
    ),
    max_size=4,
    unique_by=lambda item: (item["from_venue"], item["to_venue"], item.get("mode")),
)
documents = st.fixed_dictionaries(
    {
        "conference": st.dictionaries(st.sampled_from(["title", "host"]), st.sampled_from(["x", "y"])),
        "sessions": items,
        "transfers": transfers,
    }
)


@given(documents, documents)
def test_earlier_document_of_the_patch_between_is_the_earlier(later, earlier):
    assert earlier_document(later, patch_between(later, earlier)) == earlier


@given(documents)
def test_patch_between_equals_is_empty(document):
    assert patch_between(document, document) == {}


@pytest.mark.parametrize(
    ("later", "earlier", "told"),
    [
        ([{"id": "a", "room": "x"}], [{"id": "a", "room": "y"}], [{"id": "a", "room": "y"}]),
        ([{"id": "a", "room": "x"}], [{"id": "a"}], [{"id": "a", "without": ["room"]}]),
        ([{"id": "a", "room": "x"}], [], [{"id": "a", "absent": True}]),
        ([], [{"id": "a", "room": "x"}], [{"id": "a", "room": "x"}]),
    ],
)
def test_patch_between_tells_only_what_was_different(later, earlier, told):
    patch = patch_between({"conference": {}, "sessions": later}, {"conference": {}, "sessions": earlier})
    assert patch == {"sessions": told}


def test_patch_between_other_order_is_told_by_ids():
    later = {"conference": {}, "sessions": [{"id": "a"}, {"id": "b"}]}
    earlier = {"conference": {}, "sessions": [{"id": "b"}, {"id": "a"}]}
    assert patch_between(later, earlier) == {"order": {"sessions": ["b", "a"]}}


def test_earlier_document_keeps_keys_that_no_document_has():
    assert earlier_document({"conference": {}}, {"colour": "red"}) == {"conference": {}, "colour": "red"}


@pytest.mark.parametrize(
    ("zone_then", "start_then"),
    [
        (NEW_YORK, datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo(NEW_YORK), fold=1)),
        ("America/Havana", datetime(2026, 11, 1, 5, 30, tzinfo=UTC).astimezone(ZoneInfo("America/Havana"))),
        ("UTC", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
    ],
)
def test_patch_between_times_equal_but_for_fold_or_offset_tells_them(zone_then, start_then):
    start = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo(NEW_YORK), fold=0)
    later = {"conference": {}, "sessions": [{"id": "a", "zone": NEW_YORK, "start": start}]}
    earlier = {"conference": {}, "sessions": [{"id": "a", "zone": zone_then, "start": start_then}]}
    found = earlier_document(later, patch_between(later, earlier))["sessions"][0]["start"]
    assert found.isoformat() == start_then.isoformat()
