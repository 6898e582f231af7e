"""The order of a delegation's people and its head: each change one step of the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action
from eventapp.domain.drafts.people import names_in_order, place_person, with_head
from eventapp.domain.errors import NotFoundError
from eventapp.operations.drafts import Step, edit_document
from eventapp.queries.drafts import get_draft
from eventapp.queries.side_lists import list_erased

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.items import Document
    from eventapp.operations.registrations.sides import Whom
    from eventapp.policy import Actor
    from eventapp.queries.drafts import Draft


def order_person(tx: Session, whom: Whom, position: int, *, seen: str, actor: Actor, now: datetime) -> Draft:
    """Let a person stand at a position from 1 in the own delegation; beyond the ends is the end.

    `seen` is the version of the person's item that the actor saw; it doesn't matter where the person stands there already. Whoever was
    erased has no position that anybody sees.
    Raises: NotFoundError, also for somebody of another delegation; StaleItemError.
    """
    _must_be_own(tx, whom)
    draft, nameless = get_draft(tx, whom.slug), list_erased(tx, whom.slug, whom.side)

    def wanted(document: Document) -> Document:
        return place_person(document, whom.side, whom.name, position, nameless=nameless)

    def order(document: Document) -> list[str]:
        return [one for one in names_in_order(document, whom.side) if one not in nameless]

    if order(wanted(draft.document)) == order(draft.document):
        return draft
    return edit_document(
        tx,
        whom.slug,
        wanted,
        step=Step(action=Action.PERSON_PLACE, subject=whom.item),
        expected={whom.item: seen},
        actor=actor,
        now=now,
    )


def set_head(tx: Session, whom: Whom, *, seen: str, actor: Actor, now: datetime) -> Draft:
    """Let a person head the own delegation, nobody where `whom` names nobody.

    `seen` is the version of the delegation's item that the actor saw; it doesn't matter where that person heads it already.
    Raises: as `order_person`.
    """
    delegation = f"delegations/{whom.side}"
    if whom.name:
        _must_be_own(tx, whom)
    draft = get_draft(tx, whom.slug, for_update=True)
    if with_head(draft.document, whom.side, whom.name) == draft.document:
        return draft
    return edit_document(
        tx,
        whom.slug,
        lambda document: with_head(document, whom.side, whom.name),
        step=Step(action=Action.ITEM_EDIT, subject=delegation),
        expected={delegation: seen},
        actor=actor,
        now=now,
    )


def _must_be_own(tx: Session, whom: Whom) -> None:
    """Refuse somebody of another delegation before anything is told of what stands now.

    Raises: NotFoundError.
    """
    item = get_draft(tx, whom.slug, for_update=True).items.get(whom.item)
    if item is None or item["delegation"] != whom.side:
        raise NotFoundError("unknown-item", item=whom.item)
