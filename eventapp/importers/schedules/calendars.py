"""iCalendar, also as programs really write it: each fault of an event costs a warning, not the file.

Source: RFC 5545. The lines are put together here, because one broken line must not end the reading; the icalendar library
takes them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from icalendar import vDDDTypes, vDuration
from icalendar.parser import Contentline
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from eventapp.domain.timezones import is_zone
from eventapp.domain.vocabulary import SessionStatus
from eventapp.importers.schedules.sources import SourceEvent, SourceSchedule, refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eventapp.importers.schedules.sources import Findings

_FOLD = re.compile(rb"\r?\n[ \t]")
_PROPERTY = re.compile(r"(?:[A-Z0-9-]+|(?i:begin|end|uid|summary|description|location|status|dt\w+|x-[\w-]+))[;:]")
_READ = frozenset("UID SUMMARY DESCRIPTION LOCATION STATUS DTSTART DTEND DURATION RRULE RDATE RECURRENCE-ID".split())  # noqa: SIM905 - names read better so
_REPEATS = ("RRULE", "RDATE", "RECURRENCE-ID")
_STATUS = {"CANCELLED": SessionStatus.CANCELLED, "TENTATIVE": SessionStatus.TENTATIVE}
_LINE_MAX = 100_000


@dataclass(frozen=True, slots=True)
class _Value:
    text: str
    parameters: Mapping[str, str]


@dataclass(slots=True)
class _Component:
    name: str
    values: dict[str, _Value] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.values[name].text.strip() if name in self.values else ""


def read_calendar(data: bytes, findings: Findings) -> SourceSchedule:
    """Give what a calendar tells; its events have no people, because addresses of guests are nobody's programme.

    Raises: InvalidInputError for what is not UTF-8.
    """
    try:
        # Folds are undone before decoding: they may stand inside a character (RFC 5545 §3.1).
        text = _FOLD.sub(b"", data).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused("not-utf-8", line=_FOLD.sub(b"", data)[: error.start].count(b"\n") + 1) from None
    components = tuple(_components(text, findings))
    zones = _Zones.of(components, findings)
    head = next((c for c in components if c.name == "VCALENDAR"), _Component("VCALENDAR"))
    zone = zones.name(head.text("X-WR-TIMEZONE"), "") if head.text("X-WR-TIMEZONE") else ""
    events = (_event(c, zones, findings) for c in components if c.name == "VEVENT")
    return SourceSchedule(
        title=head.text("NAME") or head.text("X-WR-CALNAME"),
        zone=zone,
        events=tuple(event for event in events if event is not None),
    )


def _components(text: str, findings: Findings) -> Iterator[_Component]:
    """Yield calendars, events and zones; what stands inside an event (alarms) is nothing of its own."""
    stack: list[_Component] = []
    for line in _lines(text, findings):
        name, _, rest = line.partition(":")
        word, kind = name.upper(), rest.strip().upper()
        if word == "BEGIN":
            stack.append(_Component(kind))
            if kind in {"VCALENDAR", "VEVENT", "VTIMEZONE"}:
                yield stack[-1]
        elif word == "END":
            while stack and stack.pop().name != kind:
                pass
        elif stack:
            _keep(stack[-1], line)


def _keep(component: _Component, line: str) -> None:
    """Keep the first value of a property that is read."""
    name = re.split(r"[;:]", line, maxsplit=1)[0].upper()
    if name in component.values or not (name in _READ or component.name != "VEVENT"):
        return
    try:
        _, parameters, value = Contentline(line[:_LINE_MAX]).parts()  # type: ignore[no-untyped-call] # the library has none
        component.values[name] = _Value(str(value), {key.upper(): str(one) for key, one in parameters.items()})
    except ValueError:
        component.values[name] = _Value(line.partition(":")[2], {})


def _lines(text: str, findings: Findings) -> Iterator[str]:
    """Yield the content lines; one that begins no property belongs to the line before, whose fold lost its space."""
    held: list[str] = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if _PROPERTY.match(line) or not held:
            if held:
                yield "".join(held)
            held = [line] if line.strip() else []
        elif line.strip():
            findings.warn("broken-folding", "", line=number, text=held[0][:30])
            held.append(line)
    if held:
        yield "".join(held)


@dataclass(slots=True)
class _Zones:
    """The names of the file's zones in our words, each told of once."""

    defined: Mapping[str, str]
    findings: Findings

    @classmethod
    def of(cls, components: tuple[_Component, ...], findings: Findings) -> _Zones:
        zones = [c for c in components if c.name == "VTIMEZONE"]
        return cls({c.text("TZID"): c.text("X-LIC-LOCATION") for c in zones}, findings)

    def name(self, written: str, item: str) -> str:
        """Give an IANA name, "" for a zone that nobody knows."""
        if is_zone(written):
            if written not in self.defined and item:
                self.findings.warn("missing-vtimezone", "", zone=written)
            return written
        # Some programs put an address before the name: /freeassociation.sourceforge.net/Europe/Berlin.
        tails = ("/".join(written.split("/")[n:]) for n in range(1, min(written.count("/"), 8) + 1))
        names = (self.defined.get(written, ""), WINDOWS_TO_OLSON.get(written, ""), *tails)
        found = next((name for name in names if name and is_zone(name)), "")
        if found:
            self.findings.warn("zone-translated", "", got=written, zone=found)
        else:
            self.findings.warn("zone-not-known", item, got=written)
        return found


def _event(component: _Component, zones: _Zones, findings: Findings) -> SourceEvent | None:
    key = component.text("UID") or component.text("SUMMARY")
    if any(name in component.values for name in _REPEATS):
        findings.warn("recurring", key)
        return None
    start = _moment(component, "DTSTART", key, zones)
    if start is None:
        findings.warn("unread-start", key, got=component.text("DTSTART"))
        return None
    end = _moment(component, "DTEND", key, zones)
    duration = None if end else _duration(component)
    if not isinstance(start, datetime):
        findings.warn("all-day", key)
        start = datetime(start.year, start.month, start.day)  # noqa: DTZ001 - a wall time, read in the conference's zone
        duration = duration or timedelta(days=1)
    if end is not None and not isinstance(end, datetime):
        end = datetime(end.year, end.month, end.day)  # noqa: DTZ001 - as the start
    status = _STATUS.get(component.text("STATUS").upper(), SessionStatus.CONFIRMED)
    if status is SessionStatus.CANCELLED:
        findings.warn("cancelled-event", key)
    return SourceEvent(
        key=key,
        uid=component.text("UID"),
        start=start,
        end=end,
        duration=None if end else duration,
        title=component.text("SUMMARY"),
        room=component.text("LOCATION"),
        texts=(component.text("DESCRIPTION"),),
        status=status,
    )


def _moment(component: _Component, name: str, key: str, zones: _Zones) -> datetime | date | None:
    """Give the time, in its zone where the file gives one that is known."""
    value = component.values.get(name)
    if value is None:
        return None
    try:
        moment = vDDDTypes.from_ical(value.text.strip())  # type: ignore[no-untyped-call] # the library has none
    except (ValueError, OverflowError):
        return None
    if not isinstance(moment, datetime):
        return moment if isinstance(moment, date) else None
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    written = value.parameters.get("TZID", "").strip()
    zone = zones.name(written, key) if written else ""
    return moment.replace(tzinfo=ZoneInfo(zone)) if zone else moment


def _duration(component: _Component) -> timedelta | None:
    try:
        length = vDuration.from_ical(component.text("DURATION"))  # type: ignore[no-untyped-call] # the library has none
    except (ValueError, OverflowError):
        return None
    return length if isinstance(length, timedelta) and length > timedelta() else None
