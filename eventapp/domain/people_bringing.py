"""What a spreadsheet brings to a list of people: who would be new, who would change and in what."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from eventapp.domain.attendees import PERSON_KEYS, Attendee

if TYPE_CHECKING:
    from eventapp.domain.errors import Problem
    from eventapp.domain.items import Document
    from eventapp.domain.names import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A row of a spreadsheet as the person would be; `before` is who is there already, None for somebody new.

    `has_id` says that the row names an id. `changed` names the attendee's fields that would differ. `dietary`, `accessibility` and `is_head` are None where the sheet has no
    such column or, for a person who is there, nothing in it. `findings` are the warnings of the check of the name.
    """

    number: int
    attendee: Attendee
    before: Attendee | None = None
    has_id: bool = False
    changed: tuple[str, ...] = ()
    dietary: str | None = None
    accessibility: str | None = None
    is_head: bool | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_same(self) -> bool:
        return self.before is not None and not self.changed

    @property
    def email(self) -> str:
        return self.attendee.email

    @property
    def person(self) -> Document:
        """What an application gives of the person: the keys of an attendee in a conference file, without empty ones."""
        document = {key: _plain(getattr(self.attendee, key)) for key in PERSON_KEYS}
        return {key: value for key, value in document.items() if value}

    @property
    def amended_person(self) -> Document:
        """What would be another for a person who is there; an empty value takes one away."""
        return {key: _plain(getattr(self.attendee, key)) for key in self.changed if key in PERSON_KEYS}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A column of a file: where it stands (from 0), its heading, the field that it is read as ("" for none), what stands first in it."""

    index: int
    heading: str
    field: str
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtPeople:
    """The rows of a file in its order, how its columns were read, and what one should know of that."""

    sheet: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[PersonRow, ...]
    notes: tuple[Problem, ...] = ()

    @property
    def new(self) -> tuple[PersonRow, ...]:
        return tuple(row for row in self.rows if row.is_new)

    @property
    def changed(self) -> tuple[PersonRow, ...]:
        return tuple(row for row in self.rows if row.before and row.changed)

    @property
    def same(self) -> tuple[PersonRow, ...]:
        return tuple(row for row in self.rows if row.is_same)

    @property
    def heads(self) -> dict[str, str]:
        """The ids of those whom the file names heads, by the code of their delegation."""
        return {row.attendee.delegation.code: row.attendee.id for row in self.rows if row.is_head}


def changed_fields(before: Attendee, after: Attendee) -> tuple[str, ...]:
    """Name the fields in which two values of a person differ."""
    return tuple(f.name for f in fields(Attendee) if getattr(before, f.name) != getattr(after, f.name))


def _plain(value: Any) -> Any:
    """Give a field's value as a document has it."""
    if hasattr(value, "as_dict"):
        return value.as_dict()
    return getattr(value, "value", value)
