"""The outbox: messages are queued in the transaction of the change that they tell of (decision 0009)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, update

from eventapp.models import OutboxMessage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.renderers.mail import Mail


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a message: `address` as in RFC 5321, `name` as it is shown, "" without one."""

    address: str
    name: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail and whom it goes to; `attendee` is the public id of the person at the conference, "" for anybody else.

    `mark` is chance that is the same when the same letter is written twice, "" where that cannot be. `calendar` is an invitation by
    `calendar_method`, not signed yet, "" for a mail without one; entries attached as a copy are the mail's own.
    It is due at `due_at`, at once without one; `since_number` is of a change notice alone (see OutboxMessage).
    """

    mail: Mail
    to: Recipient
    attendee: str = ""
    mark: str = ""
    calendar: str = ""
    calendar_method: str = ""
    due_at: datetime | None = None
    since_number: int | None = None


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
    """Add messages of one kind to the outbox by one statement."""
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
        "message_id": letter.mark or secrets.token_hex(16),
        "subject": letter.mail.subject,
        "plain": letter.mail.plain,
        "html": letter.mail.html,
        "calendar": letter.calendar or letter.mail.calendar,
        "calendar_method": letter.calendar_method,
        "created_at": now,
        "due_at": letter.due_at or now,
        "since_number": letter.since_number,
        "attempts": 0,
        "error": "",
    }


def cancel_messages(tx: Session, *, conference_id: int, publication_number: int, now: datetime) -> int:
    """Keep back what has not been sent yet of a publication's messages; give how many that were.

    The one that a worker has in hand may still go out, and then counts as sent.
    """
    about = (OutboxMessage.conference_id == conference_id, OutboxMessage.publication_number == publication_number)
    statement = update(OutboxMessage).where(
        *about, OutboxMessage.sent_at.is_(None), OutboxMessage.cancelled_at.is_(None)
    )
    return len(tx.execute(statement.values(cancelled_at=now).returning(OutboxMessage.id)).all())
