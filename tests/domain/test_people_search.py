"""People found by whatever one types of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.localized import NOTHING
from eventapp.domain.people_search import closeness, finder, found_people, person_text
from tests.factories import both, make_attendee, make_delegation

HAYASHI = make_attendee(
    id="p-17",
    family_name="Hayashi",
    given_name="Yoshimasa",
    native_family_name="林",
    native_given_name="芳正",
    family_name_reading="はやし",
    given_name_reading="よしまさ",
    organisation=both("Café Policy Institute", "政策研究所"),
    position=both("Director", "局長"),
    email="y.hayashi@example.org",
)
OHIRA = make_attendee(
    id="p-18",
    family_name="Ohira",
    given_name="Shohei",
    native_family_name="大平",
    native_given_name="翔平",
    family_name_reading="おおひら",
    given_name_reading="しょうへい",
    position=NOTHING,
)
CARTER = make_attendee(
    id="p-19", family_name="Smith-Carter", given_name="Ellen", delegation=make_delegation(code="US"), position=NOTHING
)
UNREAD = make_attendee(id="p-20", family_name="Ono", given_name="Ken", position=NOTHING)
TAKAHASHI = make_attendee(id="p-21", native_family_name="髙橋", native_given_name="一郎", position=NOTHING)
EVERYBODY = (HAYASHI, OHIRA, CARTER, UNREAD, TAKAHASHI)


def _found(query):
    return [person.id for person in found_people(EVERYBODY, query)]


@pytest.mark.parametrize(
    "query",
    [
        *(
            "hayashi",
            "HAYASHI",
            "Ｈａｙａｓｈｉ",
            "Háyashi",
            "hayasi",
            "ayash",
            "Yoshimasa Hayashi",
            "HAYASHI, Yoshimasa",
        ),
        *(
            "HAYASHI Y",
            "HAYASHI Y.",
            "yoshimasahayashi",
            "ha yo",
            "はやし",
            "ハヤシ",
            "ﾊﾔｼ",
            "はやし　よしまさ",
            "はやしよしまさ",
        ),
        *(
            "林",
            "芳正",
            "林芳正",
            "林 芳正",
            "林、芳正",
            "林 よし",
            "y.hayashi@example.org",
            "policy cafe",
            "局長",
            "政策研究",
            "p-17",
        ),
        *("hayashi はやし 林 director",),
    ],
)
def test_person_is_found_by_any_script_reading_or_detail(query):
    assert _found(query) == ["p-17"]


@pytest.mark.parametrize(
    "query", ["ohira", "oohira", "Ōhira", "ohhira", "おおひら", "大平", "syohei", "shouhei", "しょうへい", "o sh"]
)
def test_spellings_of_long_vowels_are_one(query):
    assert _found(query) == ["p-18"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("高橋", ["p-21"]),
        ("髙橋", ["p-21"]),
        ("おの", ["p-20"]),
        ("おおの けん", ["p-20"]),
        ("c", ["p-19"]),
        ("smithcarter", ["p-19"]),
        ("us", ["p-19"]),
        ("jp", ["p-17", "p-18", "p-20", "p-21"]),
        ("18", ["p-18"]),
    ],
)
def test_forms_of_kanji_sounds_without_reading_beginnings_and_codes(query, found):
    assert _found(query) == found


@pytest.mark.parametrize("query", ["ばやし", "hayashi k", "林 義正", "おのひら", "yoshi carter", "e.g."])
def test_what_means_nobody(query):
    assert _found(query) == []


@pytest.mark.parametrize("query", ["", " ", "　", ",、"])
def test_no_query_means_everybody(query):
    assert _found(query) == [person.id for person in EVERYBODY]


def test_what_the_reader_may_not_see_is_not_found_and_more_may_be_given():
    hidden = replace(HAYASHI, email="", position=NOTHING)
    assert not finder("y.hayashi@example.org")(person_text(hidden))
    assert finder("k7q2 vip")(person_text(hidden, "K7Q2-M", "VIP"))


_PARTS = st.text(st.sampled_from("aoŌhnsyi'- ーおのうシｼﾞ林髙"), min_size=1, max_size=8).filter(str.strip)


@given(family=_PARTS, given_name=_PARTS, native=_PARTS, reading=_PARTS)
def test_everybody_is_found_by_each_part_of_the_own_name(family, given_name, native, reading):
    person = make_attendee(
        family_name=family, given_name=given_name, native_family_name=native, family_name_reading=reading
    )
    for part in (family, given_name, native, reading, f"{family} {given_name}"):
        assert found_people((person,), part) == (person,)


@pytest.mark.parametrize(
    ("query", "distance"),
    [
        *(("林", 0), ("芳正", 0), ("Hayashi", 0), ("はやし", 0), ("林 芳", 1), ("hay", 1), ("林 ayash", 2)),
        *(("局", 2), ("policy", 2), ("policy 局", 4), ("", 0)),
    ],
)
def test_closest_is_whose_name_has_the_query_as_a_part_then_as_a_beginning(query, distance):
    assert closeness(query)(person_text(HAYASHI)) == distance
