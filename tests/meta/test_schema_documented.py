"""The conference file: its documentation, its demo and the sentences of its problems agree with the program."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest

from eventapp.domain.conflicts import find_conflicts
from eventapp.domain.vocabulary import (
    AgreementState,
    AttendeeCategory,
    AttributionRule,
    ConferenceStatus,
    DisplayOrder,
    InterpretationMode,
    Role,
    SessionKind,
    SessionStatus,
    TopicPurpose,
    TransferMode,
)
from eventapp.importers.conference_file import problems as shapes
from eventapp.importers.conference_file import schema
from eventapp.importers.conference_file.json_schema import file_schema
from eventapp.importers.conference_file.reading import read_conference_file
from eventapp.renderers.glyphs import missing_glyphs, unprintable
from eventapp.renderers.problems import _SENTENCES
from eventapp.renderers.wording import words_in
from tests.publishing import demo_file

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "eventapp"
GUIDE = (ROOT / "docs" / "conference-file.md").read_text("utf-8")
SECTIONS = {
    "At the top": (schema.FileDocument, set(schema.AgendaDocument.model_fields) | {"publications"}),
    "`[conference]`": (schema.ConferenceTable, set()),
    "`[[delegations]]`": (schema.DelegationTable, set()),
    "`[[venues]]`": (schema.VenueTable, set()),
    "`[[rooms]]`": (schema.RoomTable, set()),
    "`[[transfers]]`": (schema.TransferTable, set()),
    "`[[attendees]]`": (schema.AttendeeTable, set()),
    "`[[sessions]]`": (schema.SessionTable, set()),
    "`[[topics]]`": (schema.TopicTable, set()),
    "Publications": (schema.PublicationTable, set()),
}
WORD_LISTS = (
    *(AgreementState, AttendeeCategory, AttributionRule, ConferenceStatus, DisplayOrder, InterpretationMode, Role),
    *(SessionKind, SessionStatus, TopicPurpose, TransferMode),
)
REPORTING = {
    "Problem",
    "DomainError",
    "NotFoundError",
    "GapTimeError",
    "FoldTimeError",
    "report",
    "PydanticCustomError",
}
# What no reader of a page or a terminal can cause: it is told to the log and answered as any other missing page.
INTERNAL = {"unknown-publication", "invalid-input"}


@cache
def _rows(heading):
    """Give the rows of the first table under a heading, as lists of cells."""
    text = re.split(rf"^##+ {re.escape(heading)}$", GUIDE, flags=re.MULTILINE)[1]
    table = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table[0].splitlines()[2:]]


@pytest.mark.parametrize("heading", SECTIONS)
def test_guide_names_every_key_and_no_other(heading):
    table, elsewhere = SECTIONS[heading]
    assert sorted(row[0].strip("`") for row in _rows(heading)) == sorted(table.model_fields.keys() - elsewhere)


@pytest.mark.parametrize("heading", SECTIONS)
def test_guide_says_of_every_key_whether_it_is_required(heading):
    table, elsewhere = SECTIONS[heading]
    required = {row[0].strip("`") for row in _rows(heading) if row[2] == "yes"}
    assert required == {name for name, f in table.model_fields.items() if f.is_required() and name not in elsewhere}


@pytest.mark.parametrize("words", WORD_LISTS, ids=lambda words: words.__name__)
def test_guide_names_every_word(words):
    assert [word.value for word in words if not re.search(rf'`"?{word.value}"?`', GUIDE)] == []


def test_guide_names_every_section_of_a_before():
    sections = schema.BeforeTable.model_fields.keys() - {"conference", "order"}
    assert sections == {heading.strip("`[]") for heading in SECTIONS if heading.startswith("`[[")}


def test_small_example_of_the_guide_is_complete():
    example = re.search(r"## A small example.*?```toml\n(.*?)```", GUIDE, re.DOTALL)[1]
    agenda = read_conference_file(example.encode(), unprintable=unprintable).agenda
    assert (len(agenda.sessions), find_conflicts(agenda)) == (1, ())


def test_committed_json_schema_is_that_of_the_program():
    """Written anew by `python -m eventapp.importers.conference_file.json_schema > docs/conference-file.schema.json`."""
    assert (ROOT / "docs" / "conference-file.schema.json").read_text("utf-8") == file_schema()


def test_json_schema_names_every_table_and_describes_the_texts():
    document = json.loads(file_schema())
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert document["$defs"].keys() >= {"ConferenceTable", "SessionTable", "TopicTable", "PublicationTable"}


def _reported():
    """Give every code that the sources report, as a text or as the f-string of one."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in REPORTING:
                yield from _codes(node.args[0])


def _name(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _codes(argument):
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.JoinedStr):
        yield argument.values[0].value + "*"


def _named_elsewhere():
    """Give the codes that are handed on as values: of shapes, of characters, of duplicates, of errors' classes."""
    duplicates = {f"duplicate-{key}" for key in ("id", "code", "uid", "number")}
    characters = {
        "line-break",
        "line-separator",
        "bidi-character",
        "control-character",
        "invisible-character",
        "piled-marks",
    }
    errors = {"unsettled-conflicts", "unprintable-character"}
    return {*shapes._CODES.values(), "wrong-type"} | duplicates | characters | errors


def test_every_code_that_is_reported_has_a_sentence():
    reported = set(_reported())
    assert {"unknown-zone", "gap-time", "uid-taken", "nothing-changed", "duplicate-*"} <= reported, "the search works"
    codes = {code for code in reported if not code.endswith("*")} | _named_elsewhere()
    assert sorted(codes - _SENTENCES.keys() - INTERNAL) == []


@pytest.mark.parametrize("code", _SENTENCES)
def test_every_sentence_is_in_the_japanese_catalogue(code):
    english = _SENTENCES[code]
    japanese = words_in("ja").catalogue.gettext(english)
    assert japanese not in {english, ""}
    assert set(re.findall(r"\{\w+\}", japanese)) <= set(re.findall(r"\{\w+\}", english))


def test_demo_has_three_publications_and_no_problem():
    demo = demo_file()
    data = (PACKAGE / "demo" / "next-alliance-2023.toml").read_bytes()
    assert read_conference_file(data, unprintable=unprintable) == demo
    assert [p.number for p in demo.publications] == [1, 2, 3]
    assert [missing_glyphs(a) for a in (demo.agenda, *(p.agenda for p in demo.publications))] == [()] * 4


def test_demo_has_no_conflict_that_would_stop_a_publication():
    severities = {conflict.severity.value for conflict in find_conflicts(demo_file().agenda)}
    assert severities == {"warning"}


def test_demo_has_topics_and_people_enough():
    agenda = demo_file().agenda
    assert len(list(agenda.topics)) >= 20
    assert 40 <= len(agenda.attendees) <= 46


@pytest.mark.parametrize(
    ("words", "used"),
    [
        (SessionKind, lambda agenda: {s.kind for s in agenda.sessions}),
        (AttributionRule, lambda agenda: {s.attribution for s in agenda.sessions}),
        (InterpretationMode, lambda agenda: {s.interpretation for s in agenda.sessions}),
        (TopicPurpose, lambda agenda: {topic.purpose for topic in agenda.topics}),
        (AttendeeCategory, lambda agenda: {attendee.category for attendee in agenda.attendees}),
        (DisplayOrder, lambda agenda: {attendee.display_order for attendee in agenda.attendees}),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_demo_has_every(words, used):
    assert used(demo_file().agenda) == set(words)


def test_demo_says_everything_in_both_languages():
    agenda = demo_file().agenda
    texts = (
        [s.title for s in agenda.sessions] + [t.title for t in agenda.topics] + [a.position for a in agenda.attendees]
    )
    assert [text for text in texts if set(text.as_dict()) != {"en", "ja"}] == []
