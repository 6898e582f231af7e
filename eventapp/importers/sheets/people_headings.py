"""Which sheet holds people, and which of its columns is which."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eventapp.domain.errors import Cell, InvalidInputError, Problem
from eventapp.domain.localized import Localized
from eventapp.domain.names.parts import LATIN_PARTS, NATIVE_PARTS, READING_PARTS
from eventapp.domain.people_bringing import SheetColumn
from eventapp.domain.people_sheets import NOTES_SHEET, PEOPLE_MAX, PEOPLE_SHEET, people_columns
from eventapp.importers.sheets.cells import text_of
from eventapp.importers.sheets.people_fields import WHOLE_NAME, WHOLE_READING, field_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from eventapp.importers.sheets.grids import Grid, Value

_HEADING_WITHIN = 20
_LEAST_KNOWN = 2
_SHOWN = 60
_WHOLE = (WHOLE_NAME, WHOLE_READING)


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The sheet that is read: its columns in their order, and its rows that hold anything, by field."""

    name: str
    heading_row: int
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[int, dict[str, Value]], ...]
    languages: tuple[str, ...]
    notes: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def cell(self, row: int, field: str = "") -> Cell:
        """Give a place by the file's own heading; by ours for a column that the file lacks."""
        own = next((column.heading for column in self.columns if column.field == field and field), "")
        ours = next((column.names for column in people_columns(self.languages) if column.id == field), None)
        return Cell(self.name, row, Localized.of({"en": own}) if own else ours)

    def in_order(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Give problems as their cells come in the file."""
        places = {column.heading: column.index for column in self.columns}
        cells = [(problem.cell or Cell(self.name, 0), problem) for problem in problems]
        ranked = sorted(cells, key=lambda one: (one[0].row, places.get(_column_name(one[0]), -1)))
        return tuple(problem for _, problem in ranked)

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns) - {""}


def find_people_table(
    grids: Iterable[tuple[str, Grid]], languages: tuple[str, ...], mapping: Mapping[int, str] | None = None
) -> PeopleTable:
    """Give the sheet in which the most columns of people are known; `mapping` says of columns (from 0) what they are, "" for nothing.

    `problems` of the table say why it cannot be read as it stands. Raises: InvalidInputError where no sheet holds anything, or too much.
    """
    read = [(name, grid) for name, grid in grids if name not in NOTES_SHEET.values()]
    filled = [(name, grid) for name, grid in read if any(_is_filled(value) for row in grid for value in row)]
    found = [(name, grid, *_heading_row(grid, languages)) for name, grid in filled]
    if not found:
        raise InvalidInputError((Problem("no-people"),))
    name, grid, at, guessed = max(found, key=lambda one: sum(field not in _WHOLE for field in one[3].values()))
    chosen = {k: field for k, field in {**guessed, **(mapping or {})}.items() if field}
    rows = tuple(_rows(grid, at, chosen))
    if len(rows) > PEOPLE_MAX:
        raise InvalidInputError((Problem("too-many-people", values=(("limit", PEOPLE_MAX),)),))
    table = PeopleTable(name or PEOPLE_SHEET["en"], at + 1, tuple(_columns(grid, at, chosen)), rows, languages)
    left_out = [Problem("sheet-left-out", values=(("got", other),)) for other, _ in filled if other != name]
    unread = _unread(table, {k for k, field in (mapping or {}).items() if not field})
    return replace(table, problems=tuple(_problems(table)), notes=(*left_out, *unread))


def _problems(table: PeopleTable) -> Iterator[Problem]:
    known = [column.field for column in table.columns if column.field]
    if len(known) < _LEAST_KNOWN and not set(known) & {*LATIN_PARTS, *NATIVE_PARTS}:
        yield Problem("no-people")
        return
    yield from _unknown_fields(table)
    yield from _twice(table)
    yield from _undivided_names(table)


def _heading_row(grid: Grid, languages: tuple[str, ...]) -> tuple[int, dict[int, str]]:
    """Give the row, among the first filled ones, in which the most columns are known, and the fields of these by column."""
    filled = [n for n, row in enumerate(grid) if any(map(_is_filled, row))][:_HEADING_WITHIN]
    best: tuple[int, dict[int, str]] = (filled[0], {})
    for n in filled:
        known = _known(grid[n], grid[n - 1] if n else [], languages)
        if _distinct(known) > _distinct(best[1]):
            best = (n, known)
    return best


def _known(row: list[Value], above: list[Value], languages: tuple[str, ...]) -> dict[int, str]:
    """Give the fields of a row by column; a heading above spans the columns up to the next one, as merged cells do."""
    found: dict[int, str] = {}
    over = ""
    for k, value in enumerate(row):
        own_above = _heading(above[k]) if k < len(above) else ""
        over = own_above or over
        text = _heading(value)
        field = field_of(text, languages, above=over) if text else field_of(own_above, languages) if own_above else ""
        if field:
            found[k] = field
    return found


def _distinct(known: Mapping[int, str]) -> int:
    return len(set(known.values()))


def _columns(grid: Grid, at: int, chosen: Mapping[int, str]) -> Iterator[SheetColumn]:
    """Give every column that has a heading or is chosen, with what stands first in it."""
    width = max(map(len, grid))
    for k in range(width):
        heading = _heading(_at(grid, at, k)) or (_heading(_at(grid, at - 1, k)) if at else "")
        sample = next((text_of(row[k]) for row in grid[at + 1 :] if k < len(row) and _is_filled(row[k])), "")
        if heading or sample or k in chosen:
            shown = " ".join(heading.split())
            yield SheetColumn(index=k, heading=shown, field=chosen.get(k, ""), sample=sample[:_SHOWN])


def _rows(grid: Grid, at: int, chosen: Mapping[int, str]) -> Iterator[tuple[int, dict[str, Value]]]:
    """Give the rows below the heading that hold more than a number in the list, each with its number."""
    for n, row in enumerate(grid[at + 1 :], start=at + 2):
        cells = {field: row[k] for k, field in chosen.items() if k < len(row) and _is_filled(row[k])}
        if cells.keys() - {"precedence"}:
            yield n, cells


def _unknown_fields(table: PeopleTable) -> Iterator[Problem]:
    known = {column.id for column in people_columns(table.languages)} | set(_WHOLE)
    for column in table.columns:
        if column.field and column.field not in known:
            yield Problem("unknown-field", cell=_place(table, column), values=(("got", column.field[:_SHOWN]),))


def _twice(table: PeopleTable) -> Iterator[Problem]:
    counts = Counter(column.field for column in table.columns)
    for column in table.columns:
        if column.field and column.field not in _WHOLE and counts[column.field] > 1:
            yield Problem("column-twice", cell=_place(table, column))


def _undivided_names(table: PeopleTable) -> Iterator[Problem]:
    """Report a column of whole names where family and given name have none of their own: nothing is split by guessing."""
    if table.fields & {*LATIN_PARTS, *NATIVE_PARTS}:
        return
    for column in table.columns:
        if column.field == WHOLE_NAME:
            yield Problem(WHOLE_NAME, cell=_place(table, column))


def _unread(table: PeopleTable, left_out: set[int]) -> Iterator[Problem]:
    """Name the columns that are not read although nobody chose so: unknown ones, whole names beside their parts."""
    for column in table.columns:
        if column.index in left_out:
            continue
        if column.field == WHOLE_READING and not table.fields & set(READING_PARTS):
            yield Problem(WHOLE_READING, cell=_place(table, column))
        elif column.field in _WHOLE:
            yield Problem("whole-beside-parts", cell=_place(table, column))
        elif not column.field:
            yield Problem("unknown-column", cell=_place(table, column))


def _column_name(cell: Cell) -> str:
    return (cell.column.get("en") or "") if cell.column else ""


def _place(table: PeopleTable, column: SheetColumn) -> Cell:
    return Cell(table.name, table.heading_row, Localized.of({"en": column.heading or _letters(column.index)}))


def _letters(index: int) -> str:
    """Give what office programs call a column: A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def _heading(value: Value) -> str:
    return value.strip()[: 2 * _SHOWN] if isinstance(value, str) else ""


def _at(grid: Grid, row: int, column: int) -> Value:
    return grid[row][column] if column < len(grid[row]) else ""


def _is_filled(value: Value) -> bool:
    return value is not None and bool(value.strip() if isinstance(value, str) else True)
