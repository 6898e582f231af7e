"""Reading a conference file: every problem is found, and only a file without any becomes a value."""

from __future__ import annotations

import tomllib
from datetime import UTC
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import ValidationError

from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.errors import InvalidInputError, Problem
from eventapp.domain.history import earlier_document
from eventapp.domain.localized import Localized
from eventapp.domain.publication import Publication, freeze
from eventapp.domain.timezones import YEARS_KEPT
from eventapp.importers.conference_file.linking import link_agenda
from eventapp.importers.conference_file.problems import (
    in_order_of_file,
    long_number_problem,
    shape_problems,
    syntax_problem,
)
from eventapp.importers.conference_file.schema import AgendaDocument, FileDocument, PublicationTable
from eventapp.importers.conference_file.sound_items import problems_of_sound_items
from eventapp.importers.conference_file.values import UNPRINTABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.items import Document


FILE_BYTES_MAX = 20_000_000
Unprintable: TypeAlias = "Callable[[str], str | None]"
_LEVELS_MAX = 20
_TOO_DEEP = Problem("too-deep", values=(("limit", _LEVELS_MAX),))


def read_conference_file(data: bytes, *, unprintable: Unprintable = lambda _: None) -> ConferenceFile:
    """Give the conference that a file holds, its publications frozen in order.

    Sessions without a uid have "", until one is given to them. `unprintable` gives the first character of a text that
    the papers' fonts lack, None if all can be printed; what it finds is a problem where it was typed.
    Raises: InvalidInputError with all problems: syntax (with its line), shape, references, times, history.
    Source: docs/conference-file.md.
    """
    raw = _parse(data)
    try:
        document = FileDocument.model_validate(raw, context={UNPRINTABLE: unprintable})
    except ValidationError as error:
        found = (*shape_problems(error, raw), *problems_of_sound_items(error, raw))
        raise InvalidInputError(in_order_of_file(found, raw)) from None
    agenda, problems = link_agenda(document)
    publications, more = _publications(document, raw, unprintable, problems)
    if problems or more:
        raise InvalidInputError(in_order_of_file((*problems, *more), raw))
    return ConferenceFile(agenda=agenda, publications=publications)


def _parse(data: bytes) -> Document:
    if len(data) > FILE_BYTES_MAX:
        raise InvalidInputError((Problem("file-too-large", values=(("limit", FILE_BYTES_MAX),)),))
    try:
        document = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InvalidInputError((Problem("not-utf-8", values=(("line", line),)),)) from None
    except tomllib.TOMLDecodeError as error:
        raise InvalidInputError((syntax_problem(str(error), lines=len(data.splitlines())),)) from None
    except ValueError:
        raise InvalidInputError((long_number_problem(data),)) from None
    except RecursionError:
        raise InvalidInputError((_TOO_DEEP,)) from None
    if _is_deeper_than(_LEVELS_MAX, document):
        raise InvalidInputError((_TOO_DEEP,))
    return document


def _is_deeper_than(levels: int, document: Document) -> bool:
    """Say whether tables and arrays hold each other so often that Python could not write them; dotted keys can."""
    here: list[Any] = [document]
    for _ in range(levels):
        inner = (value for held in here for value in (held.values() if isinstance(held, dict) else held))
        here = [value for value in inner if isinstance(value, dict | list)]
    return bool(here)


def _publications(
    document: FileDocument, raw: Document, unprintable: Unprintable, known: tuple[Problem, ...]
) -> tuple[tuple[Publication, ...], tuple[Problem, ...]]:
    """Unfold the versions from the last to the first, then freeze them from the first to the last.

    What is wrong with the draft or a later version already, and was no other then, is not said again.
    """
    said = {_in_history(problem, 0) for problem in known}
    problems = list(_numbering_problems(document.publications))
    later: Document = {key: value for key, value in raw.items() if key in AgendaDocument.model_fields}
    agendas: list[Agenda] = []
    for n in reversed(range(len(document.publications))):
        later = earlier_document(later, raw["publications"][n].get("before", {}))
        agenda, found = _earlier_agenda(later, unprintable)
        problems += [_in_history(problem, n) for problem in found if _in_history(problem, 0) not in said]
        said |= {_in_history(problem, 0) for problem in found}
        if agenda is None:
            return (), tuple(problems)
        agendas.insert(0, agenda)
    if problems:
        return (), tuple(problems)
    return _frozen(document.publications, agendas), ()


def _frozen(tables: list[PublicationTable], agendas: list[Agenda]) -> tuple[Publication, ...]:
    publications: list[Publication] = []
    for table, agenda in zip(tables, agendas, strict=True):
        as_of = _as_of(table)
        previous = publications[-1].agenda if publications else None
        publications.append(
            Publication(
                number=table.number,
                as_of=as_of,
                published_by=table.published_by,
                note=Localized.of(table.note),
                agenda=freeze(agenda, previous, as_of=as_of),
            )
        )
    return tuple(publications)


def _as_of(table: PublicationTable) -> datetime:
    """Give the instant in whole seconds, as publishing sets it and every output writes it."""
    return table.as_of.astimezone(UTC).replace(microsecond=0)


def _earlier_agenda(document: Document, unprintable: Unprintable) -> tuple[Agenda | None, tuple[Problem, ...]]:
    """Give the agenda of an unfolded version and what is wrong with it."""
    try:
        tables = AgendaDocument.model_validate(document, context={UNPRINTABLE: unprintable})
    except ValidationError as error:
        return None, shape_problems(error, document)
    return link_agenda(tables)


def _in_history(problem: Problem, n: int) -> Problem:
    """Name the publication and the item."""
    return Problem(problem.code, f"publications[{n}].before", _inner(problem), problem.values)


def _inner(problem: Problem) -> str:
    """Name the item and its key: the unfolded document's indices are not those of the file."""
    key = problem.path.partition("]")[2] or f".{problem.path}"
    return f"{problem.item}{key}" if problem.item else key.removeprefix(".")


def _numbering_problems(tables: list[PublicationTable]) -> list[Problem]:
    """Find numbers that don't count from 1 and times that have no offset or don't ascend."""
    problems = []
    for n, table in enumerate(tables):
        if table.number != n + 1:
            values: tuple[tuple[str, Any], ...] = (("expected", n + 1), ("got", table.number))
            problems.append(Problem("wrong-number", f"publications[{n}].number", values=values))
        if table.as_of.tzinfo is None:
            problems.append(Problem("time-without-offset", f"publications[{n}].as_of"))
        if table.as_of.year not in YEARS_KEPT:
            problems.append(Problem("time-out-of-range", f"publications[{n}].as_of", values=(("got", table.as_of),)))
    if problems:
        return problems
    times = [_as_of(table) for table in tables]
    falling = [n for n in range(1, len(tables)) if times[n] <= times[n - 1]]
    return [Problem("not-ascending", f"publications[{n}].as_of") for n in falling]
