"""Dead letters: messages that failed for good, sent again because a person asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError
from eventapp.models import Conference, OutboxMessage
from eventapp.queries.outbox import get_message

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor


def resend_message(tx: Session, slug: str | None, message_id: int, *, actor: Actor, now: datetime) -> None:
    """Make a failed message due again, its attempts counted anew; any message if `slug` is None, else one of that conference.

    Raises: NotFoundError; DomainError("not-failed") for one that waits, was sent or was cancelled, ("text-erased").
    """
    row = get_message(tx, slug, message_id)
    tx.refresh(row, with_for_update=True)
    if not row.is_failed:
        raise DomainError("not-failed", number=message_id)
    if row.is_erased:
        raise DomainError("text-erased", number=message_id)
    owner = tx.scalars(select(Conference.slug).where(Conference.id == row.conference_id)).one_or_none()
    _resend(tx, row, owner or "", actor=actor, now=now)


def resend_failed_messages(tx: Session, slug: str | None, *, actor: Actor, now: datetime) -> int:
    """Make all that failed due again, of every conference and of none if `slug` is None; give how many that were."""
    statement = (
        select(OutboxMessage, Conference.slug)
        .outerjoin(Conference)
        .where(OutboxMessage.is_failed, OutboxMessage.plain != "")
        .order_by(OutboxMessage.id)
        .with_for_update(of=OutboxMessage)
    )
    if slug is not None:
        statement = statement.where(Conference.slug == slug)
    found = tx.execute(statement).all()
    for row, owner in found:
        _resend(tx, row, owner or "", actor=actor, now=now)
    return len(found)


def _resend(tx: Session, row: OutboxMessage, slug: str, *, actor: Actor, now: datetime) -> None:
    details = {"kind": row.kind, "recipient": row.recipient, "error": row.error}
    row.failed_at, row.claimed_by, row.claimed_until = None, "", None
    row.attempts, row.unanswered, row.due_at = 0, 0, now
    subject = str(row.id)
    record(tx, Action.MESSAGE_RESEND, conference_slug=slug, subject=subject, details=details, actor=actor, now=now)
