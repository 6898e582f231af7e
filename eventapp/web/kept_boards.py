"""The HTML of a board's parts, made once for what they show: after a move most of a board is what it was."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from eventapp.domain.clocks import second_zones
from eventapp.domain.memories import Memory
from eventapp.renderers.html import Page, environment
from eventapp.renderers.view.board import KnownBoard, build_board
from eventapp.renderers.view.conflicts import build_conflict_view
from eventapp.renderers.view.voice import Voice
from eventapp.renderers.wording import words_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from markupsafe import Markup

    from eventapp.domain.conflicts import Conflict
    from eventapp.renderers.html.workplace_links import WorkplaceLinks
    from eventapp.renderers.view.board import BoardMarks
    from eventapp.renderers.view.board.values import BoardCard, BoardRow
    from eventapp.web.workplace import Workplace

_KEPT = 64


def board_table(place: Workplace, days: tuple[date, ...], marks: BoardMarks) -> Markup:
    """Give the table of these days."""
    return _kept(place).table(place, days, marks)


def conflict_entries(
    place: Workplace, conflicts: Iterable[Conflict], *, known: Collection[str] | None
) -> tuple[Markup, ...]:
    """Give the entries of the panel; with the keys of those `known` before, the others are marked as new."""
    kept = _kept(place)
    return tuple(
        kept.conflict(number, conflict, place, is_new=known is not None and conflict.key not in known)
        for number, conflict in enumerate(conflicts, start=1)
    )


def _kept(place: Workplace) -> _KeptBoard:
    whole = place.agenda is place.draft.agenda
    voice = Voice(place.languages, place.agenda.conference.languages)
    return _kept_board(place.draft.conference_id, place.links, place.language, voice, whole)


class _KeptBoard:
    """The board of one conference in one voice, for those who see all of it or for the others."""

    def __init__(self, links: WorkplaceLinks, language: str, voice: Voice) -> None:
        self.links = links
        self.language = language
        self.voice = voice
        self.known = KnownBoard()
        self.cards: Memory[Markup] = Memory()
        self.rows: Memory[Markup] = Memory()
        self.heads: Memory[Markup] = Memory()
        self.tables: Memory[Markup] = Memory(most=32)
        self.conflicts: Memory[Markup] = Memory()

    @cached_property
    def _tables(self) -> Any:
        return self._macros("organise/board/table.html")

    @cached_property
    def _cards(self) -> Any:
        return self._macros("organise/board/card.html")

    @cached_property
    def _entries(self) -> Any:
        return self._macros("organise/board/conflict.html")

    def _macros(self, template: str) -> Any:
        """Give the macros of a template, in this board's words."""
        words = words_in(self.language)
        page = Page(languages=self.voice.languages, links=self.links)
        known = {"words": words, "plural": words.plural, "page": page, "links": self.links}
        return environment().get_template(template).make_module(known)

    def table(self, place: Workplace, days: tuple[date, ...], marks: BoardMarks) -> Markup:
        inputs = (place.agenda, marks)
        return self.tables.get(days, inputs, lambda: self._table(place, days, marks))

    def _table(self, place: Workplace, days: tuple[date, ...], marks: BoardMarks) -> Markup:
        zones = second_zones(place.agenda)
        board = build_board(place.agenda, days, zones=zones, marks=marks, voice=self.voice, known=self.known)
        head = self.heads.get(days, (board.days,), lambda: self._tables.head(board.days))
        html: Markup = self._tables.table(head, [self._row(days, row) for row in board.rows])
        return html

    def _row(self, days: tuple[date, ...], row: BoardRow) -> Markup:
        return self.rows.get((days, row.minute), (row,), lambda: self._tables.row(row, self._card))

    def _card(self, card: BoardCard) -> Markup:
        return self.cards.get(card.id, (card,), lambda: self._cards.card(card))

    def conflict(self, number: int, conflict: Conflict, place: Workplace, *, is_new: bool) -> Markup:
        inputs = (number, conflict, place.agenda.conference, is_new)

        def make() -> Markup:
            view = build_conflict_view(number, conflict, place.agenda, self.voice)
            html: Markup = self._entries.entry(view, is_new)
            return html

        return self.conflicts.get(conflict.key, inputs, make)


@lru_cache(maxsize=_KEPT)
def _kept_board(
    conference_id: int,  # noqa: ARG001 - part of the key
    links: WorkplaceLinks,
    language: str,
    voice: Voice,
    is_whole: bool,  # noqa: ARG001, FBT001 - part of the key
) -> _KeptBoard:
    return _KeptBoard(links, language, voice)
