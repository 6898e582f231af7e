"""The end of a conference that no reader ever saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, update

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError
from eventapp.models import AuditEntry, AuditMention, Conference
from eventapp.queries.drafts import get_draft
from eventapp.queries.publications import find_last_publication

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor

_SLUG_MAX = 80


def remove_conference(tx: Session, slug: str, *, seen: str, actor: Actor, now: datetime) -> None:
    """Remove a conference with all that hangs on it; `seen` is the version of the draft that the actor saw.

    One that was published stays: calendars and papers tell of it, and its sessions are cancelled instead. The log stays under a
    name that no conference can have, so that another of the same short name begins with an empty one.
    Raises: NotFoundError; DomainError("conference-published"), ("draft-changed").
    """
    draft = get_draft(tx, slug, for_update=True)
    if find_last_publication(tx, draft.conference_id) is not None:
        raise DomainError("conference-published")
    if draft.version != seen:
        raise DomainError("draft-changed")
    details = {"title": draft.agenda.conference.title.as_dict(), "sessions": len(draft.agenda.sessions)}
    record(tx, Action.CONFERENCE_REMOVE, conference_slug=slug, subject=slug, details=details, actor=actor, now=now)
    for model in (AuditEntry, AuditMention):
        put_away = {"conference_slug": f"~{slug}"[:_SLUG_MAX]}
        tx.execute(update(model).where(model.conference_slug == slug).values(**put_away))
    tx.execute(delete(Conference).where(Conference.id == draft.conference_id))
