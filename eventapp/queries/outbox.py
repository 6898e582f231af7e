"""The outbox: what waits, what went out, what failed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import defer

from eventapp.domain.errors import NotFoundError
from eventapp.models import Conference, OutboxMessage
from eventapp.renderers.mail import CHANGE_NOTICE

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

# PostgreSQL refuses to look for a number that its keys cannot hold.
_LARGEST_KEY = 2**31 - 1
_WITHOUT_TEXTS = (defer(OutboxMessage.plain), defer(OutboxMessage.html))
_NEWEST = (OutboxMessage.created_at.desc(), OutboxMessage.id.desc())


class MessageState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLine:
    """A message without its texts; `at` is when it was sent, failed or cancelled, or is due."""

    id: int
    kind: str
    state: MessageState
    recipient: str
    recipient_name: str
    language: str
    subject: str
    created_at: datetime
    at: datetime
    attempts: int
    error: str


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that failed, and the conference that it is about, "" for none."""

    line: MessageLine
    slug: str


def is_due(worker: str, now: datetime) -> ColumnElement[bool]:
    """Say whether a worker may take a message now: nobody else has it, or whoever had it told nothing in time."""
    is_free = or_(
        OutboxMessage.claimed_until.is_(None),
        OutboxMessage.claimed_until <= now,
        OutboxMessage.claimed_by.startswith(f"{worker}."),
    )
    return and_(OutboxMessage.is_waiting, OutboxMessage.due_at <= now, is_free)


def has_due_messages(tx: Session, *, worker: str, now: datetime) -> bool:
    """Say whether there is a message for a worker to take."""
    return tx.scalars(select(OutboxMessage.id).where(is_due(worker, now)).limit(1)).first() is not None


def count_messages(tx: Session, slug: str) -> dict[MessageState, int]:
    """Give how many messages of a conference are in each state."""
    states = {state: func.count().filter(_is(state)) for state in MessageState}
    statement = select(*states.values()).select_from(OutboxMessage).join(Conference).where(Conference.slug == slug)
    return dict(zip(states, tx.execute(statement).one(), strict=True))


def count_waiting(tx: Session) -> int:
    """Give how many messages of all wait to be sent."""
    return tx.scalars(select(func.count()).select_from(OutboxMessage).where(OutboxMessage.is_waiting)).one()


def count_notices(tx: Session, slug: str, number: int) -> int:
    """Give how many messages tell of a publication."""
    statement = select(func.count()).select_from(OutboxMessage).join(Conference)
    return tx.scalars(
        statement.where(
            Conference.slug == slug, OutboxMessage.publication_number == number, OutboxMessage.kind == CHANGE_NOTICE
        )
    ).one()


def list_messages(
    tx: Session, slug: str, state: MessageState, *, limit: int, offset: int = 0
) -> tuple[MessageLine, ...]:
    """Give a conference's messages in one state, the newest first, no more than `limit` after the first `offset`."""
    statement = (
        select(OutboxMessage).options(*_WITHOUT_TEXTS).join(Conference).where(Conference.slug == slug, _is(state))
    )
    return tuple(line_of(row) for row in tx.scalars(statement.order_by(*_NEWEST).limit(limit).offset(offset)))


def list_latest_messages(tx: Session, *, limit: int) -> tuple[MessageLine, ...]:
    """Give the newest messages of every kind and conference, the newest first."""
    statement = select(OutboxMessage).options(*_WITHOUT_TEXTS).order_by(*_NEWEST).limit(limit)
    return tuple(line_of(row) for row in tx.scalars(statement))


def list_dead_letters(tx: Session) -> tuple[DeadLetter, ...]:
    """Give every message that failed, whatever it is about, those that failed first first."""
    statement = (
        select(OutboxMessage, Conference.slug)
        .options(*_WITHOUT_TEXTS)
        .outerjoin(Conference)
        .where(OutboxMessage.is_failed)
        .order_by(OutboxMessage.failed_at, OutboxMessage.id)
    )
    return tuple(DeadLetter(line_of(row), slug or "") for row, slug in tx.execute(statement))


def get_message(tx: Session, slug: str | None, message_id: int) -> OutboxMessage:
    """Give one message, of the conference unless that is None.

    Raises: NotFoundError.
    """
    row = tx.get(OutboxMessage, message_id) if message_id <= _LARGEST_KEY else None
    if row is not None and slug is not None:
        owner = tx.scalars(select(Conference.id).where(Conference.slug == slug)).one_or_none()
        row = row if owner is not None and row.conference_id == owner else None
    if row is None:
        raise NotFoundError("unknown-message", number=message_id)
    return row


def line_of(row: OutboxMessage) -> MessageLine:
    return MessageLine(
        id=row.id,
        kind=row.kind,
        state=_state(row),
        recipient=row.recipient,
        recipient_name=row.recipient_name,
        language=row.language,
        subject=row.subject,
        created_at=row.created_at,
        at=row.sent_at or row.cancelled_at or row.failed_at or row.due_at,
        attempts=row.attempts,
        error=row.error,
    )


def _state(row: OutboxMessage) -> MessageState:
    if row.sent_at is not None:
        return MessageState.SENT
    if row.cancelled_at is not None:
        return MessageState.CANCELLED
    return MessageState.FAILED if row.failed_at is not None else MessageState.WAITING


def _is(state: MessageState) -> SQLColumnExpression[bool]:
    """Say whether a row is in a state, in the same order as `_state`."""
    unsent = OutboxMessage.sent_at.is_(None)
    return {
        MessageState.WAITING: OutboxMessage.is_waiting,
        MessageState.SENT: OutboxMessage.sent_at.is_not(None),
        MessageState.FAILED: OutboxMessage.is_failed,
        MessageState.CANCELLED: unsent & OutboxMessage.cancelled_at.is_not(None),
    }[state]
