"""What the templates of page and paper get: only texts, marks and their order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from eventapp.domain.phases import Phase
    from eventapp.renderers.view.voice import Phrase


class RowForm(StrEnum):
    CARD = "card"
    PARALLEL = "parallel"
    QUIET = "quiet"
    MOVEMENT = "movement"
    CLOCK_NOTE = "clock_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondClockView:
    """Weekdays and times of one zone's clock: "Sat–Sun", "23:15–01:00 EST"."""

    zone: str
    days: str
    times: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkView:
    """A sign of the sprite (`m-chr`) and its word."""

    sign: str
    label: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """News of a session: `kind` is new, moved, cancelled or changed; `was` says from what."""

    kind: str
    sign: str
    label: Phrase
    was: Phrase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    role: Phrase
    name: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """The people of one side, or of another group after the sides."""

    code: str
    name: Phrase
    is_side: bool
    people: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """One agenda item; it prints in brackets until all sides have accepted it."""

    id: str
    number: Phrase
    title: Phrase
    is_agreed: bool
    purpose: Phrase
    minutes: Phrase | None
    text: Phrase | None
    questions: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """Room and venue; either may be missing. `line` is both in one line, for a phone and for paper."""

    room: Phrase | None
    venue: Phrase | None
    line: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementView:
    """The two stations of a transfer; `road` says minutes on the road and at the gate."""

    from_station: Phrase
    to_station: Phrase
    road: Phrase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """The fields of a session in the order in which every form shows them.

    `is_clock_named` says that `time` carries the name of the venue's clock, which changes at that hour.
    """

    id: str
    time: str
    is_clock_named: bool
    start_iso: str
    end_iso: str
    length: Phrase
    clocks: tuple[SecondClockView, ...]
    phase: Phase
    phase_label: Phrase | None
    kind: Phrase
    change: ChangeView | None
    is_changed: bool
    is_cancelled: bool
    title: Phrase
    place: PlaceView | None
    marks: tuple[MarkView, ...]
    sides: tuple[SideView, ...]
    topics: tuple[TopicView, ...]
    rule: Phrase | None
    description: Phrase | None
    movement: MovementView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourView:
    """The session before or after another one, as a link to it says it."""

    id: str
    title: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One row of a day: one card, several in parallel, or a note on a clock (then `time` and `note`)."""

    form: RowForm
    cards: tuple[CardView, ...] = ()
    parallel_label: Phrase | None = None
    time: str = ""
    note: Phrase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A conference day; `clock` is what the venue's clock is called on it: "JST"."""

    on: date
    iso: str
    numeral: str
    weekday: Phrase
    heading: Phrase
    heading_with_year: Phrase
    places: Phrase | None
    clock: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """Whom readers ask; `mailto` and `tel` are addresses, "" as what they lead to is. `has_card` says that there is an entry for address books."""

    name: Phrase | None
    email: str
    mailto: str
    phone: str
    tel: str
    has_card: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadView:
    """What stands above and below every output of a conference. `version` is None for a draft.

    `changes` is one label per kind of change ("1 moved"), `since` the version before.
    """

    slug: str
    title: Phrase
    subtitle: Phrase | None
    host: Phrase | None
    notice: Phrase | None
    contact: ContactView | None
    marking: Phrase
    dates: Phrase
    places: Phrase | None
    version: Phrase | None
    version_number: int | None
    as_of: Phrase | None
    since: str
    changes: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueView:
    """A venue in a list of places."""

    id: str
    name: Phrase
    address: Phrase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaView:
    """The whole agenda; `second_clocks` are the everyday names of the clocks shown beside the venue's."""

    head: HeadView
    second_clocks: tuple[str, ...]
    days: tuple[DayView, ...]
