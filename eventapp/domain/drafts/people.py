"""People of a delegation in their order, its head, and one in the place of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.drafts.editing import index_of, with_item
from eventapp.domain.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from eventapp.domain.items import Document


def place_person(
    document: Document, side: str, name: str, position: int, *, nameless: Collection[str] = ()
) -> Document:
    """Give the document in which a person stands at a position from 1 in the own delegation, whose places then count from 1.

    The `nameless` are passed over in the count. A position beyond the ends is the end. Raises: NotFoundError for one who is not of this delegation.
    """
    order = names_in_order(document, side)
    _must_be_of(order, name)
    rest = [one for one in order if one != name]
    behind = [one for one in rest if one not in nameless][max(0, position - 1) :]
    at = rest.index(behind[0]) if behind else len(rest)
    return with_order(document, side, [*rest[:at], name, *rest[at:]])


def with_order(document: Document, side: str, names: Sequence[str]) -> Document:
    """Give the document in which the people of a delegation stand in this order, their places counted from 1."""
    places = {name: n for n, name in enumerate(names, start=1)}
    attendees = [
        {**item, "precedence": places[item["id"]]} if item["delegation"] == side else item
        for item in document.get("attendees", ())
    ]
    return {**document, "attendees": attendees}


def names_in_order(document: Document, side: str) -> list[str]:
    """Give the ids of a delegation's people in its order."""
    own = [item for item in document.get("attendees", ()) if item["delegation"] == side]
    return [item["id"] for item in sorted(own, key=lambda item: (item["precedence"], item["id"]))]


def with_head(document: Document, side: str, name: str) -> Document:
    """Give the document in which a person heads the own delegation; "" is nobody.

    Raises: NotFoundError for one who is not of this delegation, and for a delegation that isn't there.
    """
    delegation = document["delegations"][index_of(document, "delegations", side)]
    if not name:
        return with_item(document, f"delegations/{side}", {k: v for k, v in delegation.items() if k != "head"})
    _must_be_of(names_in_order(document, side), name)
    return with_item(document, f"delegations/{side}", {**delegation, "head": name})


def with_substitute(document: Document, name: str, item: Document) -> Document:
    """Give the document in which `item`, a new person, has the place of another: precedence, head, every session and topic.

    Raises: NotFoundError.
    """
    there = document["attendees"][index_of(document, "attendees", name)]
    own = {**item, "delegation": there["delegation"], "precedence": there["precedence"]}
    return _handed_over(with_item(document, f"attendees/{name}", own), name, own["id"])


def merge_attendees(document: Document, *, keep: str, gone: str) -> Document:
    """Give the document without one of two attendees; the one kept heads, and is placed, wherever the other did.

    Raises: NotFoundError.
    """
    for name in (keep, gone):
        index_of(document, "attendees", name)
    attendees = [item for item in document["attendees"] if item["id"] != gone]
    return _handed_over({**document, "attendees": attendees}, gone, keep)


def _handed_over(document: Document, name: str, other: str) -> Document:
    """Let another head and be placed wherever a person did; in no role twice."""
    heads = [{**one, "head": other} if one.get("head") == name else one for one in document["delegations"]]
    placed: Document = {
        section: [_with_other(one, name, other) for one in document[section]]
        for section in ("sessions", "topics")
        if section in document
    }
    return {**document, "delegations": heads, **placed}


def _with_other(item: Document, name: str, other: str) -> Document:
    people = item.get("people")
    if not people or not any(name in names for names in people.values()):
        return item
    renamed = {role: [other if n == name else n for n in names] for role, names in people.items()}
    return {**item, "people": {role: list(dict.fromkeys(names)) for role, names in renamed.items()}}


def _must_be_of(names: Sequence[str], name: str) -> None:
    if name not in names:
        raise NotFoundError("unknown-item", item=f"attendees/{name}")
