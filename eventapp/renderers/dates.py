"""Dates and times as the two languages write them; 24 hours, en dash between times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.clocks import ClockReading, abbreviation
from eventapp.domain.timezones import is_ambiguous

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_JA = "月火水木金土日"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def weekday(on: date, language: str) -> str:
    """Give "Sun" or 日."""
    return _WEEKDAYS_JA[on.weekday()] if language == "ja" else _WEEKDAYS[on.weekday()]


def weekday_long(on: date, language: str) -> str:
    """Give "Sunday" or 日曜日."""
    return f"{_WEEKDAYS_JA[on.weekday()]}曜日" if language == "ja" else _WEEKDAYS_LONG[on.weekday()]


def day_short(on: date, language: str) -> str:
    """Give "Sun 12 Mar" or 3月12日（日）."""
    if language == "ja":
        return day_heading(on, language)
    return f"{_WEEKDAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1][:3]}"


def day_heading(on: date, language: str) -> str:
    """Give "Sunday 12 March" or 3月12日（日）."""
    if language == "ja":
        return f"{on.month}月{on.day}日（{_WEEKDAYS_JA[on.weekday()]}）"
    return f"{_WEEKDAYS_LONG[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}"


def day_heading_with_year(on: date, language: str) -> str:
    """Give "Sunday 12 March 2023" or 2023年3月12日（日）."""
    if language == "ja":
        return f"{on.year}年{day_heading(on, language)}"
    return f"{day_heading(on, language)} {on.year}"


def date_range(first: date, last: date, language: str) -> str:
    """Give "Fri 10 – Mon 13 March 2023" or 2023年3月10日（金）〜13日（月）; what the dates share is said once."""
    if first == last:
        return day_heading_with_year(first, language)
    if language == "ja":
        return f"{day_heading_with_year(first, language)}〜{_range_end_ja(first, last)}"
    start = f"{_WEEKDAYS[first.weekday()]} {first.day}"
    if (first.year, first.month) != (last.year, last.month):
        start += f" {_MONTHS[first.month - 1]}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start} – {_WEEKDAYS[last.weekday()]} {last.day} {_MONTHS[last.month - 1]} {last.year}"


def _range_end_ja(first: date, last: date) -> str:
    if first.year != last.year:
        return day_heading_with_year(last, "ja")
    if first.month != last.month:
        return day_heading(last, "ja")
    return f"{last.day}日（{_WEEKDAYS_JA[last.weekday()]}）"


def moment(local: datetime, language: str, *, beside: Iterable[date] = ()) -> str:
    """Give "9 Mar 2023 18:00 JST" or 2023年3月9日18時（日本時間）, the clock always named.

    The year goes without saying where all that the reader has `beside` it, such as today and the conference, is of the same.
    """
    if language == "ja":
        year = f"{local.year}年" if _needs_year(local, beside) else ""
        return f"{year}{local.month}月{local.day}日{_time_and_clock(local, language)}"
    year = f" {local.year}" if _needs_year(local, beside) else ""
    return f"{local.day} {_MONTHS[local.month - 1][:3]}{year} {_time_and_clock(local, language)}"


def due_moment(local: datetime, language: str, *, beside: Iterable[date] = ()) -> str:
    """Give when something closes, as a `moment` with its weekday: "Fri 3 Mar 18:00 JST" or 3月3日（金）18時（日本時間）."""
    is_dated = _needs_year(local, beside)
    if language == "ja":
        day = day_heading_with_year(local, language) if is_dated else day_heading(local, language)
        return f"{day}{_time_and_clock(local, language)}"
    year = f" {local.year}" if is_dated else ""
    return f"{day_short(local, language)}{year} {_time_and_clock(local, language)}"


def _needs_year(local: datetime, beside: Iterable[date]) -> bool:
    return {one.year for one in beside} != {local.year}


def _time_and_clock(local: datetime, language: str) -> str:
    name = abbreviation(local)
    if language == "ja":
        minutes = f"{local.minute}分" if local.minute else ""
        return f"{local.hour}時{minutes}（{'日本時間' if name == 'JST' else name}）"
    return f"{local:%H:%M}\u00a0{name}"


def clock_time(local: datetime, language: str) -> str:
    """Give a time in running text: "11:00" or 11時, 10時45分; with the clock's name if it shows that time twice."""
    is_twice = is_ambiguous(local, str(local.tzinfo))
    if language == "ja":
        minutes = f"{local.minute}分" if local.minute else ""
        name = f"（{abbreviation(local)}）" if is_twice else ""
        return f"{local.hour}時{minutes}{name}"
    return f"{local:%H:%M}\u00a0{abbreviation(local)}" if is_twice else f"{local:%H:%M}"


def day_and_time(local: datetime, language: str) -> str:
    """Give "Sat 11 Mar 11:00" or 3月11日（土）11時."""
    if language == "ja":
        return f"{day_heading(local, language)}{clock_time(local, language)}"
    return f"{day_short(local, language)} {clock_time(local, language)}"


def wall_time(wall: datetime, language: str) -> str:
    """Give a time as it was typed, on whatever clock: "Sun 12 Mar 2023 02:30" or 2023年3月12日（日）2時30分."""
    if language == "ja":
        minutes = f"{wall.minute}分" if wall.minute else ""
        return f"{day_heading_with_year(wall, language)}{wall.hour}時{minutes}"
    return f"{day_short(wall, language)} {wall.year} {wall:%H:%M}"


def dated_time(local: datetime, language: str) -> str:
    """Give "Sat 11 Mar 11:00" or 3月11日11時: as it stands within brackets."""
    if language == "ja":
        return f"{local.month}月{local.day}日{clock_time(local, language)}"
    return day_and_time(local, language)


def dated_hours(start: datetime, end: datetime, language: str) -> str:
    """Give "Sat 11 Mar 11:00–12:00" or 3月11日11時〜12時; an end on another day has its day."""
    if end.date() != start.date():
        return f"{dated_time(start, language)}{'〜' if language == 'ja' else ' – '}{dated_time(end, language)}"
    return f"{dated_time(start, language)}{'〜' if language == 'ja' else '–'}{clock_time(end, language)}"


def time_range(reading: ClockReading) -> str:
    """Give "09:00–10:30"; an end on a later day is marked "+1".

    The clock is named where it would not be known which is meant: "01:30–02:15 EST", "00:30 EDT – 01:15 EST".
    """
    start, end = reading.start_local, reading.end_local
    days = (end.date() - start.date()).days
    later = f"\u00a0+{days}" if days else ""
    return f"{_named_range(reading) if reading.needs_name else f'{start:%H:%M}–{end:%H:%M}'}{later}"


def second_clock(reading: ClockReading, language: str) -> tuple[str, str]:
    """Give the weekdays and the times of a second clock: ("Sat–Sun", "23:15–01:00 EST").

    The abbreviation is that of each instant; both stand when it changes inside.
    """
    start, end = reading.start_local, reading.end_local
    days = weekday(start, language)
    if reading.crosses_midnight:
        days += f"–{weekday(end, language)}"
    return days, _named_range(reading)


def _named_range(reading: ClockReading) -> str:
    start, end = reading.start_local, reading.end_local
    if reading.changes_inside:
        return f"{start:%H:%M}\u00a0{reading.start_name} – {end:%H:%M}\u00a0{reading.end_name}"
    return f"{start:%H:%M}–{end:%H:%M}\u00a0{reading.end_name}"
