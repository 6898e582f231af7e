"""Who was told of a version of the agenda and has said to have seen it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from eventapp.domain.acknowledgements import Told
from eventapp.models import OutboxMessage, Registration
from eventapp.renderers.mail import CHANGE_NOTICE, CHANGE_REMINDER

if TYPE_CHECKING:
    from sqlalchemy import Row
    from sqlalchemy.orm import Session

_THEIRS = and_(
    Registration.conference_id == OutboxMessage.conference_id, Registration.public_id == OutboxMessage.attendee
)
_NOTICES = (OutboxMessage.kind == CHANGE_NOTICE, OutboxMessage.cancelled_at.is_(None))


def list_told(tx: Session, conference_id: int, number: int) -> tuple[Told, ...]:
    """Give everybody to whom a message of this version was written, in the order of the messages: that of the protocol.

    Two statements for any number of people. The address is that of the list, or for who left it that of the message.
    """
    reminded = (
        select(OutboxMessage.attendee, func.max(OutboxMessage.created_at))
        .where(OutboxMessage.conference_id == conference_id, OutboxMessage.kind == CHANGE_REMINDER)
        .where(OutboxMessage.cancelled_at.is_(None))
        .group_by(OutboxMessage.attendee)
    )
    last = {person: at for person, at in tx.execute(reminded)}  # noqa: C416 - a Row is no pair to the type checker
    statement = (
        select(OutboxMessage.attendee, OutboxMessage.recipient_name, OutboxMessage.recipient, OutboxMessage.sent_at)
        .add_columns(OutboxMessage.failed_at, Registration.state, Registration.email, Registration.erased_at)
        .add_columns(Registration.agenda_seen, Registration.agenda_seen_at)
        .outerjoin(Registration, _THEIRS)
        .where(OutboxMessage.conference_id == conference_id, OutboxMessage.publication_number == number, *_NOTICES)
        .order_by(OutboxMessage.id)
    )
    found = {row.attendee: _told(row, number, last.get(row.attendee)) for row in tx.execute(statement)}
    return tuple(found.values())


def list_unseen(tx: Session, conference_id: int) -> frozenset[str]:
    """Give the public ids of those on the list who were told of a version that they have not said to have seen."""
    known = func.coalesce(Registration.agenda_seen, 0)
    statement = (
        select(OutboxMessage.attendee)
        .join(Registration, _THEIRS)
        .where(OutboxMessage.conference_id == conference_id, *_NOTICES, OutboxMessage.sent_at.is_not(None))
        .where(OutboxMessage.publication_number > known, Registration.ended_at.is_(None))
    )
    return frozenset(tx.scalars(statement.distinct()))


def _told(row: Row[Any], number: int, reminded_at: Any) -> Told:
    is_listed = row.state is not None and not row.state.is_ended and row.erased_at is None
    return Told(
        person=row.attendee,
        name=row.recipient_name,
        email=(row.email if is_listed else "") or row.recipient,
        told_at=row.sent_at,
        has_failed=row.failed_at is not None and row.sent_at is None,
        is_listed=is_listed,
        seen_at=row.agenda_seen_at if (row.agenda_seen or 0) >= number else None,
        reminded_at=reminded_at,
    )
