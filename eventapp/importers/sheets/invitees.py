"""Reading a list of people to invite: a spreadsheet with headings, or lines that somebody typed or pasted; all rows or none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from eventapp.domain.errors import Cell, DomainError, InvalidInputError, Problem
from eventapp.domain.localized import Localized
from eventapp.domain.names.parts import LATIN_PARTS, NATIVE_PARTS
from eventapp.domain.people_sheets import people_columns
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.importers.sheets.cells import folded
from eventapp.importers.sheets.grids import read_grids
from eventapp.importers.sheets.people_cells import cell_text, delegation_called, plain_code
from eventapp.importers.sheets.people_fields import WHOLE_NAME, field_of
from eventapp.importers.sheets.rows import faults_of, key_adapter, line_adapter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eventapp.domain.attendees import Delegation
    from eventapp.domain.registration import Invitee
    from eventapp.importers.sheets.grids import Grid, Value

INVITEES_MAX = 1000
_HEADING_WITHIN = 10
_SHOWN = 60
_LANGUAGES = ("en", "ja")
# What stands in the columns of a list without headings.
_ORDER = (WHOLE_NAME, "language", "category", "delegation")
_NAMED = re.compile(r"^(.*?)[\s\u3000]*<([^<>]+)>$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class InviteeAround:
    """What rows may leave out (`usual`, whose address is none), and the delegations that they name."""

    usual: Invitee
    delegations: Sequence[Delegation]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InviteeRow:
    """One to be invited, and in which row (from 1) it is written."""

    number: int
    invitee: Invitee


def read_invitees(data: bytes, around: InviteeAround) -> tuple[InviteeRow, ...]:
    """Give the people of an XLSX, XLS, ODS or CSV file, or of text, in the order in which they are written.

    Without headings each row is address, name, language, category, delegation; several addresses in a row are as many people.
    Raises: InvalidInputError with the problems of all rows, each at its cell. Source: docs/registration.md.
    """
    grid = next((rows for _, rows in read_grids(data) if any(map(_is_filled, rows))), [])
    reading = _Reading(around)
    rows = tuple(row for number, cells in _cells(grid, around.languages) if (row := reading.read(number, cells)))
    if reading.problems:
        raise InvalidInputError(tuple(reading.problems))
    if not rows:
        raise InvalidInputError((Problem("no-invitees"),))
    if len(rows) > INVITEES_MAX:
        raise InvalidInputError((Problem("too-many-people", values=(("limit", INVITEES_MAX),)),))
    return rows


def invitee_cell(row: int, column: str) -> Cell:
    """Give the place of one of an invitee's fields: email, name, language, category, side."""
    key = {"side": "delegation"}.get(column, column)
    known = next((one.names for one in people_columns(()) if one.id == key), None)
    return Cell("", row, known or Localized.of({"en": "Name", "ja": "氏名"}))


@dataclass(slots=True)
class _Reading:
    around: InviteeAround
    problems: list[Problem] = field(default_factory=list)

    def read(self, number: int, cells: Mapping[str, str]) -> InviteeRow | None:
        name, address = _parted(cells.get("email", ""))
        checked = self._value(number, "email", plain_code("email", address), "email")
        language = self._language(number, plain_code("language", cells.get("language", "")))
        word = self._value(number, "category", plain_code("category", cells.get("category", "")), "category")
        called = self._line(number, _name(cells, language or self.around.usual.language) or name)
        side = self._side(number, cells.get("delegation", ""))
        if not checked:
            return None
        usual = self.around.usual
        category = AttendeeCategory(word) if word else usual.category
        is_guest = category is AttendeeCategory.GUEST
        found = replace(usual, email=checked, name=called, language=language or usual.language, category=category)
        return InviteeRow(number, replace(found, side=side or ("" if is_guest else usual.side)))

    def _value(self, number: int, key: str, text: str, column: str) -> str:
        """Give a value as an attendee's is read; "" for none, and for what is wrong, which is reported."""
        if not text:
            if key == "email":
                self._report("missing-cell", number, column)
            return ""
        try:
            return str(key_adapter("attendees", key).validate_python(text))
        except (DomainError, ValidationError) as error:
            for code, values in faults_of(error):
                is_address = (key, code) == ("email", "cell-form")
                self._report("not-an-email" if is_address else code, number, column, **values)
        return ""

    def _language(self, number: int, text: str) -> str:
        known = sorted({*_LANGUAGES, *self.around.languages})
        if text and text not in known:
            self._report("unknown-language", number, "language", got=text[:_SHOWN], expected=", ".join(known))
            return ""
        return text

    def _line(self, number: int, text: str) -> str:
        try:
            return line_adapter().validate_python(" ".join(text.split())) if text else ""
        except ValidationError as error:
            for code, values in faults_of(error):
                self._report(code, number, "name", **values)
        return ""

    def _side(self, number: int, text: str) -> str:
        if not text:
            return ""
        try:
            return delegation_called(self.around.delegations, folded(text)).code
        except DomainError:
            self._report("unknown-delegation", number, "side", got=text[:_SHOWN])
        return ""

    def _report(self, code: str, number: int, column: str, **values: object) -> None:
        self.problems.append(Problem(code, values=tuple(values.items()), cell=invitee_cell(number, column)))


def _cells(grid: Grid, languages: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows that hold anything, by field."""
    at, fields = _headings(grid, languages)
    for number, row in enumerate(grid, start=1):
        if number <= at or not _is_filled(row):
            continue
        texts = [cell_text(value) for value in row]
        if fields:
            yield number, {name: texts[k] for k, name in fields.items() if k < len(texts)}
        else:
            yield from ((number, cells) for cells in _unnamed(texts))


def _headings(grid: Grid, languages: tuple[str, ...]) -> tuple[int, dict[int, str]]:
    """Give the row of headings, from 1, and the fields by column; 0 and none where no row among the first names the address."""
    for number, row in enumerate(grid[:_HEADING_WITHIN], start=1):
        fields = {k: found for k, value in enumerate(row) if (found := field_of(cell_text(value), languages))}
        if "email" in fields.values():
            return number, fields
    return 0, {}


def _unnamed(texts: list[str]) -> Iterator[dict[str, str]]:
    addresses = [text for text in texts if "@" in text or "＠" in text]
    if len(addresses) > 1:
        yield from ({"email": address} for address in addresses)
        return
    others = [text for text in texts if text not in addresses] if addresses else texts[1:]
    yield {"email": addresses[0] if addresses else texts[0], **dict(zip(_ORDER, others, strict=False))}


def _parted(text: str) -> tuple[str, str]:
    """Give name and address of what mail programs copy: "Mihon Hanako <hanako@example.org>"."""
    found = _NAMED.match(text)
    return (found[1].strip().strip('"').strip(), found[2]) if found else ("", text)


def _name(cells: Mapping[str, str], language: str) -> str:
    """Give the name to call somebody by, in the script of the language if the list has it."""
    scripts = (NATIVE_PARTS, LATIN_PARTS) if language == "ja" else (LATIN_PARTS, NATIVE_PARTS)
    for family, given in scripts:
        parts = [cells.get(family, ""), cells.get(given, "")]
        if any(parts):
            return " ".join(part for part in (parts if family in NATIVE_PARTS else reversed(parts)) if part)
    return cells.get(WHOLE_NAME, "")


def _is_filled(row: list[Value]) -> bool:
    return any(cell_text(value) for value in row if value is not None)
