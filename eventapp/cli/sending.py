"""How a message leaves: over SMTP, or as a file for who has no mail server. Why it didn't is told in `failures.py`."""

from __future__ import annotations

import os
import ssl
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from eventapp.cli.patience import PatientSmtp, PatientSmtpOverTls
from eventapp.renderers.ics import signed

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from eventapp.operations.deliveries import Claimed

    Send = Callable[[Claimed, datetime], None]

# Before the text is handed over nothing is lost by giving up.
SMTP_SECONDS = 30.0
_PORTS = {"smtp": 587, "smtps": 465}
_FILES_FROM = "eventapp <eventapp@localhost>"


class Outlet(Protocol):
    """Where messages go. Inside `open()` they are sent one by one by the function that it gives."""

    def open(self) -> AbstractContextManager[Send]: ...


class SettingError(ValueError):
    """A setting of the mail means nothing; the text says which and why."""


def outlet_for(*, smtp_url: str, mail_from: str, folder: Path) -> Outlet:
    """Give the mail server of the address, or the folder if there is none.

    Raises: SettingError.
    """
    if not smtp_url:
        return FileOutlet(folder, mail_from or _FILES_FROM)
    try:
        parts = urlsplit(smtp_url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    # The address holds a password: it is never shown.
    if not host or parts.scheme not in _PORTS:
        raise SettingError("EVENTAPP_SMTP_URL must look like smtp://user:password@host:587?starttls=1 or smtps://host.")
    if "@" not in parseaddr(mail_from)[1]:
        raise SettingError("EVENTAPP_MAIL_FROM must be an address to send from when EVENTAPP_SMTP_URL is set.")
    return SmtpOutlet(
        host=host,
        port=port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
        has_starttls=parse_qs(parts.query).get("starttls", ["0"])[-1] in {"1", "true", "yes"},
        mail_from=mail_from,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpOutlet:
    """A mail server; one connection for all that is sent inside one `open()`."""

    host: str
    port: int
    mail_from: str
    user: str = ""
    password: str = ""
    is_tls: bool = False
    has_starttls: bool = False

    @contextmanager
    def open(self) -> Iterator[Send]:
        """Raises: OSError, among them SMTPException, when the server can't be reached or lets nobody in."""
        with self._connect() as server:
            if self.has_starttls:
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)

            def send(message: Claimed, now: datetime) -> None:
                mail = compose(message, mail_from=self.mail_from, now=now)
                server.send_message(mail, _address_of(self.mail_from), [message.to.address])

            yield send

    def _connect(self) -> smtplib.SMTP:
        # The sender's domain is said in greeting, not this machine's name, which smtplib would look up.
        greeting = domain_of(self.mail_from)
        if self.is_tls:
            context = ssl.create_default_context()
            return PatientSmtpOverTls(self.host, self.port, greeting, timeout=SMTP_SECONDS, context=context)
        return PatientSmtp(self.host, self.port, greeting, timeout=SMTP_SECONDS)


@dataclass(frozen=True, slots=True)
class FileOutlet:
    """A folder of `.eml` files, named by the time of the message and its number; for its owner's eyes only."""

    folder: Path
    mail_from: str

    @contextmanager
    def open(self) -> Iterator[Send]:
        """Raises: OSError when the folder can't be made."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield self._write

    def _write(self, message: Claimed, now: datetime) -> None:
        """Write one file whole or not at all; a message that is sent again takes its own file's place."""
        data = compose(message, mail_from=self.mail_from, now=now).as_bytes(policy=WIRE)
        path = self.folder / f"{message.created_at:%Y%m%dT%H%M%SZ}-{message.id:08d}.eml"
        aside = path.with_suffix(f".{os.getpid()}")
        aside.touch(mode=0o600)
        aside.write_bytes(data)
        aside.replace(path)


def compose(message: Claimed, *, mail_from: str, now: datetime) -> EmailMessage:
    """Give the MIME message: plain text and HTML, either to be read, and the calendar of an invitation or a copy of entries.

    Raises: ValueError for an address or a name that no header can hold.
    Source: RFC 5322, RFC 2046 §5.1.4, RFC 3834 §5 (nothing should answer it by itself).
    """
    mail = EmailMessage(policy=WIRE)
    mail["From"] = mail_from
    mail["To"] = Address(display_name=message.to.name, addr_spec=message.to.address)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message.token}@{domain_of(mail_from)}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.plain)
    mail.add_alternative(message.html, subtype="html")
    if message.calendar_method:
        _add_calendar(mail, message, mail_from, now=now)
    elif message.calendar:
        # As a file only: programs that read a calendar in the message itself look for its METHOD, and complain where there is none.
        mail.add_attachment(message.calendar.encode(), "application", "ics", filename="changes.ics")
    # Last: what begins with "Content-" would become a header of the first part.
    mail["Content-Language"] = message.to.language
    return mail


def _add_calendar(mail: EmailMessage, message: Claimed, mail_from: str, *, now: datetime) -> None:
    """Add the calendar as one more way to read the message, for programs, and as a file for those that know no other.

    Source: RFC 6047 §2.4 (method and charset; the latter is UTF-8 whatever a reader thinks).
    """
    name, address = parseaddr(mail_from)
    body = signed(message.calendar, organiser=address, name=name, now=now)
    known = {"method": message.calendar_method, "charset": "UTF-8"}
    mail.add_alternative(body, "text", "calendar", cte="base64", params=known)
    mail.add_attachment(body, "application", "ics", filename="invite.ics")


def domain_of(mail_from: str) -> str:
    return _address_of(mail_from).rpartition("@")[2] or "localhost"


def _address_of(mail_from: str) -> str:
    return parseaddr(mail_from)[1]
