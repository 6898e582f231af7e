from __future__ import annotations

import pytest

from eventapp.domain.names import badge_name, introduced_name, list_name, name_in, native_name, roster_name
from eventapp.domain.vocabulary import DisplayOrder
from tests.factories import make_attendee

HARUKA = make_attendee(
    family_name="Aoki", given_name="Haruka", native_family_name="青木", native_given_name="遥", prefix="Amb."
)
ELLEN = make_attendee(
    family_name="Carter",
    given_name="Ellen",
    prefix="Brig. Gen.",
    suffix="USAF",
    display_order=DisplayOrder.GIVEN_FIRST,
)
NAMELESS = make_attendee()


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (list_name, "AOKI Haruka"),
        (roster_name, "AOKI, HARUKA"),
        (native_name, "青木 遥"),
        (introduced_name, "Amb. AOKI Haruka"),
        (badge_name, "Amb. AOKI Haruka"),
    ],
)
def test_name_in_each_form(form, name):
    assert form(HARUKA) == name


@pytest.mark.parametrize("form", [list_name, roster_name, native_name, introduced_name, badge_name])
def test_name_of_a_person_known_by_position_is_empty(form):
    assert form(NAMELESS) == ""


def test_introduced_name_is_no_rank_without_a_name():
    assert introduced_name(make_attendee(prefix="Brig. Gen.", suffix="USAF")) == ""


def test_introduced_name_given_first_with_rank_and_suffix():
    assert introduced_name(ELLEN) == "Brig. Gen. Ellen CARTER, USAF"


def test_list_name_leads_with_the_family_name_whatever_the_display_order():
    assert list_name(ELLEN) == "CARTER Ellen"


def test_list_name_of_one_name_only():
    assert list_name(make_attendee(family_name="Sukarno")) == "SUKARNO"


def test_badge_name_is_the_persons_own_if_set():
    assert badge_name(make_attendee(family_name="Carter", badge_name="Ellie C.")) == "Ellie C."


@pytest.mark.parametrize(
    ("attendee", "language", "name"),
    [
        (HARUKA, "ja", "青木 遥"),
        (HARUKA, "en", "Amb. AOKI Haruka"),
        (ELLEN, "ja", "Brig. Gen. Ellen CARTER, USAF"),
        (NAMELESS, "ja", ""),
        (NAMELESS, "en", ""),
    ],
)
def test_name_in_a_language(attendee, language, name):
    assert name_in(attendee, language) == name
