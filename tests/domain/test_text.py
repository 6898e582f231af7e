from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.text import character_name, faulty_character


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Agenda",
        "林 芳正",
        "議題（案）・次第",
        "Ångström – “x”",
        "😀",
        "が",
        "渡邉\U000e0101さん",
        "\u908a\ufe00",
        "q\u0301\u0302\u0303",
    ],
)
def test_faulty_character_of_ordinary_text_is_none(text):
    assert faulty_character(text, multiline=False) is None


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\u2028", "line-separator"),
        ("\u2029", "line-separator"),
        ("\x0b", "line-separator"),
        ("\x0c", "line-separator"),
        ("\x1c", "line-separator"),
        ("\x85", "line-separator"),
        ("\u202e", "bidi-character"),
        ("\u2066", "bidi-character"),
        ("\u200f", "bidi-character"),
        ("\x00", "control-character"),
        ("\t", "control-character"),
        ("\r", "control-character"),
        ("\x7f", "control-character"),
        ("\u200d", "control-character"),
        ("\ud800", "control-character"),
        ("\ue000", "control-character"),
        ("\uffff", "control-character"),
        *[
            (character, "invisible-character")
            for character in "\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u2060\u2800\u3164\ufe0f\ufeff\uffa0\U000e0041\U000e0101"
        ],
    ],
)
@pytest.mark.parametrize("multiline", [True, False])
def test_faulty_character_is_named_by_its_code(character, code, multiline):
    assert faulty_character(f"a{character}b", multiline=multiline) == (code, character)


def test_faulty_character_line_feed_in_a_line_is_a_line_break():
    assert faulty_character("a\nb", multiline=False) == ("line-break", "\n")


def test_faulty_character_line_feed_in_a_paragraph_is_none():
    assert faulty_character("a\nb\n", multiline=True) is None


def test_faulty_character_of_a_second_variant_is_that():
    assert faulty_character("邉\U000e0101\U000e0102", multiline=False) == ("invisible-character", "\U000e0102")


def test_faulty_character_of_piled_marks_is_the_fourth():
    assert faulty_character("a\u0300\u0301\u0302\u0303", multiline=False) == ("piled-marks", "\u0303")


def test_faulty_character_is_the_first():
    assert faulty_character("a\u202eb\x00", multiline=True) == ("bidi-character", "\u202e")


@given(st.text())
def test_faulty_character_of_text_without_it_is_never_a_separator(text):
    if faulty_character(text, multiline=False) is None:
        assert text.splitlines() == ([text] if text else [])


@pytest.mark.parametrize(
    ("character", "name"), [("😀", "U+1F600 GRINNING FACE"), ("\u2028", "U+2028 LINE SEPARATOR"), ("\x07", "U+0007")]
)
def test_character_name_has_code_point_and_name_if_any(character, name):
    assert character_name(character) == name
