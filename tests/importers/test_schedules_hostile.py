"""Whatever a schedule holds, it is read or refused with sentences; nothing else ever happens."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.errors import InvalidInputError
from eventapp.importers.conference_file.reading import read_conference_file
from eventapp.importers.schedules.reading import is_schedule, read_schedule
from eventapp.renderers.conference_file import render_conference_file
from eventapp.renderers.glyphs import unprintable
from eventapp.renderers.problems import problem_line
from eventapp.renderers.wording import words_in
from tests.importers.conference_texts import WHOLE
from tests.importers.schedule_texts import NEW_XML, OLD_XML, PARIS, calendar, pretalx, refusal

CALENDAR = calendar("UID:talk-1@example.org\nSUMMARY:Talk\nDTSTART;TZID=Europe/Paris:20260504T100000\nDURATION:PT1H")
JSON = pretalx({"id": 5, "start": "10:00", "duration": "00:30", "title": "Talk", "persons": [{"name": "Ann"}]})
WHOLES = [OLD_XML.encode(), NEW_XML.encode(), JSON, CALENDAR]
HEADS = [b"", b"<schedule>", b"<", b"{", b"[{", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"]

BOMB = """<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>
<schedule><conference><title>&c;</title></conference></schedule>"""
OUTSIDE = """<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]><schedule><title>&a;</title></schedule>"""


def _read_or_refused(data):
    try:
        read = read_schedule(data, zone=PARIS, slug="any", unprintable=unprintable)
    except InvalidInputError as error:
        found = error.problems
        assert found
    else:
        found = read.warnings
        written = render_conference_file(read.conference_file)
        assert read_conference_file(written, unprintable=unprintable) == read.conference_file
        assert isinstance(read.conference_file, ConferenceFile)
    for one in found:
        english, japanese = (problem_line(one, words_in(language)) for language in ("en", "ja"))
        assert english != japanese
        assert f"({one.code})" not in english, "the sentence for a code without a sentence"
        assert (english + japanese).isprintable(), "a terminal obeys control characters"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (BOMB, "The file declares entities of its own. Such files are not read."),
        (OUTSIDE, "The file declares entities of its own. Such files are not read."),
        ("<schedule>" + "<a>" * 30, "Tables stand inside each other more than 20 times."),
        ("<html/>", "This is no schedule that can be read: XML, JSON of frab or pretalx, iCalendar."),
        ("<schedule/>", "No session of this schedule can be read."),
        ("<schedule>\n<a></schedule>", "Line 2 is not XML: mismatched tag."),
        ('<?xml version="1.0" encoding="none"?><schedule/>', "Line 1 is not XML: unknown encoding: none."),
        (b"<schedule>\xff</schedule>", "Line 1 is not XML: not well-formed (invalid token)."),
        ("{\n,", "Line 2 is not JSON: Expecting property name enclosed in double quotes."),
        ('{"a": ' + "[" * 100_000, "Tables stand inside each other more than 20 times."),
        ('[{"title": "no shape that we know"}]', "This is no schedule that can be read: XML, JSON of frab or pretalx, iCalendar."),
        (b'{"a": "\xff"}', "Line 1 is not UTF-8 text. Save the file as UTF-8."),
        (b"BEGIN:VCALENDAR\n\xff", "Line 2 is not UTF-8 text. Save the file as UTF-8."),
        (WHOLE, "This is no schedule that can be read: XML, JSON of frab or pretalx, iCalendar."),
        ("{" + " " * 10_000_000, "The file is larger than 10000000 bytes."),
    ],
    ids=range(15),
)  # fmt: skip
def test_hostile_schedule_is_refused(data, line):
    assert refusal(data, slug="any") == [line]


def test_many_events_are_refused():
    event = {"start": "10:00", "title": "x"}
    assert refusal(pretalx(*[event] * 5001)) == ["There may be at most 5000."]


def test_long_broken_file_are_read_or_refused():
    _read_or_refused(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\n" + b"b\n" * 50_000)
    _read_or_refused(b"<schedule>" + b"<day>" * 15 + b"&lt;" * 2_000_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_of_xml_and_json_are_recognised(encoding):
    text = OLD_XML.replace('encoding="UTF-8"', "")
    assert len(read_schedule(text.encode(encoding), zone=PARIS).conference_file.agenda.sessions) == 1
    assert len(read_schedule(JSON.decode().encode(encoding), zone=PARIS).conference_file.agenda.sessions) == 1


def test_conference_file_is_no_schedule():
    assert [is_schedule(data) for data in [WHOLE.encode(), b"[conference]", b"[[rooms]]", b""]] == [False] * 4
    assert [is_schedule(data) for data in WHOLES] == [True] * 4


@given(st.sampled_from(HEADS), st.binary(max_size=60))
@settings(max_examples=100)
def test_any_bytes_are_read_or_refused(head, data):
    _read_or_refused(head + data)


@given(st.sampled_from(WHOLES), st.data(), st.binary(max_size=6), st.integers(0, 12))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_schedules_with_other_bytes_are_read_or_refused(whole, data, put, length):
    start = data.draw(st.integers(0, len(whole)))
    _read_or_refused(whole[:start] + put + whole[start + length :])


leaves = st.one_of(
    st.none(),
    st.integers(),
    st.text(max_size=8),
    st.sampled_from(["10:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00"]),
)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=3), inner, max_size=2)),
    max_leaves=4,
)
keys = st.sampled_from(
    ["id", "guid", "start", "date", "duration", "title", "room", "type", "track", "language", "abstract", "persons"]
)


@given(st.lists(st.dictionaries(keys, values, max_size=8), max_size=3))
@settings(max_examples=150)
def test_any_json_is_read_or_refused(events):
    _read_or_refused(pretalx(*[{"start": "10:00"} | event for event in events]))


@pytest.mark.parametrize("piece", ["<a ", "<a b='", "<!--", "<p>&lt;<"])
def test_markup_that_never_ends_is_read_at_once(piece):
    """The parser of the standard library would take minutes for a file of these."""
    events = [{"id": n, "start": "10:00", "title": "x", "abstract": piece * 10_000} for n in range(20)]
    _read_or_refused(pretalx(*events))


def test_warnings_of_a_file_that_is_faulty_throughout_are_limited():
    lines = refusal(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\n" + b"b\n" * 10_500, slug="any")
    assert (len(lines), lines[-1]) == (10_001, "No session of this schedule can be read.")
