"""What a board is made of: heads, rows of cells, cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from eventapp.domain.conflicts import Conflict
    from eventapp.domain.differences import ChangeKind
    from eventapp.renderers.view.voice import Phrase


@dataclass(frozen=True, slots=True)
class Flag:
    """A conflict at a card: its number in the panel, and what is wrong in a few words."""

    number: int
    is_error: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCard:
    """A session on the board; `version` is that of its item, `place` its room's name ("" without one), `flags` its conflicts, errors first."""

    id: str
    form: str
    classes: str
    start_iso: str
    minutes: int
    room: str
    version: str
    time: str
    kind: str
    short_kind: str
    place: str
    title: Phrase
    signs: tuple[tuple[str, str], ...]
    topics: str
    flags: tuple[Flag, ...]
    is_fixed: bool
    held_by: str
    road: str
    stations: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of the table: a gutter's hour, a card, or a stretch in which a room is free (or, `is_off`, cannot be had).

    A card `is_later_day` where it stands on another day than the first one shown: a phone lists one day.
    """

    rows: int
    columns: int = 1
    card: BoardCard | None = None
    hour: tuple[str, ...] = ()
    is_change: bool = False
    is_off: bool = False
    is_hour: bool = False
    is_later_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    minute: int
    minutes: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomHead:
    """`id` is "" for what has no room; `venue` is "" where it stands beside a room of the same one."""

    id: str
    name: Phrase | None
    seats: int | None
    span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueHead:
    name: Phrase | None
    span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDay:
    """The head of one day: what its clocks are called, a sentence where one of them changes, venues and rooms."""

    on: date
    numeral: str
    weekday: str
    note: str
    clocks: tuple[str, ...]
    midnight_iso: str
    venues: tuple[VenueHead, ...]
    rooms: tuple[RoomHead, ...]
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    days: tuple[BoardDay, ...]
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardMarks:
    """What the board shows of sessions besides themselves, by session id."""

    versions: Mapping[str, str]
    flags: Mapping[str, tuple[tuple[int, Conflict], ...]]
    changes: Mapping[str, ChangeKind]
    held: Mapping[str, str]

    def of(self, session_id: str) -> tuple[object, ...]:
        """Give all marks of one session."""
        return (
            self.versions.get(session_id),
            self.flags.get(session_id),
            self.changes.get(session_id),
            self.held.get(session_id),
        )
