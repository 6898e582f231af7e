"""Text as calendars can carry it: one kind of line break, no control characters, isolated directions."""

from __future__ import annotations

import re

from icalendar import vText

# Everything that Python, JavaScript or a reader of calendars has been seen to take for a line break.
_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Other controls (C0, DEL, C1), half surrogates, the byte order mark and what reorders the text around it.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ud800-\udfff\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_SPACES = str.maketrans("\t", " ")


class CalendarText(vText):
    r"""A TEXT value that is read back as it was written.

    The library's own escaping takes a backslash before a capital N for a line break, so that `\\server\News` comes back
    in two lines (decision 0005). Source: RFC 5545 §3.3.11.
    """

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


def clean_line(text: str) -> str:
    """Give the text in one line, without outer space; a line break becomes a blank."""
    return _isolated(_clean(text).replace("\n", " ").strip())


def clean_lines(text: str) -> list[str]:
    """Give the lines of a paragraph; empty ones are left out, since an empty line parts the languages."""
    lines = (line.strip() for line in _clean(text).split("\n"))
    return [_isolated(line) for line in lines if line]


def one_line(parts: list[str], separator: str) -> str:
    return separator.join(part for part in parts if part)


def _clean(text: str) -> str:
    return _DROPPED.sub("", _BREAKS.sub("\n", text)).translate(_SPACES)


def _isolated(text: str) -> str:
    """Keep a text that runs right to left from reordering its neighbours (Unicode UAX #9, FSI and PDI)."""
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return text
    return f"\u2068{text}\u2069"
