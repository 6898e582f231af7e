"""Texts of a conference file, its syntax, and many problems at once."""

from __future__ import annotations

import pytest

from eventapp.domain.errors import InvalidInputError
from eventapp.importers.conference_file.problems import syntax_problem
from eventapp.importers.conference_file.reading import FILE_BYTES_MAX, read_conference_file
from eventapp.renderers.glyphs import unprintable
from tests.importers.conference_texts import (
    PUBLICATION,
    WHOLE,
    changed,
    problem,
    problems_of,
)

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("typed", "code", "character"),
    [
        ("\\u0007", "control-character", "U+0007"),
        ("\\u0000", "control-character", "U+0000"),
        ("\\u009b", "control-character", "U+009B"),
        ("\\r\\nEND:VEVENT", "control-character", "U+000D"),
        ("\\n", "line-break", "U+000A"),
        ("\\t", "control-character", "U+0009"),
        ("\u202e", "bidi-character", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2067", "bidi-character", "U+2067 RIGHT-TO-LEFT ISOLATE"),
        ("\u2028", "line-separator", "U+2028 LINE SEPARATOR"),
        ("\\u0085", "line-separator", "U+0085"),
        ("\u200d", "control-character", "U+200D ZERO WIDTH JOINER"),
        ("\ue000", "control-character", "U+E000"),
    ],
)
def test_characters_that_are_no_text_are_named(typed, code, character):
    text = changed(WHOLE, '"Session"', f'"Ses{typed}sion"')
    assert problems_of(text) == (problem(code, "sessions[0].title.en", "s-1", character=character),)


def test_line_breaks_are_read_in_paragraphs():
    text = changed(WHOLE, 'kind = "plenary"', 'kind = "plenary"\ndescription.en = """one\ntwo"""')
    assert read_conference_file(text.encode()).agenda.sessions[0].description.get("en") == "one\ntwo"


def test_emoji_are_read_where_nobody_asks_the_fonts():
    text = changed(WHOLE, '"Session"', '"Session 😀"')
    assert read_conference_file(text.encode()).agenda.sessions[0].title.get("en") == "Session 😀"


EMOJI = "U+1F600 GRINNING FACE"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            changed(WHOLE, '"Session"', '"Session 😀"'),
            problem("unprintable", "sessions[0].title.en", "s-1", character=EMOJI),
        ),
        (
            changed(WHOLE, '"Doe"', '"D😀e"'),
            problem("unprintable", "attendees[0].family_name", "p-1", character=EMOJI),
        ),
        (
            WHOLE + changed(PUBLICATION, '"Secretariat"', '"😀"'),
            problem("unprintable", "publications[0].published_by", character=EMOJI),
        ),
        (
            WHOLE + PUBLICATION + '[[publications.before.sessions]]\nid = "s-1"\ntitle = { en = "😀" }\n',
            problem("unprintable", "publications[0].before", "s-1.title.en", character=EMOJI),
        ),
    ],
)
def test_characters_without_a_glyph_are_named_where_they_were_typed(text, found):
    with pytest.raises(InvalidInputError) as caught:
        read_conference_file(text.encode(), unprintable=unprintable)
    assert caught.value.problems == (found,)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (WHOLE + 'colour = "red\n', 43, "Illegal character '\\n'"),
        ("format = 1\nformat = 1\n", 2, "Cannot overwrite a value"),
        ("format = 1\n[conference", 2, "Expected ']' at the end of a table declaration"),
        ("format = 1\nstarts_on = 2026-02-30\n", 2, "Invalid date or datetime"),
    ],
)
def test_syntax_errors_are_told_with_their_line(text, line, reason):
    assert problems_of(text) == (problem("syntax", line=line, reason=reason),)


def test_number_of_too_many_digits_is_told_with_its_line():
    assert problems_of("format = 1\n\nx = " + "9" * 5000) == (problem("long-number", line=3),)


def test_syntax_problem_without_a_line_names_none():
    found = syntax_problem("nested too deep", lines=0)
    assert found == problem("syntax-somewhere", reason="nested too deep")


def test_file_that_is_not_utf_8_is_told_with_its_line():
    assert problems_of(WHOLE.replace("小会議", "Réunion").encode("latin-1")) == (problem("not-utf-8", line=5),)


def test_file_that_is_too_large_is_refused():
    assert problems_of(b"#" * (FILE_BYTES_MAX + 1)) == (problem("file-too-large", limit=FILE_BYTES_MAX),)
