"""Who is named to whom: consent decides, and nothing else gets anybody on a list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventapp.domain.audiences import PARTICIPANTS, PUBLIC
from eventapp.domain.participants import Arrangement, Unnamed, unnamed_of, without_person
from eventapp.domain.registration import ListingConsent, RegistrationState
from tests.factories import make_delegation
from tests.literals import both
from tests.participants_lists import (
    ADAMS,
    BANDO,
    DELEGATIONS,
    first_list,
    list_of,
    make_participant,
    people,
)
from tests.sample import AOKI, CARTER, DIAZ, ITO, JP, MORI, NODA, REED, SEC, US

L, S = ListingConsent, RegistrationState


def _named(listed):
    """Give the ids by group."""
    return {group.code: [entry.person.id for entry in group.entries] for group in listed.groups}


@pytest.mark.parametrize(
    ("audience", "named"),
    [(PARTICIPANTS, ["participants", "public"]), (PUBLIC, ["public"])],
)
def test_only_those_who_agreed_are_named_to_an_audience(audience, named):
    asked = [make_participant(replace(AOKI, id=listing.value), listing=listing) for listing in L]
    assert _named(list_of(*asked, audience=audience))["JP"] == named


@pytest.mark.parametrize("state", S)
def test_only_those_on_the_list_are_named(state):
    listed = list_of(make_participant(AOKI, listing=L.PUBLIC, state=state))
    assert _named(listed)["JP"] == (["aoki"] if state is S.CONFIRMED else [])


def test_groups_stand_in_the_conference_order_sides_first_and_guests_last():
    press = make_delegation(code="P", position=0, is_side=False, name=both("Press"))
    listed = list_of(*people(AOKI, CARTER, ITO, ADAMS), delegations=(press, JP, US, SEC))
    assert list(_named(listed)) == ["JP", "US", "SEC", ""]
    assert [(g.code, g.is_side, g.count) for g in listed.groups][1] == ("US", True, 1)


def test_side_without_anybody_keeps_its_place_another_group_does_not():
    assert _named(list_of(*people(AOKI))) == {"JP": ["aoki"], "US": []}


def test_people_are_numbered_without_gaps_where_somebody_is_not_named():
    (jp, _) = list_of(*people(AOKI), *people(MORI, listing=L.NOBODY), *people(NODA)).groups
    assert [(entry.person.id, entry.person.number) for entry in jp.entries] == [("aoki", 1), ("noda", 2)]


def test_person_is_named_in_both_scripts_with_post_and_head_of_delegation():
    (jp, *_) = first_list().groups
    (aoki, mori, _) = (entry.person for entry in jp.entries)
    assert (aoki.name, aoki.native, aoki.is_head) == ("AOKI Haruka", "青木 遥", True)
    assert (aoki.position, aoki.organisation) == (AOKI.position, AOKI.organisation)
    assert (mori.name, mori.native, mori.is_head, mori.position) == ("", "", False, MORI.position)


def test_guests_stand_by_name_whatever_script_it_is_given_in():
    cole = replace(ADAMS, id="cole", family_name="cole", given_name="bo")
    nameless = replace(ADAMS, id="0", family_name="", given_name="")
    elan = replace(ADAMS, id="elan", family_name="Élan")
    listed = list_of(*people(nameless, elan, cole, BANDO, ADAMS))
    assert _named(listed)[""] == ["adams", "bando", "cole", "elan", "0"]


def test_columns_keep_the_order_of_the_conference_and_the_host_stands_second():
    assert [side.code for side in first_list().sides] == ["JP", "US"]
    host_second = first_list(Arrangement("JP"))
    assert ([side.code for side in host_second.sides], host_second.is_in_columns) == (["US", "JP"], False)
    assert first_list().is_in_columns


def test_three_sides_or_one_stand_one_after_the_other():
    third = make_delegation(code="KR", position=3)
    assert not list_of(*people(AOKI), delegations=(JP, US, third)).is_in_columns
    assert not list_of(*people(AOKI), delegations=(JP,)).is_in_columns


def test_others_and_guests_follow_the_sides():
    assert [group.code for group in first_list().others] == ["SEC", ""]
    assert first_list().count == 9


def test_those_not_named_are_counted_by_delegation_and_those_never_asked_by_id():
    everybody = (
        *people(AOKI),
        *people(MORI, listing=L.UNASKED),
        *people(NODA, listing=L.NOBODY),
        *people(CARTER, listing=L.PARTICIPANTS),
        *people(DIAZ, listing=L.UNASKED, state=S.PENDING),
        *people(REED, listing=L.NOBODY),
        *people(ADAMS, listing=L.UNASKED),
    )
    assert unnamed_of(everybody, DELEGATIONS, audience=PARTICIPANTS) == (
        Unnamed("JP", 2, ("mori",)),
        Unnamed("US", 1, ()),
        Unnamed("", 1, ("adams",)),
    )
    assert [(one.code, one.count) for one in unnamed_of(everybody, DELEGATIONS, audience=PUBLIC)] == [
        ("JP", 3),
        ("US", 2),
        ("", 1),
    ]


def test_list_without_a_person_keeps_the_numbers_of_the_others():
    left = without_person(without_person(first_list(), "aoki"), "ito")
    assert _named(left) == {"JP": ["mori", "noda"], "US": ["carter", "diaz", "reed"], "": ["adams", "bando"]}
    assert left.groups[0].entries[0].person.number == 2
