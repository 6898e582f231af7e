"""Change notices that did not go out yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from eventapp.domain.gathering import Waiting
from eventapp.models import Conference, OutboxMessage
from eventapp.models import Publication as PublicationRow
from eventapp.queries.publications import get_publication
from eventapp.renderers.mail import CHANGE_NOTICE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.publication import Publication


def list_waiting_notices(tx: Session, conference_id: int, *, now: datetime) -> dict[str, Waiting]:
    """Give the notices of a conference that nobody has in hand and that surely did not arrive, by whom they are for; no worker takes them before this transaction ends."""
    is_free = or_(OutboxMessage.claimed_until.is_(None), OutboxMessage.claimed_until <= now)
    statement = (
        select(OutboxMessage.attendee, OutboxMessage.id, OutboxMessage.since_number, OutboxMessage.due_at)
        .where(OutboxMessage.conference_id == conference_id, OutboxMessage.kind == CHANGE_NOTICE)
        .where(OutboxMessage.is_waiting, OutboxMessage.unanswered == 0, is_free)
        .where(OutboxMessage.since_number.is_not(None))
        .order_by(OutboxMessage.id)
        .with_for_update(skip_locked=True)
    )
    return {person: Waiting(key, since or 0, due_at) for person, key, since, due_at in tx.execute(statement)}


def get_numbered_publications(tx: Session, conference_id: int, numbers: Iterable[int]) -> dict[int, Publication]:
    """Give these versions of a conference by number; there are few."""
    if not (wanted := sorted(set(numbers))):
        return {}
    statement = select(PublicationRow.number, PublicationRow.id).where(
        PublicationRow.conference_id == conference_id, PublicationRow.number.in_(wanted)
    )
    return {number: get_publication(tx, key) for number, key in tx.execute(statement).all()}


def get_notice_delay(tx: Session, conference_id: int) -> int:
    """Give after how many minutes people are told of a publication."""
    return tx.scalars(select(Conference.notice_delay_minutes).where(Conference.id == conference_id)).one()
