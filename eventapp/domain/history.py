"""Earlier versions told by how they differed from later ones, as plain documents in both directions.

A patch has the agenda's own keys. For the one table `conference` and for an item that stands later it holds the keys that
were different and, under `without`, those that had no value; `absent = true` says that an item was not there; an item that does
not stand later is given in full. `order` lists the ids of a section where they stood in another order.
"""

from __future__ import annotations

from datetime import datetime

from eventapp.domain.items import SECTIONS, Document


def earlier_document(later: Document, patch: Document) -> Document:
    """Give the document that `patch` tells; keys that no document has stay in it, for the schema to refuse."""
    earlier = dict(later)
    for section, told in patch.items():
        if section == "conference" and isinstance(told, dict):
            earlier[section] = _merged(later.get(section, {}), told)
        elif section in SECTIONS and _are_tables(told):
            earlier[section] = _earlier_items(later.get(section, []), told, SECTIONS[section])
        elif section != "order":
            earlier[section] = told
    for section, ids in _orders(patch).items():
        earlier[section] = _in_order(earlier.get(section, []), ids, SECTIONS[section])
    return earlier


def patch_between(later: Document, earlier: Document) -> Document:
    """Give the patch that leads from `later` to `earlier`: `earlier_document(later, patch) == earlier`."""
    patch: Document = {}
    if changed := _changed_keys(later["conference"], earlier["conference"]):
        patch["conference"] = changed
    orders = {}
    for section, keys in SECTIONS.items():
        before, after = earlier.get(section, []), later.get(section, [])
        if told := _told_items(before, after, keys):
            patch[section] = told
        names = [_name(item, keys) for item in before]
        if [_name(item, keys) for item in _earlier_items(after, told, keys)] != names:
            orders[section] = names
    if orders:
        patch["order"] = orders
    return patch


def _told_items(before: list[Document], after: list[Document], keys: tuple[str, ...]) -> list[Document]:
    stands = {_name(item, keys): item for item in after}
    stood = {_name(item, keys) for item in before}
    told = []
    for item in before:
        later = stands.get(_name(item, keys))
        changed = item if later is None else _changed_keys(later, item)
        if changed:
            told.append({**{key: item[key] for key in keys if key in item}, **changed})
    gone = [item for name, item in stands.items() if name not in stood]
    return told + [{**{key: item[key] for key in keys if key in item}, "absent": True} for item in gone]


def _changed_keys(later: Document, earlier: Document) -> Document:
    changed = {key: value for key, value in earlier.items() if key not in later or not _is_same(later[key], value)}
    without = [key for key in later if key not in earlier]
    return {**changed, "without": without} if without else changed


def _is_same(later: object, earlier: object) -> bool:
    """Say whether two values would be written alike; times that differ in their fold or offset only can be equal (PEP 495)."""
    if isinstance(later, datetime) and isinstance(earlier, datetime):
        return later == earlier and later.utcoffset() == earlier.utcoffset()
    if isinstance(later, dict) and isinstance(earlier, dict):
        return later.keys() == earlier.keys() and all(_is_same(later[key], earlier[key]) for key in later)
    if isinstance(later, list) and isinstance(earlier, list):
        return len(later) == len(earlier) and all(map(_is_same, later, earlier))
    return later == earlier


def _earlier_items(later: list[Document], told: list[Document], keys: tuple[str, ...]) -> list[Document]:
    by_name = {_name(item, keys): item for item in told}
    stands = {_name(item, keys) for item in later}
    kept = [_merged(item, by_name.get(_name(item, keys), {})) for item in later]
    extra = [item for name, item in by_name.items() if name not in stands]
    return [item for item in (*kept, *extra) if not item.get("absent")]


def _merged(item: Document, told: Document) -> Document:
    """Lay what was different over an item; an `absent` mark stays on it."""
    without = told.get("without", ())
    kept = {key: value for key, value in item.items() if key not in without}
    return {**kept, **{key: value for key, value in told.items() if key != "without"}}


def _are_tables(told: object) -> bool:
    return isinstance(told, list) and all(isinstance(item, dict) for item in told)


def _orders(patch: Document) -> dict[str, list[str]]:
    orders = patch.get("order", {})
    if not isinstance(orders, dict):
        return {}
    return {section: ids for section, ids in orders.items() if section in SECTIONS and isinstance(ids, list)}


def _in_order(items: list[Document], ids: list[str], keys: tuple[str, ...]) -> list[Document]:
    ranks = {name: rank for rank, name in enumerate(ids)}
    return sorted(items, key=lambda item: ranks.get(_name(item, keys), len(ranks)))


def _name(item: Document, keys: tuple[str, ...]) -> str:
    return "+".join(str(item.get(key, "")) for key in keys)
