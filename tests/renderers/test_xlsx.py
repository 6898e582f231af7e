"""The organiser's spreadsheet: what stands in which cell, and that the bytes follow from the agenda alone."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, time

from python_calamine import CalamineWorkbook

from eventapp.domain.vocabulary import Role
from eventapp.renderers.xlsx import render_agenda_xlsx
from tests.factories import (
    NEW_YORK,
    both,
    make_agenda,
    make_attendee,
    make_room,
    make_session,
    make_venue,
    placed,
    sample_agenda,
    utc,
)


def _sheet(agenda, name):
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_agenda_xlsx(agenda)))
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [dict(zip((heading.partition("\n")[0] for heading in rows[0]), row, strict=True)) for row in rows[1:]]


def test_xlsx_has_three_sheets_with_headings_in_both_languages():
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_agenda_xlsx(sample_agenda())))
    assert book.sheet_names == ["Sessions", "Topics", "People's schedules"]
    headings = book.get_sheet_by_name("Topics").to_python()[0]
    assert headings[3:5] == ["Title (en)\n表題（英語）", "Title (ja)\n表題（日本語）"]


def test_xlsx_session_has_real_dates_times_and_its_zone():
    row = next(row for row in _sheet(sample_agenda(), "Sessions") if row["Id"] == "strategy")
    assert {key: row[key] for key in ("Date", "Start", "End", "End date", "Time zone", "Room", "Chairs")} == {
        "Date": date(2023, 3, 12),
        "Start": time(9, 30),
        "End": time(11),
        "End date": "",
        "Time zone": "Asia/Tokyo",
        "Room": "Main Hall",
        "Chairs": "aoki; carter",
    }


def test_xlsx_session_over_midnight_names_the_day_of_its_end():
    session = make_session(start_at=utc("2023-03-12 13:00"), end_at=utc("2023-03-12 16:00"), zone="Asia/Tokyo")
    (row,) = _sheet(make_agenda(session), "Sessions")
    assert (row["Date"], row["Start"], row["End date"], row["End"]) == (
        date(2023, 3, 12),
        time(22),
        date(2023, 3, 13),
        time(1),
    )


def test_xlsx_time_that_comes_twice_carries_its_offset():
    session = make_session(start_at=utc("2023-11-05 05:30"), end_at=utc("2023-11-05 06:30"), zone=NEW_YORK)
    (row,) = _sheet(make_agenda(session), "Sessions")
    assert (row["Start"], row["End"]) == ("01:30 -04:00", "01:30 -05:00")


def test_xlsx_room_whose_name_means_two_rooms_is_called_by_its_id():
    venue = make_venue()
    rooms = tuple(
        make_room(id=name, position=n, name=both("Room"), venue=venue) for n, name in enumerate(("r-1", "r-2"))
    )
    agenda = make_agenda(make_session(room=rooms[1]), venues=(venue,), rooms=rooms)
    assert [row["Room"] for row in _sheet(agenda, "Sessions")] == ["r-2"]


def test_xlsx_holds_what_only_the_organiser_sees():
    ids = [row["Id"] for row in _sheet(sample_agenda(), "Sessions")]
    assert ids == [session.id for session in sample_agenda().sessions]
    assert {"breakfast", "press", "wrap-up"} < set(ids)
    assert "topic-5" in [row["Id"] for row in _sheet(sample_agenda(), "Topics")]


def test_xlsx_schedules_stand_in_protocol_order_with_both_scripts():
    rows = _sheet(sample_agenda(), "People's schedules")
    assert [row["Name"] for row in rows[:3]] == ["AOKI Haruka"] * 3
    assert list(dict.fromkeys(row["Name"] for row in rows)) == [
        "AOKI Haruka",
        "Director, Strategic Planning",
        "Director, Cyber Policy",
        "CARTER Ellen",
        "Political-Military Counsellor",
        "Chief, Cyber Operations",
        "ITO Sora",
    ]
    assert rows[1] == {
        "Name": "AOKI Haruka",
        "Name (own script)": "青木 遥",
        "Delegation": "JP",
        "Role": "Speaker 登壇者",
        "Date": date(2023, 3, 12),
        "Start": time(9),
        "End": time(9, 30),
        "Time zone": "Asia/Tokyo",
        "Room": "Main Hall",
        "Session": "Opening remarks",
        "Status": "confirmed",
    }


def test_xlsx_person_twice_in_a_session_has_one_row_with_both_roles():
    person = make_attendee()
    session = make_session(placements=placed(Role.CHAIR, person) + placed(Role.SPEAKER, person))
    agenda = make_agenda(session)
    assert [row["Role"] for row in _sheet(agenda, "People's schedules")] == ["Chair 議長; Speaker 登壇者"]


def test_xlsx_has_no_formula_whatever_a_text_begins_with():
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://example.org")', "{=1}", "https://example.org"]
    sessions = tuple(replace(make_session(id=f"s-{n}"), title=both(text)) for n, text in enumerate(texts))
    made = render_agenda_xlsx(make_agenda(*sessions))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheets = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/"))
    assert (b"<f>" in sheets, b"<f " in sheets, b"hyperlink" in sheets) == (False, False, False)
    assert [row["Title (en)"] for row in _sheet(make_agenda(*sessions), "Sessions")] == texts


def test_xlsx_is_the_same_bytes_for_the_same_agenda():
    made = render_agenda_xlsx(sample_agenda())
    assert made == render_agenda_xlsx(sample_agenda())
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"2023-03-12T00:00:00Z" in archive.read("docProps/core.xml")
        assert b'<pane ySplit="1"' in archive.read("xl/worksheets/sheet1.xml")
        assert b"<autoFilter ref=" in archive.read("xl/worksheets/sheet1.xml")
