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


ROOM = {
    "id": "r",
    "venue": "v",
    "available": [{"start": "2023-03-12T09:00:00+09:00", "end": "2023-03-12T12:00:00+09:00"}],
}
PERSON = {"id": "p", "arrives": "2023-03-12T02:30:00+09:00", "away": [dict(ROOM["available"][0])]}
CLOCKS = {
    "conference": {"slug": "c", "zone": "Asia/Tokyo"},
    "venues": [{"id": "v", "zone": "Asia/Tokyo"}, {"id": "w", "zone": "Asia/Tokyo"}],
    "rooms": [ROOM, {**ROOM, "id": "q", "venue": "w"}],
    "attendees": [PERSON, {"id": "o"}],
}
IN_NEW_YORK = {"start": "2023-03-11T19:00:00-05:00", "end": "2023-03-11T22:00:00-05:00"}


def test_times_of_people_stay_the_same_instants_when_the_conference_gets_another_clock():
    conference = {"slug": "c", "zone": "America/New_York"}
    told = {"id": "p", "arrives": "2023-03-11T12:30:00-05:00", "away": [IN_NEW_YORK]}
    assert with_item(CLOCKS, "conference", conference) == {
        **CLOCKS,
        "conference": conference,
        "attendees": [told, {"id": "o"}],
    }


def test_times_of_a_venues_rooms_stay_the_same_instants_when_it_gets_another_clock():
    venue = {"id": "v", "zone": "America/New_York"}
    assert with_item(CLOCKS, "venues/v", venue) == {
        **CLOCKS,
        "venues": [venue, CLOCKS["venues"][1]],
        "rooms": [{**ROOM, "available": [IN_NEW_YORK]}, CLOCKS["rooms"][1]],
    }


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Asia/Nowhere", ""])
def test_times_stay_as_they_are_told_without_another_clock(zone):
    conference = {"slug": "c", "zone": zone}
    assert with_item(CLOCKS, "conference", conference) == {**CLOCKS, "conference": conference}


def test_item_that_is_not_there_is_not_found():
    with pytest.raises(NotFoundError):
        index_of(DOCUMENT, "topics", "t3")
    with pytest.raises(NotFoundError):
        with_item(DOCUMENT, "rooms/r", {})
