"""The courier: what a real mail server gets and answers, files without one, a database that is away."""

from __future__ import annotations

import threading
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import event, text

from eventapp.cli import patience, sending
from eventapp.cli.couriers import PER_CONNECTION, Courier, Stop, Terms
from eventapp.cli.sending import SettingError, SmtpOutlet, outlet_for
from eventapp.db import db
from eventapp.renderers.mail import Mail
from tests.mail_servers import Mailbox, free_port, mail_server
from tests.outboxes import CLAIM, NOW, claim, queue, rows
from tests.workers import FROM, wait_until

HELLO = Mail(
    subject="議題 第3版",
    plain="こんにちは。\n.\n.点\n",
    html='<!DOCTYPE html>\n<html lang="ja"><p>こんにちは。</html>',
    language="ja",
)
TERMS = Terms(worker="w1", claim=CLAIM, keeps_text=True)


def _queue(*addresses, name="林 芳正, Minister", **options):
    return queue(*addresses, mail=HELLO, name=name, **options)


@pytest.fixture
def stop():
    made = Stop()
    yield made
    made.close()


def _courier(url, stop, folder=None):
    return Courier(outlet_for(smtp_url=url, mail_from=FROM, folder=folder), stop, TERMS, clock=lambda: NOW)


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
        assert _courier(url, stop).send_due() is True
    (mail,), (row,) = mailbox.mails, rows()
    assert (_said(mail), mail.get_content_type()) == (HEADERS, "multipart/alternative")
    assert mail["Message-ID"] == f"<{row.message_id}@example.org>"
    assert [(part.get_content_type(), part.get_content().replace("\r\n", "\n")) for part in mail.iter_parts()] == [
        ("text/plain", HELLO.plain),
        ("text/html", HELLO.html + "\n"),
    ]
    assert mailbox.kept[0][:2] == ("secretariat@example.org", ["a@example.org"])
    assert (row.sent_at, row.attempts) == (NOW, 1)


def test_dots_at_the_beginning_of_lines_arrive(app, stop):
    """A line of one dot would end the message (RFC 5321 §4.5.2)."""
    plain = ".\n..\n.dot\nend.\n"
    queue("a@example.org", mail=Mail(subject="Dots", plain=plain, html="<p>.</p>", language="en"))
    mailbox = Mailbox()
    with mail_server(mailbox) as url:
        _courier(url, stop).send_due()
    (mail,) = mailbox.mails
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == plain


def test_refusals_are_told_apart_and_keep_no_other_waiting(app, stop):
    _queue("gone@example.org", "full@example.org", "no address", "a@example.org")
    answers = {"gone@example.org": "550 No such user", "full@example.org": "452 Mailbox full"}
    mailbox = Mailbox(answers=answers)
    with mail_server(mailbox) as url:
        _courier(url, stop).send_due()
    gone, full, broken, sent = rows()
    assert (gone.failed_at, gone.error) == (NOW, "550 No such user")
    assert (full.failed_at, full.error, full.attempts) == (None, "452 Mailbox full", 1)
    assert (broken.failed_at, broken.error != "") == (NOW, True)
    assert (sent.sent_at, len(mailbox.kept)) == (NOW, 1)


def test_line_break_in_a_name_makes_no_header(app, stop):
    _queue("a@example.org", name="A\nBcc: b@example.org")
    mailbox = Mailbox()
    with mail_server(mailbox) as url:
        _courier(url, stop).send_due()
    assert (rows()[0].failed_at, mailbox.kept) == (NOW, [])


def test_server_that_is_away_makes_all_wait(app, stop):
    _queue("a@example.org", "b@example.org")
    courier = _courier(f"smtp://127.0.0.1:{free_port()}", stop)
    assert [courier.send_due() for _ in range(3)] == [True, True, False]
    assert [(row.attempts, row.failed_at, "refused" in row.error) for row in rows()] == [(1, None, True)] * 2


def test_nothing_due_is_said_so(app, stop, tmp_path):
    assert _courier("", stop, tmp_path / "outbox").send_due() is False
    assert not (tmp_path / "outbox").exists()


def test_who_was_told_to_stop_begins_nothing(app, stop, tmp_path):
    _queue("a@example.org")
    stop.tell()
    _courier("", stop, tmp_path).send_due()
    (row,) = rows()
    assert (row.claimed_until, row.sent_at, row.attempts) == (None, None, 0)


def test_without_a_mail_server_messages_become_files(app, stop, tmp_path):
    _queue("a@example.org", "b@example.org")
    folder = tmp_path / "outbox"
    _courier("", stop, folder).send_due()
    files = sorted(folder.iterdir())
    first, second = rows()
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


def test_message_that_cannot_be_written_leaves_no_file(app, stop, tmp_path):
    _queue("no address")
    _courier("", stop, tmp_path / "outbox").send_due()
    assert (rows()[0].failed_at, list((tmp_path / "outbox").iterdir())) == (NOW, [])


def test_connection_that_is_lost_ends_the_batch(app, stop):
    """The message in hand waits its pause; those not begun are due as before."""
    _queue("lost@example.org", "b@example.org")
    with mail_server(Mailbox(answers={"lost@example.org": "421 Closing"})) as url:
        _courier(url, stop).send_due()
    first, second = rows()
    assert (first.attempts, first.failed_at, first.error) == (1, None, "421 Closing")
    assert (second.attempts, second.claimed_until) == (0, None)


def test_several_connections_take_all_that_is_due(app, stop):
    _queue(*(f"p{n}@example.org" for n in range(PER_CONNECTION + 5)))
    mailbox = Mailbox()
    with mail_server(mailbox) as url:
        courier = _courier(url, stop)
        assert [courier.send_due() for _ in range(3)] == [True, True, False]
    assert mailbox.recipients == [f"p{n}@example.org" for n in range(PER_CONNECTION + 5)]


@pytest.mark.parametrize("options", [{"silent": ["a@example.org"]}, {"last_words": {"a@example.org": "what?"}}])
def test_message_that_was_taken_without_an_answer_may_have_arrived(app, stop, options):
    """It is tried again, and what the list says is not that the server refused it."""
    _queue("a@example.org", "b@example.org")
    mailbox = Mailbox(**options)
    with mail_server(mailbox) as url:
        courier = _courier(url, stop)
        assert [courier.send_due() for _ in range(3)] == [True, True, False]
    first, second = rows()
    assert (first.attempts, first.unanswered, first.error, first.failed_at) == (1, 1, "unanswered", None)
    assert (second.sent_at, mailbox.recipients) == (NOW, ["a@example.org", "b@example.org"])


def test_refusal_of_the_text_is_an_answer(app, stop):
    _queue("a@example.org")
    with mail_server(Mailbox(last_words={"a@example.org": "554 Spam"})) as url:
        _courier(url, stop).send_due()
    (row,) = rows()
    assert (row.unanswered, row.error, row.failed_at) == (0, "554 Spam", NOW)


def test_what_the_server_says_cannot_write_to_a_terminal(app, stop):
    _queue("a@example.org")
    with mail_server(Mailbox(answers={"a@example.org": "550 \x1b[2Jgone"})) as url:
        _courier(url, stop).send_due()
    assert rows()[0].error == "550 \ufffd[2Jgone"


def _in_thread(app, work):
    """Start `work` in a thread with a context of its own."""

    def run():
        with app.app_context():
            work()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_claim_lasts_as_long_as_the_server_takes_to_answer(app, stop):
    """The clock of the claims is moved by hand; the heart beats by its own."""
    _queue("a@example.org")
    now = [NOW]
    mailbox = Mailbox()
    mailbox.gate.clear()
    terms = Terms(worker="w1", claim=timedelta(seconds=2))
    with mail_server(mailbox) as url:
        outlet = outlet_for(smtp_url=url, mail_from=FROM, folder=None)
        courier = Courier(outlet, stop, terms, clock=lambda: now[0])
        with courier.alive(app.app_context):
            thread = _in_thread(app, courier.send_due)
            wait_until(lambda: mailbox.kept)
            for _ in range(3):
                now[0] += timedelta(seconds=1.5)
                wait_until(lambda: rows()[0].claimed_until == now[0] + terms.claim)
                assert claim("w2", now=now[0]) is None
            mailbox.gate.set()
            thread.join()
    (row,) = rows()
    assert (row.sent_at, row.attempts, len(mailbox.kept)) == (now[0], 1, 1)


def _rename(before, after):
    with db.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))


def test_database_that_is_away_when_the_server_said_yes_is_waited_for(app, stop):
    """The worker lives and knows that the message went out: it must not go out twice."""
    _queue("a@example.org")
    mailbox, is_away = Mailbox(), threading.Event()
    mailbox.gate.clear()
    with mail_server(mailbox) as url:
        courier = _courier(url, stop)
        thread = _in_thread(app, courier.send_due)
        wait_until(lambda: mailbox.kept)
        _rename("outbox_message", "elsewhere")

        def note(_context):
            is_away.set()

        event.listen(db.engine, "handle_error", note)
        try:
            mailbox.gate.set()
            assert is_away.wait(30)
        finally:
            event.remove(db.engine, "handle_error", note)
            _rename("elsewhere", "outbox_message")
        thread.join()
    (row,) = rows()
    assert (row.sent_at, row.attempts, len(mailbox.kept)) == (NOW, 1, 1)


def test_courier_that_has_lost_its_claim_notes_no_failure(app, stop):
    _queue("a@example.org")
    mailbox = Mailbox(last_words={"a@example.org": "451 Try later"})
    mailbox.gate.clear()
    with mail_server(mailbox) as url:
        courier = _courier(url, stop)
        thread = _in_thread(app, courier.send_due)
        wait_until(lambda: mailbox.kept)
        other = claim("w2", now=NOW + CLAIM)
        mailbox.gate.set()
        thread.join()
    (row,) = rows()
    assert (row.claimed_by, row.claimed_until, row.error) == (other.claim, NOW + CLAIM + CLAIM, "")


def test_text_with_a_personal_link_is_gone_once_it_was_sent(app, stop):
    _queue("a@example.org", kind="sign-in")
    mailbox = Mailbox()
    with mail_server(mailbox) as url:
        outlet = outlet_for(smtp_url=url, mail_from=FROM, folder=None)
        Courier(outlet, stop, Terms(worker="w1", claim=CLAIM), clock=lambda: NOW).send_due()
    (row,) = rows()
    assert (len(mailbox.kept), row.sent_at, row.plain, row.html) == (1, NOW, "", "")


def test_server_that_never_answers_a_text_is_given_up_in_the_end(app, stop, monkeypatch):
    monkeypatch.setattr(patience, "ANSWER_SECONDS", 0.5)
    _queue("a@example.org")
    mailbox = Mailbox()
    mailbox.gate.clear()
    with mail_server(mailbox) as url:
        assert _courier(url, stop).send_due() is True
        mailbox.gate.set()
    (row,) = rows()
    assert (row.unanswered, row.error, row.sent_at, len(mailbox.kept)) == (1, "unanswered", None, 1)


@pytest.mark.slow
def test_answer_to_a_text_may_take_longer_than_any_other(app, stop, monkeypatch):
    """RFC 5321 §4.5.3.2.6: giving up sooner makes copies."""
    monkeypatch.setattr(sending, "SMTP_SECONDS", 3.0)
    _queue("a@example.org", "b@example.org")
    mailbox = Mailbox()
    mailbox.gate.clear()
    opening = threading.Timer(4.0, mailbox.gate.set)
    with mail_server(mailbox) as url:
        opening.start()
        assert _courier(url, stop).send_due() is True
    opening.join()
    assert [(row.sent_at, row.attempts) for row in rows()] == [(NOW, 1)] * 2
    assert mailbox.recipients == ["a@example.org", "b@example.org"]
