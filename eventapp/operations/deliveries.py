"""Deliveries: which worker has a message in hand, and what came of it (decisions 0009 and 0014)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from eventapp.domain.deliveries import (
    MOST_ATTEMPTS,
    MOST_UNANSWERED,
    UNANSWERED,
    WORKER_DIED,
    pause_after,
    pause_if_lost,
)
from eventapp.models import OutboxMessage
from eventapp.operations.outbox import Recipient
from eventapp.operations.registrations.own_pages import with_own_page
from eventapp.queries.outbox import is_due
from eventapp.renderers.mail import holds_secret

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy.orm import Session

_LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message in the hand of one worker until `claimed_until`; `claim` is of this attempt alone, `token` makes the Message-ID of them all."""

    id: int
    claim: str
    kind: str
    token: str
    to: Recipient
    subject: str
    plain: str
    html: str
    calendar: str = ""
    calendar_method: str = ""
    created_at: datetime
    claimed_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a message could not be sent. After an `is_unanswered` one nobody knows whether it was; an `is_permanent` one is of no use to repeat."""

    reason: str
    is_permanent: bool = False
    is_unanswered: bool = False


def new_worker_name() -> str:
    """Give a name that no other worker has."""
    return secrets.token_hex(8)


def claim_message(tx: Session, *, worker: str, lasts: timedelta, now: datetime) -> Claimed | None:
    """Take the message that is due longest and count the attempt; None when nothing is due.

    Nobody else gets it until the claim ends. A worker has one in hand at a time: what it had before and told nothing of, because it
    died, is due again at once. A message at which workers died too often has failed.
    """
    while (row := _find_due(tx, worker, now)) is not None:
        if row.attempts < MOST_ATTEMPTS:
            return _take(tx, row, worker, lasts, now=now)
        _give_back(row)
        row.failed_at, row.error = now, WORKER_DIED
    return None


def renew_claim(tx: Session, message: Claimed, *, lasts: timedelta, now: datetime) -> None:
    """Let a claim last on, unless it ended and somebody else has the message."""
    held = (OutboxMessage.id == message.id, OutboxMessage.claimed_by == message.claim)
    tx.execute(update(OutboxMessage).where(*held).values(claimed_until=now + lasts))


def record_sent(tx: Session, message: Claimed, *, now: datetime, keeps_text: bool = False) -> None:
    """Note, once, that a message went out; a text that was its recipient's alone is erased unless `keeps_text`.

    That holds however late it is told: of a claim that ended, of a message that was cancelled or failed meanwhile.
    """
    values = {
        "sent_at": now,
        "claimed_by": "",
        "claimed_until": None,
        "failed_at": None,
        "cancelled_at": None,
        "error": "",
    }
    if holds_secret(message.kind) and not keeps_text:
        values |= {"plain": "", "html": "", "calendar": ""}
    unsent = (OutboxMessage.id == message.id, OutboxMessage.sent_at.is_(None))
    tx.execute(update(OutboxMessage).where(*unsent).values(values))


def record_failure(tx: Session, message: Claimed, failure: Failure, *, now: datetime) -> None:
    """Note that a message could not be sent: it is due again later, or never if that is of no use.

    A claim that ended has nothing to say any more: whoever has the message now does. The pause doubles from a minute to six hours;
    after 16 attempts, or 3 without an answer, a message has failed.
    """
    held = (OutboxMessage.id == message.id, OutboxMessage.claimed_by == message.claim, OutboxMessage.is_waiting)
    row = tx.scalars(select(OutboxMessage).where(*held).with_for_update()).one_or_none()
    if row is None:
        return
    _give_back(row)
    row.unanswered += failure.is_unanswered
    row.error = UNANSWERED if failure.is_unanswered else failure.reason[:_LONGEST_REASON]
    if failure.is_permanent or row.attempts >= MOST_ATTEMPTS or row.unanswered >= MOST_UNANSWERED:
        row.failed_at = now
    else:
        row.due_at = now + pause_after(row.attempts)
    tx.flush()


def _find_due(tx: Session, worker: str, now: datetime) -> OutboxMessage | None:
    """Lock the message that is due longest, past those that other workers are taking at this very moment."""
    tx.flush()
    first = (
        select(OutboxMessage.id)
        .where(is_due(worker, now))
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = tx.scalars(first).one_or_none()
    return None if found is None else tx.get_one(OutboxMessage, found, populate_existing=True)


def _take(tx: Session, row: OutboxMessage, worker: str, lasts: timedelta, *, now: datetime) -> Claimed:
    row.attempts += 1
    row.claimed_by = f"{worker}.{secrets.token_hex(8)}"
    row.claimed_until = now + lasts
    # What holds if nobody ever tells what came of it.
    if pause := pause_if_lost(row.attempts):
        row.due_at = now + pause
    plain, html = with_own_page(tx, row, now=now)
    return Claimed(
        id=row.id,
        claim=row.claimed_by,
        kind=row.kind,
        token=row.message_id,
        to=Recipient(row.recipient, row.recipient_name, row.language),
        subject=row.subject,
        plain=plain,
        html=html,
        calendar=row.calendar,
        calendar_method=row.calendar_method,
        created_at=row.created_at,
        claimed_until=row.claimed_until,
    )


def _give_back(row: OutboxMessage) -> None:
    row.claimed_by, row.claimed_until = "", None
