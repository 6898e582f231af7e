"""Names in capitals, and what only looks like it."""

from __future__ import annotations

import pytest

from eventapp.domain.names.capitals import is_in_capitals, without_capitals


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("HAYASHI", "Hayashi"),
        ("McDONALD", "McDonald"),
        ("MCDONALD", "McDonald"),
        ("MacDONALD", "MacDonald"),
        ("MACHIDA", "Machida"),
        ("DeSANTIS", "DeSantis"),
        ("O'BRIEN", "O'Brien"),
        ("O’BRIEN", "O’Brien"),
        ("D'ANGELO", "D'Angelo"),
        ("d'ARC", "d'Arc"),
        ("JUN'ICHI", "Jun'ichi"),
        ("VAN DER BERG", "van der Berg"),
        ("van der BERG", "van der Berg"),
        ("VON STADEN", "von Staden"),
        ("DE LA CRUZ", "De la Cruz"),
        ("DOS SANTOS", "Dos Santos"),
        ("SMITH-JONES", "Smith-Jones"),
        ("SMITH III", "Smith III"),
        ("JOHN JR.", "John Jr."),
        ("ST. JOHN", "St. John"),
        ("ELLEN M.", "Ellen M."),
        ("JD SMITH", "JD Smith"),
        ("SŌTA", "Sōta"),
        ("DÍAZ", "Díaz"),
    ],
)
@pytest.mark.parametrize("is_given", [True, False])
def test_name_in_capitals_and_how_it_is_written(typed, written, is_given):
    assert (is_in_capitals(typed, is_given=is_given), without_capitals(typed)) == (True, written)
    assert not is_in_capitals(written, is_given=is_given)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Hayashi",
        "van der Berg",
        "Smith III",
        "III",
        "J",
        "J. R.",
        "J.R.",
        "É",
        "McDonald",
        "O'Brien",
        "O'B",
        "林",
        "-",
    ],
)
@pytest.mark.parametrize("is_given", [True, False])
def test_what_is_not_in_capitals(typed, is_given):
    assert not is_in_capitals(typed, is_given=is_given)


@pytest.mark.parametrize("typed", ["NG", "LI", "OH"])
def test_two_capitals_are_a_family_name_and_initials_of_a_given_one(typed):
    assert is_in_capitals(typed, is_given=False)
    assert not is_in_capitals(typed, is_given=True)
