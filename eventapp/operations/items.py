"""Items of a draft written from their forms: saved, added, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action
from eventapp.domain.drafts import with_item, with_new_item, without_item
from eventapp.domain.items import name_of, section_of
from eventapp.operations.drafts import Step, edit_document
from eventapp.renderers.glyphs import unprintable

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.items import Document
    from eventapp.policy import Actor
    from eventapp.queries.drafts import Draft

_SESSIONS = {"add": Action.SESSION_ADD, "edit": Action.SESSION_EDIT, "remove": Action.SESSION_REMOVE}
_ITEMS = {"add": Action.ITEM_ADD, "edit": Action.ITEM_EDIT, "remove": Action.ITEM_REMOVE}


def save_item(
    tx: Session,
    slug: str,
    item: str,
    value: Document,
    *,
    seen: str,
    is_autosave: bool = False,
    actor: Actor,
    now: datetime,
) -> Draft:
    """Let an item be as `value`; `seen` is its version that the actor saw. Autosaves of one item are one step for undo.

    Raises: NotFoundError; StaleItemError; InvalidInputError.
    """
    return edit_document(
        tx,
        slug,
        lambda document: with_item(document, item, value),
        step=Step(action=_action("edit", section_of(item)), subject=item, is_autosave=is_autosave),
        expected={item: seen},
        unprintable=unprintable,
        actor=actor,
        now=now,
    )


def add_item(
    tx: Session, slug: str, section: str, value: Document, *, after: str = "", actor: Actor, now: datetime
) -> Draft:
    """Add an item to a section: right behind the one that is named, else last.

    Raises: InvalidInputError, also when its name is taken.
    """
    return edit_document(
        tx,
        slug,
        lambda document: with_new_item(document, section, value, after=after),
        step=Step(action=_action("add", section), subject=f"{section}/{name_of(section, value)}"),
        expected={},
        unprintable=unprintable,
        actor=actor,
        now=now,
    )


def remove_item(tx: Session, slug: str, item: str, *, seen: str, actor: Actor, now: datetime) -> Draft:
    """Take an item out of the draft with all that hangs on it, as one step.

    Raises: NotFoundError; StaleItemError; DomainError("venue-of-a-movement"); DomainError("has-focal-points"); InvalidInputError.
    """
    section, _, name = item.partition("/")
    return edit_document(
        tx,
        slug,
        lambda document: without_item(document, section, name),
        step=Step(action=_action("remove", section), subject=item),
        expected={item: seen},
        actor=actor,
        now=now,
    )


def _action(verb: str, section: str) -> Action:
    return (_SESSIONS if section == "sessions" else _ITEMS)[verb]
