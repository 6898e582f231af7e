"""Dead letters: sent again by hand, one or all, each in the log."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from eventapp.db import reading, transaction
from eventapp.domain.deliveries import MOST_UNANSWERED
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.models import AuditEntry, OutboxMessage
from eventapp.operations.dead_letters import resend_failed_messages, resend_message
from eventapp.operations.outbox import cancel_messages
from eventapp.policy import Actor
from eventapp.queries.outbox import list_dead_letters
from tests.factories import sample_agenda
from tests.outboxes import NOW, claim, claim_all, fail_all, failed, queue, rows, sent
from tests.publishing import draft

SLUG = "sample-2023"
ACTOR = Actor("Joint secretariat")
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def conference(app):
    draft(sample_agenda())


def _resend(message_id, slug=SLUG):
    with transaction() as tx:
        resend_message(tx, slug, message_id, actor=ACTOR, now=LATER)


def _resend_all(slug=SLUG):
    with transaction() as tx:
        return resend_failed_messages(tx, slug, actor=ACTOR, now=LATER)


def _logged():
    with reading() as tx:
        statement = select(AuditEntry).where(AuditEntry.action == "message:resend").order_by(AuditEntry.id)
        return [(e.conference_slug, e.actor, e.subject, e.details) for e in tx.scalars(statement)]


def _details(address, kind="greeting"):
    return {"kind": kind, "recipient": address, "error": "550 No such user"}


def test_failed_message_is_sent_again_and_the_log_says_who_asked():
    (number,) = queue("a@example.org", slug=SLUG)
    fail_all()
    _resend(number)
    (row,) = rows()
    assert (row.failed_at, row.attempts, row.unanswered, row.due_at) == (None, 0, 0, LATER)
    assert [m.id for m in claim_all(LATER)] == [number]
    assert _logged() == [(SLUG, "Joint secretariat", str(number), _details("a@example.org"))]


def test_message_sent_again_has_all_its_attempts_again():
    (number,) = queue("a@example.org", slug=SLUG)
    now = NOW
    for _ in range(MOST_UNANSWERED):
        now += timedelta(days=1)
        failed(claim(now=now), now=now, is_unanswered=True)
    with transaction() as tx:
        resend_message(tx, SLUG, number, actor=ACTOR, now=now)
    failed(claim(now=now), now=now, is_unanswered=True)
    (row,) = rows()
    assert (row.attempts, row.unanswered, row.failed_at) == (1, 1, None)


def test_all_that_failed_are_sent_again_with_an_entry_each():
    numbers = queue("a@example.org", "b@example.org", slug=SLUG)
    fail_all()
    queue("waits@example.org", slug=SLUG)
    failed(claim(now=LATER), now=LATER)
    assert (_resend_all(), _resend_all()) == (2, 0)
    assert [entry[2:] for entry in _logged()] == [
        (str(numbers[0]), _details("a@example.org")),
        (str(numbers[1]), _details("b@example.org")),
    ]
    assert [m.id for m in claim_all(LATER)] == numbers


def test_conference_sends_none_again_that_is_not_its_own():
    queue("a@example.org", slug=SLUG)
    queue("b@example.org", kind="sign-in")
    fail_all()
    assert _resend_all() == 1
    assert [row.failed_at for row in rows()] == [None, NOW]
    assert _resend_all(None) == 1
    assert [entry[0] for entry in _logged()] == [SLUG, ""]


def test_dead_letters_of_every_conference_and_of_none_are_listed():
    queue("a@example.org", slug=SLUG)
    queue("b@example.org", kind="sign-in")
    fail_all()
    queue("waits@example.org")
    with reading() as tx:
        letters = list_dead_letters(tx)
    told = [(one.slug, one.line.recipient, one.line.error, one.line.at) for one in letters]
    assert told == [(SLUG, "a@example.org", "550 No such user", NOW), ("", "b@example.org", "550 No such user", NOW)]


def test_message_of_no_conference_is_sent_again_from_the_command_line_only():
    (number,) = queue("a@example.org", kind="sign-in")
    fail_all()
    with pytest.raises(NotFoundError):
        _resend(number)
    _resend(number, slug=None)
    assert rows()[0].failed_at is None
    assert _logged() == [("", "Joint secretariat", str(number), _details("a@example.org", "sign-in"))]


def _wait(number):
    assert rows()[0].is_waiting


def _send(number):
    sent(claim())


def _keep_back(number):
    fail_all()
    with transaction() as tx:
        cancel_messages(tx, conference_id=rows()[0].conference_id, publication_number=1, now=NOW)


@pytest.mark.parametrize("become", [_wait, _send, _keep_back])
def test_message_that_has_not_failed_is_not_sent_again(become):
    (number,) = queue("a@example.org", slug=SLUG, publication_number=1)
    become(number)
    with pytest.raises(DomainError) as caught:
        _resend(number)
    assert (caught.value.code, _logged(), _resend_all()) == ("not-failed", [], 0)


def test_message_whose_text_was_erased_is_not_sent_again():
    (number,) = queue("a@example.org", slug=SLUG)
    fail_all()
    with transaction() as tx:
        tx.execute(update(OutboxMessage).values(plain="", html=""))
    with pytest.raises(DomainError) as caught:
        _resend(number)
    assert (caught.value.code, _logged(), _resend_all()) == ("text-erased", [], 0)
