"""What is marked since the last list: who is new, what changed of whom, who is gone, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.participants import Arrangement, ListChange, ListedField, count_changes, has_changed, marked
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.importers.participants_lists import read_list
from eventapp.renderers.participants_lists import plain_list
from tests.factories import make_delegation
from tests.literals import both
from tests.participants_lists import ADAMS, HEADING, first_list, list_of, people, second_list
from tests.sample import AOKI, CARTER, DIAZ, ITO, JP, MORI, NODA, REED, US

NEW, CHANGED, REMOVED = ListChange
F = ListedField


def _marks(listed):
    """Give what is marked, by group: id, change, fields."""
    return {
        group.code: [(e.person.id, e.change, e.fields) for e in group.entries if e.change] for group in listed.groups
    }


def test_same_list_again_marks_nothing_whatever_its_arrangement():
    again = marked(first_list(Arrangement("JP")), first_list(), nameable=())
    assert (again, has_changed(again)) == (first_list(Arrangement("JP")), False)


def test_every_kind_of_change_is_told_with_its_fields():
    assert _marks(second_list()) == {
        "JP": [
            ("mori", CHANGED, (F.NAME, F.NATIVE_NAME, F.HEAD, F.ORDER)),
            ("noda", REMOVED, ()),
            ("aoki", CHANGED, (F.POSITION, F.HEAD)),
            ("ito", CHANGED, (F.DELEGATION,)),
        ],
        "US": [("reed", CHANGED, (F.POSITION,)), ("ono", NEW, ())],
        "": [("adams", CHANGED, (F.ORGANISATION,)), ("bando", REMOVED, ())],
    }
    assert count_changes(second_list()) == {NEW: 1, CHANGED: 5, REMOVED: 2}


def test_changed_person_keeps_what_was():
    mori, _, aoki, ito = second_list().groups[0].entries
    assert (mori.before.number, mori.person.number) == (2, 1)
    assert (aoki.before.position, aoki.before.is_head) == (AOKI.position, True)
    assert (ito.left, ito.before.number) == (both("Secretariat", "事務局"), 1)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        (F.NAME, {"given_name": "Ellen J."}),
        (F.NATIVE_NAME, {"native_given_name": "エレーン"}),
        (F.POSITION, {"position": both("Director, Plans", "計画課長")}),
        (F.ORGANISATION, {"organisation": both("Headquarters")}),
        (F.CATEGORY, {"category": AttendeeCategory.SPEAKER}),
    ],
)
def test_each_field_is_told_alone(field, changes):
    now = list_of(*people(AOKI, replace(CARTER, **changes)))
    assert _marks(marked(now, list_of(*people(AOKI, CARTER)), nameable=()))["US"] == [("carter", CHANGED, (field,))]


def test_what_no_list_prints_is_no_change():
    silent = replace(CARTER, email="other@example.org", prefix="Gen.", language="ja", badge_name="Ellen")
    now = marked(list_of(*people(silent)), list_of(*people(CARTER)), nameable=())
    assert not has_changed(now)


def test_number_that_shifts_because_somebody_came_before_is_no_change():
    now = marked(list_of(*people(AOKI, MORI, NODA)), list_of(*people(MORI, NODA)), nameable=())
    assert _marks(now)["JP"] == [("aoki", NEW, ())]


def test_one_who_moves_past_many_is_the_one_that_moved():
    before = list_of(*people(AOKI, MORI, NODA))
    now = marked(list_of(*people(NODA, AOKI, MORI)), before, nameable=())
    assert _marks(now)["JP"] == [("noda", CHANGED, (F.ORDER,))]


def test_whoever_took_the_consent_back_is_absent_not_struck():
    now = list_of(*people(AOKI, NODA))
    before = list_of(*people(AOKI, MORI, NODA))
    assert _marks(marked(now, before, nameable=()))["JP"] == []
    assert _marks(marked(now, before, nameable={"mori"}))["JP"] == [("mori", REMOVED, ())]


def test_who_is_gone_is_struck_at_the_old_place_once():
    before = list_of(*people(AOKI, MORI, NODA))
    struck = marked(list_of(*people(NODA)), before, nameable={"aoki", "mori"})
    assert [(e.person.id, e.person.number, e.change) for e in struck.groups[0].entries] == [
        ("aoki", 1, REMOVED),
        ("mori", 2, REMOVED),
        ("noda", 1, None),
    ]
    again = marked(list_of(*people(NODA)), struck, nameable={"aoki", "mori"})
    assert [(e.person.id, e.change) for e in again.groups[0].entries] == [("noda", None)]


def test_delegation_that_is_gone_is_struck_before_the_guests():
    before = list_of(*people(AOKI, ITO, ADAMS))
    now = marked(list_of(*people(AOKI, ADAMS)), before, nameable={"ito"})
    assert [(g.code, [e.person.id for e in g.entries], g.count) for g in now.groups] == [
        ("JP", ["aoki"], 1),
        ("US", [], 0),
        ("SEC", ["ito"], 0),
        ("", ["adams"], 1),
    ]


def test_whoever_comes_back_after_being_struck_is_new():
    struck = marked(list_of(*people(AOKI)), list_of(*people(AOKI, MORI)), nameable={"mori"})
    assert _marks(marked(list_of(*people(AOKI, MORI)), struck, nameable={"mori"}))["JP"] == [("mori", NEW, ())]


@pytest.mark.parametrize("listed", [first_list(), second_list(), second_list(Arrangement("JP"))])
def test_document_of_a_list_reads_as_the_list(listed):
    assert read_list(plain_list(HEADING, listed)) == (HEADING, listed)


_SIDES = (make_delegation(code="JP", position=1), make_delegation(code="US", position=2))
_ORDERS = st.lists(st.sampled_from("abcdefgh"), unique=True)


def _side_list(names, side=_SIDES[0]):
    return list_of(*people(*(replace(DIAZ, id=name, delegation=side) for name in names)), delegations=_SIDES)


@given(_ORDERS, _ORDERS)
def test_marks_and_the_list_before_make_the_list_after(before, after):
    """Whoever strikes the removed and takes out the moved and new ones is left with what kept its order."""
    now = marked(_side_list(after), _side_list(before), nameable=set("abcdefgh"))
    marks = {name: (change, fields) for name, change, fields in _marks(now)["JP"]}
    assert {n for n, (change, _) in marks.items() if change is NEW} == set(after) - set(before)
    assert {n for n, (change, _) in marks.items() if change is REMOVED} == set(before) - set(after)
    moved = {n for n, (change, _) in marks.items() if change is CHANGED}
    stayed = set(before) & set(after) - moved
    assert [n for n in before if n in stayed] == [n for n in after if n in stayed]
    assert [e.person.id for e in now.groups[0].entries if e.is_named] == after


def test_order_of_guests_is_no_news():
    adams = replace(ADAMS, family_name="Zola")
    bell = replace(ADAMS, id="bell", family_name="Bell")
    now = marked(list_of(*people(adams, bell)), list_of(*people(ADAMS, bell)), nameable=())
    assert _marks(now)[""] == [("adams", CHANGED, (F.NAME,))]


def test_person_who_changes_sides_is_not_struck_in_the_old_one():
    now = marked(list_of(*people(replace(REED, delegation=JP))), list_of(*people(REED)), nameable={"reed"})
    assert _marks(now) == {"JP": [("reed", CHANGED, (F.DELEGATION,))], "US": []}
    assert now.groups[0].entries[0].left == US.name
    assert MORI.delegation == JP
