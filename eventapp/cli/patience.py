"""An SMTP connection that waits for the answer to a message as long as the RFC says, and tells when none came."""

from __future__ import annotations

import re
import smtplib
from typing import Any

# "A spurious timeout at this point would be very wasteful and would typically result in delivery of multiple copies of the
# message" (RFC 5321 §4.5.3.2.6).
ANSWER_SECONDS = 600.0
_GO_AHEAD = 354
_ANSWERS = range(200, 600)
_DOTS = re.compile(rb"(?m)^\.")


class UnansweredError(smtplib.SMTPServerDisconnected):
    """The server was given the whole message and did not say whether it takes it: it may have."""


class PatientSmtp(smtplib.SMTP):
    """Raises UnansweredError, a lost connection like others, where nobody can know whether a message was accepted."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand over the text of a message, bytes whose lines end in CRLF; give the server's answer to it.

        Raises: SMTPDataError when the server wants none; SMTPServerDisconnected before, UnansweredError after the last byte.
        """
        code, said = self.docmd("DATA")
        if code != _GO_AHEAD:
            raise smtplib.SMTPDataError(code, said)
        self.send(_with_end(bytes(msg)))
        before = self._patience(ANSWER_SECONDS)
        try:
            code, said = self.getreply()
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException) as error:
            raise UnansweredError(*error.args) from error
        finally:
            self._patience(before)
        if code not in _ANSWERS:
            self.close()
            raise UnansweredError(said)
        return code, said

    def _patience(self, seconds: float | None) -> float | None:
        """Set how long to wait for an answer; give how long it was. A connection that was closed waits for none."""
        if self.sock is None:
            return None
        before = self.sock.gettimeout()
        self.sock.settimeout(seconds)
        return before


class PatientSmtpOverTls(PatientSmtp, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


def _with_end(text: bytes) -> bytes:
    """Give a text with its dots doubled and the line that ends it (RFC 5321 §4.5.2)."""
    stuffed = _DOTS.sub(b"..", text)
    return stuffed + (b"" if stuffed.endswith(b"\r\n") else b"\r\n") + b".\r\n"
