"""Taking a person out of documents that stay: agendas as published, steps of a draft, entries of the log. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.items import Document

_KEPT = ("id", "delegation", "precedence", "category")


def erased_attendee(attendee: Document, position: Mapping[str, str]) -> Document:
    """Give an attendee's document without the person: place in the delegation, category, and `position` for what stood there."""
    return {key: attendee[key] for key in _KEPT if key in attendee} | {"position": dict(position)}


def without_person(value: Any, person_id: str, position: Mapping[str, str]) -> Any:
    """Give a plain value in which every document of an attendee of this id is an erased one; what tells of nobody is the very same."""
    if isinstance(value, dict):
        if value.get("id") == person_id and "delegation" in value:
            return erased_attendee(value, position)
        made = {key: without_person(one, person_id, position) for key, one in value.items()}
        return value if all(made[key] is value[key] for key in value) else made
    if isinstance(value, list):
        items = [without_person(one, person_id, position) for one in value]
        return value if all(one is other for one, other in zip(items, value, strict=True)) else items
    return value


def without_text(value: Any, text: str, instead: str) -> Any:
    """Give a plain value in which `text` stands in no string and no key, in whatever capitals; what doesn't have it is the very same."""
    if isinstance(value, str):
        return instead if text.lower() in value.lower() else value
    if isinstance(value, dict):
        made = {without_text(key, text, instead): without_text(one, text, instead) for key, one in value.items()}
        return value if made.keys() == value.keys() and all(made[key] is value[key] for key in value) else made
    if isinstance(value, list):
        items = [without_text(one, text, instead) for one in value]
        return value if all(one is other for one, other in zip(items, value, strict=True)) else items
    return value
