"""Reading a spreadsheet of people: every row or none, each matched with who is there, and everything that is wrong at its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from eventapp.domain.errors import InvalidInputError
from eventapp.domain.people_bringing import BroughtPeople, SheetColumn
from eventapp.importers.sheets.grids import read_grids
from eventapp.importers.sheets.people_cells import Reading
from eventapp.importers.sheets.people_headings import find_people_table
from eventapp.importers.sheets.people_rows import PeopleAround, PeopleRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from eventapp.domain.errors import Problem
    from eventapp.importers.sheets.grids import Value

    Cells: TypeAlias = tuple[int, dict[str, Value]]

__all__ = ["PeopleAround", "find_people_columns", "look_at_people", "read_people"]


def find_people_columns(
    data: bytes, languages: tuple[str, ...], mapping: Mapping[int, str] | None = None
) -> tuple[SheetColumn, ...]:
    """Give the columns of a file with the fields that they are taken for; `mapping` says it of some, "" for nothing.

    Columns that nobody could read yet are among them, for somebody to say what they are.
    Raises: InvalidInputError for what is no spreadsheet, an empty one, one too large.
    """
    return find_people_table(read_grids(data), languages, mapping).columns


def read_people(
    data: bytes,
    around: PeopleAround,
    *,
    mapping: Mapping[int, str] | None = None,
    is_mending: bool = False,
    unprintable: Callable[[str], str | None] = lambda _: None,
    watch: Callable[[Sequence[Cells]], Iterable[Cells]] = iter,
) -> BroughtPeople:
    """Give the people of an XLSX, XLS, ODS or CSV file as they would be; `mapping` says of columns, from 0, what they are.

    A row with an id is that person, and an empty cell takes a value away; one without means whoever has its address, else its name
    in any script within the delegation, and an empty cell says nothing. `is_mending` puts right how things were typed, and notes it.
    Raises: InvalidInputError with the problems of all rows, in their order. Source: docs/spreadsheets.md.
    """
    brought, problems = look_at_people(
        data, around, mapping=mapping, is_mending=is_mending, unprintable=unprintable, watch=watch
    )
    if problems:
        raise InvalidInputError(problems)
    return brought


def look_at_people(
    data: bytes,
    around: PeopleAround,
    *,
    mapping: Mapping[int, str] | None = None,
    is_mending: bool = False,
    unprintable: Callable[[str], str | None] = lambda _: None,
    watch: Callable[[Sequence[Cells]], Iterable[Cells]] = iter,
) -> tuple[BroughtPeople, tuple[Problem, ...]]:
    """Give what `read_people` gives with all that is wrong beside it, so that it can be shown; a row that nobody can tell is left out.

    Raises: InvalidInputError for what is no spreadsheet, and where its columns cannot be read as they stand.
    """
    table = find_people_table(read_grids(data), around.languages, mapping)
    if table.problems:
        raise InvalidInputError(table.problems)
    reading = Reading(table, around.delegations, unprintable, is_mending)
    people = PeopleRows(around, reading)
    rows = tuple(row for number, cells in watch(table.rows) if (row := people.read(number, cells)))
    notes = (*table.notes, *reading.notes)
    brought = BroughtPeople(sheet=table.name, columns=table.columns, rows=rows, notes=notes)
    return brought, table.in_order(reading.problems)
