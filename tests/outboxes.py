"""Messages of the outbox as tests queue, claim and settle them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.models import Conference, OutboxMessage
from eventapp.operations.deliveries import Failure, claim_message, record_failure, record_sent
from eventapp.operations.outbox import Recipient, queue_mail
from eventapp.renderers.mail import Mail

NOW = datetime(2023, 3, 9, 9, 0, tzinfo=UTC)
CLAIM = timedelta(minutes=2)
HELLO = Mail(subject="Hello", plain="Hello.\n", html="<p>Hello.</p>", language="en")


def queue(*addresses, kind="greeting", mail=HELLO, slug=None, now=NOW, name="", **options):
    """Queue a message to each address; give their numbers."""
    with transaction() as tx:
        if slug is not None:
            options["conference_id"] = tx.scalars(select(Conference.id).where(Conference.slug == slug)).one()
        for address in addresses:
            queue_mail(tx, mail, kind=kind, to=Recipient(address, name, mail.language), now=now, **options)
        newest = select(OutboxMessage.id).order_by(OutboxMessage.id.desc()).limit(len(addresses))
        return sorted(tx.scalars(newest))


def rows():
    """Give all messages as they are now; looking at one begins no transaction, which would keep others waiting."""
    with reading() as tx:
        found = list(tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))
        tx.expunge_all()
    return found


def are_all_sent():
    with reading() as tx:
        return tx.scalars(select(OutboxMessage.id).where(OutboxMessage.sent_at.is_(None)).limit(1)).first() is None


def claim(worker="w1", *, now=NOW, lasts=CLAIM):
    with transaction() as tx:
        return claim_message(tx, worker=worker, lasts=lasts, now=now)


def claim_all(now=NOW):
    """Take everything that is due, each message by a worker of its own."""
    found, count = [], 0
    while (message := claim(f"each-{count}", now=now)) is not None:
        found.append(message)
        count += 1
    return found


def sent(message, *, now=NOW, **options):
    with transaction() as tx:
        record_sent(tx, message, now=now, **options)


def failed(message, reason="421 Try later", *, now=NOW, **options):
    with transaction() as tx:
        record_failure(tx, message, Failure(reason=reason, **options), now=now)


def fail_all(reason="550 No such user", *, now=NOW):
    """Let everything that is due fail for good."""
    for message in claim_all(now):
        failed(message, reason, now=now, is_permanent=True)
