"""A memory that believes nothing: what it remembers is made anew each time and has to be equal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from eventapp.domain.memories import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")


class ProvingMemory(Memory[T]):
    def get(self, key: Hashable, inputs: tuple[object, ...], make: Callable[[], T]) -> T:
        made = make()
        remembered = super().get(key, inputs, lambda: made)
        assert remembered == made, f"{key} changed, but not its version"
        return remembered
