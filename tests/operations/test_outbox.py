"""The outbox: queued, claimed, sent, failed, sent again, cancelled."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.models import AuditEntry, Conference, OutboxMessage
from eventapp.operations.outbox import (
    CLAIM,
    MOST_ATTEMPTS,
    Recipient,
    cancel_messages,
    claim_messages,
    pause_after,
    queue_mail,
    record_failure,
    record_sent,
    release_messages,
    resend_message,
)
from eventapp.policy import Actor
from eventapp.queries.outbox import MessageState, count_messages, list_latest_messages, list_messages
from eventapp.renderers.mail import Mail
from tests.factories import sample_agenda
from tests.publishing import draft

SLUG = "sample-2023"
ACTOR = Actor("Joint secretariat")
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


def _queue(*addresses, **options):
    with transaction() as tx:
        for address in addresses:
            queue_mail(tx, HELLO, kind="greeting", to=Recipient(address, "", "en"), **({"now": NOW} | options))


def _claim(now=NOW, limit=10):
    with transaction() as tx:
        return claim_messages(tx, now=now, limit=limit)


def _fail(*ids, now=NOW, reason="421 Try later", is_permanent=False):
    with transaction() as tx:
        record_failure(tx, ids, reason=reason, is_permanent=is_permanent, now=now)


def test_messages_due_longest_are_claimed_first(app):
    _queue("b@example.org")
    _queue("a@example.org", now=NOW - timedelta(minutes=1))
    _queue("later@example.org", now=NOW + timedelta(seconds=1))
    assert [m.to.address for m in _claim(limit=1)] == ["a@example.org"]
    assert [(m.to.address, m.claimed_until) for m in _claim()] == [("b@example.org", NOW + CLAIM)]
    assert _claim() == ()


def test_claim_of_a_worker_that_died_expires(app):
    _queue("a@example.org")
    first = _claim()
    assert _claim(NOW + CLAIM - timedelta(seconds=1)) == ()
    assert [m.token for m in _claim(NOW + CLAIM)] == [first[0].token]


def test_released_message_is_due_as_before(app):
    _queue("a@example.org")
    (message,) = _claim()
    with transaction() as tx:
        release_messages(tx, [message.id])
    assert [m.id for m in _claim()] == [message.id]


def test_sent_message_is_never_claimed_again(app):
    _queue("a@example.org")
    (message,) = _claim()
    with transaction() as tx:
        record_sent(tx, message.id, now=NOW)
    (row,) = _rows()
    assert (row.sent_at, row.claimed_until, row.attempts) == (NOW, None, 1)
    assert _claim(NOW + timedelta(days=9)) == ()


def test_pause_doubles_up_to_six_hours():
    minutes = [pause_after(n).total_seconds() / 60 for n in (1, 2, 3, 9, 10, 15)]
    assert minutes == [1, 2, 4, 256, 360, 360]


def test_failure_waits_its_pause_and_gives_up_in_the_end(app):
    _queue("a@example.org")
    now = NOW
    for attempt in range(1, MOST_ATTEMPTS):
        (message,) = _claim(now)
        _fail(message.id, now=now)
        due = now + pause_after(attempt)
        (row,) = _rows()
        assert (row.attempts, row.due_at, row.failed_at, row.error) == (attempt, due, None, "421 Try later")
        assert _claim(due - timedelta(seconds=1)) == ()
        now = due
    (message,) = _claim(now)
    _fail(message.id, now=now)
    (row,) = _rows()
    assert (row.attempts, row.failed_at) == (MOST_ATTEMPTS, now)
    assert _claim(now + timedelta(days=9)) == ()


def test_permanent_failure_is_not_tried_again(app):
    _queue("a@example.org")
    (message,) = _claim()
    _fail(message.id, reason="550 No such user", is_permanent=True)
    (row,) = _rows()
    assert (row.failed_at, row.error, row.attempts) == (NOW, "550 No such user", 1)
    assert _claim(NOW + timedelta(days=9)) == ()


def test_failure_of_what_nobody_has_claimed_changes_nothing(app):
    _queue("a@example.org")
    (message,) = _claim()
    with transaction() as tx:
        record_sent(tx, message.id, now=NOW)
    _fail(message.id)
    (row,) = _rows()
    assert (row.sent_at, row.attempts, row.error) == (NOW, 1, "")


def _conference():
    draft(sample_agenda())
    with reading() as tx:
        return tx.scalars(select(Conference.id)).one()


def test_failed_message_is_sent_again_and_the_log_says_who_asked(app):
    conference = _conference()
    _queue("a@example.org", conference_id=conference)
    (message,) = _claim()
    _fail(message.id, is_permanent=True, reason="550 No such user")
    with transaction() as tx:
        resend_message(tx, SLUG, message.id, actor=ACTOR, now=NOW + timedelta(hours=1))
    assert [m.id for m in _claim(NOW + timedelta(hours=1))] == [message.id]
    with reading() as tx:
        entries = tx.scalars(select(AuditEntry).where(AuditEntry.action == "message:resend")).all()
        told = [(e.conference_slug, e.actor, e.subject, e.details) for e in entries]
    details = {"kind": "greeting", "recipient": "a@example.org", "error": "550 No such user"}
    assert told == [(SLUG, "Joint secretariat", str(message.id), details)]


def test_message_that_waits_is_not_sent_again(app):
    _queue("a@example.org", conference_id=_conference())
    with pytest.raises(DomainError) as caught, transaction() as tx:
        resend_message(tx, SLUG, _rows()[0].id, actor=ACTOR, now=NOW)
    assert caught.value.code == "not-failed"


def test_message_of_another_conference_is_unknown(app):
    _conference()
    _queue("a@example.org")
    with pytest.raises(NotFoundError) as caught, transaction() as tx:
        resend_message(tx, SLUG, _rows()[0].id, actor=ACTOR, now=NOW)
    assert caught.value.code == "unknown-message"


def test_cancelled_messages_of_a_publication_stay_unsent(app):
    conference = _conference()
    _queue("sent@example.org", "waits@example.org", conference_id=conference, publication_number=2)
    _queue("other@example.org", conference_id=conference, publication_number=1)
    first = _claim(limit=1)[0]
    with transaction() as tx:
        record_sent(tx, first.id, now=NOW)
        assert cancel_messages(tx, conference_id=conference, publication_number=2, now=NOW) == 1
    assert [m.to.address for m in _claim()] == ["other@example.org"]
    with reading() as tx:
        assert count_messages(tx, SLUG) == {"waiting": 1, "sent": 1, "failed": 0, "cancelled": 1}


def test_two_claimers_never_get_the_same_message(app):
    _queue(*(f"p{n}@example.org" for n in range(60)))
    start, taken, failures = threading.Barrier(4), [], []

    def claim_all():
        try:
            with app.app_context():
                start.wait()
                while messages := _claim(limit=7):
                    taken.extend(m.id for m in messages)
        except Exception as error:  # noqa: BLE001 - shown below, in the thread that asserts
            failures.append(error)

    threads = [threading.Thread(target=claim_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(taken), len(set(taken)), failures) == (60, 60, [])


def test_lists_tell_each_state_newest_first(app):
    conference = _conference()
    _queue("a@example.org", "b@example.org", "c@example.org", conference_id=conference)
    _fail(_claim(limit=1)[0].id, is_permanent=True, reason="550 No")
    with reading() as tx:
        waiting = [line.recipient for line in list_messages(tx, SLUG, MessageState.WAITING, limit=9)]
        (failed,) = list_messages(tx, SLUG, MessageState.FAILED, limit=9)
        latest = [line.recipient for line in list_latest_messages(tx, limit=2)]
    assert (waiting, latest) == (["c@example.org", "b@example.org"], ["c@example.org", "b@example.org"])
    assert (failed.recipient, failed.error, failed.at, failed.state) == ("a@example.org", "550 No", NOW, "failed")
