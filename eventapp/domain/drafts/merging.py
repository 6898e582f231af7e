"""One attendee takes up another: whatever the one was placed in, the other is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.drafts.editing import index_of

if TYPE_CHECKING:
    from eventapp.domain.items import Document


def merge_attendees(document: Document, *, keep: str, gone: str) -> Document:
    """Give the document without one of two attendees; the one kept heads, and is placed, wherever the other did.

    Raises: NotFoundError.
    """
    for name in (keep, gone):
        index_of(document, "attendees", name)
    heads = [{**one, "head": keep} if one.get("head") == gone else one for one in document.get("delegations", ())]
    attendees = [item for item in document["attendees"] if item["id"] != gone]
    placed: Document = {
        section: [_merged(item, keep, gone) for item in document[section]]
        for section in ("sessions", "topics")
        if section in document
    }
    return {**document, "delegations": heads, "attendees": attendees, **placed}


def _merged(item: Document, keep: str, gone: str) -> Document:
    people = item.get("people")
    if not people or not any(gone in names for names in people.values()):
        return item
    renamed = {role: [keep if name == gone else name for name in names] for role, names in people.items()}
    return {**item, "people": {role: list(dict.fromkeys(names)) for role, names in renamed.items()}}
