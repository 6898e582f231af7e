"""Where sessions stand on a board: a column per room, a lane more where two of a room overlap. Minutes, no words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.vocabulary import SessionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from eventapp.domain.agenda import Agenda, Day
    from eventapp.domain.sessions import Session
    from eventapp.domain.venues import Room, Venue

ROW_MINUTES = 30
_DAY = (8 * 60, 18 * 60)


@dataclass(frozen=True, slots=True)
class Column:
    """A room, or one lane of it; None for what has no room."""

    room: Room | None
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A session at [start, end) minutes after its day's midnight, over `span` columns from `column` on."""

    session: Session
    start: int
    end: int
    column: int
    span: int = 1


@dataclass(frozen=True, slots=True)
class DayLayout:
    """One day of the board; minutes count from `midnight_at` on and may pass 1440."""

    on: date
    midnight_at: datetime
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]

    def minute_of(self, at: datetime) -> int:
        return int((at - self.midnight_at).total_seconds() // 60)


def needs_room(session: Session) -> bool:
    """Say whether a session without a room is one that is not placed yet; a break or a movement is not."""
    return not session.kind.is_quiet and session.kind is not SessionKind.TRANSFER and not session.is_cancelled


def unplaced_sessions(agenda: Agenda) -> tuple[Session, ...]:
    return tuple(session for session in agenda.sessions if session.room is None and needs_room(session))


def lay_out(agenda: Agenda, day: Day, *, all_rooms: bool) -> DayLayout:
    """Give the columns of a day and where each session stands in them.

    Rooms stand by venue in the order in which the day comes to it; with `all_rooms` also those that nobody uses.
    """
    return _DayMaker(agenda, day, all_rooms=all_rooms).make()


def row_bounds(layouts: Iterable[DayLayout], moments: Iterable[int] = ()) -> tuple[int, ...]:
    """Give the minutes at which rows of the board begin and the last one ends.

    Each half hour from the first session to the last, each start and end, and further `moments`: what starts at 09:10 is drawn so.
    """
    blocks = [block for layout in layouts for block in layout.blocks]
    first = min([_DAY[0], *(b.start for b in blocks)]) // ROW_MINUTES * ROW_MINUTES
    last = -(-max([_DAY[1], *(b.end for b in blocks)]) // ROW_MINUTES) * ROW_MINUTES
    edges = {minute for block in blocks for minute in (block.start, block.end)}
    inside = {minute for minute in moments if first < minute < last}
    return tuple(sorted({*range(first, last + 1, ROW_MINUTES), *edges, *inside}))


class _DayMaker:
    def __init__(self, agenda: Agenda, day: Day, *, all_rooms: bool) -> None:
        self.agenda = agenda
        self.day = day
        self.all_rooms = all_rooms
        info = ZoneInfo(agenda.conference.zone)
        self.midnight_at = datetime.combine(day.on, time(), tzinfo=info).astimezone(UTC)
        self.columns: list[Column] = []
        self.blocks: list[Block] = []
        self.taken: dict[int, list[tuple[int, int]]] = defaultdict(list)

    def make(self) -> DayLayout:
        in_rooms: dict[str, list[Session]] = defaultdict(list)
        for session in self.day.sessions:
            if session.room is not None:
                in_rooms[session.room.id].append(session)
        for room in self._rooms(in_rooms):
            self._add_room(room, in_rooms.get(room.id, []))
        homeless = [(s, venue) for s, venue in self._with_venues() if s.room is None]
        late = [session for session, venue in homeless if not self._spread(session, venue)]
        self._add_room(None, late) if late or not self.columns else None
        return DayLayout(self.day.on, self.midnight_at, tuple(self.columns), tuple(self.blocks))

    def _rooms(self, used: dict[str, list[Session]]) -> list[Room]:
        """Give the rooms to show, venue by venue; a day that uses none shows them all."""
        order: dict[str, None] = {}
        for session in self.day.sessions:
            for venue in (session.from_venue, session.venue, session.to_venue):
                if venue is not None:
                    order.setdefault(venue.id)
        for room in self.agenda.rooms:
            order.setdefault(room.venue.id)
        ranks = {name: rank for rank, name in enumerate(order)}
        shown = [r for r in self.agenda.rooms if self.all_rooms or not used or r.id in used]
        return sorted(shown, key=lambda room: (ranks[room.venue.id], room.position, room.id))

    def _add_room(self, room: Room | None, sessions: list[Session]) -> None:
        """Add as many lanes as sessions of the room overlap; who overlaps with nobody stands over all of them."""
        first = len(self.columns)
        lanes: list[int] = []
        placed: list[tuple[Session, int, int, int]] = []
        for session in sorted(sessions, key=lambda s: s.sort_key):
            start, end = self._minutes(session)
            lane = next((n for n, until in enumerate(lanes) if until <= start), len(lanes))
            lanes[lane:] = [end, *lanes[lane + 1 :]]
            placed.append((session, start, end, lane))
        count = max(1, len(lanes))
        self.columns += [Column(room, lane) for lane in range(count)]
        for session, start, end, lane in placed:
            alone = all(o is session or o_end <= start or end <= o_start for o, o_start, o_end, _ in placed)
            column, span = (first, count) if alone else (first + lane, 1)
            self._add(Block(session, start, end, column, span))

    def _spread(self, session: Session, venue: Venue | None) -> bool:
        """Stand what has no room over its venue's columns, or over the most of them that are free then."""
        if needs_room(session):
            return False
        start, end = self._minutes(session)
        own = [n for n, column in enumerate(self.columns) if column.room and (not venue or column.room.venue == venue)]
        free = [n for n in own if all(until <= start or end <= since for since, until in self.taken[n])]
        runs = [[n for _, n in group] for _, group in groupby(enumerate(free), key=lambda pair: pair[1] - pair[0])]
        if not runs:
            return False
        run = max(runs, key=len)
        self._add(Block(session, start, end, run[0], len(run)))
        return True

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        for column in range(block.column, block.column + block.span):
            self.taken[column].append((block.start, block.end))

    def _minutes(self, session: Session) -> tuple[int, int]:
        start = int((session.start_at - self.midnight_at) / timedelta(minutes=1))
        return start, start + max(1, session.minutes)

    def _with_venues(self) -> Iterator[tuple[Session, Venue | None]]:
        """Give each session with the venue at which the day is then: that of the room or movement before it, else the first."""
        here = next((v for s in self.day.sessions for v in (s.from_venue, s.venue) if v is not None), None)
        for session in self.day.sessions:
            yield session, session.from_venue or session.venue or here
            here = session.to_venue or session.venue or here
