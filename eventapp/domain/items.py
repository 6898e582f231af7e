"""An agenda's document as items by name: "sessions/ws-5", "delegations/US", "transfers/tokyo+yokota+coach", "conference"."""

from __future__ import annotations

from collections import Counter
from typing import Any

Document = dict[str, Any]

CONFERENCE = "conference"
# The sections of a document in the order in which they refer to each other, with the keys that name an item.
SECTIONS: dict[str, tuple[str, ...]] = {
    "delegations": ("code",),
    "venues": ("id",),
    "rooms": ("id",),
    "transfers": ("from_venue", "to_venue", "mode"),
    "attendees": ("id",),
    "sessions": ("id",),
    "topics": ("id",),
}
# Where the order is somebody's choice, it counts among the items that have the same value of this key.
_ORDERED = {"delegations": "", "venues": "", "rooms": "venue", "topics": "session"}
POSITION = "order"


def name_of(section: str, item: Document) -> str:
    """Give what names an item in its section."""
    return "+".join(str(item.get(key, "")) for key in SECTIONS[section])


def items_of(document: Document) -> dict[str, Document]:
    """Give the items of an agenda's document by name; those with a chosen order have their place in it, from 1."""
    found: dict[str, Document] = {CONFERENCE: document[CONFERENCE]}
    for section in SECTIONS:
        count: Counter[str | None] = Counter()
        for item in document.get(section, ()):
            name = f"{section}/{name_of(section, item)}"
            found[name] = item
            if section in _ORDERED:
                parent = item.get(_ORDERED[section])
                count[parent] += 1
                found[name] = {**item, POSITION: count[parent]}
    return found


def document_of(items: dict[str, Document]) -> Document:
    """Give the document that has these items; those without a position come last."""
    sections: dict[str, list[Document]] = {section: [] for section in SECTIONS}
    for name, item in items.items():
        if name != CONFERENCE:
            sections[section_of(name)].append(item)
    return {
        CONFERENCE: items[CONFERENCE],
        **{section: _in_order(found) for section, found in sections.items() if found},
    }


def section_of(name: str) -> str:
    return name.partition("/")[0]


def _in_order(items: list[Document]) -> list[Document]:
    last = len(items) + 1
    ordered = sorted(items, key=lambda item: item.get(POSITION, last))
    return [{key: value for key, value in item.items() if key != POSITION} for item in ordered]
