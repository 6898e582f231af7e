"""The table of a board: heads, gutters with the clocks, cards and what is free between them."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.clocks import abbreviation
from eventapp.domain.layout import lay_out, row_bounds
from eventapp.domain.timezones import Transition, transitions
from eventapp.renderers.dates import weekday
from eventapp.renderers.labels import (
    zone_label,
)
from eventapp.renderers.view.board.cards import BoardCardMaker
from eventapp.renderers.view.board.known import KnownBoard
from eventapp.renderers.view.board.values import (
    BoardCard,
    BoardDay,
    BoardMarks,
    BoardRow,
    BoardView,
    Cell,
    RoomHead,
    VenueHead,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from eventapp.domain.agenda import Agenda, Day
    from eventapp.domain.layout import Column, DayLayout
    from eventapp.domain.localized import Localized
    from eventapp.domain.venues import Room
    from eventapp.renderers.view.voice import Voice

_HOUR = 60


def build_board(
    agenda: Agenda,
    days: Iterable[date],
    *,
    zones: tuple[str, ...],
    marks: BoardMarks,
    voice: Voice,
    known: KnownBoard | None = None,
) -> BoardView:
    """Give the table of these days side by side; one day alone shows every room, several those in use.

    `zones` are the second clocks, of which the first is shown. With `known` of the same conference and voice what shows the
    same as before is the very same value.
    """
    wanted = set(days)
    chosen = [day for day in agenda.days if day.on in wanted]
    return _BoardMaker(agenda, chosen, zones, marks, voice, known or KnownBoard()).make()


class _BoardMaker:
    def __init__(
        self,
        agenda: Agenda,
        days: list[Day],
        zones: tuple[str, ...],
        marks: BoardMarks,
        voice: Voice,
        known: KnownBoard,
    ) -> None:
        self.agenda = agenda
        self.known = known
        self.layouts = [self._layout(day, all_rooms=len(days) == 1) for day in days]
        self.zones = zones[:1]
        self.voice = voice
        self.words = voice.words
        self.cards = BoardCardMaker(agenda, marks, voice, voice.words, known)
        self.info = ZoneInfo(agenda.conference.zone)

    def _layout(self, day: Day, *, all_rooms: bool) -> DayLayout:
        inputs = (day.sessions, self.agenda.rooms, self.agenda.conference.zone, all_rooms)
        return self.known.layouts.get(day.on, inputs, lambda: lay_out(self.agenda, day, all_rooms=all_rooms))

    def make(self) -> BoardView:
        changes = [self._clock_changes(layout) for layout in self.layouts]
        moments = {layout.minute_of(c.at) for layout, found in zip(self.layouts, changes, strict=True) for c in found}
        moments |= {m for layout in self.layouts for column in layout.columns for m in _window_edges(layout, column)}
        bounds = row_bounds(self.layouts, moments)
        of_days = [self._cells(layout, found, bounds) for layout, found in zip(self.layouts, changes, strict=True)]
        rows = (
            BoardRow(minute=start, minutes=end - start, cells=tuple(chain.from_iterable(cells)))
            for start, end, *cells in zip(bounds, bounds[1:], *of_days, strict=False)
        )
        days = (self._day(layout, found) for layout, found in zip(self.layouts, changes, strict=True))
        return BoardView(days=tuple(days), rows=tuple(rows))

    def _cells(
        self, layout: DayLayout, changes: tuple[Transition, ...], bounds: tuple[int, ...]
    ) -> tuple[tuple[Cell, ...], ...]:
        """Give a day's cells, row by row."""
        cards = tuple(self.cards.make(block.session) for block in layout.blocks)
        is_later_day = layout is not self.layouts[0]

        def make() -> tuple[tuple[Cell, ...], ...]:
            by_row: list[list[Cell]] = [[] for _ in bounds[1:]]
            self._add_gutter(layout, changes, bounds, by_row)
            self._add_columns(layout, cards, bounds, by_row, is_later_day=is_later_day)
            return tuple(map(tuple, by_row))

        inputs = (layout, changes, bounds, cards, is_later_day, self.zones, self.agenda.conference.zone)
        return self.known.cells.get(layout.on, inputs, make)

    def _clock_changes(self, layout: DayLayout) -> tuple[Transition, ...]:
        end_at = layout.midnight_at + timedelta(days=1)
        return tuple(
            change
            for zone in (*self.zones, self.agenda.conference.zone)
            for change in transitions(zone, layout.midnight_at, end_at)
        )

    def _day(self, layout: DayLayout, changes: tuple[Transition, ...]) -> BoardDay:
        inputs = (layout, changes, self.zones, self.agenda.conference.zone)
        return self.known.days.get(layout.on, inputs, lambda: self._head(layout, changes))

    def _head(self, layout: DayLayout, changes: tuple[Transition, ...]) -> BoardDay:
        rooms = _merged_rooms(layout.columns)
        venues: list[VenueHead] = []
        heads: list[RoomHead] = []
        last: str | None = None
        for room, span in rooms:
            if venues and room is not None and room.venue.id == last:
                venues[-1] = VenueHead(name=venues[-1].name, span=venues[-1].span + span)
            else:
                venues.append(VenueHead(name=self.voice.say(_known_as(room)) if room else None, span=span))
            last = room.venue.id if room else None
            name = self.voice.say(room.name) if room else None
            heads.append(
                RoomHead(id=room.id if room else "", name=name, seats=room.capacity if room else None, span=span)
            )
        local = layout.midnight_at.astimezone(self.info)
        return BoardDay(
            on=layout.on,
            numeral=str(layout.on.day),
            weekday=weekday(layout.on, self.voice.lead),
            note="; ".join(self._change_note(change) for change in changes),
            clocks=(abbreviation(local + timedelta(hours=12)), *(zone_label(z, self.words) for z in self.zones)),
            midnight_iso=layout.midnight_at.isoformat(),
            venues=tuple(venues),
            rooms=tuple(heads),
            columns=len(layout.columns) + 1,
        )

    def _change_note(self, change: Transition) -> str:
        local = change.at.astimezone(self.info)
        return self.words(
            "{zone}: {name} begins {time}",
            zone=zone_label(change.zone, self.words),
            name=change.name_after,
            time=f"{local:%H:%M} {abbreviation(local)}",
        )

    def _add_gutter(
        self, layout: DayLayout, changes: tuple[Transition, ...], bounds: tuple[int, ...], by_row: list[list[Cell]]
    ) -> None:
        """Add a cell for the first row, each full hour and each change of a clock."""
        moments = {layout.minute_of(change.at) for change in changes}
        starts = [n for n, m in enumerate(bounds[:-1]) if n == 0 or m % _HOUR == 0 or m in moments]
        shown = ""
        for start, end in zip(starts, [*starts[1:], len(bounds) - 1], strict=True):
            at = layout.midnight_at + timedelta(minutes=bounds[start])
            hour, shown = self._hour(at, shown)
            cell = Cell(rows=end - start, hour=hour, is_change=bounds[start] in moments, is_hour=True)
            by_row[start].append(cell)

    def _hour(self, at: datetime, shown: str) -> tuple[tuple[str, ...], str]:
        """Give the venue's time, the second clock's, and that clock's day and name where they are news."""
        lines = [f"{at.astimezone(self.info):%H:%M}"]
        for zone in self.zones:
            local = at.astimezone(ZoneInfo(zone))
            name = f"{weekday(local, self.voice.lead)} {abbreviation(local)}"
            lines += [f"{local:%H:%M}", *([name] if name != shown else [])]
            shown = name
        return tuple(lines), shown

    def _add_columns(
        self,
        layout: DayLayout,
        cards: tuple[BoardCard, ...],
        bounds: tuple[int, ...],
        by_row: list[list[Cell]],
        *,
        is_later_day: bool,
    ) -> None:
        index = {minute: n for n, minute in enumerate(bounds)}
        starts = {(index[b.start], b.column): (b, card) for b, card in zip(layout.blocks, cards, strict=True)}
        covered = {
            (row, column)
            for b in layout.blocks
            for row in range(index[b.start], index[b.end])
            for column in range(b.column, b.column + b.span)
        }
        off = [self._off_rows(layout, column, bounds) for column in layout.columns]
        open_until = [0] * len(layout.columns)
        for row in range(len(bounds) - 1):
            for column in range(len(layout.columns)):
                block, card = starts.get((row, column), (None, None))
                if block is not None:
                    rows = index[block.end] - row
                    by_row[row].append(Cell(rows=rows, columns=block.span, card=card, is_later_day=is_later_day))
                elif (row, column) not in covered and row >= open_until[column]:
                    end = _free_until(row, column, bounds, covered, off[column])
                    open_until[column] = end
                    is_hour = bounds[row] % _HOUR == 0
                    by_row[row].append(Cell(rows=end - row, is_off=row in off[column], is_hour=is_hour))

    def _off_rows(self, layout: DayLayout, column: Column, bounds: tuple[int, ...]) -> frozenset[int]:
        """Give the rows in which the room of a column cannot be had."""
        if column.room is None or not column.room.available:
            return frozenset()
        windows = [(layout.minute_of(w.start_at), layout.minute_of(w.end_at)) for w in column.room.available]
        return frozenset(
            n for n, m in enumerate(bounds[:-1]) if not any(since <= m < until for since, until in windows)
        )


def _merged_rooms(columns: tuple[Column, ...]) -> list[tuple[Room | None, int]]:
    """Give each room with the number of its lanes."""
    counts: dict[str, int] = defaultdict(int)
    for column in columns:
        counts[column.room.id if column.room else ""] += 1
    rooms = {column.room.id if column.room else "": column.room for column in columns}
    return [(rooms[name], count) for name, count in counts.items()]


def _known_as(room: Room) -> Localized:
    return room.venue.locality or room.venue.name


def _window_edges(layout: DayLayout, column: Column) -> Iterable[int]:
    for window in column.room.available if column.room else ():
        yield layout.minute_of(window.start_at)
        yield layout.minute_of(window.end_at)


def _free_until(
    row: int, column: int, bounds: tuple[int, ...], covered: set[tuple[int, int]], off: frozenset[int]
) -> int:
    """Give the row up to which a free cell lasts: the next hour, card or edge of what the room is free for."""
    end = row + 1
    while (
        end < len(bounds) - 1 and bounds[end] % _HOUR and (end, column) not in covered and (end in off) == (row in off)
    ):
        end += 1
    return end
