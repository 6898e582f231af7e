"""The JSON of frab and pretalx: schedule → conference → days → rooms → events."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from eventapp.importers.schedules.sources import SourceEvent, SourcePerson, SourceSchedule, refused
from eventapp.importers.schedules.times import on_day, read_clock, read_date, read_duration, read_moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, time

    from eventapp.importers.schedules.sources import Findings

_TOO_DEEP = 20


def read_json(data: bytes, findings: Findings) -> SourceSchedule:
    """Give what a schedule JSON tells. Whatever has not the type that it should have counts as missing.

    Raises: InvalidInputError for what is no JSON or no schedule.
    """
    root = _parse(data)
    conference = _table(_table(root, "schedule"), "conference")
    if not conference:
        raise refused("not-a-schedule")
    days = [day for day in _list(conference, "days") if isinstance(day, dict)]
    dates = (read_date(_text(day, "date")) for day in days)
    return SourceSchedule(
        title=_text(conference, "title"),
        slug=_text(conference, "acronym"),
        venue=_text(conference, "venue"),
        city=_text(conference, "city"),
        zone=_text(conference, "time_zone_name"),
        dates=tuple(on for on in dates if on is not None),
        events=tuple(event for day in days for event in _events(day, findings)),
    )


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data.decode(json.detect_encoding(data), "strict").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise refused("not-utf-8", line=data[: error.start].count(b"\n") + 1) from None
    except json.JSONDecodeError as error:
        raise refused("not-json", line=error.lineno, reason=error.msg) from None
    except RecursionError:
        raise refused("too-deep", limit=_TOO_DEEP) from None
    except ValueError as error:  # a number of more digits than Python reads
        raise refused("not-json", line=1, reason=str(error)) from None


def _events(day: dict[str, Any], findings: Findings) -> Iterator[SourceEvent]:
    start, end = read_moment(_text(day, "day_start")), read_moment(_text(day, "day_end"))
    # A day that ends on a later date begins where the one before ended: times before its start are that date's.
    change = start.time() if start and end and end.date() > start.date() else None
    for room, listed in _table(day, "rooms").items():
        for table in listed if isinstance(listed, list) else []:
            if isinstance(table, dict):
                yield from _event(table, day, (room, change), findings)


def _event(
    table: dict[str, Any], day: dict[str, Any], held: tuple[str, time | None], findings: Findings
) -> Iterator[SourceEvent]:
    room, change = held
    guid = _text(table, "guid")
    key = _text(table, "id") or guid or _text(table, "title")
    start = _start(table, day, change)
    if start is None:
        findings.warn("unread-start", key, got=_text(table, "date") or _text(table, "start"))
        return
    yield SourceEvent(
        key=key,
        uid=guid,
        start=start,
        duration=read_duration(_text(table, "duration")),
        title=_text(table, "title"),
        subtitle=_text(table, "subtitle"),
        room=_text(table, "room") or room,
        kind=_text(table, "type"),
        track=_text(table, "track"),
        language=_text(table, "language"),
        texts=(_text(table, "abstract"), _text(table, "description")),
        people=tuple(_people(table)),
    )


def _start(table: dict[str, Any], day: dict[str, Any], change: time | None) -> datetime | None:
    moment = read_moment(_text(table, "date"))
    if moment is not None:
        return moment
    on, clock = read_date(_text(day, "date")), read_clock(_text(table, "start"))
    return on_day(on, clock, change) if on is not None and clock is not None else None


def _people(table: dict[str, Any]) -> Iterator[SourcePerson]:
    for person in _list(table, "persons"):
        if not isinstance(person, dict):
            continue
        name = next((text for key in ("public_name", "name", "full_public_name") if (text := _text(person, key))), "")
        if name:
            keys = (_text(person, key) for key in ("guid", "code", "id"))
            yield SourcePerson(key=next((key for key in keys if key), name), name=name)


def _table(value: Any, key: str) -> dict[str, Any]:
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _list(value: dict[str, Any], key: str) -> list[Any]:
    inner = value.get(key)
    return inner if isinstance(inner, list) else []


def _text(value: dict[str, Any], key: str) -> str:
    """Give a text or whole number as text; of a text per language, as pretalx writes some, the first."""
    inner = value.get(key)
    if isinstance(inner, dict):
        inner = next(iter(inner.values()), "")
    if isinstance(inner, int) and not isinstance(inner, bool) and abs(inner) < 10**30:
        return str(inner)
    return inner.strip() if isinstance(inner, str) else ""
