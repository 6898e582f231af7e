"""Lists of people brought where people are already: who is meant, who is new, who is not clear, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.domain.errors import InvalidInputError
from eventapp.domain.localized import NOTHING, Localized
from eventapp.domain.names import romanised
from eventapp.domain.people_sheets import people_columns
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.renderers.problems import problem_line
from eventapp.renderers.wording import words_in
from tests.factories import make_attendee, make_delegation
from tests.importers.people_files import HAYASHI, HEADINGS, JP, LANGUAGES, ONO, US, csv_bytes, people_of, read, sheet

THERE = replace(
    people_of(HAYASHI)[0], id="p-1", precedence=3, language="ja", organisation=Localized.of({"en": "Institute"})
)


def _row(*there, headings=HEADINGS, cells=HAYASHI, **options):
    (row,) = read(sheet(cells, headings=headings), *there, **options).rows
    return row


def _problems(data, *people, **options):
    with pytest.raises(InvalidInputError) as caught:
        read(data, *people, **options)
    return [problem_line(problem, words_in("en")) for problem in caught.value.problems]


def test_same_file_again_changes_nothing():
    data = sheet(HAYASHI, ONO, ("", "", "", "", "", "", "通訳", ""), ("", "", "", "", "", "", "通訳", ""))
    first = read(data)
    again = read(data, *(row.attendee for row in first.rows))
    assert [row.attendee.id for row in first.rows] == ["hayashi-yoshimasa", "ono-ken", "person", "person-2"]
    assert [row.is_same for row in again.rows] == [True] * 4
    assert [row.attendee for row in again.rows] == [row.attendee for row in first.rows]
    assert ((len(first.new), len(first.changed), len(first.same)), (len(again.new), len(again.same))) == (
        (4, 0, 0),
        (0, 4),
    )


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (("Id", "役職"), ("p-1", "次官")),
        (("E-mail", "Family name", "役職"), (" Hayashi@Example.org", "Hayashi", "次官")),
        (("姓", "名", "役職"), ("林", "芳正", "次官")),
        (("Family name", "Given name", "役職"), ("YOSHIMASA", "Hayashi", "次官")),
        (("セイ", "メイ", "役職"), ("ハヤシ", "ヨシマサ", "次官")),
    ],
)
def test_person_is_met_by_id_by_address_or_by_name_in_any_script(headings, cells):
    row = _row(THERE, headings=headings, cells=cells)
    assert (row.before, row.attendee.id, row.attendee.precedence) == (THERE, "p-1", 3)
    assert row.attendee.position == Localized.of({"ja": "次官"})
    assert row.amended_person["position"] == {"ja": "次官"}
    assert "email" not in row.changed


def test_empty_cell_takes_away_only_where_the_id_is_given():
    emptied = (*HAYASHI[:6], "", "")
    assert _row(THERE, cells=emptied).is_same
    row = _row(THERE, headings=("Id", *HEADINGS, "Dietary needs"), cells=("p-1", *emptied, ""))
    assert row.changed == ("position", "email")
    assert (row.attendee.position, row.attendee.email, row.dietary) == (NOTHING, "", "")
    assert row.attendee.organisation == THERE.organisation
    assert row.amended_person == {"position": {}}


def test_columns_that_the_sheet_lacks_stay_as_they_are():
    row = _row(THERE, headings=("Id", "Category"), cells=("p-1", "observer"))
    assert row.attendee == replace(THERE, category=AttendeeCategory.OBSERVER)
    assert row.changed == ("category",)


def test_id_that_nobody_has_makes_somebody_new_of_that_id():
    row = _row(THERE, headings=("Id", *HEADINGS[:-1]), cells=("p-9", *HAYASHI[:-1]))
    assert (row.is_new, row.attendee.id, row.attendee.precedence) == (True, "p-9", 4)


def test_ids_of_new_people_are_none_that_is_taken():
    assert people_of(HAYASHI, taken=("hayashi-yoshimasa", "hayashi-yoshimasa-2"))[0].id == "hayashi-yoshimasa-3"
    assert _problems(sheet(("x-1", *HAYASHI), headings=("Id", *HEADINGS)), taken=("x-1",)) == [
        "People row 2, Id: The id “x-1” stands twice."
    ]


def test_place_in_the_delegation_is_the_next_one_unless_it_is_given():
    headings = (*HEADINGS, "序列", "代表団")
    rows = ((*HAYASHI, "", "JP"), (*ONO, "9", "JP"), ("", "", "", "", "Carter", "Ellen", "", "", "", "US"))
    rows += (("", "", "", "", "Reed", "Sam", "", "", "", "JP"),)
    there = make_attendee(id="x", delegation=JP, precedence=5)
    brought = read(sheet(*rows, headings=headings), there, delegations=(JP, US))
    assert [row.attendee.precedence for row in brought.rows] == [6, 9, 1, 10]


def test_other_kanji_are_not_the_same_person_unless_addresses_differ_too():
    cells = ("林", "義正", *HAYASHI[2:6], "", "")
    line = (
        "People row 2, 姓（ローマ字）: This may be HAYASHI Yoshimasa, who is there already. "
        "Write the id “p-1” in the column Id, or a new one for somebody else."
    )
    assert _problems(sheet(cells), THERE) == [line]
    assert _row(THERE, cells=(*cells[:7], "other@example.org")).is_new
    assert _row(THERE, headings=("Id", *HEADINGS), cells=("p-2", *cells)).is_new
    assert _row(THERE, headings=("Id", *HEADINGS), cells=("p-1", *cells)).changed[0] == "native_given_name"


def test_two_who_could_be_meant_are_not_clear():
    twin = replace(THERE, id="p-2", email="")
    assert _problems(sheet((*HAYASHI[:7], "")), THERE, twin)[0].startswith(
        "People row 2, 姓（ローマ字）: This may be HAYASHI"
    )
    assert _row(THERE, twin).before == THERE


def test_address_of_somebody_else_is_told_and_one_who_shares_it_is_met_by_name():
    cells = (*ONO[:7], HAYASHI[7])
    (line,) = _problems(sheet(cells), THERE)
    assert line == (
        "People row 2, メール: This is the address of HAYASHI Yoshimasa. If it is the same person, write the id “p-1” "
        "in the column Id; else another address."
    )
    ono = replace(people_of(ONO)[0], id="p-2", email=THERE.email)
    assert _row(THERE, ono, cells=cells).before == ono


def test_name_is_met_in_the_own_delegation_alone():
    there = replace(THERE, delegation=US, email="")
    assert _row(there, cells=HAYASHI, headings=HEADINGS).is_new


def test_same_address_or_name_in_two_rows_is_told_and_ids_tell_two_of_one_name_apart():
    nameless_mail = (*HAYASHI[:7], "")
    assert _problems(sheet(HAYASHI, (*ONO[:7], HAYASHI[7]))) == [
        "People row 3, メール: The same address stands in row 2."
    ]
    twice = "The same person seems to stand in row 2. Two people of one name need an id each."
    assert _problems(sheet(HAYASHI, nameless_mail)) == [f"People row 3: {twice}"]
    assert _problems(sheet(HAYASHI, nameless_mail), THERE) == [f"People row 3: {twice}"]
    headings = ("Id", *HEADINGS)
    two = (("a-1", *HAYASHI), ("a-2", *nameless_mail))
    assert [person.id for person in people_of(*two, headings=headings)] == ["a-1", "a-2"]
    assert _problems(sheet(*two[:1], two[0], headings=headings)) == ["People row 3, Id: The id “a-1” stands twice."]
    assert len(people_of(HAYASHI, ("林", "義正", *nameless_mail[2:]))) == 2


def test_one_head_for_each_delegation():
    headings = (*HEADINGS, "団長", "代表団")
    rows = ((*HAYASHI, "○", "JP"), (*ONO, "", "JP"), ("", "", "", "", "Carter", "Ellen", "", "", "yes", "US"))
    assert read(sheet(*rows, headings=headings), delegations=(JP, US)).heads == {
        "JP": "hayashi-yoshimasa",
        "US": "carter-ellen",
    }
    assert _problems(sheet(rows[0], (*ONO, "○", "JP"), headings=headings), delegations=(JP, US)) == [
        "People row 3, 団長: The head of this delegation stands in row 2 already."
    ]


_COLUMNS = tuple(column.id for column in people_columns(LANGUAGES))
_SAFE = {
    "delegation": ("JP", "US"),
    "precedence": ("", "1", "7"),
    "native_family_name": ("", "林", "大野", "髙橋"),
    "native_given_name": ("", "健", "芳正"),
    "family_name_reading": ("", "はやし", "オオノ"),
    "family_name": ("", "Hayashi", "Ono", "McDonald", "ÉTIENNE"),
    "given_name": ("", "Ken", "Ann"),
    "position.en": ("Director", "Interpreter"),
    "organisation.ja": ("", "研究所"),
    "email": ("", "a@example.org", "b@example.org", "C@example.org", "d@example.org"),
    "category": ("", "通訳", "staff"),
    "badge_name": ("", "BOB"),
}


@settings(max_examples=100)
@given(
    rows=st.lists(
        st.fixed_dictionaries({key: st.sampled_from(all_) for key, all_ in _SAFE.items()}), min_size=1, max_size=3
    ),
    is_mending=st.booleans(),
)
def test_any_list_that_is_taken_changes_nothing_when_it_comes_again(rows, is_mending):
    data = csv_bytes(_COLUMNS, *(tuple(row.get(column, "") for column in _COLUMNS) for row in rows))
    try:
        first = read(data, delegations=(JP, US), is_mending=is_mending)
    except InvalidInputError:
        return
    again = read(data, *(row.attendee for row in first.rows), delegations=(JP, US), is_mending=is_mending)
    assert [(row.is_same, row.attendee) for row in again.rows] == [(True, row.attendee) for row in first.rows]


def test_six_hundred_people_are_read_and_met_again():
    syllables = "かきくけこさしすせそたちつてとなにぬねのまみむめも"
    readings = [first + second for first in syllables for second in syllables if first != second]
    rows = [
        ("漢", "字", reading, reading[::-1], romanised(reading).title(), romanised(reading[::-1]).title(), "課長", "")
        for reading in readings
    ]
    data = sheet(*((f"漢{n}", *row[1:7], f"p{n}@example.org") for n, row in enumerate(rows)))
    people = [row.attendee for row in read(data).rows]
    again = read(data, *people)
    assert (len(people), len(again.same)) == (600, 600)


def test_delegation_of_a_row_moves_a_person_who_is_met_by_address():
    head = make_delegation(code="US", head="x")
    row = _row(THERE, headings=("代表団", "E-mail", "姓"), cells=("US", HAYASHI[7], "林"), delegations=(JP, head))
    assert (row.attendee.delegation, row.changed) == (head, ("delegation",))
