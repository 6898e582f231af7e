"""From what stands in a cell to a value, however an office program or a person wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from eventapp.domain.errors import DomainError

if TYPE_CHECKING:
    from eventapp.importers.sheets.grids import Value

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|年 ?(\d{1,2})月 ?)(\d{1,2})日?")
_AMBIGUOUS = re.compile(r"\d{1,2}([/.-])\d{1,2}\1(\d{4}|\d{2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))? ?([+-]\d{2}:\d{2})?")
_KANJI = re.compile(r"(\d{1,2})時 ?(?:(\d{1,2})分)?")
_NUMBER = re.compile(r"[+-]?\d{1,9}")
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day, with its day and its offset if they were written."""

    at: time
    on: date | None = None
    offset: timedelta | None = None


def text_of(value: Value) -> str:
    """Give a cell as text without space around it; a whole number has no point, line ends are line feeds."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").strip()


def folded(value: Value) -> str:
    """Give a code, number or time with full-width signs and spaces made plain."""
    import jaconv  # noqa: PLC0415 - 1 MB that a process which reads no spreadsheet does without

    plain = jaconv.z2h(text_of(value), kana=False, ascii=True, digit=True).replace("−", "-")
    return " ".join(plain.replace("\u3000", " ").split())


def number_of(value: Value) -> int:
    """Give a whole number. Raises: DomainError("not-a-number")."""
    text = folded(value)
    if isinstance(value, bool) or not _NUMBER.fullmatch(text):
        raise DomainError("not-a-number", got=text)
    return int(text)


def date_of(value: Value) -> date:
    """Give a day; one written like 12/03/2023 means two. Raises: DomainError("ambiguous-date" or "not-a-date")."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = folded(value)
    if isinstance(value, str) and (match := _DATE.fullmatch(text)):
        year, *months, day = match.groups()
        try:
            return date(int(year), next(int(month) for month in months if month), int(day))
        except ValueError:
            raise DomainError("not-a-date", got=text) from None
    raise DomainError("ambiguous-date" if _AMBIGUOUS.fullmatch(text) else "not-a-date", got=text)


def moment_of(value: Value) -> Moment:
    """Give a time of day, to the second; a cell may hold its day too. Raises: DomainError, as `date_of` or "not-a-time"."""
    if isinstance(value, datetime):
        return Moment(_clock(value.time(), value), value.date())
    if isinstance(value, time):
        return Moment(_clock(value, value))
    if isinstance(value, timedelta):
        return Moment(_fraction(value.total_seconds() / _DAY_SECONDS, value))
    if isinstance(value, float) and not isinstance(value, bool):
        return Moment(_fraction(value, value))
    return _written_moment(folded(value))


def _written_moment(text: str) -> Moment:
    day, _, clock = text.replace("T", " ").partition(" ")
    if _DATE.fullmatch(day) and clock:
        moment = _written_moment(clock)
        return Moment(moment.at, date_of(day), moment.offset)
    try:
        if match := _CLOCK.fullmatch(text):
            hour, minute, second, offset = match.groups()
            return Moment(time(int(hour), int(minute), int(second or 0)), offset=_offset(offset) if offset else None)
        if match := _KANJI.fullmatch(text):
            return Moment(time(int(match.group(1)), int(match.group(2) or 0)))
    except ValueError:
        pass
    raise DomainError("not-a-time", got=text)


def _offset(text: str) -> timedelta:
    return datetime.strptime(text, "%z").utcoffset() or timedelta()


def _clock(at: time, value: Value) -> time:
    seconds = at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1_000_000
    return _fraction(seconds / _DAY_SECONDS, value)


def _fraction(days: float, value: Value) -> time:
    """Give the time of day of a fraction of a day, as office programs keep times."""
    seconds = round(days * _DAY_SECONDS) if 0 <= days < 1 else _DAY_SECONDS
    if seconds >= _DAY_SECONDS:
        raise DomainError("not-a-time", got=text_of(value))
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
