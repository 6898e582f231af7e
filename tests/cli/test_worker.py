"""The worker: what a real mail server gets, files without one, death in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import select, update

from eventapp.cli.couriers import Courier, Stop
from eventapp.cli.sending import SettingError, SmtpOutlet, outlet_for
from eventapp.db import db, reading, transaction
from eventapp.models import OutboxMessage
from eventapp.operations.outbox import Recipient, queue_mail
from eventapp.renderers.mail import Mail
from tests.mail_servers import Mailbox, free_port, mail_server

ROOT = Path(__file__).parents[2]
FROM = "Joint secretariat 事務局 <secretariat@example.org>"
NOW = datetime(2023, 3, 9, 9, 0, tzinfo=UTC)
HELLO = Mail(
    subject="議題 第3版",
    plain="こんにちは。\n",
    html='<!DOCTYPE html>\n<html lang="ja"><p>こんにちは。</html>',
    language="ja",
)


def _queue(*addresses, name="林 芳正, Minister", mail=HELLO):
    with transaction() as tx:
        for address in addresses:
            queue_mail(tx, mail, kind="greeting", to=Recipient(address, name, "ja"), now=NOW)


def _rows():
    with reading() as tx:
        return list(tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


@pytest.fixture
def stop():
    made = Stop()
    yield made
    made.close()


def _courier(url, stop, folder=None):
    return Courier(outlet_for(smtp_url=url, mail_from=FROM, folder=folder), stop, clock=lambda: NOW)


def _said(mail):
    return {name: mail[name] for name in ("From", "To", "Subject", "Date", "Content-Language", "Auto-Submitted")}


HEADERS = {
    "From": FROM,
    "To": '"林 芳正, Minister" <a@example.org>',
    "Subject": "議題 第3版",
    "Date": "Thu, 09 Mar 2023 09:00:00 +0000",
    "Content-Language": "ja",
    "Auto-Submitted": "auto-generated",
}


def test_mail_server_gets_a_message_that_reads_as_written(app, stop):
    _queue("a@example.org")
    mailbox = Mailbox()
    with mail_server(mailbox) as url:
        assert _courier(url, stop).send_batch() is True
    (mail,), (row,) = mailbox.mails, _rows()
    assert (_said(mail), mail.get_content_type()) == (HEADERS, "multipart/alternative")
    assert mail["Message-ID"] == f"<{row.message_id}@example.org>"
    assert [(part.get_content_type(), part.get_content().replace("\r\n", "\n")) for part in mail.iter_parts()] == [
        ("text/plain", HELLO.plain),
        ("text/html", HELLO.html + "\n"),
    ]
    assert mailbox.kept[0][:2] == ("secretariat@example.org", ["a@example.org"])
    assert (row.sent_at, row.attempts) == (NOW, 1)


def test_refusals_are_told_apart_and_keep_no_other_waiting(app, stop):
    _queue("gone@example.org", "full@example.org", "no address", "a@example.org")
    answers = {"gone@example.org": "550 No such user", "full@example.org": "452 Mailbox full"}
    mailbox = Mailbox(answers=answers)
    with mail_server(mailbox) as url:
        _courier(url, stop).send_batch()
    gone, full, broken, sent = _rows()
    assert (gone.failed_at, gone.error) == (NOW, "550 No such user")
    assert (full.failed_at, full.error, full.attempts) == (None, "452 Mailbox full", 1)
    assert (broken.failed_at, broken.error != "") == (NOW, True)
    assert (sent.sent_at, len(mailbox.kept)) == (NOW, 1)


def test_line_break_in_a_name_makes_no_header(app, stop):
    _queue("a@example.org", name="A\nBcc: b@example.org")
    mailbox = Mailbox()
    with mail_server(mailbox) as url:
        _courier(url, stop).send_batch()
    assert (_rows()[0].failed_at, mailbox.kept) == (NOW, [])


def test_server_that_is_away_makes_all_wait(app, stop):
    _queue("a@example.org", "b@example.org")
    assert _courier(f"smtp://127.0.0.1:{free_port()}", stop).send_batch() is True
    assert [(row.attempts, row.failed_at, "refused" in row.error) for row in _rows()] == [(1, None, True)] * 2


def test_nothing_due_is_said_so(app, stop, tmp_path):
    assert _courier("", stop, tmp_path / "outbox").send_batch() is False
    assert not (tmp_path / "outbox").exists()


def test_stop_gives_back_what_was_not_begun(app, stop, tmp_path):
    _queue("a@example.org")
    stop.tell()
    _courier("", stop, tmp_path).send_batch()
    (row,) = _rows()
    assert (row.claimed_until, row.sent_at, row.attempts) == (None, None, 0)


def test_without_a_mail_server_messages_become_files(app, stop, tmp_path):
    _queue("a@example.org", "b@example.org")
    folder = tmp_path / "outbox"
    _courier("", stop, folder).send_batch()
    files = sorted(folder.iterdir())
    first, second = _rows()
    assert [path.name for path in files] == [f"20230309T090000Z-{row.id:08d}.eml" for row in (first, second)]
    mail = message_from_bytes(files[0].read_bytes().replace(b"\r\n", b"\n"), policy=default)
    assert (_said(mail), mail.get_body().get_content()) == (HEADERS, HELLO.html + "\n")
    assert ({path.stat().st_mode & 0o777 for path in files}, first.sent_at) == ({0o600}, NOW)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://h", {"host": "h", "port": 587}),
        ("smtp://u%40x:p%2Fw@h:25?starttls=1", {"user": "u@x", "password": "p/w", "port": 25, "has_starttls": True}),
        ("smtps://h", {"port": 465, "is_tls": True}),
    ],
)
def test_address_of_the_server_is_read(tmp_path, url, expected):
    outlet = outlet_for(smtp_url=url, mail_from=FROM, folder=tmp_path)
    assert isinstance(outlet, SmtpOutlet)
    assert {name: getattr(outlet, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("url", "sender"),
    [("http://h", FROM), ("smtp://", FROM), ("smtp://h:x", FROM), ("smtp://h", ""), ("smtp://h", "me")],
)
def test_setting_that_means_nothing_is_refused_without_the_password(tmp_path, url, sender):
    with pytest.raises(SettingError, match=r"^EVENTAPP_(SMTP_URL|MAIL_FROM) must "):
        outlet_for(smtp_url=url, mail_from=sender, folder=tmp_path)


def _process(app, url, *arguments):
    """Start `eventapp worker` as a process of its own on the tests' database."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "EVENTAPP_INSTANCE": app.config["INSTANCE_PATH"],
        "DATABASE_URL": app.config["DATABASE_URL"],
        "EVENTAPP_SMTP_URL": url,
        "EVENTAPP_MAIL_FROM": FROM,
    }
    program = "from eventapp.cli.commands import main; main()"
    return subprocess.Popen([sys.executable, "-c", program, "worker", *arguments], env=environment)


def _wait_until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_worker_killed_in_the_middle_loses_nothing(app):
    addresses = [f"p{n}@example.org" for n in range(50)]
    _queue(*addresses)
    mailbox = Mailbox(seconds=0.02)
    with mail_server(mailbox) as url:
        killed = _process(app, url)
        _wait_until(lambda: len(mailbox.kept) > 25)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        half = len(mailbox.kept)
        # The claim's five minutes are over.
        with transaction() as tx:
            tx.execute(update(OutboxMessage).values(claimed_until=None))
        db.session.remove()
        assert _process(app, url, "--once").wait(60) == 0
    got = [recipient for _, recipients, _ in mailbox.kept for recipient in recipients]
    assert (half < 50, set(got), len(got) - 50 <= 1) == (True, set(addresses), True)
    assert [row.sent_at is None for row in _rows()] == [False] * 50


def test_worker_told_to_end_finishes_what_it_has_in_hand(app):
    _queue(*(f"p{n}@example.org" for n in range(30)))
    mailbox = Mailbox(seconds=0.05)
    with mail_server(mailbox) as url:
        told = _process(app, url)
        _wait_until(lambda: len(mailbox.kept) > 3)
        told.send_signal(signal.SIGTERM)
        assert told.wait(10) == 0
    sent = [row for row in _rows() if row.sent_at is not None]
    assert (len(sent), len(sent) < 30) == (len(mailbox.kept), True)
    assert {row.claimed_until for row in _rows()} == {None}


def test_wrong_setting_ends_the_command_in_one_line(run, app, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_URL", "http://user:secret@host")
    result = run("worker", "--once")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("eventapp: EVENTAPP_SMTP_URL must look like smtp://")
    assert "secret" not in result.stderr


def test_once_writes_the_files_and_ends(run, app):
    _queue("a@example.org")
    assert run("worker", "--once").exit_code == 0
    (row,) = _rows()
    path = Path(app.instance_path) / "outbox" / f"20230309T090000Z-{row.id:08d}.eml"
    assert (path.is_file(), row.sent_at is None) == (True, False)


def test_message_that_cannot_be_written_leaves_no_file(app, stop, tmp_path):
    _queue("no address")
    _courier("", stop, tmp_path / "outbox").send_batch()
    assert (_rows()[0].failed_at, list((tmp_path / "outbox").iterdir())) == (NOW, [])


def test_connection_that_is_lost_ends_the_batch(app, stop):
    """The message in hand waits its pause; those not begun are due as before."""
    _queue("lost@example.org", "b@example.org")
    with mail_server(Mailbox(answers={"lost@example.org": "421 Closing"})) as url:
        _courier(url, stop).send_batch()
    first, second = _rows()
    assert (first.attempts, first.failed_at, first.error) == (1, None, "421 Closing")
    assert (second.attempts, second.claimed_until) == (0, None)
