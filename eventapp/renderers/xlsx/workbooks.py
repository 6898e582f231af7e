"""A workbook of tables: heading frozen and filtered, dates and times real ones, every text a text."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell: TypeAlias = "str | int | date | time | None"
_HEADING_POINTS = 32
_LEAST_WIDTH, _MOST_WIDTH = 9, 48
_WIDE_FROM = "\u1100"
"""From here on, nearly every sign is as wide as two letters."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's headings, both languages a line each, and its rows; the texts of `struck` ones, by index, are struck through."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    struck: frozenset[int] = frozenset()


class Book:
    """A workbook in memory whose bytes follow from what is put in: `created_on` stands for the clock."""

    def __init__(self, title: str, created_on: date) -> None:
        import xlsxwriter  # noqa: PLC0415 - 3 MB that a process which writes no spreadsheet does without

        self._bytes = io.BytesIO()
        self.workbook = xlsxwriter.Workbook(self._bytes, {"in_memory": True, "constant_memory": False})
        created = datetime.combine(created_on, time())
        self.workbook.set_properties({"title": title, "created": created})
        self.heading = self.workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8ECF1"}
        )
        self.text = self.workbook.add_format({"text_wrap": True, "valign": "top"})
        self.struck = self.workbook.add_format({"text_wrap": True, "valign": "top", "font_strikeout": True})
        self.typed_text = self.workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.on = self.workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self.at = self.workbook.add_format({"num_format": "hh:mm", "valign": "top", "align": "left"})

    def add(self, table: Table) -> Worksheet:
        sheet = self.workbook.add_worksheet(table.name)
        sheet.set_row(0, _HEADING_POINTS)
        for n, heading in enumerate(table.headings):
            sheet.write_string(0, n, heading, self.heading)
            sheet.set_column(n, n, _width(heading, [row[n] for row in table.rows]), self._format(table, n))
        for n, row in enumerate(table.rows, start=1):
            look = self.struck if n - 1 in table.struck else self.text
            for k, cell in enumerate(row):
                self._write(sheet, (n, k), cell, look)
        sheet.freeze_panes(1, 0)
        last = len(table.rows)
        sheet.autofilter(0, 0, last, len(table.headings) - 1)
        # Topic 7 is a text, like 7bis: no green corner that says it should be a number.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        return sheet

    def close(self) -> bytes:
        self.workbook.close()
        return self._bytes.getvalue()

    def _format(self, table: Table, n: int) -> Format:
        kinds = {type(row[n]) for row in table.rows}
        if date in kinds:
            return self.on
        return self.at if time in kinds else self.text

    def _write(self, sheet: Worksheet, place: tuple[int, int], cell: Cell, look: Format) -> None:
        row, column = place
        if isinstance(cell, str):
            if cell:
                sheet.write_string(row, column, cell, look)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self.on)
        elif isinstance(cell, time):
            sheet.write_datetime(row, column, cell, self.at)
        elif cell is not None:
            sheet.write_number(row, column, cell, look)


def _width(heading: str, cells: list[Cell]) -> int:
    lines = [*heading.split("\n"), *(line for cell in cells if isinstance(cell, str) for line in cell.split("\n"))]
    longest = max(sum(2 if character >= _WIDE_FROM else 1 for character in line) for line in lines)
    return min(max(longest + 3, 12 if any(isinstance(cell, date) for cell in cells) else 0, _LEAST_WIDTH), _MOST_WIDTH)
