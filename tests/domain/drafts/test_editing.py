"""One item of a document written anew or added; everything else stays as it stands."""

from __future__ import annotations

import pytest

from eventapp.domain.drafts import index_of, with_item, with_new_item
from eventapp.domain.errors import NotFoundError

DOCUMENT = {
    "conference": {"slug": "c"},
    "transfers": [{"from_venue": "a", "to_venue": "b", "mode": "coach", "minutes": 5}],
    "topics": [{"id": "t1"}, {"id": "t2"}],
}


def test_item_is_written_anew_in_its_place():
    after = with_item(DOCUMENT, "topics/t1", {"id": "t1", "number": "9"})
    assert after == {**DOCUMENT, "topics": [{"id": "t1", "number": "9"}, {"id": "t2"}]}
    assert with_item(DOCUMENT, "conference", {"slug": "d"}) == {**DOCUMENT, "conference": {"slug": "d"}}
    assert with_item(DOCUMENT, "transfers/a+b+coach", {"minutes": 6})["transfers"] == [{"minutes": 6}]


def test_new_item_comes_last_or_behind_the_one_named():
    assert [t["id"] for t in with_new_item(DOCUMENT, "topics", {"id": "n"})["topics"]] == ["t1", "t2", "n"]
    assert [t["id"] for t in with_new_item(DOCUMENT, "topics", {"id": "n"}, after="t1")["topics"]] == ["t1", "n", "t2"]
    assert with_new_item(DOCUMENT, "rooms", {"id": "r"})["rooms"] == [{"id": "r"}]


def test_item_that_is_not_there_is_not_found():
    with pytest.raises(NotFoundError):
        index_of(DOCUMENT, "topics", "t3")
    with pytest.raises(NotFoundError):
        with_item(DOCUMENT, "rooms/r", {})
