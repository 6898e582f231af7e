"""Remembering the last result for each thing, so that only what is another value than before is looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")
_MOST = 20_000


class Memory(Generic[T]):
    """The last result for each key, good for as long as what it was made of is equal; the very same values compare at once.

    An entry is replaced whole, so that threads may share a memory: each finds a right result or makes one.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._last: dict[Hashable, tuple[tuple[object, ...], T]] = {}

    def get(self, key: Hashable, inputs: tuple[object, ...], make: Callable[[], T]) -> T:
        """Give what `make` gives; it depends on `inputs` only."""
        known = self._last.get(key)
        if known is not None and known[0] == inputs:
            return known[1]
        if len(self._last) >= self._most:
            self._last.clear()
        made = make()
        self._last[key] = (inputs, made)
        return made
