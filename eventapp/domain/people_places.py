"""The order of a list after a file said where some stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def with_places(names: Sequence[str], wanted: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Give the names with those that are `wanted` at their places from 1, the others in their order around them.

    Of two at one place the first of them stands there, the other behind. The same places again change nothing.
    """
    places = sorted(enumerate(wanted), key=lambda one: (one[1][1], one[0]))
    moved = {name for _, (name, _) in places}
    order = [name for name in names if name not in moved]
    at = 0
    for _, (name, place) in places:
        at = min(max(place - 1, at), len(order))
        order.insert(at, name)
        at += 1
    return tuple(order)
