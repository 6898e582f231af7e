"""Wall times and instants: gaps and folds are never guessed, offsets never assumed constant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from eventapp.domain.errors import DomainError

# Since 1973 every zone's offset is a whole number of minutes (Monrovia was the last, 1972), the only ones that TOML, JSON and
# RFC 5545 all write; after 9000 the calendar's end is out of reach of every offset.
YEARS_KEPT = range(1973, 9000)
_STEP = timedelta(hours=6)
_SECOND = timedelta(seconds=1)


class GapTimeError(DomainError):
    """The wall time does not exist: clocks go forward over it."""


class FoldTimeError(DomainError):
    """The wall time exists twice: whoever typed it has to choose."""


@dataclass(frozen=True, slots=True)
class Transition:
    """The instant at which a zone's offset changes; offsets in minutes east of UTC."""

    zone: str
    at: datetime
    minutes_before: int
    minutes_after: int
    name_before: str
    name_after: str

    @property
    def is_forward(self) -> bool:
        return self.minutes_after > self.minutes_before


def is_zone(name: str) -> bool:
    """Say whether `name` is an IANA zone that times can be kept in."""
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    # Zones without a place ("localtime", "posixrules") depend on the machine, and so do the folders "posix" and "right",
    # of which the second counts leap seconds: its clocks are half a minute off.
    return zone.key == name and ("/" in name or name == "UTC") and not name.startswith(("posix/", "right/"))


def to_utc(wall: datetime, zone: str) -> datetime:
    """Give the instant of a naive wall time in `zone`.

    Raises: GapTimeError when clocks skip it; FoldTimeError when it comes twice.
    Source: PEP 495; the time rules, docs/rules.md.
    """
    first = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    second = wall.replace(tzinfo=ZoneInfo(zone), fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall:
        raise GapTimeError("gap-time", wall=wall, zone=zone)
    raise FoldTimeError("fold-time", wall=wall, zone=zone)


def is_ambiguous(at: datetime, zone: str) -> bool:
    """Say whether the wall clock of `zone` shows this instant's time twice."""
    local = at.astimezone(ZoneInfo(zone))
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def comes_twice(wall: datetime, zone: str) -> bool:
    """Say whether a naive wall time comes twice in `zone`; one that never comes doesn't."""
    try:
        to_utc(wall, zone)
    except FoldTimeError:
        return True
    except GapTimeError:
        return False
    return False


def transitions(zone: str, start: datetime, end: datetime) -> tuple[Transition, ...]:
    """Give the changes of a zone's offset in [start, end), in order."""
    # The cache is asked in UTC: two times of one zone that differ in their fold only would be the same key (PEP 495).
    return _transitions(zone, start.astimezone(UTC), end.astimezone(UTC))


@lru_cache(maxsize=512)
def _transitions(zone: str, start: datetime, end: datetime) -> tuple[Transition, ...]:
    info = ZoneInfo(zone)
    found = []
    # Whole seconds, from the second before, which still shows the old offset when the change is at `start` itself.
    lower = start.replace(microsecond=0) - _SECOND
    while lower < end:
        upper = lower + _STEP
        if _offset(lower, info) != _offset(upper, info):
            at = _change_between(lower, upper, info)
            if start <= at < end:
                found.append(_transition(zone, at, info))
        lower = upper
    return tuple(found)


def _offset(at: datetime, info: ZoneInfo) -> int:
    return int((at.astimezone(info).utcoffset() or timedelta()).total_seconds())


def _change_between(lower: datetime, upper: datetime, info: ZoneInfo) -> datetime:
    before = _offset(lower, info)
    while upper - lower > _SECOND:
        middle = lower + timedelta(seconds=int((upper - lower).total_seconds()) // 2)
        if _offset(middle, info) == before:
            lower = middle
        else:
            upper = middle
    return upper


def _transition(zone: str, at: datetime, info: ZoneInfo) -> Transition:
    before, after = (at - _SECOND).astimezone(info), at.astimezone(info)
    return Transition(
        zone=zone,
        at=at,
        minutes_before=_offset(at - _SECOND, info) // 60,
        minutes_after=_offset(at, info) // 60,
        name_before=before.tzname() or "",
        name_after=after.tzname() or "",
    )
