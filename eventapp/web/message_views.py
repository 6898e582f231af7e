"""Messages of the outbox as pages show them: lines, texts with their links, the HTML in a frame of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Response

from eventapp.clock import utc_now
from eventapp.queries.outbox import MessageLine, MessageState, line_of
from eventapp.renderers.dates import moment
from eventapp.renderers.labels import failure_label, message_kind_label, message_state_label
from eventapp.renderers.mail import holds_secret
from eventapp.web.security import POLICY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.models import OutboxMessage
    from eventapp.renderers.wording import Words

# The message stands in a frame of its own: no script, nothing fetched, only a link may leave by a click.
SANDBOX = "allow-top-navigation-by-user-activation"
BODY_POLICY = (
    f"default-src 'none'; style-src 'unsafe-inline'; sandbox {SANDBOX}; form-action 'none'; frame-ancestors 'self'"
)
FRAMING_POLICY = f"{POLICY}; frame-src 'self'"
_LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class MessageView:
    """One line of a list: who, what, when, and why it failed."""

    id: int
    kind: str
    state: str
    is_failed: bool
    to: str
    address: str
    subject: str
    language: str
    created_at: str
    at: str
    attempts: int
    error: str

    @classmethod
    def of(cls, line: MessageLine, words: Words, zone: str) -> MessageView:
        info = ZoneInfo(zone)
        return cls(
            id=line.id,
            kind=message_kind_label(line.kind, words),
            state=message_state_label(line.state.value, words),
            is_failed=line.state is MessageState.FAILED,
            to=line.recipient_name or line.recipient,
            address=line.recipient if line.recipient_name else "",
            subject=line.subject,
            language=line.language,
            created_at=moment(line.created_at.astimezone(info), words.language, beside=(utc_now(),)),
            at=moment(line.at.astimezone(info), words.language, beside=(utc_now(),)),
            attempts=line.attempts,
            error=failure_label(line.error, words),
        )


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of a plain text; a link leads to its own text."""

    text: str
    is_link: bool


def message_view(row: OutboxMessage, words: Words, zone: str) -> MessageView:
    return MessageView.of(line_of(row), words, zone)


def pieces_of(plain: str) -> tuple[TextPiece, ...]:
    """Give a plain text in pieces, its web addresses apart."""
    return tuple(_pieces(plain))


def _pieces(plain: str) -> Iterator[TextPiece]:
    end = 0
    for found in _LINK.finditer(plain):
        yield TextPiece(plain[end : found.start()], is_link=False)
        yield TextPiece(found.group(), is_link=True)
        end = found.end()
    yield TextPiece(plain[end:], is_link=False)


def is_for_organisers(row: OutboxMessage) -> bool:
    """Say whether the text is for others than its recipient."""
    return not holds_secret(row.kind)


def body_response(row: OutboxMessage) -> Response:
    """Answer with a message's HTML, to be shown inside a frame of our own page and nowhere else."""
    html = row.html.replace("<head>", '<head><base target="_top">', 1)
    headers = {"Content-Security-Policy": BODY_POLICY, "X-Frame-Options": "SAMEORIGIN", "Cache-Control": "no-store"}
    return Response(html, mimetype="text/html", headers=headers)


def framing(response: Response) -> Response:
    """Let a page show a message in a frame."""
    response.headers["Content-Security-Policy"] = FRAMING_POLICY
    return response
