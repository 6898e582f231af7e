"""Acknowledging the changes of an agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError
from eventapp.queries.publications import find_last_number
from eventapp.queries.registrations import get_registration

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor


def acknowledge_agenda(tx: Session, slug: str, public_id: str, number: int, *, actor: Actor, now: datetime) -> None:
    """Note that a person saw a version of the agenda; one seen before, or a later one, stays as it was noted.

    Raises: NotFoundError; DomainError("unknown-version") for one that was never published.
    """
    row = get_registration(tx, slug, public_id, for_update=True)
    last = find_last_number(tx, row.conference_id) or 0
    if not 1 <= number <= last:
        raise DomainError("unknown-version", number=number, last=last)
    if (row.agenda_seen or 0) >= number:
        return
    row.agenda_seen, row.agenda_seen_at = number, now
    subject, details = f"attendees/{public_id}", {"version": number}
    mentions = [subject, f"versions/{number}"]
    record(
        tx,
        Action.NOTICE_SEE,
        conference_slug=slug,
        subject=subject,
        details=details,
        mentions=mentions,
        actor=actor,
        now=now,
    )
