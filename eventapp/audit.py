"""The audit log: the only writer of audit entries."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from eventapp.models import AuditEntry

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor


class Action(StrEnum):
    """What was done, as noun:verb."""

    CONFERENCE_IMPORT = "conference:import"
    CONFERENCE_REPLACE = "conference:replace"
    AGENDA_PUBLISH = "agenda:publish"


def record(
    tx: Session,
    action: Action,
    *,
    conference_slug: str,
    subject: str,
    details: dict[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    """Add one entry to the log, in the transaction of the change that it tells of."""
    entry = AuditEntry(
        conference_slug=conference_slug,
        at=now,
        actor=actor.name,
        user_id=actor.user_id,
        action=action.value,
        subject=subject,
        details=details,
    )
    tx.add(entry)
