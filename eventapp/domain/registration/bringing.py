"""What a file brings to the list of one delegation: each of its rows beside who is there, and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventapp.domain.errors import Problem
    from eventapp.domain.people_bringing import PersonRow, SheetColumn
    from eventapp.domain.registration.applications import Needs
    from eventapp.domain.registration.participants import Participant
    from eventapp.domain.registration.states import RegistrationState


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtRow:
    """A row as the person would be. `known` is who is there, None for somebody new; `was` who was there once and may be the same.

    `state` is what the row's person has or gets; `changed` names what would be another, without what the row only repeats; `needs` are
    None where they stay as they are.
    """

    row: PersonRow
    state: RegistrationState
    known: Participant | None = None
    was: Participant | None = None
    changed: tuple[str, ...] = ()
    needs: Needs | None = None

    @property
    def is_new(self) -> bool:
        return self.known is None

    @property
    def is_same(self) -> bool:
        return self.known is not None and not self.changed


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtSide:
    """A file's rows for a delegation; with `problems` nothing is brought in.

    `order` are the ids of those in the agenda as they would stand, `head` the one whom the file names head, "" for none; `absent` are
    those on the list whom the file doesn't name: they stay. `version` names the list that the file was read against.
    """

    sheet: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[BroughtRow, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    order: tuple[str, ...]
    head: str
    has_other_head: bool
    absent: tuple[Participant, ...]
    version: str

    @property
    def new(self) -> tuple[BroughtRow, ...]:
        return tuple(row for row in self.rows if row.is_new)

    @property
    def changed(self) -> tuple[BroughtRow, ...]:
        return tuple(row for row in self.rows if row.known and row.changed)

    @property
    def is_anything(self) -> bool:
        """Say whether there is anything to write: somebody new, somebody changed, another head."""
        return bool(self.new or self.changed or self.has_other_head)

    @property
    def has_order(self) -> bool:
        """Say whether the file has a column for the order."""
        return any(column.field == "precedence" for column in self.columns)

    @property
    def has_needs(self) -> bool:
        return any(row.needs is not None and bool(row.needs) for row in self.rows)
