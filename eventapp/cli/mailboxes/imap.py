"""Messages from an account of a mail server, over IMAP. Source: RFC 9051; RFC 3501 is what most servers speak."""

from __future__ import annotations

import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from imaplib import IMAP4
from typing import TYPE_CHECKING

from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailboxFolderSelectError, MailBoxUnencrypted

from eventapp.cli.failures import reason_of
from eventapp.cli.mailboxes.sources import MailboxError, OneMessageError
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.cli.mailboxes.accounts import Account

# For each answer; nothing is lost by giving up.
IMAP_SECONDS = 30.0
_FAILURES = (OSError, IMAP4.error, ImapToolsError)
_BODY = b"BODY["


@dataclass(frozen=True, slots=True)
class ImapSource:
    account: Account

    @contextmanager
    def open(self) -> Iterator[_ImapMailbox]:
        """Raises: MailboxError when the server can't be reached, lets nobody in, or has no such folder."""
        with _telling(self.account):
            server = _connect(self.account)
        try:
            with _telling(self.account):
                _enter(server, self.account)
            yield _ImapMailbox(server, self.account)
        finally:
            with suppress(*_FAILURES):
                server.logout()
            # A conversation that broke off is not closed by the end of it.
            with suppress(OSError):
                server.client.shutdown()


@dataclass(frozen=True, slots=True)
class _ImapMailbox:
    """A folder that was selected; messages are named by their UIDs."""

    server: BaseMailBox
    account: Account

    def unread(self) -> tuple[str, ...]:
        with _telling(self.account):
            # Without a charset, which some servers refuse and ours needs not.
            return tuple(self.server.uids("UNSEEN", charset=None))

    def read(self, name: str, most: int) -> bytes | None:
        """Ask for so many octets, whatever the size of the message is said to be; PEEK leaves it unread."""
        with _telling(self.account):
            try:
                said, found = self.server.client.uid("FETCH", name, f"(BODY.PEEK[]<0.{most}>)")
            except IMAP4.abort:
                raise
            except IMAP4.error as error:
                said, found = "BAD", [str(error).encode()]
        if said != "OK":
            raise OneMessageError(
                N_("Message {name} cannot be read: {reason}."), name=name, reason=_reason(found, self.account)
            )
        return _body(found, most)

    def mark_read(self, name: str) -> None:
        """Set the flag and nothing else: the library's `flag()` would also delete for good what others marked as deleted."""
        with _telling(self.account):
            said, _ = self.server.client.uid("STORE", name, "+FLAGS.SILENT", r"(\Seen)")
        if said != "OK":
            raise _read_only(self.account)


def _connect(account: Account) -> BaseMailBox:
    if account.is_tls:
        context = ssl.create_default_context()
        return MailBox(account.host, account.port, timeout=IMAP_SECONDS, ssl_context=context)
    return MailBoxUnencrypted(account.host, account.port, timeout=IMAP_SECONDS)


def _enter(server: BaseMailBox, account: Account) -> None:
    """Begin TLS where it wasn't from the start, sign in, and select the folder. Nothing that the server says to a sign-in is shown."""
    if account.has_starttls:
        server.client.starttls(ssl.create_default_context())
    sign_in = server.login if f"{account.user}{account.password}".isascii() else server.login_utf8
    try:
        sign_in(account.user, account.password, None)
    except IMAP4.abort:
        raise
    except (IMAP4.error, ImapToolsError):
        message = N_("{host} lets nobody in as {user} with the password of EVENTAPP_MAILBOX_PASSWORD.")
        raise MailboxError(message, host=account.host, user=account.user) from None
    try:
        server.folder.set(account.folder)
    except MailboxFolderSelectError:
        message = N_("{user} has no folder {folder} at {host}.")
        raise MailboxError(message, host=account.host, user=account.user, folder=account.folder) from None
    except IMAP4.readonly:
        raise _read_only(account) from None


def _body(found: list[tuple[bytes, bytes] | bytes | None], most: int) -> bytes | None:
    """Give what a FETCH brought of a message: a literal in a pair, or, if it is empty, only words; None if the message is gone."""
    for item in found:
        if isinstance(item, tuple) and _BODY in item[0]:
            return item[1][:most]
    return b"" if any(isinstance(item, bytes) and _BODY in item for item in found) else None


def _read_only(account: Account) -> MailboxError:
    message = N_("Messages in the folder {folder} at {host} cannot be marked as read.")
    return MailboxError(message, folder=account.folder, host=account.host)


@contextmanager
def _telling(account: Account) -> Iterator[None]:
    """Turn what the network, the server or the library raises into one line."""
    try:
        yield
    except _FAILURES as error:
        message = N_("The mailbox at {host} cannot be used: {reason}.")
        raise MailboxError(message, host=account.host, reason=_clean(reason_of(error), account)) from None


def _reason(found: list[bytes | None], account: Account) -> str:
    said = b" ".join(item for item in found if isinstance(item, bytes)).decode("utf-8", "replace")
    return _clean(reason_of(Exception(said)), account)


def _clean(reason: str, account: Account) -> str:
    """Leave the password out of what a server says, should it repeat it."""
    return reason.replace(account.password, "…").removesuffix(".")
