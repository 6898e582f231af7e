"""Spreadsheets into a conference: what is read, and everything that is wrong at its cell."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.domain.errors import InvalidInputError
from eventapp.domain.spreadsheets import Sheet, sheet_columns
from eventapp.domain.vocabulary import Role, SessionKind
from eventapp.importers.sheets.reading import read_sheets
from eventapp.renderers.problems import problem_line
from eventapp.renderers.wording import words_in
from eventapp.renderers.xlsx import render_agenda_xlsx, render_template_xlsx
from tests.factories import both, local, make_agenda, make_session, make_topic, sample_agenda
from tests.importers.sheet_files import session_row, xlsx
from tests.strategies import agendas, lines, proses

AGENDA = sample_agenda()


def _read(data, agenda=AGENDA):
    return read_sheets(data, agenda)


def _problems(data, language="en", agenda=AGENDA):
    with pytest.raises(InvalidInputError) as caught:
        _read(data, agenda)
    return [problem_line(problem, words_in(language)) for problem in caught.value.problems]


def _new(data, agenda=AGENDA):
    """Give the one session that was not there before."""
    known = {session.id for session in agenda.sessions}
    (found,) = (session for session in _read(data, agenda).agenda.sessions if session.id not in known)
    return found


def test_what_was_exported_comes_back_equal():
    brought = _read(render_agenda_xlsx(AGENDA))
    assert (brought.agenda, brought.notes, brought.new, brought.changed) == (AGENDA, (), 0, 0)


@settings(max_examples=40)
@given(agenda=agendas(("en", "ja")))
def test_any_agenda_comes_back_equal(agenda):
    if agenda.sessions or list(agenda.topics):
        assert _read(render_agenda_xlsx(agenda), agenda).agenda == agenda


@settings(max_examples=40)
@given(title=lines, description=proses)
def test_any_text_comes_back_equal_in_an_agenda_that_lost_it(title, description):
    full = make_agenda(replace(make_session(), title=both(title, title), description=both(description)))
    (session,) = full.sessions
    bare = replace(full, sessions=(replace(session, title=both("Lost")),))
    assert _read(render_agenda_xlsx(full), bare).agenda == full


def test_the_template_is_read_and_holds_nothing():
    brought = _read(render_template_xlsx(AGENDA))
    assert (brought.agenda, brought.notes) == (AGENDA, ())


def test_new_session_gets_an_id_of_its_title_and_the_zone_of_its_room():
    headings, row = session_row(Room="大会議室", Chairs="aoki; carter；aoki", Speakers="aoki")
    session = _new(xlsx(Sessions=[headings, row]))
    assert (session.id, session.uid, session.kind, session.zone) == ("new", "", SessionKind.PLENARY, "Asia/Tokyo")
    assert (session.start_at, session.end_at) == (local("2023-03-12 17:00"), local("2023-03-12 18:00"))
    assert session.room.id == "hall"
    assert [(p.role, p.attendee.id) for p in session.placements] == [
        (Role.CHAIR, "aoki"),
        (Role.CHAIR, "carter"),
        (Role.SPEAKER, "aoki"),
    ]


def test_ids_of_new_rows_are_unique():
    headings, row = session_row(Title="Opening")
    brought = _read(xlsx(Sessions=[headings, row, row]))
    assert {"opening", "opening-2", "opening-3"} <= {session.id for session in brought.agenda.sessions}
    assert brought.new == 2


def test_zone_of_times_without_one_is_told_once():
    headings, row = session_row()
    notes = [problem_line(note, words_in("en")) for note in _read(xlsx(Sessions=[headings, row, row])).notes]
    assert notes == ["Times without a zone are read in that of the room's venue, else the conference's: Asia/Tokyo."]


def test_row_changes_only_the_columns_that_the_sheet_has():
    brought = _read(xlsx(Sessions=[("識別子", "表題（英語）"), ("opening", "Welcome")]))
    (before,) = (s for s in AGENDA.sessions if s.id == "opening")
    (after,) = (s for s in brought.agenda.sessions if s.id == "opening")
    assert after == replace(before, title=both("Welcome", "開会挨拶"))
    assert (brought.new, brought.changed, brought.notes) == (0, 1, ())


@pytest.mark.parametrize(
    ("on", "start", "expected"),
    [
        (date(2023, 3, 12), time(9, 5), "2023-03-12 09:05"),
        ("2023-03-12", "09:05", "2023-03-12 09:05"),
        ("2023/3/12", "9:05", "2023-03-12 09:05"),
        ("2023年3月12日", "9時05分", "2023-03-12 09:05"),
        ("２０２３年３月１２日", "９時", "2023-03-12 09:00"),
        ("\u30002023-03-12", "０９：０５", "2023-03-12 09:05"),
        ("2023-03-12", 0.375, "2023-03-12 09:00"),
        ("2023-03-12", 9.0833333333 / 24, "2023-03-12 09:05"),
        ("", datetime(2023, 3, 12, 9, 5), "2023-03-12 09:05"),  # noqa: DTZ001 - cells have no zone
        ("", "2023-03-12 09:05", "2023-03-12 09:05"),
        ("2023-03-12", "09:05 +09:00", "2023-03-12 09:05"),
    ],
)
def test_dates_and_times_are_read_as_people_write_them(on, start, expected):
    assert _new(xlsx(Sessions=list(session_row(Date=on, Start=start)))).start_at == local(expected)


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"Date": "12/03/2023"}, "Date: “12/03/2023” could be two different days. Write 2023-03-12 or 2023年3月12日."),
        ({"Date": "2023-02-30"}, "Date: “2023-02-30” is no date. Write 2023-03-12 or 2023年3月12日."),
        ({"Date": 45000}, "Date: “45000” is no date. Write 2023-03-12 or 2023年3月12日."),
        ({"Start": "25:00"}, "Start: “25:00” is no time of day. Write 09:00 or 9時00分."),
        ({"Date": "9999-12-31"}, "Date: 9999-12-31 is no time that can be kept."),
        ({"Start": 1.5}, "Start: “1.5” is no time of day. Write 09:00 or 9時00分."),
        ({"Start": ""}, "Start: This must not be empty."),
        ({"Start": "2023-03-13 09:00"}, "Start: The day 2023-03-13 is another than that of the column for dates."),
        ({"End": "16:00"}, "End: The end Sun 12 Mar 2023 16:00 does not lie after the start Sun 12 Mar 2023 17:00."),
        ({"Time zone": "JST"}, "Time zone: “JST” is no IANA time zone. Write one such as Asia/Tokyo."),
        (
            {"Start": "02:30", "Time zone": "America/New_York"},
            "Start: Sun 12 Mar 2023 02:30 does not exist in America/New_York: clocks go forward over it.",
        ),
        (
            {"Date": "2023-11-05", "End": "01:30", "Start": "00:30", "Time zone": "America/New_York"},
            "End: Sun 5 Nov 2023 01:30 comes twice in America/New_York. Write it with its offset.",
        ),
        ({"Room": "Nowhere"}, "Room: No place here has the id or the name “Nowhere”."),
        ({"Chairs": "aoki; nobody"}, "Chairs: Nobody here has the id “nobody”."),
        ({"Number": "many"}, "Number: “many” is no whole number."),
        ({"Number": 0}, "Number: The number must be at least 1."),
        ({"Title": "two\nlines"}, "Title (en): A line break cannot stand in a single line (U+000A)."),
        ({"Title": ""}, "Title (en): This must not be empty."),
        ({"Audience": "side:FR"}, "Audience: Nothing here has the id “FR”."),
        ({"Audience": "all"}, "Audience: “all” is no audience. Write public, participants, staff or side:<code>."),
        ({"Id": "No Id"}, "Id: “No Id” does not have the form that this column needs."),
        ({"Kind": "transfer"}, "From venue: A transfer needs from_venue and to_venue."),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(cells, line):
    assert _problems(xlsx(Sessions=list(session_row(**cells)))) == [f"Sessions row 2, {line}"]


def test_problems_of_all_rows_are_listed_in_order_in_the_language_of_the_reader():
    headings, row = session_row(Id="opening")
    wrong = tuple("12/03/2023" if cell == "2023-03-12" else cell for cell in row)
    data = xlsx(Topics=[("Number", "Title"), ("x", "Y")], Sessions=[("Plan 1",), headings, wrong, (), row])
    assert _problems(data, "ja") == [
        "Sessions 3行目「日付」: 「12/03/2023」は2通りの日付に読めます。2023-03-12または2023年3月12日のように記入してください。",
        "Sessions 5行目「識別子」: id「opening」が2回書かれています。",
        "Topics 2行目「番号」: 「x」はこの列の形式に合っていません。",
        "Topics 2行目「目的」: 空欄にはできません。",
    ]


def test_csv_of_code_page_932_with_semicolons_is_read():
    text = (
        "種別;表題（日本語）;表題（英語）;日付;開始;終了\nplenary;髙橋の挨拶①;Address;2023年3月12日;9時00分;10時00分\n"
    )
    assert _new(text.encode("cp932")).title == both("Address", "髙橋の挨拶①")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_in_every_encoding_and_with_every_separator(encoding, separator):
    headings, row = session_row(Title="予定, または; 案")
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in line) for line in (headings, row))
    assert _new(text.encode(encoding)).title == both("予定, または; 案")


def test_topics_go_into_sessions_of_the_same_file():
    headings, row = session_row(Id="fresh")
    topics = [
        ("Number", "Purpose", "Title", "Session", "Leads", "Questions (ja)"),
        (7, "Decision", "Plan", "fresh", "mori", "\n誰が？"),
    ]
    session = _new(xlsx(Topics=topics, Sessions=[headings, row]))
    (topic,) = session.topics
    assert (topic.id, topic.number, topic.questions) == ("plan", "7", (both("", "誰が？"),))


def test_topic_with_the_number_of_another_is_refused():
    data = xlsx(Topics=[("Number", "Purpose", "Title"), ("3bis", "decision", "Plan")])
    assert _problems(data) == ["Topics row 2, Number: The number “3bis” stands twice."]


def test_topic_moves_to_another_session_and_stands_last_there():
    first, second = make_session(id="s1", topics=(make_topic(id="t1", number="1"),)), make_session(id="s2")
    agenda = make_agenda(first, second)
    brought = _read(xlsx(Topics=[("Id", "Session"), ("t1", "s2")]), agenda).agenda
    assert [[t.id for t in s.topics] for s in brought.sessions] == [[], ["t1"]]


def test_unknown_columns_and_sheets_are_named():
    headings, row = session_row(Colour="red")
    brought = _read(xlsx(Sessions=[headings, row], Budget=[("Euro",), (5,)]))
    assert [problem_line(note, words_in("en")) for note in brought.notes][:2] == [
        "The sheet “Budget” was not read.",
        "Sessions row 1, Colour: This column is not known and was not read.",
    ]


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 no archive", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\x00\x81", b"a,b\n1,2\n"]
)
def test_what_is_no_spreadsheet_of_an_agenda_is_refused_in_one_line(data):
    (line,) = _problems(data)
    assert line in {
        "This is no XLSX, XLS, ODS or CSV file that can be read.",
        "No sheet has the columns of sessions or topics. Start from the template.",
    }


def test_a_cell_far_out_is_refused_before_it_fills_the_memory():
    rows = [*session_row(), *([()] * 10_000), ("plenary",)]
    assert _problems(xlsx(Sessions=rows)) == ["A sheet may have at most 10000 rows and 300 columns."]


@pytest.mark.parametrize("line", [b"\n", b"a,b\n", b",\n"])
def test_a_file_of_endless_lines_is_refused_before_it_fills_the_memory(line):
    tracemalloc.start()
    lines = _problems(line * 1_000_000)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert lines == ["A sheet may have at most 10000 rows and 300 columns."]
    assert most < 60_000_000


def test_separator_is_found_below_a_title():
    text = "予定表\n;;;;\nKind;Title;Date;Start;End\nplenary;Opening, and so on;2023-03-12;17:00;18:00\n"
    assert _new(text.encode()).title == both("Opening, and so on")


@settings(max_examples=60)
@given(at=st.integers(0, 20_000), byte=st.integers(0, 255), cut=st.integers(1, 20_000))
def test_spoilt_workbook_is_read_or_refused(at, byte, cut):
    data = bytearray(_WHOLE)
    data[at % len(data)] = byte
    for spoilt in (bytes(data), _WHOLE[: cut % len(_WHOLE)]):
        with suppress(InvalidInputError):
            _read(spoilt)


_WHOLE = render_agenda_xlsx(AGENDA)
_HEADINGS = tuple(column.id for column in sheet_columns(Sheet.SESSIONS, ("en", "ja")))
_cells = st.one_of(
    lines, st.sampled_from(("", "2023-03-12", "9999-12-31", "09:00", "24:00", "9時", "hall", "aoki;", "transfer"))
)


@settings(max_examples=60)
@given(rows=st.lists(st.lists(_cells, max_size=len(_HEADINGS)), max_size=3))
def test_any_row_is_read_or_refused(rows):
    with suppress(InvalidInputError):
        _read(xlsx(Sessions=[_HEADINGS, *rows]))
