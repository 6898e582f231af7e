"""Content lines: the bytes of a component, folded where every reader can unfold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Component

LINE_OCTETS = 75
_BACKSLASH = 0x5C
_CONTINUATION_MASK, _CONTINUATION = 0xC0, 0x80  # the second to last octets of a UTF-8 sequence are 10xxxxxx


def serialised(component: Component) -> bytes:
    """Give the component's lines, each of at most 75 octets and ended by CRLF.

    The library puts the lines together; folding is ours because its own cuts the pair of an escaped backslash
    (decision 0005). Source: RFC 5545 §3.1.
    """
    return b"".join(folded(line.encode()) for line in component.content_lines() if line)


def folded(line: bytes) -> bytes:
    return b"\r\n ".join(_pieces(line)) + b"\r\n"


def _pieces(line: bytes) -> Iterator[bytes]:
    start, room = 0, LINE_OCTETS
    while len(line) - start > room:
        end = _cut(line, start, start + room)
        yield line[start:end]
        start, room = end, LINE_OCTETS - 1  # the blank that marks the fold counts
    yield line[start:]


def _cut(line: bytes, start: int, end: int) -> int:
    """Give the last place up to `end` that is inside neither a UTF-8 sequence nor an escaped pair."""
    while line[end] & _CONTINUATION_MASK == _CONTINUATION:
        end -= 1
    backslashes = 0
    while end - backslashes > start and line[end - backslashes - 1] == _BACKSLASH:
        backslashes += 1
    return end - backslashes % 2
