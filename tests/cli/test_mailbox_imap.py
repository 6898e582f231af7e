"""The command that reads answers from an account of a mail server: each message once, none lost, none deleted, no password told."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import ssl
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from eventapp.db import db, reading
from eventapp.importers.replies import LARGEST
from eventapp.models import ReceivedMessage
from eventapp.policy import MemberRole
from tests.imap_servers import PASSWORD, USER, certificate_in, imap_server, wire_to
from tests.mail_servers import free_port
from tests.publishing import publish
from tests.replies import answer_calendar, google_mail, plain_mail
from tests.session_invitations import invite_placed, small_agenda, stored
from tests.web.requests import text_of

ROOT = Path(__file__).parents[2]
SEEN = [r"\Seen"]
ANSWER = google_mail(answer_calendar())
NO_ANSWER = "A message without an answer for calendars"


@pytest.fixture
def server():
    with imap_server() as started:
        yield started


@pytest.fixture
def read(app, run, monkeypatch):
    """Give a function that reads the account of an address; two people were invited to a session."""
    publish(small_agenda())
    invite_placed("s2")

    def mailbox(url, *arguments, password=PASSWORD, **options):
        monkeypatch.setitem(app.config, "MAILBOX_URL", url)
        monkeypatch.setitem(app.config, "MAILBOX_PASSWORD", password)
        result = run("mailbox", *arguments, **options)
        assert PASSWORD not in result.output
        return result

    return mailbox


def _noted():
    with reading() as tx:
        return tx.scalar(select(func.count()).select_from(ReceivedMessage))


def test_answer_is_taken_in_shown_and_marked_as_read(read, server, client, login_as):
    server.deliver(ANSWER)
    server.deliver(plain_mail("Where is the hall?"), flags=r"\Flagged")
    server.deliver(plain_mail("Read before"), flags=r"\Seen")
    result = read(server.url())
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [f"102\tdoe@example.org\t{NO_ANSWER}", "Answers: 1, other messages: 1"]
    assert server.flags() == [SEEN, [r"\Flagged", r"\Seen"], SEEN]
    assert stored()["doe", "s2"] == (True, 0, "accepted")
    assert read(server.url()).stdout == "Answers: 0, other messages: 0\n"
    login_as(client, role=MemberRole.ORGANISER)
    page = text_of(client.get("/organise/sample-2023/sessions/s2/invitations"))
    assert (page.count("Will attend"), page.count("No answer yet")) == (1, 1)


def test_message_that_its_owner_marked_as_deleted_is_still_there(read, server):
    server.deliver(plain_mail("Old"), flags=r"\Seen \Deleted")
    server.deliver(ANSWER)
    read(server.url())
    assert server.flags() == [[r"\Deleted", r"\Seen"], SEEN]


def test_message_that_could_not_be_written_down_stays_unread(read, server):
    server.deliver(ANSWER)

    def away(_connection, _cursor, statement, *_):
        if statement.startswith("INSERT INTO received_message"):
            raise RuntimeError("the database went away")

    event.listen(db.engine, "before_cursor_execute", away)
    try:
        assert read(server.url()).exit_code == 1
    finally:
        event.remove(db.engine, "before_cursor_execute", away)
    assert (stored()["doe", "s2"], server.flags()) == ((True, 0, "none"), [[]])
    assert read(server.url()).stdout == "Answers: 1, other messages: 0\n"
    assert server.flags() == [SEEN]


def test_line_that_breaks_before_the_mark_loses_nothing_and_doubles_nothing(read, server):
    server.deliver(ANSWER)
    server.deliver(plain_mail("Second"))
    with wire_to(server, breaks_at=b"STORE") as wire:
        result = read(server.url(port=wire.port))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("The mailbox at localhost cannot be used: ")
    assert len(result.stderr.splitlines()) == 1
    assert (stored()["doe", "s2"], server.flags(), _noted()) == ((True, 0, "accepted"), [[], []], 1)
    result = read(server.url())
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (
        0,
        "Answers: 0, other messages: 1, taken in before: 1",
    )
    assert (server.flags(), _noted()) == ([SEEN, SEEN], 2)


def test_message_that_came_twice_counts_once_by_what_became_of_it(read, server):
    forged = google_mail(answer_calendar(), sender="evil@attacker.test")
    for data in (ANSWER, forged, ANSWER, forged):
        server.deliver(data)
    lines = read(server.url()).stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["102", "Answers: 1, other messages: 1, taken in before: 2"]
    assert (server.flags(), _noted()) == ([SEEN] * 4, 2)


def test_what_was_taken_in_before_the_line_broke_is_told(read, server):
    server.deliver(ANSWER)
    server.deliver(plain_mail("Second"))
    with wire_to(server, breaks_at=b"FETCH 102") as wire:
        result = read(server.url(port=wire.port))
    assert (result.exit_code, result.stdout) == (1, "Answers: 1, other messages: 0\n")
    assert server.flags() == [SEEN, []]


def test_broken_and_huge_messages_stop_no_other(read, server):
    server.deliver(
        b"From: doe@example.org\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/calendar\r\n\r\nBEGIN:"
    )
    server.deliver(b"From: doe@example.org\r\nSubject: Film\r\n\r\n" + b"0123456789abcdef\r\n" * 1_200_000)
    server.deliver(b"\r\n")
    server.deliver(ANSWER)
    with wire_to(server) as wire:
        result = read(server.url(port=wire.port))
    assert [line.split("\t")[-1] for line in result.stdout.splitlines()] == [
        "Cannot be read",
        "Too large to be read",
        NO_ANSWER,
        "Answers: 1, other messages: 3",
    ]
    assert (result.exit_code, server.flags()) == (0, [SEEN] * 4)
    # Of the 21 MB as much travelled as tells that it is too large.
    assert wire.got < LARGEST + 20_000


def test_message_that_the_server_will_not_give_stops_no_other(read, server):
    server.deliver(plain_mail("Stuck"))
    server.deliver(ANSWER)
    with wire_to(server, exchanged=(b"FETCH 101", b"FETCH x01")) as wire:
        result = read(server.url(port=wire.port))
    assert (result.exit_code, result.stdout) == (1, "Answers: 1, other messages: 0\n")
    assert result.stderr.startswith("Message 101 cannot be read: ")
    assert server.flags() == [[], SEEN]


def test_message_without_a_single_octet_is_listed(read, server):
    """The server is asked for what lies beyond the end of the message: its answer is that of an empty one."""
    server.deliver(ANSWER)
    with wire_to(server, exchanged=(b"FETCH 101 (BODY.PEEK[]<0.", b"FETCH 101 (BODY.PEEK[]<9999.")) as wire:
        result = read(server.url(port=wire.port))
    assert result.output.splitlines() == [f"101\t-\t{NO_ANSWER}", "Answers: 0, other messages: 1"]
    assert server.flags() == [SEEN]


def test_message_that_another_program_took_away_meanwhile_is_none(read, server):
    server.deliver(plain_mail("Moved"))
    server.deliver(ANSWER)
    with wire_to(server, exchanged=(b"FETCH 101", b"FETCH 901")) as wire:
        result = read(server.url(port=wire.port))
    assert (result.exit_code, result.output) == (0, "Answers: 1, other messages: 0\n")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("C.UTF-8", f"localhost lets nobody in as {USER} with the password of EVENTAPP_MAILBOX_PASSWORD.\n"),
        (
            "ja_JP.UTF-8",
            f"localhost に {USER} としてサインインできません。EVENTAPP_MAILBOX_PASSWORD のパスワードを確認してください。\n",
        ),
    ],
    ids=["en", "ja"],
)
def test_wrong_password_is_told_in_one_line_without_it(read, server, caplog, language, expected):
    caplog.set_level(logging.DEBUG)
    server.deliver(ANSWER)
    result = read(server.url(), password="wr-ong-é" if language == "C.UTF-8" else "wr-ong", env={"LANG": language})
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", expected)
    assert "wr-ong" not in caplog.text
    assert server.flags() == [[]]


def test_server_that_is_away_is_told_in_one_line(read, server):
    result = read(server.url(port=free_port()))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "The mailbox at localhost cannot be used: [Errno 111] Connection refused.\n"


def test_server_that_says_nothing_is_given_up(read, monkeypatch):
    monkeypatch.setattr("eventapp.cli.mailboxes.imap.IMAP_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        result = read(f"imap://me@127.0.0.1:{silent.getsockname()[1]}?starttls=0")
    assert (result.exit_code, result.stderr) == (1, "The mailbox at 127.0.0.1 cannot be used: timed out.\n")


def test_folder_that_may_only_be_looked_at_is_left_alone(read, server):
    server.deliver(ANSWER)
    with wire_to(server, exchanged=(b"SELECT", b"EXAMINE")) as wire:
        result = read(server.url(port=wire.port))
    assert (result.exit_code, result.stdout, _noted()) == (1, "", 0)
    assert result.stderr == "Messages in the folder INBOX at localhost cannot be marked as read.\n"


def test_folder_that_is_missing_is_told_in_one_line(read, server):
    result = read(server.url(folder="Answers"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{USER} has no folder Answers at localhost.\n"


def test_folder_and_password_may_be_in_any_script(read):
    watchword = "合言葉é"
    with imap_server(password=watchword) as server:
        server.create("&j9RP4Q-")
        server.deliver(ANSWER, folder="&j9RP4Q-")
        result = read(server.url(folder="返信"), password=watchword)
        assert (result.output, result.exit_code) == ("Answers: 1, other messages: 0\n", 0)
        assert server.flags("&j9RP4Q-") == [SEEN]


def test_maildir_that_is_named_wins_over_the_setting(read, server, tmp_path):
    for name in ("new", "cur"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1.a").write_bytes(ANSWER.replace(b"\r\n", b"\n"))
    server.deliver(ANSWER)
    assert read(server.url(), "--maildir", str(tmp_path)).stdout == "Answers: 1, other messages: 0\n"
    assert (server.flags(), _noted()) == ([[]], 1)
    # The same message from the account, whatever its line ends, is the same one.
    assert read(server.url()).exit_code == 0
    assert (server.flags(), _noted()) == ([SEEN], 1)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return certificate_in(tmp_path_factory.mktemp("certificate"))


def _server_side(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def test_account_is_read_over_tls(read, server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    server.deliver(ANSWER)
    with wire_to(server, tls=_server_side(certificate)) as wire:
        result = read(server.url(port=wire.port, scheme="imaps", rest=""))
    assert (result.output, server.flags()) == ("Answers: 1, other messages: 0\n", [SEEN])


def test_tls_is_begun_before_anything_is_told(read, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with imap_server(tls=certificate) as server, wire_to(server) as wire:
        result = read(server.url(port=wire.port, rest=""))
    assert result.output == "Answers: 0, other messages: 0\n"
    assert (b"STARTTLS" in wire.sent, b"LOGIN" in wire.sent, b"SELECT" in wire.sent) == (True, False, False)


@pytest.mark.parametrize("scheme", ["imap", "imaps"])
def test_certificate_that_nobody_vouches_for_is_refused(read, certificate, scheme):
    tls = _server_side(certificate) if scheme == "imaps" else None
    with imap_server(tls=certificate) as server, wire_to(server, tls=tls) as wire:
        result = read(server.url(port=wire.port, rest="", scheme=scheme))
    assert (result.exit_code, "certificate verify failed" in result.stderr) == (1, True)
    assert b"LOGIN" not in wire.sent


def test_server_without_starttls_is_not_told_the_password(read, server):
    with wire_to(server) as wire:
        result = read(server.url(port=wire.port, rest=""))
    assert (result.exit_code, result.stderr) == (
        1,
        "The mailbox at localhost cannot be used: TLS not supported by server.\n",
    )
    assert b"LOGIN" not in wire.sent


def test_program_takes_its_account_from_the_environment(app, read, server):
    """A process of its own, as cron starts it."""
    server.deliver(ANSWER)
    settings = {"EVENTAPP_MAILBOX_URL": server.url(), "EVENTAPP_MAILBOX_PASSWORD": PASSWORD, "LANG": "C.UTF-8"}
    database = {"DATABASE_URL": app.config["DATABASE_URL"], "EVENTAPP_INSTANCE": app.config["INSTANCE_PATH"]}
    program = "from eventapp.cli.commands import main; main()"
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | database | settings
    command = [sys.executable, "-c", program, "mailbox"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Answers: 1, other messages: 0\n", "")
    assert (server.flags(), stored()["doe", "s2"]) == ([SEEN], (True, 0, "accepted"))


def test_wire_is_laid_where_a_loop_is_running():
    """As after a journey in the same process: a browser's loop runs on in the tests' thread."""

    async def lay(server):
        with wire_to(server) as wire, socket.create_connection(("127.0.0.1", wire.port), timeout=5) as line:
            return line.recv(4)

    with imap_server() as server, ThreadPoolExecutor(1) as threads:
        assert threads.submit(asyncio.run, lay(server)).result(30) == b"* OK"


def test_programs_that_read_no_account_do_without_the_library():
    program = "import sys, eventapp.cli.commands; print('imap_tools' in sys.modules, 'imaplib' in sys.modules)"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"
