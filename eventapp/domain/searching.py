"""Finding the items that a few typed words mean: by any language, id, number or reading of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventapp.domain.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.items import Document

# What is not about the item itself: other items' names, calendars' names, times, codes of closed lists.
_PASSED = {
    "uid",
    "start",
    "end",
    "zone",
    "people",
    "available",
    "arrives",
    "leaves",
    "away",
    "venue",
    "room",
    "session",
    "head",
    "language",
    "interpretation_language",
    "audience",
}


def is_meant(item: Document, query: str) -> bool:
    """Say whether every word of the query stands somewhere in the item; no query means every item.

    Width, case, accents, the kind of kana and the form of a kanji make no difference.
    """
    wanted = folded(query).split()
    if not wanted:
        return True
    text = "\n".join(folded(found) for found in _texts(item))
    return all(word in text for word in wanted)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in _PASSED:
                yield from _texts(one)
