"""A delegation's list of people as a file, as a ministry sends it."""

from __future__ import annotations

import io

import xlsxwriter

from bench.texts import FAMILIES_ABROAD, GIVENS_ABROAD

HEADINGS = ("Family name", "Given name", "Position", "Organisation", "E-mail", "Category", "Language")


def people_xlsx(count: int) -> bytes:
    """Give a workbook of `count` people, no two alike."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("People")
        sheet.write_row(0, 0, HEADINGS)
        for number in range(count):
            sheet.write_row(number + 1, 0, _row(number))
    return data.getvalue()


def _row(number: int) -> tuple[str, ...]:
    family = FAMILIES_ABROAD[number % len(FAMILIES_ABROAD)][0]
    given = f"{GIVENS_ABROAD[number % len(GIVENS_ABROAD)][0]} {_letters(number)}"
    return (family, given, f"Planner {number}", "Institute", f"planner-{number}@example.org", "delegate", "en")


def _letters(number: int) -> str:
    """Give a name of its own for a number: letters, as names have."""
    made = ""
    while number or not made:
        number, letter = divmod(number, 26)
        made += chr(ord("a") + letter)
    return made.capitalize()
