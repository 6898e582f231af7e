"""The worker as a process: once, until told to end, several at once, wrong settings."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.mail_servers import Mailbox, mail_server
from tests.outboxes import are_all_sent, queue, rows
from tests.workers import wait_until, worker, worker_process


def _addresses(count):
    return [f"p{n}@example.org" for n in range(count)]


def test_worker_told_to_end_finishes_what_it_has_in_hand(app):
    queue(*_addresses(30))
    mailbox = Mailbox(seconds=0.05)
    with mail_server(mailbox) as url, worker(app, url):
        wait_until(lambda: len(mailbox.kept) > 3)
    sent = [row for row in rows() if row.sent_at is not None]
    assert (len(sent), len(sent) < 30) == (len(mailbox.kept), True)
    assert {(row.claimed_by, row.claimed_until) for row in rows()} == {("", None)}


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [[()] * 3, [("--processes", "3")]], ids=["three commands", "one command"])
def test_several_workers_send_no_message_twice(app, arguments):
    addresses = _addresses(150)
    queue(*addresses)
    mailbox = Mailbox(seconds=0.01)
    with mail_server(mailbox) as url, ExitStack() as stack:
        for given in arguments:
            stack.enter_context(worker(app, url, *given))
        wait_until(are_all_sent)
    assert Counter(mailbox.recipients) == Counter(addresses)
    assert {row.attempts for row in rows()} == {1}


def test_once_sends_what_is_due_and_ends(app):
    queue(*_addresses(3))
    mailbox = Mailbox()
    with mail_server(mailbox) as url:
        assert worker_process(app, url, "--once").wait(60) == 0
    assert mailbox.recipients == _addresses(3)


def test_once_writes_the_files_and_ends(run, app):
    queue("a@example.org")
    assert run("worker", "--once").exit_code == 0
    (row,) = rows()
    path = Path(app.instance_path) / "outbox" / f"20230309T090000Z-{row.id:08d}.eml"
    assert (path.is_file(), row.sent_at is None) == (True, False)


@pytest.mark.parametrize("is_public", [True, False])
def test_personal_texts_are_kept_only_where_all_mail_is_public(run, app, monkeypatch, is_public):
    monkeypatch.setitem(app.config, "MAIL_IS_PUBLIC", is_public)
    queue("a@example.org", kind="sign-in")
    assert run("worker", "--once").exit_code == 0
    (row,) = rows()
    assert (row.sent_at is None, row.is_erased) == (False, not is_public)


def test_wrong_setting_ends_the_command_in_one_line(run, app, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_URL", "http://user:secret@host")
    result = run("worker", "--once")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("eventapp: EVENTAPP_SMTP_URL must look like smtp://")
    assert "secret" not in result.stderr


@pytest.mark.parametrize("arguments", [("--once", "--processes", "2"), ("--processes", "0"), ("--processes", "65")])
def test_number_of_processes_that_means_nothing_is_refused(run, app, arguments):
    assert run("worker", *arguments).exit_code == 2


@pytest.mark.parametrize("seconds", ["0", "-1", "soon"])
def test_claim_that_would_end_at_once_is_refused(app, seconds):
    assert worker_process(app, "", "--once", EVENTAPP_MAIL_CLAIM_SECONDS=seconds).wait(60) == 2
