"""`eventapp outbox`: dead letters, those of no conference too, listed and sent again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventapp.db import reading
from eventapp.models import AuditEntry
from tests.factories import sample_agenda
from tests.outboxes import HELLO, fail_all, queue, rows
from tests.publishing import draft

SLUG = "sample-2023"


@pytest.fixture(autouse=True)
def conference(app):
    draft(sample_agenda())


@pytest.fixture
def letters():
    """Let a change notice and a sign-in link fail; give their numbers."""
    numbers = queue("a@example.org", kind="change-notice", slug=SLUG) + queue("b@example.org", kind="sign-in")
    fail_all()
    return numbers


def _logged():
    with reading() as tx:
        wanted = select(AuditEntry).where(AuditEntry.action == "message:resend").order_by(AuditEntry.id)
        return [(e.conference_slug, e.actor, int(e.subject)) for e in tx.scalars(wanted)]


def test_dead_letters_are_listed_with_their_reason(run, letters):
    queue("waits@example.org")
    result = run("outbox")
    lines = [
        f"{letters[0]}\t2023-03-09T09:00:00Z\tchange-notice\t{SLUG}\ta@example.org\t1\t550 No such user",
        f"{letters[1]}\t2023-03-09T09:00:00Z\tsign-in\t-\tb@example.org\t1\t550 No such user",
    ]
    assert (result.exit_code, result.stdout.splitlines()) == (1, lines)
    assert result.stderr == "Failed: 2, waiting: 1\n"
    assert HELLO.plain.strip() not in result.output


def test_without_dead_letters_nothing_is_listed(run):
    queue("waits@example.org")
    result = run("outbox")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Failed: 0, waiting: 1\n")


def test_named_ones_are_sent_again(run, letters):
    result = run("outbox", "resend", str(letters[1]), str(letters[1]))
    assert (result.exit_code, result.stdout) == (0, "1 message is sent again.\n")
    assert [row.is_waiting for row in rows()] == [False, True]
    assert _logged() == [("", "tester", letters[1])]


def test_all_are_sent_again(run, letters):
    result = run("outbox", "resend", "--all")
    assert (result.exit_code, result.stdout) == (0, "2 messages are sent again.\n")
    assert (_logged(), run("outbox").exit_code) == ([(SLUG, "tester", letters[0]), ("", "tester", letters[1])], 0)


@pytest.mark.parametrize(
    ("wrong", "code", "sentence"),
    [
        ("999999", 2, "There is no such message."),
        ("99999999999999999999", 2, "There is no such message."),
        (None, 1, "This message has not failed: it waits, was sent or was cancelled."),
    ],
)
def test_one_that_cannot_be_sent_again_keeps_the_others(run, letters, wrong, code, sentence):
    (waiting,) = queue("waits@example.org")
    number = wrong or str(waiting)
    result = run("outbox", "resend", str(letters[0]), number)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr == f"{sentence}\nMessage {number}. Nothing was sent again.\n"
    assert ([row.is_failed for row in rows()], _logged()) == ([True, True, False], [])


@pytest.mark.parametrize("arguments", [(), ("1", "--all"), ("0",), ("x",)])
def test_wrong_use_is_said_so(run, letters, arguments):
    result = run("outbox", "resend", *arguments)
    assert (result.exit_code, "Usage:" in result.stderr, _logged()) == (2, True, [])
