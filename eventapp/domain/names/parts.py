"""The parts of a name, of whatever has them: an attendee, a registration, a row of a spreadsheet, a form being typed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class Named(Protocol):
    """Whatever has the parts of a name, each "" where it is not known."""

    @property
    def family_name(self) -> str: ...
    @property
    def given_name(self) -> str: ...
    @property
    def native_family_name(self) -> str: ...
    @property
    def native_given_name(self) -> str: ...
    @property
    def family_name_reading(self) -> str: ...
    @property
    def given_name_reading(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def suffix(self) -> str: ...
    @property
    def id_name(self) -> str: ...
    @property
    def badge_name(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """The parts of a name alone, as an attendee has them."""

    family_name: str = ""
    given_name: str = ""
    native_family_name: str = ""
    native_given_name: str = ""
    family_name_reading: str = ""
    given_name_reading: str = ""
    prefix: str = ""
    suffix: str = ""
    id_name: str = ""
    badge_name: str = ""


NAME_PARTS = tuple(field.name for field in fields(NameParts))
LATIN_PARTS = ("family_name", "given_name")
NATIVE_PARTS = ("native_family_name", "native_given_name")
READING_PARTS = ("family_name_reading", "given_name_reading")
# Family and given name, each with its Latin, native and reading part.
TRIPLES = tuple(zip(LATIN_PARTS, NATIVE_PARTS, READING_PARTS, strict=True))


def name_parts(named: Named) -> NameParts:
    """Give the parts of a name alone."""
    return NameParts(**{part: getattr(named, part) for part in NAME_PARTS})


def name_parts_of(document: Mapping[str, Any]) -> NameParts:
    """Give the parts of a name from a document or from what a form holds; keys that are absent or None are ""."""
    return NameParts(**{part: document.get(part) or "" for part in NAME_PARTS})
