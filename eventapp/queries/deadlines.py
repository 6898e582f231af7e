"""Deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.models import Deadline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def list_deadlines(
    tx: Session, conference_id: int, *, limit: int | None = None, with_done: bool = False
) -> Sequence[Deadline]:
    """Give the deadlines, what is not done yet first, then by time."""
    statement = select(Deadline).where(Deadline.conference_id == conference_id)
    if not with_done:
        statement = statement.where(Deadline.done_at.is_(None))
    return tx.scalars(
        statement.order_by(Deadline.done_at.is_not(None), Deadline.due_at, Deadline.id).limit(limit)
    ).all()
