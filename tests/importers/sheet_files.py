"""Small spreadsheets made in the test."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import xlsxwriter

SESSION_HEADINGS = ("Kind", "Title (en)", "Date", "Start", "End")


def xlsx(**sheets):
    """Give a workbook of sheets of rows; dates and times are real ones, texts are texts."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        forms = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            time: book.add_format({"num_format": "hh:mm"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                for k, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(n, k, cell)
                    elif type(cell) in forms:
                        sheet.write_datetime(n, k, cell, forms[type(cell)])
                    elif cell is not None:
                        sheet.write_number(n, k, cell)
    return made.getvalue()


def session_row(**cells):
    """Give headings and one row of a new session, with `cells` by key beside or instead of the dull ones."""
    row = {"Kind": "plenary", "Title": "New", "Date": "2023-03-12", "Start": "17:00", "End": "18:00"}
    return tuple({**row, **cells}), tuple({**row, **cells}.values())
