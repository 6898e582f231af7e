"""VTIMEZONEs with one yearly rule a change: all that Outlook reads, and right at the very minute.

Generated ones list dates or start an hour late (decision 0005), so the rules are found in the time zone data, for the
years of the conference, and tested against them. A zone that no yearly rule describes is not written; its times are then
given in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.clocks import abbreviation
from eventapp.domain.timezones import Transition, transitions

if TYPE_CHECKING:
    from collections.abc import Iterator

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FIRST_YEAR = 1970
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Onset:
    """A yearly change of the clocks: the `week`-th (-1 is the last) `weekday` of `month`, at `wall` of the clock before.

    Offsets in minutes east of UTC.
    """

    month: int
    week: int
    weekday: int
    wall: time
    minutes_before: int
    minutes_after: int
    name: str

    def wall_in(self, year: int) -> datetime:
        """Give the naive local time, by the clock before the change."""
        if self.week < 0:
            last = date(year + self.month // 12, self.month % 12 + 1, 1) - _DAY
            on = last - timedelta(days=(last.weekday() - self.weekday) % 7)
        else:
            first = date(year, self.month, 1)
            on = first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.week - 1))
        return datetime.combine(on, self.wall)

    def instant_in(self, year: int) -> datetime:
        return (self.wall_in(year) - timedelta(minutes=self.minutes_before)).replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class YearlyRule:
    """How a zone's clocks go every year after `since`; without onsets they stay at `minutes`."""

    zone: str
    since: int
    minutes: int
    name: str
    onsets: tuple[Onset, ...] = ()


@lru_cache(maxsize=256)
def find_rule(zone: str, first_year: int, last_year: int) -> YearlyRule | None:
    """Give the rule that describes the zone in all these years and a day either side, None if there is none.

    Of several (the second Sunday may be the last but two) the one that has held longest is taken.
    """
    start, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(first_year + 1, 1, 1, tzinfo=UTC)
    changes = transitions(zone, start, end)
    local = start.astimezone(ZoneInfo(zone))
    minutes, name = _minutes(local), abbreviation(local)
    if len(changes) not in {0, 2}:
        return None
    years = range(first_year, last_year + 1)
    rules = (YearlyRule(zone, _FIRST_YEAR, minutes, name, onsets) for onsets in product(*map(_onsets, changes)))
    holding = [rule for rule in rules if all(describes(rule, year) for year in years)]
    if not holding or not changes:
        return holding[0] if holding else None
    reach, rule = min(((_reach(rule, first_year), rule) for rule in holding), key=lambda found: found[0])
    return YearlyRule(zone, min(reach, first_year - 1), minutes, name, rule.onsets)


@lru_cache(maxsize=4096)
def describes(rule: YearlyRule, year: int) -> bool:
    """Say whether the rule gives the zone's offsets in the whole year and a day either side."""
    info = ZoneInfo(rule.zone)
    onsets = sorted((o.instant_in(y), o.minutes_after) for y in (year - 1, year, year + 1) for o in rule.onsets)
    return all(_minutes(at.astimezone(info)) == _rule_minutes(rule, onsets, at) for at in _samples(rule, year))


def render_vtimezone(rule: YearlyRule) -> bytes:
    """Give the component of a rule: constant bytes, all lines short enough to stand unfolded."""
    parts = "".join(sorted(_observance(onset, rule.since) for onset in rule.onsets)) or _fixed(rule)
    return f"BEGIN:VTIMEZONE\r\nTZID:{rule.zone}\r\n{parts}END:VTIMEZONE\r\n".encode()


def _onsets(change: Transition) -> Iterator[Onset]:
    """Give the yearly rules that a change of clocks may follow: its week counted from the front and from the back."""
    wall = (change.at + timedelta(minutes=change.minutes_before)).replace(tzinfo=None)
    weeks = [-1] if (wall + 7 * _DAY).month != wall.month else []
    fourth = 4
    week = (wall.day - 1) // 7 + 1
    for number in weeks + [week] * (week <= fourth):
        yield Onset(
            month=wall.month,
            week=number,
            weekday=wall.weekday(),
            wall=wall.time(),
            minutes_before=change.minutes_before,
            minutes_after=change.minutes_after,
            name=abbreviation(change.at.astimezone(ZoneInfo(change.zone))),
        )


def _reach(rule: YearlyRule, year: int) -> int:
    """Give the first of the years up to `year` that the rule describes without a break."""
    while year > _FIRST_YEAR and describes(rule, year - 1):
        year -= 1
    return year


def _samples(rule: YearlyRule, year: int) -> Iterator[datetime]:
    """Both sides of each change, then each day: clocks don't change twice in a day."""
    for onset in rule.onsets:
        at = onset.instant_in(year)
        yield at - _SECOND
        yield at
    first = datetime(year, 1, 1, tzinfo=UTC) - _DAY
    for day in range(369):
        yield first + day * _DAY


def _rule_minutes(rule: YearlyRule, onsets: list[tuple[datetime, int]], at: datetime) -> int:
    return next((minutes for instant, minutes in reversed(onsets) if instant <= at), rule.minutes)


def _observance(onset: Onset, year: int) -> str:
    """Summer time is what is ahead, whatever a country calls its standard."""
    kind = "DAYLIGHT" if onset.minutes_after > onset.minutes_before else "STANDARD"
    return (
        f"BEGIN:{kind}\r\n"
        f"DTSTART:{onset.wall_in(year):%Y%m%dT%H%M%S}\r\n"
        f"RRULE:FREQ=YEARLY;BYMONTH={onset.month};BYDAY={onset.week}{_WEEKDAYS[onset.weekday]}\r\n"
        f"TZNAME:{onset.name}\r\n"
        f"TZOFFSETFROM:{_offset(onset.minutes_before)}\r\n"
        f"TZOFFSETTO:{_offset(onset.minutes_after)}\r\n"
        f"END:{kind}\r\n"
    )


def _fixed(rule: YearlyRule) -> str:
    offset = _offset(rule.minutes)
    return (
        f"BEGIN:STANDARD\r\nDTSTART:{rule.since}0101T000000\r\nTZNAME:{rule.name}\r\n"
        f"TZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\nEND:STANDARD\r\n"
    )


def _offset(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"


def _minutes(local: datetime) -> int:
    return int((local.utcoffset() or timedelta()).total_seconds()) // 60
