"""The outbox: queued, listed, cancelled."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.models import Conference
from eventapp.operations.outbox import Recipient, cancel_messages, queue_mail
from eventapp.queries.outbox import MessageState, count_messages, list_latest_messages, list_messages
from tests.factories import sample_agenda
from tests.outboxes import HELLO, NOW, claim, claim_all, failed, queue, rows, sent
from tests.publishing import draft

SLUG = "sample-2023"
TO = Recipient("a@example.org", "A", "en")


def test_queued_mail_waits_and_is_due_at_once(app):
    with transaction() as tx:
        queue_mail(tx, HELLO, kind="greeting", to=TO, now=NOW)
    (row,) = rows()
    said = (row.kind, row.recipient, row.recipient_name, row.language, row.subject, row.plain, row.html)
    assert said == ("greeting", "a@example.org", "A", "en", "Hello", "Hello.\n", "<p>Hello.</p>")
    assert (row.created_at, row.due_at, row.attempts) == (NOW, NOW, 0)
    assert (row.sent_at, row.failed_at, row.cancelled_at, row.claimed_until) == (None, None, None, None)


def test_every_mail_has_an_id_of_its_own(app):
    with transaction() as tx:
        for _ in range(3):
            queue_mail(tx, HELLO, kind="greeting", to=TO, now=NOW)
    assert len({row.message_id for row in rows()}) == 3


def test_mail_of_a_transaction_that_failed_was_never_queued(app):
    def queue_and_fail():
        with transaction() as tx:
            queue_mail(tx, HELLO, kind="greeting", to=TO, now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        queue_and_fail()
    assert rows() == []


def _conference():
    draft(sample_agenda())
    with reading() as tx:
        return tx.scalars(select(Conference.id)).one()


def test_cancelled_messages_of_a_publication_stay_unsent(app):
    conference = _conference()
    queue("sent@example.org", "waits@example.org", conference_id=conference, publication_number=2)
    queue("other@example.org", conference_id=conference, publication_number=1)
    sent(claim())
    with transaction() as tx:
        assert cancel_messages(tx, conference_id=conference, publication_number=2, now=NOW) == 1
    assert [m.to.address for m in claim_all()] == ["other@example.org"]
    with reading() as tx:
        assert count_messages(tx, SLUG) == {"waiting": 1, "sent": 1, "failed": 0, "cancelled": 1}


def test_lists_tell_each_state_newest_first(app):
    conference = _conference()
    queue("a@example.org", "b@example.org", "c@example.org", conference_id=conference)
    failed(claim(), "550 No", is_permanent=True)
    with reading() as tx:
        waiting = [line.recipient for line in list_messages(tx, SLUG, MessageState.WAITING, limit=9)]
        (letter,) = list_messages(tx, SLUG, MessageState.FAILED, limit=9)
        latest = [line.recipient for line in list_latest_messages(tx, limit=2)]
    assert (waiting, latest) == (["c@example.org", "b@example.org"], ["c@example.org", "b@example.org"])
    assert (letter.recipient, letter.error, letter.at, letter.state) == ("a@example.org", "550 No", NOW, "failed")
