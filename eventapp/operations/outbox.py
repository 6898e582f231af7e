"""The outbox: messages are queued in the transaction of the change that they tell of (decision 0009)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, insert, or_, select, update

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError
from eventapp.models import OutboxMessage
from eventapp.queries.outbox import get_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor
    from eventapp.renderers.mail import Mail

# A batch is sent well within its claim; who died with it holds its messages up no longer.
CLAIM = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
# Some two days in all, after which nobody waits for an agenda's news.
MOST_ATTEMPTS = 16
_LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a message: `address` as in RFC 5321, `name` as it is shown, "" without one."""

    address: str
    name: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail and whom it goes to; `attendee` is the public id of the person at the conference, "" for anybody else."""

    mail: Mail
    to: Recipient
    attendee: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message that one worker has until `claimed_until`; `token` makes its Message-ID, the same at every attempt."""

    id: int
    token: str
    to: Recipient
    subject: str
    plain: str
    html: str
    created_at: datetime
    claimed_until: datetime


def queue_mail(
    tx: Session,
    mail: Mail,
    *,
    kind: str,
    to: Recipient,
    now: datetime,
    conference_id: int | None = None,
    publication_number: int | None = None,
    attendee: str = "",
) -> None:
    """Add one message to the outbox, due at once; it goes out if and only if the transaction is committed."""
    letter = Letter(mail=mail, to=to, attendee=attendee)
    queue_letters(tx, [letter], kind=kind, now=now, conference_id=conference_id, publication_number=publication_number)


def queue_letters(
    tx: Session,
    letters: Iterable[Letter],
    *,
    kind: str,
    now: datetime,
    conference_id: int | None = None,
    publication_number: int | None = None,
) -> None:
    """Add messages of one kind to the outbox by one statement, due at once."""
    about = {"conference_id": conference_id, "publication_number": publication_number}
    rows = [_row(letter, now) | {"kind": kind, **about} for letter in letters]
    if rows:
        tx.execute(insert(OutboxMessage), rows)


def _row(letter: Letter, now: datetime) -> dict[str, Any]:
    """Give a row's values; the message's id is chance alone, so that it tells nothing of the machine."""
    return {
        "attendee": letter.attendee,
        "recipient": letter.to.address,
        "recipient_name": letter.to.name,
        "language": letter.mail.language,
        "message_id": secrets.token_hex(16),
        "subject": letter.mail.subject,
        "plain": letter.mail.plain,
        "html": letter.mail.html,
        "created_at": now,
        "due_at": now,
        "attempts": 0,
        "error": "",
    }


def claim_messages(tx: Session, *, now: datetime, limit: int) -> tuple[Claimed, ...]:
    """Take up to `limit` messages that are due, those due longest first; nobody else gets them until the claim expires."""
    due = (
        select(OutboxMessage.id)
        .where(OutboxMessage.is_waiting, OutboxMessage.due_at <= now, _is_free(now))
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    statement = (
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(select(due.c.id)))
        .values(claimed_until=now + CLAIM)
        .returning(OutboxMessage)
        .execution_options(synchronize_session=False)
    )
    rows = sorted(tx.scalars(statement), key=lambda row: (row.due_at, row.id))
    return tuple(_claimed(row) for row in rows)


def release_messages(tx: Session, ids: Sequence[int]) -> None:
    """Give claimed messages back: they are due as before."""
    tx.execute(update(OutboxMessage).where(OutboxMessage.id.in_(ids)).values(claimed_until=None))


def record_sent(tx: Session, message_id: int, *, now: datetime) -> None:
    """Note that a message went out; one that was cancelled meanwhile was sent all the same."""
    values = {"sent_at": now, "claimed_until": None, "failed_at": None, "cancelled_at": None, "error": ""}
    sent = update(OutboxMessage).where(OutboxMessage.id == message_id, OutboxMessage.sent_at.is_(None))
    tx.execute(sent.values(attempts=OutboxMessage.attempts + 1, **values))


def record_failure(tx: Session, ids: Sequence[int], *, reason: str, is_permanent: bool, now: datetime) -> None:
    """Note that claimed messages could not be sent: they are due again later, or never if that is of no use.

    The pause doubles from a minute to six hours; after 16 attempts a message has failed.
    """
    claimed = (OutboxMessage.id.in_(ids), OutboxMessage.claimed_until.is_not(None))
    for row in tx.scalars(select(OutboxMessage).where(*claimed)):
        row.attempts += 1
        row.claimed_until = None
        row.error = reason[:_LONGEST_REASON]
        if is_permanent or row.attempts >= MOST_ATTEMPTS:
            row.failed_at = now
        else:
            row.due_at = now + pause_after(row.attempts)
    tx.flush()


def pause_after(attempts: int) -> timedelta:
    """Give how long to wait after so many attempts that failed (from 1)."""
    return min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)


def resend_message(tx: Session, slug: str, message_id: int, *, actor: Actor, now: datetime) -> None:
    """Make a failed message of a conference due again, its attempts counted anew.

    Raises: NotFoundError; DomainError("not-failed") for a message that waits or was sent.
    """
    row = get_message(tx, slug, message_id)
    if row.failed_at is None:
        raise DomainError("not-failed", number=message_id)
    row.failed_at, row.claimed_until = None, None
    row.attempts, row.due_at = 0, now
    details = {"kind": row.kind, "recipient": row.recipient, "error": row.error}
    record(
        tx,
        Action.MESSAGE_RESEND,
        conference_slug=slug,
        subject=str(message_id),
        details=details,
        actor=actor,
        now=now,
    )
    tx.flush()


def cancel_messages(tx: Session, *, conference_id: int, publication_number: int, now: datetime) -> int:
    """Keep back what has not been sent yet of a publication's messages; give how many that were.

    One that a worker has in hand may still go out, and then counts as sent.
    """
    about = (OutboxMessage.conference_id == conference_id, OutboxMessage.publication_number == publication_number)
    statement = update(OutboxMessage).where(
        *about, OutboxMessage.sent_at.is_(None), OutboxMessage.cancelled_at.is_(None)
    )
    return len(tx.execute(statement.values(cancelled_at=now).returning(OutboxMessage.id)).all())


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(OutboxMessage.claimed_until.is_(None), OutboxMessage.claimed_until <= now)


def _claimed(row: OutboxMessage) -> Claimed:
    if row.claimed_until is None:
        raise ValueError(row.id)
    return Claimed(
        id=row.id,
        token=row.message_id,
        to=Recipient(row.recipient, row.recipient_name, row.language),
        subject=row.subject,
        plain=row.plain,
        html=row.html,
        created_at=row.created_at,
        claimed_until=row.claimed_until,
    )
