"""Taking an item out of a draft, with all that hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.items import SECTIONS, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.items import Document


@dataclass(frozen=True, slots=True)
class Hanging:
    """An item that names the one to be removed: it goes too (`is_removed`), or loses what it says in `keys`."""

    section: str
    name: str
    keys: tuple[str, ...]
    is_removed: bool = False

    @property
    def item(self) -> str:
        return f"{self.section}/{self.name}"


def hanging_on(document: Document, section: str, name: str) -> tuple[Hanging, ...]:
    """Give everything that hangs on an item, also on what goes with it, in the order of the sections.

    Raises: NotFoundError.
    """
    _must_hold(document, section, name)
    found: dict[str, Hanging] = {}
    waiting = [(section, name)]
    while waiting:
        for one in _naming(document, *waiting.pop()):
            if one.is_removed and one.item not in found:
                waiting.append((one.section, one.name))
            known = found.get(one.item)
            if known is None or one.is_removed:
                found[one.item] = one
            elif not known.is_removed:
                found[one.item] = Hanging(one.section, one.name, tuple(dict.fromkeys((*known.keys, *one.keys))))
    order = list(SECTIONS)
    return tuple(sorted(found.values(), key=lambda one: order.index(one.section)))


def without_item(document: Document, section: str, name: str) -> Document:
    """Give the document without an item and all that hangs on it.

    Raises: NotFoundError; DomainError("venue-of-a-movement") while a transfer session starts or ends at the venue.
    """
    hanging = hanging_on(document, section, name)
    gone = {(section, name), *((one.section, one.name) for one in hanging if one.is_removed)}
    moving = [one for one in hanging if {"from_venue", "to_venue"} & set(one.keys) and not one.is_removed]
    if moving:
        raise DomainError("venue-of-a-movement", count=len(moving))
    cleaned = dict(document)
    for key in SECTIONS:
        kept = [item for item in document.get(key, ()) if (key, name_of(key, item)) not in gone]
        cleaned[key] = [_without(item, gone) for item in kept]
    return {key: value for key, value in cleaned.items() if value not in ([], {})}


def _naming(document: Document, section: str, name: str) -> Iterator[Hanging]:
    """Find the items that name one: those that cannot be without it go too."""
    for other in SECTIONS:
        for item in document.get(other, ()):
            keys = tuple(_keys_naming(other, item, section, name))
            if keys:
                goes = (other, section) in {("rooms", "venues"), ("transfers", "venues"), ("attendees", "delegations")}
                yield Hanging(other, name_of(other, item), keys, is_removed=goes)


_REFERENCES: dict[str, dict[str, tuple[str, ...]]] = {
    "delegations": {"attendees": ("delegation",), "venues": ("host_side",), "topics": ("proposed_by",)},
    "venues": {
        "rooms": ("venue",),
        "transfers": ("from_venue", "to_venue"),
        "sessions": ("from_venue", "to_venue"),
    },
    "rooms": {"sessions": ("room",)},
    "attendees": {"delegations": ("head",)},
    "sessions": {"topics": ("session",)},
}


def _keys_naming(other: str, item: Document, section: str, name: str) -> Iterator[str]:
    for key in _REFERENCES.get(section, {}).get(other, ()):
        if item.get(key) == name:
            yield key
    if section == "delegations" and item.get("audience") == f"side:{name}":
        yield "audience"
    if section == "attendees" and any(name in names for names in item.get("people", {}).values()):
        yield "people"


def _without(item: Document, gone: set[tuple[str, str]]) -> Document:
    """Take out of an item every mention of what is gone; sessions of a side that is gone are for the staff."""
    cleaned = {key: value for key, value in item.items() if not _names_any(key, value, gone)}
    people = item.get("people")
    if people:
        kept = {role: [p for p in names if ("attendees", p) not in gone] for role, names in people.items()}
        cleaned["people"] = {role: names for role, names in kept.items() if names}
    audience = item.get("audience", "")
    if audience.startswith("side:") and ("delegations", audience.removeprefix("side:")) in gone:
        cleaned["audience"] = "staff"
    return cleaned


_NAMING = {
    "delegation": "delegations",
    "host_side": "delegations",
    "proposed_by": "delegations",
    "venue": "venues",
    "from_venue": "venues",
    "to_venue": "venues",
    "room": "rooms",
    "head": "attendees",
    "session": "sessions",
}


def _names_any(key: str, value: object, gone: set[tuple[str, str]]) -> bool:
    return key in _NAMING and isinstance(value, str) and (_NAMING[key], value) in gone


def _must_hold(document: Document, section: str, name: str) -> None:
    if not any(name_of(section, item) == name for item in document.get(section, ())):
        raise NotFoundError("unknown-item", item=f"{section}/{name}")
