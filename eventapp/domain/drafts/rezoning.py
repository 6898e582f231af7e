"""Times that are told on the clock of another item: when that clock becomes another one, they stay the same instants on it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from eventapp.domain.items import CONFERENCE
from eventapp.domain.timezones import is_zone

if TYPE_CHECKING:
    from eventapp.domain.items import Document

_TIMES = ("available", "arrives", "leaves", "away")


def on_its_clock(document: Document, item: str, value: Document) -> Document:
    """Give the document as it is to be when an item becomes `value`: what is told on the item's clock is told on the new one.

    A room's times are told on its venue's clock, a person's on the conference's.
    """
    section, _, name = item.partition("/")
    zone = value.get("zone", "")
    if not is_zone(zone):
        return document
    if item == CONFERENCE and document[CONFERENCE].get("zone") != zone:
        return {**document, "attendees": [_told(one, zone) for one in document.get("attendees", ())]}
    if section == "venues":
        rooms = [_told(room, zone) if room["venue"] == name else room for room in document.get("rooms", ())]
        return {**document, "rooms": rooms}
    return document


def _told(item: Document, zone: str) -> Document:
    return {key: _on_clock(told, ZoneInfo(zone)) if key in _TIMES else told for key, told in item.items()}


def _on_clock(told: Any, zone: ZoneInfo) -> Any:
    if isinstance(told, list):
        return [{edge: _on_clock(at, zone) for edge, at in window.items()} for window in told]
    return datetime.fromisoformat(told).astimezone(zone).isoformat()
