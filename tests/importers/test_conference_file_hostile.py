"""Whatever a file holds, it is read or refused with sentences; nothing else ever happens."""

from __future__ import annotations

import copy
import tomllib
from datetime import UTC, date, datetime, time
from importlib.resources import files

import pytest
import tomli_w
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.errors import InvalidInputError
from eventapp.importers.conference_file.reading import read_conference_file
from eventapp.importers.conference_file.schema import FileDocument
from eventapp.renderers.problems import problem_line
from eventapp.renderers.wording import words_in
from tests.importers.conference_texts import HEAD, PUBLICATION, WHOLE, changed, problem, problems_of

DEMO = (files("eventapp") / "demo" / "next-alliance-2023.toml").read_bytes()
DEMO_TABLES = tomllib.loads(DEMO.decode())


def _read_or_refused(data):
    """Give the problems, none for a file that is read; each must have a sentence in both languages."""
    try:
        assert isinstance(read_conference_file(data), ConferenceFile)
    except InvalidInputError as error:
        problems = error.problems
        assert problems
        for found in problems:
            english, japanese = (problem_line(found, words_in(language)) for language in ("en", "ja"))
            assert english != japanese
            assert f"({found.code})" not in english + japanese, "the sentence for a code without a sentence"
            assert (english + japanese).isprintable(), "a terminal obeys control characters"
        return problems
    return ()


def _keys(table):
    """Give the keys of a table's class and of all classes that it holds."""
    for name, field in table.model_fields.items():
        yield name
        for held in _tables_in(field.annotation):
            yield from _keys(held)


def _tables_in(annotation):
    if hasattr(annotation, "model_fields"):
        return [annotation]
    return [table for part in getattr(annotation, "__args__", ()) for table in _tables_in(part)]


keys = st.one_of(
    st.sampled_from(sorted(set(_keys(FileDocument)))), st.sampled_from(["en", "ja", "chair"]), st.text(max_size=5)
)
scalars = st.one_of(
    st.integers(),
    st.floats(),
    st.booleans(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(
        ["s-plenary-1", "p-us-head", "US", "v-hall", "r-201", "Asia/Tokyo", "America/New_York", "side:US", "plenary"]
    ),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from([date.min, date.max, datetime.min, datetime.max, time.min, 2**64, -(2**70), 10**4000]),  # noqa: DTZ901 - as a file can hold them
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=8,
)
documents = st.fixed_dictionaries(
    {},
    optional={"format": st.just(1), "conference": st.just(DEMO_TABLES["conference"])}
    | {
        section: st.one_of(values, st.lists(st.dictionaries(keys, values, max_size=5), max_size=2))
        for section in DEMO_TABLES
    },
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            changed(WHOLE, '"plenary"', "0x" + "f" * 5000),
            ("unknown-word", "sessions[0].kind", "s-1"),
        ),
        (changed(WHOLE, 'kind = "plenary"', "kind" + ".a" * 5000 + " = 1"), ("too-deep", "", "")),
        (changed(WHOLE, 'kind = "plenary"', "kind.a.b = 1"), ("unknown-word", "sessions[0].kind", "s-1")),
        (changed(WHOLE, 'kind = "plenary"', 'kind = "plenary"\nnumber = 0x' + "f" * 5000), ("too-large", "sessions[0].number", "s-1")),
        (HEAD + "x = " + "[" * 5000, ("too-deep", "", "")),
        (WHOLE + PUBLICATION + "before" + ".a" * 9 + " = 1", ("unknown-key", "publications[0].before.a", "")),
        (WHOLE + PUBLICATION + "before.conference" + ".a" * 9 + " = 1", ("unknown-key", "publications[0].before", "conference.a")),
        (changed(WHOLE, "[[sessions]]", "[sessions]"), ("wrong-type", "sessions", "s-1")),
        (changed(WHOLE, "[[topics]]", "[topics.topics]"), ("wrong-type", "topics", "")),
        (changed(WHOLE, "[conference]", "[[conference]]"), ("not-once", "conference", "")),
        (HEAD + "conference = 3\nsessions = 'none'", ("wrong-type", "conference", "")),
        (HEAD + "publications = [1, 2]", ("missing-key", "conference", "")),
        ("", ("missing-key", "conference", "")),
    ],
    ids=range(13),
)  # fmt: skip
def test_hostile_file_is_refused(text, found):
    first = _read_or_refused(text.encode())[0]
    assert (first.code, first.path, first.item) == found


def test_key_that_would_command_a_terminal_is_shown_without_its_power():
    text = changed(WHOLE, "[conference]", '[conference]\n"\\u001b[2J\\u202e" = 1')
    assert problems_of(text) == (problem("unknown-key", "conference.�[2J�"),)


def test_values_shown_are_short_and_printable():
    text = changed(WHOLE, '"plenary"', f'"\\u001b[31m{"x" * 100}"')
    (found,) = problems_of(text)
    assert dict(found.values)["got"] == "�[31m" + "x" * 55 + "…"


@given(documents)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_is_read_or_refused(document):
    _read_or_refused(tomli_w.dumps(document).encode())


@st.composite
def spoilt_demos(draw):
    """Give the demo with some keys or items deleted, doubled, renamed or replaced."""
    document = copy.deepcopy(DEMO_TABLES)
    for _ in range(draw(st.integers(1, 4))):
        _spoil(draw, document)
    return document


def _spoil(draw, here):
    while True:
        key = draw(st.sampled_from(sorted(here))) if isinstance(here, dict) else draw(st.integers(0, len(here) - 1))
        inner = here[key]
        if not (isinstance(inner, dict | list) and inner and draw(st.integers(0, 3))):
            break
        here = inner
    deed = draw(st.sampled_from(["delete", "double", "rename", "replace", "swap"]))
    if deed == "replace":
        here[key] = draw(values)
    elif isinstance(here, list):
        _spoil_list(draw, here, key, deed)
    elif deed == "delete":
        del here[key]
    else:
        here[draw(keys)] = copy.deepcopy(inner)


def _spoil_list(draw, items, n, deed):
    if deed == "delete":
        del items[n]
    elif deed == "double":
        items.append(copy.deepcopy(items[n]))
    else:
        m = draw(st.integers(0, len(items) - 1))
        items[n], items[m] = items[m], items[n]


@given(spoilt_demos())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_spoilt_demo_is_read_or_refused(document):
    _read_or_refused(tomli_w.dumps(document).encode())


@given(st.integers(0, len(DEMO)), st.integers(0, 40), st.binary(max_size=4))
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@example(0, 1, b"")
def test_demo_with_other_bytes_is_read_or_refused(start, length, put):
    _read_or_refused(DEMO[:start] + put + DEMO[start + length :])
