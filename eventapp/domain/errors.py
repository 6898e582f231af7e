"""What can be wrong, as codes and values; sentences are made at the edge, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventapp.domain.localized import Localized


class DomainError(Exception):
    """A refusal by a rule of the trade: a code and the values that its sentence needs."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code = code
        self.values = values


class NotFoundError(DomainError):
    """The thing named does not exist, or the reader may not know that it does."""


class InvalidInputError(DomainError):
    """Input refused as a whole; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("invalid-input", count=len(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a spreadsheet: rows as its program counts them, from 1; `column` is what the column is called."""

    sheet: str
    row: int
    column: Localized | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input.

    `path` says where (`sessions[12].title.ja`; counted from 0, empty for the whole), `item` is the id of the
    item there, `code` and `values` say what. In a spreadsheet `cell` says where.
    """

    code: str
    path: str = ""
    item: str = ""
    values: tuple[tuple[str, object], ...] = ()
    cell: Cell | None = None
