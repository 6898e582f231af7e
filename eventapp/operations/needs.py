"""Taking what people need out of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action, record

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor


def record_needs_export(tx: Session, slug: str, subject: str, *, people: int, actor: Actor, now: datetime) -> None:
    """Note that somebody took out what so many people need, with their names; `subject` is a meal ("sessions/lunch") or "accessibility"."""
    record(
        tx,
        Action.NEEDS_EXPORT,
        conference_slug=slug,
        subject=subject,
        details={"people": people},
        actor=actor,
        now=now,
    )
