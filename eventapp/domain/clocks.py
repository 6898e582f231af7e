"""The second clock: the same interval as another zone's clocks show it, weekday and abbreviation included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.timezones import Transition, is_ambiguous, transitions

if TYPE_CHECKING:
    from datetime import date

    from eventapp.domain.agenda import Agenda, Day

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ClockReading:
    """[start, end) in one zone. Local times are aware; the names are those of that very instant."""

    zone: str
    start_local: datetime
    end_local: datetime

    @property
    def start_name(self) -> str:
        return abbreviation(self.start_local)

    @property
    def end_name(self) -> str:
        return abbreviation(self.end_local)

    @property
    def changes_inside(self) -> bool:
        return self.start_name != self.end_name

    @property
    def needs_name(self) -> bool:
        """Whether start and end alone would leave open which clock is meant: it changes inside, or shows one of them twice."""
        return self.changes_inside or any(is_ambiguous(at, self.zone) for at in (self.start_local, self.end_local))

    @property
    def crosses_midnight(self) -> bool:
        return self.start_local.date() != self.end_local.date()


@dataclass(frozen=True, slots=True)
class Distance:
    """How far the venue's clock is behind another zone's, before and after a change; negative when it is ahead."""

    zone: str
    minutes_behind_before: int
    minutes_behind_after: int


@dataclass(frozen=True, slots=True)
class ClockNote:
    """What a day has to say about one change of a shown clock: hours from the venue's clock before and after.

    `distances` has, where the change is the venue's own, the other shown clocks from which it moves away.
    """

    transition: Transition
    venue_zone: str
    venue_minutes_before: int
    venue_minutes_after: int
    distances: tuple[Distance, ...] = ()

    @property
    def minutes_behind_before(self) -> int:
        return self.venue_minutes_before - self.transition.minutes_before

    @property
    def minutes_behind_after(self) -> int:
        return self.venue_minutes_after - self.transition.minutes_after


def abbreviation(local: datetime) -> str:
    """Give a zone's name at that instant: "EDT", or "UTC+07" where there are only digits."""
    name = local.tzname() or ""
    return f"UTC{name}" if name[:1] in {"+", "-"} else name


def clock_names(on: date, zone: str) -> tuple[str, ...]:
    """Give the abbreviations of a zone's clock on a day, in order of time: ("EDT", "EST") where it changes."""
    info = ZoneInfo(zone)
    midnight, following = _midnights(on, info)
    changes = (change.at.astimezone(info) for change in transitions(zone, midnight, following))
    # By way of UTC: a midnight that the clocks skip is the time to which they go.
    first = midnight.astimezone(UTC).astimezone(info)
    return tuple(dict.fromkeys(abbreviation(at) for at in (first, *changes)))


def read_clock(start_at: datetime, end_at: datetime, zone: str) -> ClockReading:
    info = ZoneInfo(zone)
    return ClockReading(zone, start_at.astimezone(info), end_at.astimezone(info))


def second_zones(agenda: Agenda) -> tuple[str, ...]:
    """Give the home zones of the sides that differ from the conference's, in the sides' order, once each."""
    zones = dict.fromkeys(side.home_zone for side in agenda.sides)
    return tuple(zone for zone in zones if zone != agenda.conference.zone)


def clock_notes(day: Day, zones: tuple[str, ...], venue_zone: str) -> tuple[ClockNote, ...]:
    """Give the notes of a day on which the offset of a shown clock changes, in order of time.

    A day lasts from its midnight at the venue to the next one, or to the end of its last session.
    """
    info = ZoneInfo(venue_zone)
    start, end = _span(day, info)
    others = tuple(zone for zone in zones if zone != venue_zone)
    notes = [
        ClockNote(
            change,
            venue_zone,
            _minutes(change.at - _SECOND, info),
            _minutes(change.at, info),
            _distances(change, others) if zone == venue_zone else (),
        )
        for zone in zones
        for change in transitions(zone, start, end)
        if change.minutes_before != change.minutes_after
    ]
    return tuple(sorted(notes, key=lambda note: (note.transition.at, note.transition.zone)))


def _distances(change: Transition, zones: tuple[str, ...]) -> tuple[Distance, ...]:
    """Give the distance to each of these zones that the change of the venue's clock alters."""
    found = []
    for zone in zones:
        info = ZoneInfo(zone)
        before = _minutes(change.at - _SECOND, info) - change.minutes_before
        after = _minutes(change.at, info) - change.minutes_after
        found.append(Distance(zone, before, after))
    return tuple(one for one in found if one.minutes_behind_before != one.minutes_behind_after)


def _span(day: Day, info: ZoneInfo) -> tuple[datetime, datetime]:
    midnight, following = _midnights(day.on, info)
    return midnight, max([following, *(session.end_at for session in day.sessions)])


def _midnights(on: date, info: ZoneInfo) -> tuple[datetime, datetime]:
    return (datetime.combine(on, time(), tzinfo=info), datetime.combine(on + timedelta(days=1), time(), tzinfo=info))


def _minutes(at: datetime, info: ZoneInfo) -> int:
    return int((at.astimezone(info).utcoffset() or timedelta()).total_seconds()) // 60
