"""What was written in a mail, as plain text: a list shows its beginning, without what would deceive its reader."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import nh3

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import Message

LONGEST_TEXT = 2000
# Programs write tens of thousands of octets of styles before the first word.
_LONGEST_HTML = 100_000
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile(r"(?i)<(?:br|/p|/div|/tr|/li|/h[1-6]|/blockquote)\b")
_UNSAID = {"script", "style", "title"}


def clean(text: str) -> str:
    """Give a text without control characters and signs that turn its direction; lines end in one way."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def leaves_of(mail: Message) -> list[Message]:
    """Give the parts of a mail that have no parts, in their order."""
    return [part for part in mail.walk() if not part.is_multipart()]


def text_of(leaves: Iterable[Message]) -> str:
    """Give the beginning of what was written, in plain text, else as HTML says it; "" where there is neither or it cannot be read."""
    found = {"text/plain": "", "text/html": ""}
    for part in leaves:
        kind = part.get_content_type()
        if kind in found and not found[kind]:
            found[kind] = _read(part, kind)
    return found["text/plain"] or found["text/html"]


def _read(part: Message, kind: str) -> str:
    try:
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes):
            return ""
        if kind == "text/plain":
            return clean(_decoded(part, body[: 4 * LONGEST_TEXT]))[:LONGEST_TEXT]
        return _said_by(_decoded(part, body[:_LONGEST_HTML]))[:LONGEST_TEXT]
    except Exception:  # noqa: BLE001 - whatever a stranger's part does to decoders, the rest of the mail counts without it
        return ""


def _said_by(html: str) -> str:
    """Give the words of HTML, line by line, without its tags; what they would show or run is no text."""
    broken = _LINE_ENDS.sub(r"\n\g<0>", " ".join(html.split()))
    words = unescape(nh3.clean(broken, tags=set(), clean_content_tags=_UNSAID))
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return clean(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)))


def _decoded(part: Message, body: bytes) -> str:
    try:
        return body.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
