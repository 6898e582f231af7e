"""What people typed, written as a calendar and read back by two readers of different make."""

from __future__ import annotations

import re

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Event

from eventapp.domain.localized import Localized
from eventapp.renderers.ics import render_session_calendar, render_vevent
from eventapp.renderers.ics.lines import folded
from eventapp.renderers.ics.texts import clean_line, clean_lines
from eventapp.renderers.markdown import plain_text
from tests.drawing import hostile_texts
from tests.renderers.ics_agendas import BASE_URL, build_agenda, build_session, english


def rendered(title: str, description: str) -> bytes:
    session = build_session(title=english(title), description=english(description))
    return render_session_calendar(
        render_vevent(session_of(build_agenda(session)), build_agenda(session), **SETTINGS), build_agenda(session)
    )


SETTINGS = {"languages": ("en",), "base_url": BASE_URL}


def session_of(agenda):
    (session,) = agenda.sessions
    return session


@given(title=hostile_texts, description=hostile_texts)
@example(title="\\\\server\\News", description="\\\\server\\News")
@example(title="a\r\nEND:VEVENT\r\nEND:VCALENDAR", description="x\r\nBEGIN:VEVENT")
@example(title="字" * 10_000, description="\\" * 2_000)
@example(title="\\" * 10_000, description="👩‍👩‍👧‍👦" * 500)
@example(title="b" * 53 + "\\b" * 40, description="")
def test_texts_come_back_equal_in_both_readers(title, description):
    raw = rendered(title, description)
    expected_title = clean_line(title) or "Plenary"
    expected_description = ["Plenary 3 · On the record", *clean_lines(plain_text(description))]
    (ours,) = Event.from_ical(raw).walk("VEVENT")
    theirs = vobject.readOne(raw.decode()).vevent
    for summary, text in (
        (str(ours["SUMMARY"]), str(ours["DESCRIPTION"])),
        (theirs.summary.value, theirs.description.value),
    ):
        assert summary == expected_title
        assert text.split("\n")[:-1] == expected_description


@given(hostile_texts)
def test_lines_hold_nothing_that_a_reader_splits_on(text):
    assert len(clean_line(text).splitlines()) <= 1
    assert all(len(line.splitlines()) == 1 for line in clean_lines(text))
    assert clean_line(clean_line(text)) == clean_line(text)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("one\r\ntwo", "one two"),
        ("one\u2028two\u2029three", "one two three"),
        ("nul\x00esc\x1bdel\x7fnel\x85.", "nulescdelnel ."),
        ("  tab\there ", "tab here"),
        ("\ufeffmark", "mark"),
        ("half\ud800", "half"),
        ("over\u202eride", "override"),
        ("שלום", "\u2068שלום\u2069"),
        ("日本語", "日本語"),
        ("家族👩‍👩‍👧", "家族👩‍👩‍👧"),
    ],
)
def test_clean_line(typed, line):
    assert clean_line(typed) == line


def test_clean_lines_leaves_out_empty_lines():
    assert clean_lines("one\r\n\r\n two\u2029three\n") == ["one", "two", "three"]


def test_backslash_before_a_capital_n_is_escaped_like_any_other():
    session = build_session(title=english("\\\\server\\News"))
    agenda = build_agenda(session)
    chunk = render_vevent(session_of(agenda), agenda, **SETTINGS)
    assert b"\r\nSUMMARY;LANGUAGE=en:\\\\\\\\server\\\\News\r\n" in b"\r\n" + chunk


@given(st.lists(st.sampled_from(["\\\\", "\\,", "\\n", "a", "é", "字", "😀", " "]), min_size=1, max_size=300))
def test_folded_lines_are_short_and_cut_no_character_and_no_escape(parts):
    line = "".join(parts).encode()
    physical = folded(b"SUMMARY:" + line).split(b"\r\n")
    assert physical.pop() == b""
    assert all(len(piece) <= 75 for piece in physical)
    assert all(piece.startswith(b" ") for piece in physical[1:])
    for piece in physical:
        piece.decode()
        (tail,) = re.findall(rb"\\*\Z", piece)[:1]
        assert len(tail) % 2 == 0
    assert b"".join([physical[0], *(piece[1:] for piece in physical[1:])]) == b"SUMMARY:" + line


def test_fold_fills_lines_to_75_octets():
    assert [len(piece) for piece in folded(b"x" * 200).split(b"\r\n")] == [75, 75, 52, 0]


def test_text_without_any_language_gives_the_kind_as_title():
    agenda = build_agenda(build_session(title=Localized()))
    assert b"SUMMARY;LANGUAGE=en:Plenary\r\n" in render_vevent(session_of(agenda), agenda, **SETTINGS)
