"""What was made of a board last: cards and days that show the same as before are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.memories import Memory

if TYPE_CHECKING:
    from eventapp.domain.layout import DayLayout
    from eventapp.renderers.view.board.values import BoardCard, BoardDay, Cell


class KnownBoard:
    """Cards by session id, and by date how each day stands, what stands over it and its cells; of one conference in one voice."""

    def __init__(self) -> None:
        self.cards: Memory[BoardCard] = Memory()
        self.layouts: Memory[DayLayout] = Memory()
        self.days: Memory[BoardDay] = Memory()
        self.cells: Memory[tuple[tuple[Cell, ...], ...]] = Memory()
