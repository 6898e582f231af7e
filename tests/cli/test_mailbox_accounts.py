"""The settings of the account that is read, and what is said of those that mean nothing."""

from __future__ import annotations

import pytest

from eventapp.cli.mailboxes.accounts import read_account
from eventapp.cli.mailboxes.sources import WrongMailboxError

SECRET = "pass-word"  # noqa: S105 - of nobody


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("imaps://me@h", ("h", 993, "me", "INBOX", True, False)),
        ("imaps://me@h:1993/", ("h", 1993, "me", "INBOX", True, False)),
        ("imap://me@h/Answers", ("h", 143, "me", "Answers", False, True)),
        ("imaps://me@x.org@h/INBOX/Answers", ("h", 993, "me@x.org", "INBOX/Answers", True, False)),
        ("imaps://me%40x.org@h/%E8%BF%94%E4%BF%A1", ("h", 993, "me@x.org", "返信", True, False)),
        ("imap://me@localhost?starttls=0", ("localhost", 143, "me", "INBOX", False, False)),
        ("imap://me@127.0.0.1:1143/INBOX?starttls=0", ("127.0.0.1", 1143, "me", "INBOX", False, False)),
        ("imap://me@[::1]?starttls=0", ("::1", 143, "me", "INBOX", False, False)),
        ("imap://me@h?starttls=no", ("h", 143, "me", "INBOX", False, True)),
    ],
)
def test_account_is_read_from_the_settings(url, expected):
    account = read_account(url, SECRET)
    given = (account.host, account.port, account.user, account.folder, account.is_tls, account.has_starttls)
    assert (given, account.password, SECRET in repr(account)) == (expected, SECRET, False)


@pytest.mark.parametrize(
    ("url", "password", "expected"),
    [
        ("pop3://me@h", SECRET, "EVENTAPP_MAILBOX_URL must begin with "),
        ("me@h", SECRET, "EVENTAPP_MAILBOX_URL must begin with "),
        ("imaps://me@", SECRET, "EVENTAPP_MAILBOX_URL must name "),
        ("imaps://h", SECRET, "EVENTAPP_MAILBOX_URL must name "),
        ("imaps://me@h:x", SECRET, "EVENTAPP_MAILBOX_URL must name "),
        ("imaps://me@h:0", SECRET, "EVENTAPP_MAILBOX_URL must name "),
        ("imaps://me@h:99999", SECRET, "EVENTAPP_MAILBOX_URL must name "),
        ("imaps://me@[::1", SECRET, "EVENTAPP_MAILBOX_URL must name "),
        (f"imaps://me@{'h' * 64}.org", SECRET, "EVENTAPP_MAILBOX_URL must name "),
        (f"imaps://me:{SECRET}@h", "", "The password belongs "),
        ("imaps://me@h", "", "EVENTAPP_MAILBOX_PASSWORD is not set"),
        (
            "imaps://me%0d%0aA1 LOGOUT@h",
            SECRET,
            "EVENTAPP_MAILBOX_URL and EVENTAPP_MAILBOX_PASSWORD must have no control",
        ),
        ("imaps://me@h", f"{SECRET}\n", "EVENTAPP_MAILBOX_URL and EVENTAPP_MAILBOX_PASSWORD must have no control"),
        ("imap://me@h?starttls=0", SECRET, "EVENTAPP_MAILBOX_URL: starttls=0 would send the password in the clear"),
        ("imap://me@127.0.0.1.evil.example?starttls=0", SECRET, "EVENTAPP_MAILBOX_URL: starttls=0 would send "),
    ],
)
def test_setting_that_means_nothing_is_a_wrong_use_told_without_the_password(
    app, run, monkeypatch, url, password, expected
):
    with pytest.raises(WrongMailboxError):
        read_account(url, password)
    monkeypatch.setitem(app.config, "MAILBOX_URL", url)
    monkeypatch.setitem(app.config, "MAILBOX_PASSWORD", password)
    result = run("mailbox")
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert result.stderr.startswith(expected)
    assert SECRET not in result.stderr


def test_no_mailbox_at_all_is_a_wrong_use(app, run):
    result = run("mailbox")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Name a mailbox: --maildir PATH, or an account by EVENTAPP_MAILBOX_URL.\n"
