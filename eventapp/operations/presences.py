"""Noting who is in the workplace now. Nothing of it is kept: it is no change of the conference and leaves no audit entry."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from eventapp.models import Presence

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor

_FRESH = timedelta(seconds=15)


def is_presence_due(tx: Session, conference_id: int, *, item: str, actor: Actor, now: datetime) -> bool:
    """Say whether the actor was last seen a while ago, or with another item open."""
    statement = select(Presence.seen_at, Presence.item).where(
        Presence.conference_id == conference_id, Presence.user_id == actor.user_id
    )
    row = tx.execute(statement).one_or_none()
    return row is None or row.item != item or now - row.seen_at > _FRESH


def note_presence(tx: Session, conference_id: int, *, item: str, actor: Actor, now: datetime) -> None:
    """Remember that the actor is here, with an item open or ("") none."""
    seen = {"seen_at": now, "item": item}
    mine = (Presence.conference_id == conference_id, Presence.user_id == actor.user_id)
    if tx.execute(update(Presence).where(*mine).values(**seen).returning(Presence.id)).first() is None:
        tx.execute(insert(Presence).values(conference_id=conference_id, user_id=actor.user_id, **seen))
