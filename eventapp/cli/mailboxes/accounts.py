"""The account of a mail server, read from the settings. What is wrong with them is said without what they hold: secrets."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from eventapp.cli.mailboxes.sources import WrongMailboxError
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from urllib.parse import SplitResult

_PORTS = {"imap": 143, "imaps": 993}
_STARTTLS = {"": True, "starttls=1": True, "starttls=0": False}
_HERE = {"localhost", "ip6-localhost"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account; `is_tls` from the first byte, `has_starttls` before anything is said, neither only on this machine."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    is_tls: bool
    has_starttls: bool


def read_account(url: str, password: str) -> Account:
    """Give the account of an address such as `imaps://user@host:993/INBOX`; user and folder may be percent-encoded.

    Raises: WrongMailboxError.
    """
    if not (url.isprintable() and unquote(url).isprintable() and password.isprintable()):
        raise WrongMailboxError(
            N_("EVENTAPP_MAILBOX_URL and EVENTAPP_MAILBOX_PASSWORD must have no control characters, such as line ends.")
        )
    parts = _parts(url)
    if parts.password is not None:
        raise WrongMailboxError(
            N_("The password belongs into EVENTAPP_MAILBOX_PASSWORD, not into EVENTAPP_MAILBOX_URL.")
        )
    if not password:
        raise WrongMailboxError(N_("EVENTAPP_MAILBOX_PASSWORD is not set; EVENTAPP_MAILBOX_URL needs it."))
    is_tls = parts.scheme == "imaps"
    return Account(
        host=parts.hostname or "",
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=password,
        folder=unquote(parts.path.strip("/")) or "INBOX",
        is_tls=is_tls,
        has_starttls=not is_tls and _has_starttls(parts),
    )


def _parts(url: str) -> SplitResult:
    """Give the parts of an address that names a server, a user and how to speak to it.

    Raises: WrongMailboxError.
    """
    try:
        parts = urlsplit(url)
        # A name that the system can't even look up is refused here.
        is_whole = bool(parts.hostname and parts.hostname.encode("idna") and parts.username and parts.port != 0)
    except ValueError:
        parts, is_whole = urlsplit(url.partition("//")[0]), False
    if parts.scheme not in _PORTS:
        raise WrongMailboxError(N_("EVENTAPP_MAILBOX_URL must begin with imaps:// (TLS) or imap:// (STARTTLS)."))
    if not is_whole:
        raise WrongMailboxError(
            N_("EVENTAPP_MAILBOX_URL must name user, host and, if need be, port: imaps://user@host:993/INBOX.")
        )
    return parts


def _has_starttls(parts: SplitResult) -> bool:
    """Say whether TLS is begun first; without it only a mailbox on this machine is read.

    Raises: WrongMailboxError.
    """
    if _STARTTLS.get(parts.query, True):
        return True
    if not _is_here(parts.hostname or ""):
        raise WrongMailboxError(
            N_(
                "EVENTAPP_MAILBOX_URL: starttls=0 would send the password in the clear, and is for a mailbox on this machine only."
            )
        )
    return False


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in _HERE
