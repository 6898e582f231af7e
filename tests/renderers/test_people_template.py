"""The empty workbook for a list of people: read back as it is, in either language, with every word that it offers."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

import pytest
from python_calamine import CalamineWorkbook

from eventapp.domain.people_sheets import people_columns
from eventapp.domain.vocabulary import AttendeeCategory, DisplayOrder
from eventapp.importers.sheets.people import find_people_columns
from eventapp.renderers.wording import words_in
from eventapp.renderers.xlsx import render_people_template_xlsx
from eventapp.renderers.xlsx.people_templates import column_heading
from tests.factories import make_conference
from tests.importers.people_files import JP, LANGUAGES, US, people_of


def _rows(made, name):
    return CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def _made(language, **options):
    return render_people_template_xlsx(make_conference(), words_in(language), **options)


@pytest.mark.parametrize(("language", "sheet"), [("en", "People"), ("ja", "出席者")])
def test_template_has_every_column_in_one_language_and_is_read_as_such(language, sheet):
    made = _made(language)
    columns = people_columns(LANGUAGES)
    assert _rows(made, sheet) == [[column_heading(column, words_in(language)) for column in columns]]
    assert [column.field for column in find_people_columns(made, LANGUAGES)] == [column.id for column in columns]


@pytest.mark.parametrize(("language", "notes"), [("en", "Notes"), ("ja", "記入要領")])
def test_template_explains_every_column(language, notes):
    rows = _rows(_made(language), notes)
    assert [row[0] for row in rows[1:]] == [column_heading(c, words_in(language)) for c in people_columns(LANGUAGES)]
    assert [row[0] for row in rows[1:] if not row[1]] == []


def test_template_in_japanese_has_no_english_note():
    english, japanese = (_rows(_made(language), notes) for language, notes in (("en", "Notes"), ("ja", "記入要領")))
    assert [row[1] for row, other in zip(english, japanese, strict=True) if row[1] == other[1]] == []


def test_template_leaves_out_columns_and_offers_delegations():
    assert "Delegation" not in _rows(_made("en", without=("delegation",)), "People")[0]
    assert '"JP,US"' in _validations(_made("en", delegations=("JP", "US")))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_words_that_the_template_offers_are_read_back(language):
    offered = [words.strip('"').split(",") for words in _validations(_made(language))]
    head, categories, orders = offered
    rows = [(f"Family {chr(97 + n)}", "Ann", word, orders[n % 2]) for n, word in enumerate(categories)]
    people = people_of(*rows, headings=("Family name", "Given name", "Category", "紹介時の順"), delegations=(JP,))
    assert [person.category for person in people] == list(AttendeeCategory)
    assert [person.display_order for person in people][:2] == list(DisplayOrder)
    assert people_of(("Ono", "Ken", head[0]), headings=("Family name", "Given name", "団長"), delegations=(US,))


def test_same_conference_gives_the_same_bytes():
    assert _made("ja") == _made("ja")


def _validations(made):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    return [unescape(found) for found in re.findall("<formula1>(.*?)</formula1>", sheet)]
