"""The command that reads answers from a maildir: each message once, none lost."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import event

from eventapp.cli.mailboxes.maildirs import MaildirSource
from eventapp.cli.mailboxes.sources import MailboxError, OneMessageError
from eventapp.db import db
from eventapp.renderers.wording import words_in
from tests.publishing import publish
from tests.replies import answer_calendar, google_mail, plain_mail
from tests.session_invitations import invite_placed, small_agenda, stored

NOBODY = 65534


@pytest.fixture
def maildir(app, tmp_path):
    publish(small_agenda())
    invite_placed("s2")
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    return tmp_path


def _names(maildir):
    return sorted(str(path.relative_to(maildir)) for path in Path(maildir).rglob("*") if path.is_file())


def test_answers_are_taken_in_and_marked_as_read(run, maildir):
    (maildir / "new" / "1.a").write_bytes(google_mail(answer_calendar()))
    (maildir / "cur" / "2.b:2,F").write_bytes(plain_mail("Where is the hall?"))
    (maildir / "cur" / "3.c:2,S").write_bytes(plain_mail("Read before"))
    result = run("mailbox", "--maildir", str(maildir))
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "2.b:2,F\tdoe@example.org\tA message without an answer for calendars",
            "Answers: 1, other messages: 1",
        ],
    )
    assert _names(maildir) == ["cur/1.a:2,S", "cur/2.b:2,FS", "cur/3.c:2,S"]
    assert stored()["doe", "s2"] == (True, 0, "accepted")
    assert run("mailbox", "--maildir", str(maildir)).stdout == "Answers: 0, other messages: 0\n"


def test_message_that_could_not_be_written_down_stays_unread(run, maildir):
    (maildir / "new" / "1.a").write_bytes(google_mail(answer_calendar()))

    def away(_connection, _cursor, statement, *_):
        if statement.startswith("INSERT INTO received_message"):
            raise RuntimeError("the database went away")

    event.listen(db.engine, "before_cursor_execute", away)
    try:
        assert run("mailbox", "--maildir", str(maildir)).exit_code == 1
    finally:
        event.remove(db.engine, "before_cursor_execute", away)
    assert stored()["doe", "s2"] == (True, 0, "none")
    assert _names(maildir) == ["new/1.a"]
    assert run("mailbox", "--maildir", str(maildir)).stdout == "Answers: 1, other messages: 0\n"


def test_message_that_was_taken_in_before_is_counted_as_that_and_told_once(run, maildir):
    forged = google_mail(answer_calendar(), sender="evil@attacker.test")
    for number, data in enumerate((google_mail(answer_calendar()), forged, plain_mail("Where?"))):
        (maildir / "new" / f"{number}.a").write_bytes(data)
        (maildir / "new" / f"{number}.b").write_bytes(data)
    result = run("mailbox", "--maildir", str(maildir))
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == [
        "1.a",
        "2.a",
        "Answers: 1, other messages: 2, taken in before: 3",
    ]


@pytest.mark.parametrize("place", ["new", "cur"])
def test_link_in_a_maildir_is_not_followed(run, maildir, tmp_path_factory, place):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_bytes(plain_mail("The secret"))
    (maildir / place / "1.a").symlink_to(secret)
    result = run("mailbox", "--maildir", str(maildir))
    assert (result.exit_code, result.stdout) == (0, "Answers: 0, other messages: 0\n")
    assert ((maildir / place / "1.a").is_symlink(), secret.read_bytes()) == (True, plain_mail("The secret"))


def test_link_that_takes_the_place_of_a_message_is_not_followed(app, maildir, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_bytes(b"secret")
    (maildir / "new" / "1.a").write_bytes(b"message")
    with MaildirSource(maildir).open() as opened:
        (maildir / "new" / "1.a").unlink()
        (maildir / "new" / "1.a").symlink_to(secret)
        with pytest.raises(OneMessageError):
            opened.read("1.a", 10)


def test_folder_that_is_no_maildir_is_a_wrong_use(run, app, tmp_path):
    result = run("mailbox", "--maildir", str(tmp_path))
    assert (result.exit_code, "is no maildir" in result.stderr) == (2, True)


@pytest.fixture
def as_nobody():
    """Give a context in which files are asked for as by a user whom nothing belongs to: to root no mode of a folder says anything."""

    @contextmanager
    def somebody_else():
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(NOBODY)
        try:
            yield
        finally:
            if is_root:
                os.seteuid(0)

    return somebody_else


@pytest.mark.parametrize(("closed", "mode"), [("new", 0o000), ("cur", 0o444), ("", 0o000)])
def test_folder_that_may_not_be_read_is_told_in_one_line(as_nobody, closed, mode):
    with TemporaryDirectory() as outer:
        maildir = Path(outer) / "maildir"
        for name in ("new", "cur"):
            (maildir / name).mkdir(parents=True)
            (maildir / name / "1.a").write_bytes(b"message")
        Path(outer).chmod(0o755)
        (maildir / closed).chmod(mode)
        with as_nobody(), pytest.raises(MailboxError) as caught, MaildirSource(maildir).open():
            pass
        (maildir / closed).chmod(0o700)
        told = caught.value.told(words_in("en"))
        assert (caught.value.code, told.startswith(f"{maildir / closed}")) == (1, True)
        assert told.endswith(" cannot be read: Permission denied.")
