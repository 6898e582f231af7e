"""Who needs what, as a workbook, for those who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.renderers.wording import N_, words_in
from eventapp.renderers.xlsx.workbooks import Book, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from eventapp.renderers.view.meals import NeedView
    from eventapp.renderers.xlsx.workbooks import Cell

_HEADINGS = (N_("No."), N_("Full name"), N_("Delegation"), N_("Needed"), N_("Needs in words"))


def render_needs_xlsx(people: Sequence[NeedView], *, title: str, on: date) -> bytes:
    """Give the workbook of a list of needs; `on` is the date of its making."""
    book = Book(title, on)
    headings = tuple(f"{words_in('en')(text)}\n{words_in('ja')(text)}" for text in _HEADINGS)
    book.add(Table("Needs", headings, [_row(one) for one in people]))
    return book.close()


def _row(one: NeedView) -> tuple[Cell, ...]:
    diets = "\n".join(" ".join(text.text for text in (diet.lead, diet.second) if text) for diet in one.diets)
    return one.number, " ".join(name.text for name in one.names), one.delegation.lead.text, diets, one.words
