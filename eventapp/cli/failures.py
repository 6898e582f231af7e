"""Why a message did not leave: for good, for now, or nobody knows whether it did."""

from __future__ import annotations

import smtplib

from eventapp.cli.patience import UnansweredError
from eventapp.operations.deliveries import Failure

_PERMANENT = 500
_CLOSING = 421


def failure_of(error: Exception) -> Failure:
    return Failure(
        reason=reason_of(error), is_permanent=is_permanent(error), is_unanswered=isinstance(error, UnansweredError)
    )


def is_permanent(error: Exception) -> bool:
    """Say whether it is of no use to try again: the server refused this message for good, or it can't be written at all."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return error.smtp_code >= _PERMANENT
    return isinstance(error, ValueError | smtplib.SMTPNotSupportedError)


def is_connection_lost(error: Exception) -> bool:
    """Say whether nothing more can be sent over this connection; after 421 it is closed (RFC 5321 §3.8)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(code == _CLOSING for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code == _CLOSING
    return isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError | TimeoutError)


def reason_of(error: Exception) -> str:
    """Give what the server or the system said, in one line that can be shown."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = "; ".join(f"{code} {_text(answer)}" for code, answer in error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        said = f"{error.smtp_code} {_text(error.smtp_error)}"
    else:
        said = str(error) or type(error).__name__
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(said.split()))


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
