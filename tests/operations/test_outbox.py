"""The outbox: queueing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.models import OutboxMessage
from eventapp.operations.outbox import Recipient, queue_mail
from eventapp.renderers.mail import Mail

NOW = datetime(2023, 3, 9, 9, 0, tzinfo=UTC)
HELLO = Mail(subject="Hello", plain="Hello.\n", html="<p>Hello.</p>", language="en")
TO = Recipient("a@example.org", "A", "en")


def _rows():
    with reading() as tx:
        return list(tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def test_queued_mail_waits_and_is_due_at_once(app):
    with transaction() as tx:
        queue_mail(tx, HELLO, kind="greeting", to=TO, now=NOW)
    (row,) = _rows()
    said = (row.kind, row.recipient, row.recipient_name, row.language, row.subject, row.plain, row.html)
    assert said == ("greeting", "a@example.org", "A", "en", "Hello", "Hello.\n", "<p>Hello.</p>")
    assert (row.created_at, row.due_at, row.attempts) == (NOW, NOW, 0)
    assert (row.sent_at, row.failed_at, row.cancelled_at, row.claimed_until) == (None, None, None, None)


def test_every_mail_has_an_id_of_its_own(app):
    with transaction() as tx:
        for _ in range(3):
            queue_mail(tx, HELLO, kind="greeting", to=TO, now=NOW)
    assert len({row.message_id for row in _rows()}) == 3


def test_mail_of_a_transaction_that_failed_was_never_queued(app):
    def queue_and_fail():
        with transaction() as tx:
            queue_mail(tx, HELLO, kind="greeting", to=TO, now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        queue_and_fail()
    assert _rows() == []
