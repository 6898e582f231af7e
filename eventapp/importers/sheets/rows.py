"""One row: each cell read once, what is wrong with it said at its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from eventapp.domain.attendees import Placement
from eventapp.domain.errors import Cell, DomainError, Problem
from eventapp.domain.localized import Localized
from eventapp.domain.spreadsheets import Sheet, names_of_places, sheet_columns
from eventapp.domain.vocabulary import Role
from eventapp.importers.conference_file.problems import shape_problems
from eventapp.importers.conference_file.schema import AttendeeTable, SessionTable, Table, TopicTable
from eventapp.importers.conference_file.values import UNPRINTABLE, Line, Prose
from eventapp.importers.sheets.cells import folded, text_of
from eventapp.importers.sheets.headings import folded_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.spreadsheets import Column
    from eventapp.domain.venues import Room, Venue
    from eventapp.importers.sheets.grids import Value

T = TypeVar("T")
P = TypeVar("P", "Room", "Venue")

REQUIRED = object()
"""Stands where a new item has no value that it could have without a cell."""
_TABLES: dict[str, type[Table]] = {"sessions": SessionTable, "topics": TopicTable, "attendees": AttendeeTable}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rows refer to, and what they say of themselves while they are read."""

    agenda: Agenda
    unprintable: Callable[[str], str | None]
    problems: list[Problem] = field(default_factory=list)
    assumed_zones: set[str] = field(default_factory=set)

    @property
    def languages(self) -> tuple[str, ...]:
        return self.agenda.conference.languages


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: the columns that the sheet has, the cells that hold something."""

    sheet: str
    section: str
    number: int
    columns: dict[str, Column]
    cells: dict[str, Value]
    around: Surroundings

    def report(self, code: str, column_id: str, **values: object) -> None:
        """Say what is wrong in a column, also in one that the sheet lacks."""
        name = next(c.names for c in sheet_columns(Sheet(self.section), self.around.languages) if c.id == column_id)
        cell = Cell(self.sheet, self.number, name)
        self.around.problems.append(Problem(code, values=tuple(values.items()), cell=cell))

    def has(self, *columns: str) -> bool:
        return any(column in self.columns for column in columns)

    def read(self, column: str, parse: Callable[[Value], T], *, kept: Any, default: Any = None) -> T | Any:
        """Give the value of a cell; `kept` where the sheet has no such column, `default` where the cell is empty.

        None, reported, for a cell that is wrong, or empty where something is REQUIRED.
        """
        if column not in self.columns and kept is not REQUIRED:
            return kept
        if column not in self.cells:
            if default is REQUIRED:
                self.report("missing-cell", column)
            return None if default is REQUIRED else default
        try:
            return parse(self.cells[column])
        except (DomainError, ValidationError) as error:
            for code, values in faults_of(error):
                self.report(code, column, **values)
        return None

    def checked(self, column: str, prepare: Callable[[Value], Any] = folded) -> Callable[[Value], Any]:
        """Give what reads a cell as the conference file's key of the same name is read."""
        adapter = key_adapter(self.section, column)
        context = {UNPRINTABLE: self.around.unprintable}
        return lambda value: adapter.validate_python(prepare(value), context=context)

    def line_check(self) -> Callable[[str], str]:
        """Give what reads one line of text."""
        context = {UNPRINTABLE: self.around.unprintable}
        return lambda text: line_adapter().validate_python(text.strip(), context=context)

    def localized(self, key: str, kept: Localized, *, is_required: bool = False) -> Localized:
        """Give a text: the languages that have a column as they stand there, the others as they were."""
        texts = kept.as_dict()
        adapter = prose_adapter() if key in {"description", "text"} else line_adapter()
        context = {UNPRINTABLE: self.around.unprintable}
        for code in self.around.languages:
            read = self.read(
                f"{key}.{code}",
                lambda value: adapter.validate_python(text_of(value), context=context),
                kept=texts.get(code, ""),
                default="",
            )
            texts[code] = "" if read is None else read
        first = f"{key}.{self.around.languages[0]}"
        if is_required and not texts[self.around.languages[0]] and first not in self.cells:
            self.report("missing-cell", first)
        return Localized.of(texts)

    def placements(self, kept: tuple[Placement, ...]) -> tuple[Placement, ...]:
        """Give who does what: the roles that have a column as they stand there; a person twice in one is one."""
        attendees = {attendee.id: attendee for attendee in self.around.agenda.attendees}
        found: list[Placement] = []
        for role in Role:
            if role not in self.columns:
                found += [placement for placement in kept if placement.role is role]
                continue
            ids = folded(self.cells.get(role, "")).split(";")
            for name in dict.fromkeys(part.strip() for part in ids if part.strip()):
                if name in attendees:
                    found.append(Placement(attendee=attendees[name], role=role))
                else:
                    self.report("unknown-person", role, got=name[:60])
        return tuple(found)

    def place_in(self, column: str, places: tuple[P, ...], kept: P | None) -> P | None:
        """Give a room or venue by its id or by its name in any language."""

        def parse(value: Value) -> P:
            return _place(text_of(value), places)

        found: P | None = self.read(column, parse, kept=kept)
        return found


def faults_of(error: DomainError | ValidationError) -> tuple[tuple[str, dict[str, object]], ...]:
    """Give codes and values of what is wrong with a cell."""
    if isinstance(error, DomainError):
        return ((error.code, error.values),)
    return tuple(
        ("cell-form" if problem.code == "wrong-form" else problem.code, dict(problem.values))
        for problem in shape_problems(error, {})
    )


def _place(text: str, places: tuple[P, ...]) -> P:
    by_name = names_of_places(places)
    meant = {by_name[text]} if text in by_name else _alike(text, places)
    if len(meant) == 1:
        return next(place for place in places if place.id in meant)
    raise DomainError("ambiguous-place" if meant else "unknown-place", got=text[:60])


def _alike(text: str, places: Iterable[Room | Venue]) -> set[str]:
    """Give the ids of the places whose id or name differs from the text in form only."""
    wanted = folded_name(text)
    return {place.id for place in places if wanted in map(folded_name, (place.id, *dict(place.name).values()))}


@lru_cache(maxsize=64)
def key_adapter(section: str, key: str) -> TypeAdapter[Any]:
    """Give what checks a value as the conference file's key of the same name is checked."""
    info = _TABLES[section].model_fields[key]
    annotation: Any = info.annotation
    for rule in info.metadata:
        annotation = Annotated[annotation, rule]
    return TypeAdapter(annotation)


@lru_cache(maxsize=1)
def line_adapter() -> TypeAdapter[str]:
    return TypeAdapter(Line)


@lru_cache(maxsize=1)
def prose_adapter() -> TypeAdapter[str]:
    return TypeAdapter(Prose)
