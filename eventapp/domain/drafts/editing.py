"""Writing one item of a draft's document anew, or adding one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.drafts.rezoning import on_its_clock
from eventapp.domain.errors import NotFoundError
from eventapp.domain.items import CONFERENCE, name_of

if TYPE_CHECKING:
    from eventapp.domain.items import Document


def index_of(document: Document, section: str, name: str) -> int:
    """Give where an item stands in its section, from 0.

    Raises: NotFoundError.
    """
    for index, item in enumerate(document.get(section, ())):
        if name_of(section, item) == name:
            return index
    raise NotFoundError("unknown-item", item=f"{section}/{name}")


def with_item(document: Document, item: str, value: Document) -> Document:
    """Give the document in which an item ("sessions/ws-5", "conference") is as `value`, in the same place.

    Where its zone is another now, what is told on its clock stays at the same instants.
    Raises: NotFoundError.
    """
    document = on_its_clock(document, item, value)
    if item == CONFERENCE:
        return {**document, CONFERENCE: value}
    section, _, name = item.partition("/")
    index = index_of(document, section, name)
    items = document[section]
    return {**document, section: [*items[:index], value, *items[index + 1 :]]}


def with_new_item(document: Document, section: str, value: Document, *, after: str = "") -> Document:
    """Give the document with one more item: right behind the one that is named, else last."""
    items = document.get(section, [])
    index = index_of(document, section, after) + 1 if after else len(items)
    return {**document, section: [*items[:index], value, *items[index:]]}
