"""Schedule XML: the older one of pentabarf (a clock and the day's date) and the newer of frab and pretalx (ISO dates)."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from eventapp.importers.schedules.sources import SourceEvent, SourcePerson, SourceSchedule, refused
from eventapp.importers.schedules.times import on_day, read_clock, read_date, read_duration, read_moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime, time
    from xml.etree.ElementTree import Element

    from eventapp.importers.schedules.sources import Findings

_LEVELS_MAX = 20
_POSITION = re.compile(r": line (\d+), column \d+")


def read_xml(data: bytes, findings: Findings) -> SourceSchedule:
    """Give what a schedule XML tells.

    Raises: InvalidInputError for what is no XML, declares entities or is no schedule.
    """
    root = _parse(data)
    if root.tag != "schedule":
        raise refused("not-a-schedule")
    conference = root.find("conference")
    change = read_clock(_text(conference, "day_change"))
    days = root.findall("day")
    events = [event for day in days for event in _events(day, change, findings)]
    dates = (read_date(day.get("date", "")) for day in days)
    return SourceSchedule(
        title=_text(conference, "title"),
        slug=_text(conference, "acronym"),
        venue=_text(conference, "venue"),
        city=_text(conference, "city"),
        zone=_text(conference, "time_zone_name"),
        dates=tuple(on for on in dates if on is not None),
        events=tuple(events),
    )


def _parse(data: bytes) -> Element:
    """Give the root; a document type may stand there, entities of the file's own may not."""
    depth = 0
    root: Element | None = None
    try:
        for kind, element in iterparse(BytesIO(data), events=("start", "end")):
            depth += 1 if kind == "start" else -1
            root = element if root is None else root
            if depth > _LEVELS_MAX:
                raise refused("too-deep", limit=_LEVELS_MAX)
    except DefusedXmlException:
        raise refused("xml-entity") from None
    except ParseError as error:
        reason = _POSITION.sub("", str(error))
        raise refused("not-xml", line=error.position[0], reason=reason) from None
    except (LookupError, ValueError) as error:  # an encoding that nobody knows, or that has several bytes
        raise refused("not-xml", line=1, reason=str(error)) from None
    if root is None:
        raise refused("not-a-schedule")
    return root


def _events(day: Element, change: time | None, findings: Findings) -> Iterator[SourceEvent]:
    on = read_date(day.get("date", ""))
    start, end = read_moment(day.get("start", "")), read_moment(day.get("end", ""))
    # A day that ends on a later date begins where the one before ended: times before its start are that date's.
    if change is None and on and start and end and end.date() > on:
        change = start.time()
    for element in day.iter("event"):
        event = _event(element, on, change, findings)
        if event is not None:
            yield event


def _event(element: Element, on: date | None, change: time | None, findings: Findings) -> SourceEvent | None:
    guid = element.get("guid", "").strip()
    key = element.get("id", "").strip() or guid or _text(element, "title")
    start = _start(element, on, change)
    if start is None:
        findings.warn("unread-start", key, got=_text(element, "date") or _text(element, "start"))
        return None
    return SourceEvent(
        key=key,
        uid=guid,
        start=start,
        duration=read_duration(_text(element, "duration")),
        title=_text(element, "title"),
        subtitle=_text(element, "subtitle"),
        room=_text(element, "room"),
        kind=_text(element, "type"),
        track=_text(element, "track"),
        language=_text(element, "language"),
        texts=(_text(element, "abstract"), _text(element, "description")),
        people=tuple(_people(element)),
    )


def _start(element: Element, on: date | None, change: time | None) -> datetime | None:
    moment = read_moment(_text(element, "date"))
    if moment is not None:
        return moment
    clock = read_clock(_text(element, "start"))
    return on_day(on, clock, change) if on is not None and clock is not None else None


def _people(element: Element) -> Iterator[SourcePerson]:
    for person in element.iterfind("persons/person"):
        name = "".join(person.itertext()).strip()
        if name:
            yield SourcePerson(key=person.get("id", "").strip() or name, name=name)


def _text(element: Element | None, tag: str) -> str:
    """Give all text below a child, markup that stands there unescaped left out; "" without one."""
    child = element.find(tag) if element is not None else None
    return "".join(child.itertext()).strip() if child is not None else ""
