"""Which sheet holds what, and which of its columns is which."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.errors import Cell, InvalidInputError, Problem
from eventapp.domain.localized import Localized
from eventapp.domain.spreadsheets import LISTS, NOTES, SCHEDULES, SHEET_NAMES, Column, Sheet, sheet_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eventapp.importers.sheets.grids import Grid, Value

_HEADING_WITHIN = 10
_LEAST_KNOWN = 2
_OURS_UNREAD = {SCHEDULES, NOTES, LISTS}


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet that is read: its columns by id, and its rows that hold anything, by column id."""

    name: str
    sheet: Sheet
    columns: dict[str, Column]
    rows: tuple[tuple[int, dict[str, Value]], ...]
    notes: tuple[Problem, ...]


def folded_name(text: str) -> str:
    """Give what is compared of a name: full-width forms, capitals, spaces, dashes and underscores make no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in plain if character not in "-_" and not character.isspace())


def find_tables(
    grids: Iterable[tuple[str, Grid]], languages: Sequence[str]
) -> tuple[tuple[SheetTable, ...], tuple[Problem, ...]]:
    """Give the sheets that hold sessions or topics, and notes on those that hold something else.

    Raises: InvalidInputError when there is none, or when it is not clear what one holds.
    """
    tables, notes = [], []
    for name, grid in grids:
        if name in _OURS_UNREAD or not any(_is_filled(value) for row in grid for value in row):
            continue
        table = _table(name, grid, languages)
        if table is None:
            notes.append(Problem("sheet-left-out", values=(("got", name),)))
        else:
            tables.append(table)
    if not tables:
        raise InvalidInputError((Problem("no-sheet"),))
    return tuple(tables), tuple(notes)


def _table(name: str, grid: Grid, languages: Sequence[str]) -> SheetTable | None:
    found = {sheet: _heading_row(grid, _names(sheet, languages)) for sheet in _candidates(name)}
    known = {sheet: len(columns) for sheet, (_, columns) in found.items()}
    if max(known.values()) < _LEAST_KNOWN:
        return None
    if len(known) > 1 and len(set(known.values())) == 1:
        raise InvalidInputError((Problem("unclear-sheet", path=name),))
    sheet = max(known, key=lambda one: known[one])
    at, columns = found[sheet]
    called = name or SHEET_NAMES[sheet][0]
    problems = _twice(called, at, columns)
    if problems:
        raise InvalidInputError(problems)
    rows = tuple(
        (n, {column.id: row[k] for k, column in columns.items() if k < len(row) and _is_filled(row[k])})
        for n, row in enumerate(grid[at + 1 :], start=at + 2)
        if any(_is_filled(row[k]) for k in columns if k < len(row))
    )
    by_id = {column.id: column for column in columns.values()}
    return SheetTable(called, sheet, by_id, rows, _unknown(called, at, grid[at], columns))


def _candidates(name: str) -> tuple[Sheet, ...]:
    """Give what a sheet's name says that it holds; either, where it says nothing."""
    named = [sheet for sheet in Sheet if folded_name(name) in map(folded_name, (sheet, *SHEET_NAMES[sheet]))]
    return tuple(named or Sheet)


def _names(sheet: Sheet, languages: Sequence[str]) -> dict[str, Column]:
    """Give the columns by every name that they may have; a text without a language is in the first."""
    found: dict[str, Column] = {}
    for column in sheet_columns(sheet, languages):
        names = [column.id, column.key, *(text for _, text in column.names)]
        if column.language == languages[0]:
            names += [text.split("(")[0].split("（")[0] for text in names]
        elif column.language:
            names.remove(column.key)
        for name in names:
            found.setdefault(folded_name(name), column)
    return found


def _heading_row(grid: Grid, names: dict[str, Column]) -> tuple[int, dict[int, Column]]:
    """Give the row, among the first ones, in which the most columns are known, and these."""
    best: tuple[int, dict[int, Column]] = (0, {})
    for n, row in enumerate(grid[:_HEADING_WITHIN]):
        known = {k: column for k, value in enumerate(row) if (column := _column(value, names))}
        if len(known) > len(best[1]):
            best = (n, known)
    return best


def _column(value: Value, names: dict[str, Column]) -> Column | None:
    if not isinstance(value, str):
        return None
    parts = (value, *value.splitlines(), *value.split("/"))
    return next((names[key] for part in parts if (key := folded_name(part)) in names), None)


def _twice(name: str, at: int, columns: dict[int, Column]) -> tuple[Problem, ...]:
    seen: set[str] = set()
    problems = []
    for column in columns.values():
        if column.id in seen:
            problems.append(Problem("column-twice", cell=Cell(name, at + 1, column.names)))
        seen.add(column.id)
    return tuple(problems)


def _unknown(name: str, at: int, row: list[Value], columns: dict[int, Column]) -> tuple[Problem, ...]:
    return tuple(
        Problem("unknown-column", cell=Cell(name, at + 1, Localized.of({"en": " ".join(str(value).split())[:60]})))
        for k, value in enumerate(row)
        if k not in columns and _is_filled(value)
    )


def _is_filled(value: Value) -> bool:
    return value is not None and bool(value.strip() if isinstance(value, str) else True)
