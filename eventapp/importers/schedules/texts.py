"""Texts from outside: markup taken off, characters that cannot be kept taken out, names made from titles."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from eventapp.domain.text import character_name, faulty_character

if TYPE_CHECKING:
    from collections.abc import Callable

_SHOWN_MAX = 60
_ID_MAX = 48
_DIGEST = 8
_RAW_MAX = 40_000
"""Characters of a text that are read: far more than a paragraph may hold."""
# The parser of the standard library takes quadratic time on tags that are never closed: they are no tags.
_OPEN = re.compile(r"<(?![^<>]*>)")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_BLOCKS = frozenset("p div br li ul ol tr table h1 h2 h3 h4 h5 h6 blockquote pre hr section".split())  # noqa: SIM905 - a list of tags reads better so
_UNREAD = frozenset({"script", "style"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's form
        self.unread += tag in _UNREAD
        if tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self.parts.append("\n" if tag == "br" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in _UNREAD and self.unread > 0
        if tag in _BLOCKS and tag not in {"br", "li"}:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.parts.append(data)


def plain_text(text: str) -> str:
    """Give what a reader of the HTML would read: paragraphs apart, no tags, entities resolved."""
    text = text[:_RAW_MAX]
    if not _MARKUP.search(text):
        return text
    reader = _Reader()
    try:
        reader.feed(_OPEN.sub("&lt;", text))
        reader.close()
    except AssertionError:  # how the parser says that a declaration is malformed
        return _TAG.sub(" ", text)
    return "".join(reader.parts)


def tidy(text: str, *, multiline: bool) -> str:
    """Give the text with every break a line feed (a space in a single line) and no spare space."""
    text = unicodedata.normalize("NFC", _SPACE.sub(" ", _BREAKS.sub("\n", text)))
    if not multiline:
        return " ".join(text.split())
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", lines).strip()


def without_faults(text: str, *, multiline: bool, unprintable: Callable[[str], str | None]) -> tuple[str, str]:
    """Give the text without the characters that cannot be kept or printed, and the names of up to three of them."""
    alphabet = sorted(set(text))
    faulty = [c for c in alphabet if faulty_character(c, multiline=multiline) or unprintable(c)]
    if not faulty:
        return text, ""
    kept = text.translate({ord(c): None for c in faulty})
    return tidy(kept, multiline=multiline), ", ".join(character_name(c) for c in faulty[:3])


def cut(text: str, limit: int) -> str:
    """Give the text at most `limit` characters long, an ellipsis where it was cut."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def kebab(text: str) -> str:
    """Give the text as small letters and digits with hyphens; "" where that would lose a letter."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    if any(c.isalnum() and not c.isascii() for c in plain):
        return ""
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return name if len(name) <= _ID_MAX else ""


def item_id(prefix: str, text: str) -> str:
    """Give the id of an item, always the same for the same text: "r-main-hall", else the prefix and a digest."""
    return f"{prefix}-{kebab(text) or digest(text)}"


def digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGEST]


def shown(text: str) -> str:
    """Give the beginning of a text from outside as it may be printed on a terminal."""
    printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[: _SHOWN_MAX + 1])
    return printable if len(printable) <= _SHOWN_MAX else f"{printable[:_SHOWN_MAX]}…"
