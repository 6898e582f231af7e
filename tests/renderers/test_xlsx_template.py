"""The empty workbook: the columns of the export, each explained, with lists to choose from."""

from __future__ import annotations

import io
import zipfile

from python_calamine import CalamineWorkbook

from eventapp.domain.spreadsheets import CellKind, Sheet, sheet_columns
from eventapp.renderers.xlsx import render_agenda_xlsx, render_template_xlsx
from eventapp.renderers.xlsx.templates import explained_columns
from tests.factories import make_agenda, sample_agenda

LANGUAGES = ("en", "ja")


def _rows(made, name):
    return CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def test_template_has_the_columns_of_the_export_and_no_row():
    empty, full = render_template_xlsx(sample_agenda()), render_agenda_xlsx(sample_agenda())
    for name in ("Sessions", "Topics"):
        assert _rows(empty, name) == _rows(full, name)[:1]


def test_template_explains_every_column_in_both_languages():
    rows = _rows(render_template_xlsx(sample_agenda()), "Notes")
    columns = [column.heading for sheet in Sheet for column in sheet_columns(sheet, LANGUAGES)]
    assert [row[1] for row in rows[1:]] == columns
    assert [row[1] for row in rows[1:] if not row[2] or not row[3] or row[2] == row[3]] == []


def test_template_has_a_note_of_its_own_for_every_column_but_those_of_people():
    keys = {(sheet, c.key) for sheet in Sheet for c in sheet_columns(sheet, LANGUAGES) if c.kind is not CellKind.PEOPLE}
    unexplained = {key for sheet, key in keys if not {key, f"{sheet}.{key}"} & explained_columns()}
    assert unexplained == set()


def test_template_lists_the_words_allowed_and_the_places_of_the_conference():
    with zipfile.ZipFile(io.BytesIO(render_template_xlsx(sample_agenda()))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "on_record,not_for_attribution,chatham_house,closed" in sheet
    assert "<formula1>Lists!$A$2:$A$4</formula1>" in sheet


def test_template_of_an_empty_conference_can_be_made():
    assert _rows(render_template_xlsx(make_agenda()), "Lists") == [
        ["Rooms\n会議室", "Venues\n会場", "Delegations\n代表団", "People\n出席者"]
    ]
