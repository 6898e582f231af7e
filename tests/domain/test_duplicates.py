"""Who may be one person, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.duplicates import Likeness, PeopleIndex, find_alike, find_duplicates
from eventapp.domain.names.parts import LATIN_PARTS, NATIVE_PARTS, READING_PARTS
from tests.factories import make_attendee

FIRST = make_attendee(
    id="first",
    family_name="Hayashi",
    given_name="Yoshimasa",
    native_family_name="林",
    native_given_name="芳正",
    family_name_reading="はやし",
    given_name_reading="よしまさ",
    email="hayashi@example.org",
)
OTHER = make_attendee(id="other", family_name="Carter", given_name="Ellen", email="carter@example.org")


def _second(**fields):
    return make_attendee(**({"id": "second"} | fields))


def _groups(*people):
    return [([p.id for p in g.people], g.reasons, g.is_contradicted) for g in find_duplicates(people)]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"email": " Hayashi@Example.ORG"}, Likeness.EMAIL),
        ({"email": "ｈａｙａｓｈｉ@example.org"}, Likeness.EMAIL),
        ({"family_name": "HAYASHI", "given_name": "Yoshimasa"}, Likeness.LATIN),
        ({"family_name": "Yoshimasa", "given_name": "hayashi"}, Likeness.LATIN),
        ({"family_name": "", "given_name": "Yoshimasa Hayashi"}, Likeness.LATIN),
        ({"family_name": "Hayashi", "given_name": "Yoshi-masa"}, Likeness.LATIN),
        ({"family_name": "Häyashi", "given_name": "Yóshimasa"}, Likeness.LATIN),
        ({"native_family_name": "林", "native_given_name": "芳正"}, Likeness.NATIVE),
        ({"native_family_name": "林　芳正"}, Likeness.NATIVE),
        ({"native_family_name": "林芳正"}, Likeness.NATIVE),
        ({"family_name_reading": "ハヤシ", "given_name_reading": "ﾖｼﾏｻ"}, Likeness.READING),
    ],
)
def test_same_person_is_found_for_one_reason_and_in_any_form(fields, reason):
    assert _groups(FIRST, OTHER, _second(**fields)) == [(["first", "second"], (reason,), False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋", "高橋"),
        ("宮﨑", "宮崎"),
        ("齋藤", "斉藤"),
        ("齊藤", "斎藤"),
        ("渡邉", "渡辺"),
        ("辻", "辻\U000e0100"),
        ("神", "\ufa19"),
    ],
)
def test_forms_of_a_kanji_are_one(one, other):
    people = (
        _second(id=name, native_family_name=text, native_given_name="一") for name, text in (("a", one), ("b", other))
    )
    assert _groups(*people) == [(["a", "b"], (Likeness.NATIVE,), False)]


def test_reading_is_found_by_its_sound_where_there_are_latin_letters_alone():
    by_ear = _second(family_name="Ohira", given_name="Syouhei")
    read = _second(id="read", family_name_reading="おおひら", given_name_reading="しょうへい")
    assert _groups(by_ear, read) == [(["second", "read"], (Likeness.SOUND,), False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"family_name": "Ono", "given_name": "Ken"}, {"family_name": "Ohno", "given_name": "Ken"}),
        (
            {"family_name_reading": "おの", "given_name_reading": "けん"},
            {"family_name_reading": "おおの", "given_name_reading": "けん"},
        ),
        ({"family_name": "Hayashi"}, {"family_name": "Hayashi", "given_name": "Ken"}),
        ({"native_family_name": "林"}, {"native_family_name": "森"}),
        (
            {"family_name": "Ono", "given_name": "Taro", "native_given_name": "太郎"},
            {"family_name": "Abe", "given_name": "Taro", "native_given_name": "太郎"},
        ),
        ({}, {}),
    ],
)
def test_others_are_not(one, other):
    assert _groups(_second(**one), _second(id="third", **other)) == []


def test_same_letters_with_other_kanji_are_told_as_a_contradiction():
    second = replace(FIRST, id="second", native_family_name="林", native_given_name="義正", email="other@example.org")
    assert _groups(FIRST, second) == [(["first", "second"], (Likeness.LATIN, Likeness.READING), True)]


def test_group_holds_whoever_is_like_one_of_it():
    by_mail = _second(email=FIRST.email)
    by_name = _second(id="third", family_name="Hayashi", given_name="Yoshimasa")
    assert _groups(by_mail, OTHER, by_name, FIRST) == [
        (["second", "third", "first"], (Likeness.EMAIL, Likeness.LATIN), False)
    ]


def test_likeliest_is_first_and_oneself_is_none():
    namesake = replace(FIRST, id="namesake", native_given_name="義正", email="")
    by_name = _second(id="name", native_family_name="林", native_given_name="芳正")
    by_mail = _second(id="mail", email=FIRST.email)
    alike = find_alike(FIRST, (FIRST, namesake, by_name, OTHER, by_mail))
    assert [(one.person.id, one.reasons, one.is_contradicted) for one in alike] == [
        ("mail", (Likeness.EMAIL,), False),
        ("name", (Likeness.NATIVE,), False),
        ("namesake", (Likeness.LATIN, Likeness.READING), True),
    ]


_WORDS = st.sampled_from(
    ("", "Hayashi", "HAYASHI", "Yoshimasa", "林", "芳正", "はやし", "ハヤシ", "Ōno", "おおの", "髙", "高")
)
_PEOPLE = st.lists(
    st.fixed_dictionaries(
        dict.fromkeys((*LATIN_PARTS, *NATIVE_PARTS, *READING_PARTS), _WORDS)
        | {"email": st.sampled_from(("", "a@example.org", "A@example.org "))}
    ),
    max_size=8,
).map(lambda all_: [make_attendee(id=f"p{n}", **fields) for n, fields in enumerate(all_)])


@given(people=_PEOPLE)
def test_groups_hold_exactly_those_who_are_like_somebody(people):
    grouped = {person.id for group in find_duplicates(people) for person in group.people}
    index = PeopleIndex(people)
    assert {person.id for person in people if index.alike(person)} == grouped
    assert len(grouped) == sum(len(group.people) for group in find_duplicates(people))


def test_five_thousand_of_one_name_are_one_group():
    people = [replace(FIRST, id=f"p{n}", email="") for n in range(5_000)]
    (group,) = find_duplicates(people)
    assert len(group.people) == 5_000
