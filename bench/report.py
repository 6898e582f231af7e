"""Tables for terminals and Markdown alike."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Sequence


def sign(*, met: bool) -> str:
    return "✓" if met else "✗"


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Give a Markdown table, its columns aligned; the first reads from the left, the others from the right."""
    widths = [max(_width(line[n]) for line in (head, *lines)) for n in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_line(cells, widths) for cells in (head, rule, *lines)) + "\n"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0] + " " * (widths[0] - _width(cells[0]))
    rest = (" " * (width - _width(cell)) + cell for cell, width in zip(cells[1:], widths[1:], strict=True))
    return f"| {' | '.join((first, *rest))} |"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
