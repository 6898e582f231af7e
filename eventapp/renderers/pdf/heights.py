"""How high things will be on paper, roughly: enough to tell which days typst has to measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

# From here on characters are as wide as high, but for some that lines of text rarely have.
_WIDE_FROM = "\u2e80"
_LATIN_EM = 0.56


def width(text: str, size: float) -> float:
    """Estimate the width in points of a text of that size."""
    wide = 0 if text.isascii() else sum(map(_WIDE_FROM.__le__, text))
    return size * (wide + _LATIN_EM * (len(text) - wide))


def lines(text: object, size: float, measure: float) -> int:
    """Estimate the lines that a text takes in a column of that measure; 0 for no text."""
    said = text["text"] if isinstance(text, dict) else text
    if not isinstance(said, str):
        return 0
    return sum(1 + int(width(part, size) / measure) for part in said.split("\n"))


def row_height(row: Mapping[str, Any], measures: tuple[float, ...]) -> float:
    """Estimate the height in points of a row whose columns have these measures."""
    if row["form"] == "note":
        return 8 + max(11.0 * lines(text, 7.75, at) for text, at in zip(row["note"], measures, strict=True))
    time = 20.0 + 9.5 * len(row["clocks"])
    return max(sum(max(map(card_height, card, measures)) for card in row["cards"]), time)


def tallest_card(row: Mapping[str, Any], measures: tuple[float, ...]) -> float:
    return max((max(map(card_height, card, measures)) for card in row["cards"]), default=0.0)


def card_height(card: Mapping[str, Any], measure: float) -> float:
    height = 7.5 + 10.5 * bool(card["kind"]) + 12.0 * lines(card["title"], 8.75, measure)
    height += 10.75 * (lines(card["place"], 7.75, measure) + bool(card["marks"]))
    if card["movement"]:
        height += 10.75 * (1 + lines(card["description"], 7.75, measure))
    return height + _people_height(card, measure / 2) + _topics_height(card, measure * 0.62)


def _people_height(card: Mapping[str, Any], measure: float) -> float:
    sides = [
        12.75 + sum(9.25 + 10.25 * lines(person["name"], 7.5, measure) for person in side["people"])
        for side in card["sides"]
    ]
    return sum(max(sides[n : n + 2]) for n in range(0, len(sides), 2))


def _topics_height(card: Mapping[str, Any], measure: float) -> float:
    return sum(10.75 * lines(topic["title"], 7.5, measure) for topic in card["topics"])
