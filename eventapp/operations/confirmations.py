"""Confirming that a text says the same in all languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.translations import TranslationState, texts_hash, texts_of, translation_state
from eventapp.models import Confirmation
from eventapp.queries.drafts import get_draft

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor


def confirm_translation(tx: Session, slug: str, item: str, field: str, *, actor: Actor, now: datetime) -> None:
    """Note that the text of a field, as it stands in the draft, says the same in all languages.

    Raises: NotFoundError; DomainError("translation-missing").
    """
    draft = get_draft(tx, slug, for_update=True)
    texts = dict(texts_of(item, draft.items.get(item, {}))).get(field)
    if texts is None:
        raise NotFoundError("unknown-item", item=item)
    languages = draft.agenda.conference.languages
    if translation_state(texts, languages, None) is TranslationState.MISSING:
        raise DomainError("translation-missing")
    _forget(tx, draft.conference_id, item, field)
    tx.execute(
        insert(Confirmation).values(
            conference_id=draft.conference_id,
            item=item,
            field=field,
            text_hash=texts_hash(texts, languages),
            confirmed_by=actor.name,
            confirmed_at=now,
        )
    )
    _log(tx, Action.TRANSLATION_CONFIRM, slug, item, field, actor=actor, now=now)


def withdraw_confirmation(tx: Session, slug: str, item: str, field: str, *, actor: Actor, now: datetime) -> None:
    """Take a confirmation back; one that isn't there may be taken back too.

    Raises: NotFoundError.
    """
    draft = get_draft(tx, slug, for_update=True)
    _forget(tx, draft.conference_id, item, field)
    _log(tx, Action.TRANSLATION_UNCONFIRM, slug, item, field, actor=actor, now=now)


def _forget(tx: Session, conference_id: int, item: str, field: str) -> None:
    tx.execute(
        delete(Confirmation).where(
            Confirmation.conference_id == conference_id, Confirmation.item == item, Confirmation.field == field
        )
    )


def _log(tx: Session, action: Action, slug: str, item: str, field: str, *, actor: Actor, now: datetime) -> None:
    record(
        tx,
        action,
        conference_slug=slug,
        subject=item,
        details={"field": field},
        mentions=(item,),
        actor=actor,
        now=now,
    )
