"""What an entry of the log tells of items: each value before and after, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from eventapp.domain.items import POSITION
from eventapp.domain.registration import ListingConsent
from eventapp.domain.vocabulary import AttendeeCategory, Role
from eventapp.renderers.vocabulary import language_name, word_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

    from eventapp.renderers.known_things import KnownThings
    from eventapp.renderers.wording import Words

_KEYS = {
    "title": N_("title"),
    "subtitle": N_("subtitle"),
    "host": N_("host"),
    "marking": N_("marking"),
    "notice": N_("notice"),
    "contact_name": N_("contact"),
    "contact_email": N_("contact's e-mail"),
    "contact_phone": N_("contact's telephone"),
    "starts_on": N_("first day"),
    "ends_on": N_("last day"),
    "zone": N_("time zone"),
    "languages": N_("languages"),
    "status": N_("status"),
    "series": N_("series"),
    "edition": N_("edition"),
    "name": N_("name"),
    "side": N_("is a side"),
    "language": N_("language"),
    "country": N_("country"),
    "head": N_("head of delegation"),
    "locality": N_("locality"),
    "address": N_("address"),
    "latitude": N_("latitude"),
    "longitude": N_("longitude"),
    "host_side": N_("host side"),
    "gate_minutes": N_("minutes at the gate"),
    "venue": N_("venue"),
    "capacity": N_("seats"),
    "booths": N_("booths"),
    "available": N_("available"),
    "minutes": N_("minutes"),
    "mode": N_("mode"),
    "delegation": N_("delegation"),
    "precedence": N_("precedence"),
    "category": N_("category"),
    "family_name": N_("family name"),
    "given_name": N_("given name"),
    "native_family_name": N_("family name in its script"),
    "native_given_name": N_("given name in its script"),
    "family_name_reading": N_("reading of the family name"),
    "given_name_reading": N_("reading of the given name"),
    "prefix": N_("prefix"),
    "suffix": N_("suffix"),
    "id_name": N_("name as on the ID"),
    "badge_name": N_("name on the badge"),
    "display_order": N_("order of names"),
    "organisation": N_("organisation"),
    "position": N_("post"),
    "email": N_("e-mail"),
    "interpretation_language": N_("language listened to"),
    "arrives": N_("arrives"),
    "leaves": N_("leaves"),
    "away": N_("not free"),
    "listing": N_("consent to be listed"),
    "needs": N_("needs"),
    "answers": N_("answers"),
    "sessions": N_("sessions"),
    "replaces": N_("takes the place of somebody else"),
    "kind": N_("kind"),
    "number": N_("number"),
    "start": N_("start"),
    "end": N_("end"),
    "room": N_("room"),
    "from_venue": N_("from"),
    "to_venue": N_("to"),
    "transfer_mode": N_("mode"),
    "audience": N_("audience"),
    "attribution": N_("attribution"),
    "interpretation": N_("interpretation"),
    "expected": N_("expected people"),
    "side_cap": N_("most per side"),
    "fixed": N_("fixed"),
    "description": N_("description"),
    "people": N_("people"),
    "session": N_("session"),
    "purpose": N_("purpose"),
    "text": N_("text"),
    "questions": N_("guiding questions"),
    "proposed_by": N_("proposed by"),
    "agreement": N_("agreement"),
    POSITION: N_("place in the order"),
    "uid": N_("calendar name"),
    "code": N_("code"),
    "id": N_("id"),
    "slug": N_("short name"),
}
_ITEMS_SHOWN = 12
_TEXT_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an item: what it is called, before and after, "" for none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LoggedItem:
    """One item of an entry; `verb` says whether it came or went, else "changed"."""

    item: str
    name: str
    verb: str
    values: tuple[Value, ...]


def key_label(key: str, words: Words) -> str:
    """Give what a field of an item is called."""
    return words(_KEYS[key]) if key in _KEYS else key


def logged_items(details: dict[str, Any], things: KnownThings) -> tuple[tuple[LoggedItem, ...], int]:
    """Give the items that an entry tells of and how many more there are."""
    found = details.get("items", [])
    items = tuple(_item(one, things) for one in found[:_ITEMS_SHOWN])
    return items, max(0, len(found) - _ITEMS_SHOWN)


def names_people(subject: str, details: dict[str, Any]) -> bool:
    """Say whether an entry tells of somebody whom the agenda may not have, by what it is about or in a value."""
    changes = details.get("items", ())
    names = (subject, *(change["item"] for change in changes))
    documents = (change.get(when) or {} for change in changes for when in ("before", "after"))
    return any(name.startswith("attendees/") for name in names) or any(_PEOPLE & one.keys() for one in documents)


def _item(change: dict[str, Any], things: KnownThings) -> LoggedItem:
    before, after = change.get("before"), change.get("after")
    verb = "changed" if before and after else "added" if after else "removed"
    values = tuple(_values(before or {}, after or {}, things)) if verb == "changed" else ()
    name = change["item"]
    return LoggedItem(item=name, name=logged_name(name, before or after or {}, things), verb=verb, values=values)


def changed_values(before: dict[str, Any], after: dict[str, Any], things: KnownThings) -> tuple[Value, ...]:
    """Give the values that differ between two states of an item."""
    return tuple(_values(before, after, things))


def document_in(item: str, details: dict[str, Any]) -> dict[str, Any]:
    """Give an item as an entry has it, {} where it tells nothing of that."""
    found = (one for one in details.get("items", ()) if one["item"] == item)
    return next((one.get("before") or one.get("after") or {} for one in found), {})


def logged_name(item: str, document: dict[str, Any], things: KnownThings) -> str:
    """Give what an item is called now, or was called where it is gone."""
    label = things.label(item)
    if label != item.partition("/")[2]:
        return label
    texts = document.get("title") or document.get("name") or {}
    return (
        str(texts.get(things.words.language) or next(iter(texts.values()), label)) if isinstance(texts, dict) else label
    )


def _values(before: dict[str, Any], after: dict[str, Any], things: KnownThings) -> Iterator[Value]:
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        name = key_label(key, things.words)
        if isinstance(old, dict | None) and isinstance(new, dict | None) and key != "people":
            for code in {**(old or {}), **(new or {})}:
                one, other = (old or {}).get(code), (new or {}).get(code)
                if one != other:
                    yield Value(f"{name} ({language_name(code)})", _text(key, one, things), _text(key, other, things))
        else:
            yield Value(name, _text(key, old, things), _text(key, new, things))


_CODES: dict[str, type[StrEnum]] = {"category": AttendeeCategory, "listing": ListingConsent}
_PEOPLE = {"people", "head"}
_WALLS = {"start", "end", "arrives", "leaves"}
_SECTIONS = {
    **dict.fromkeys(("venue", "from_venue", "to_venue"), "venues"),
    **dict.fromkeys(("delegation", "host_side", "proposed_by"), "delegations"),
    "room": "rooms",
    "head": "attendees",
    "session": "sessions",
}


def _text(key: str, value: Any, things: KnownThings) -> str:
    """Give a value as its reader would write it, cut where it is long."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return things.words("yes") if value else things.words("no")
    if isinstance(value, str) and (said := _said(key, value, things)):
        return said
    text = ", ".join(_parts(key, value, things)) if isinstance(value, list | dict) else str(value)
    return text if len(text) <= _TEXT_SHOWN else f"{text[:_TEXT_SHOWN]}…"


def _said(key: str, value: str, things: KnownThings) -> str:
    """Give the words of a value that stands for something, "" for one that is a text itself."""
    if key in _SECTIONS:
        return things.label(f"{_SECTIONS[key]}/{value}")
    if key in _CODES and value in set(_CODES[key]):
        return word_label(_CODES[key](value), things.words)
    if key in _WALLS:
        return _wall(value)
    return language_name(value) if key == "language" else ""


def _wall(text: Any) -> str:
    return f"{datetime.fromisoformat(str(text)):%Y-%m-%d %H:%M}"


def _parts(key: str, value: Any, things: KnownThings) -> Iterator[str]:
    if key == "people":
        for role, names in value.items():
            said = word_label(Role(role), things.words)
            yield f"{said}: {', '.join(things.label(f'attendees/{name}') for name in names)}"
    elif isinstance(value, dict):
        yield from (f"{name}: {one}" for name, one in value.items())
    elif key in {"available", "away"}:
        yield from (f"{_wall(window['start'])} – {_wall(window['end'])}" for window in value)
    else:
        for one in value:
            yield " / ".join(map(str, one.values())) if isinstance(one, dict) else str(one)
