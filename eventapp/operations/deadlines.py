"""Deadlines of a conference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action, record
from eventapp.domain.errors import NotFoundError
from eventapp.models import Deadline
from eventapp.queries.conferences import get_conference_id

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.localized import Localized
    from eventapp.policy import Actor


def add_deadline(
    tx: Session, slug: str, title: Localized, due_at: datetime, zone: str, *, actor: Actor, now: datetime
) -> None:
    """Add something due at an instant, typed in a zone. Raises: NotFoundError."""
    tx.add(Deadline(conference_id=get_conference_id(tx, slug), title=title, due_at=due_at, zone=zone))
    _record(tx, Action.DEADLINE_ADD, slug, title, due_at, actor=actor, now=now)


def settle_deadline(tx: Session, slug: str, deadline_id: int, *, actor: Actor, now: datetime) -> None:
    """Note that it is done. Raises: NotFoundError."""
    deadline = _get(tx, slug, deadline_id)
    deadline.done_at = now
    _record(tx, Action.DEADLINE_SETTLE, slug, deadline.title, deadline.due_at, actor=actor, now=now)


def remove_deadline(tx: Session, slug: str, deadline_id: int, *, actor: Actor, now: datetime) -> None:
    """Take it away. Raises: NotFoundError."""
    deadline = _get(tx, slug, deadline_id)
    _record(tx, Action.DEADLINE_REMOVE, slug, deadline.title, deadline.due_at, actor=actor, now=now)
    tx.delete(deadline)


def _get(tx: Session, slug: str, deadline_id: int) -> Deadline:
    deadline = tx.get(Deadline, deadline_id)
    if deadline is None or deadline.conference_id != get_conference_id(tx, slug):
        raise NotFoundError("unknown-item", item=f"deadlines/{deadline_id}")
    return deadline


def _record(
    tx: Session, action: Action, slug: str, title: Localized, due_at: datetime, *, actor: Actor, now: datetime
) -> None:
    subject = next((text for _, text in title), "")[:120]
    details = {"title": title.as_dict(), "due_at": due_at.isoformat()}
    record(tx, action, conference_slug=slug, subject=subject, details=details, actor=actor, now=now)
