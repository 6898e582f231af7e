"""Calendars as programs of different make read them, each into the same plain values."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import vobject
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

ROOT = Path(__file__).parents[2]
# Put there by `make test` where npm is; without it three readers are left.
ICAL_JS = ROOT / ".venv" / "node_modules" / "ical.js" / "dist" / "ical.js"
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One VEVENT: times are aware UTC, days of an all-day one dates; `alarms` are minutes before the start."""

    uid: str
    sequence: int
    start: date
    end: date | None
    stamps: tuple[datetime, datetime]
    title: str
    description: str
    place: str
    states: tuple[str, str]
    url: str
    kind: str = ""
    parent: str = ""
    alarms: tuple[int, ...] = ()


def by_icalendar(raw):
    # It leaves NAME, which is a text by RFC 7986 alone, as it is written: a property that it knows stands for it.
    calendar = Calendar.from_ical(raw.replace(b"\r\nNAME:", b"\r\nCOMMENT:", 1))
    return str(calendar["COMMENT"]), [_of_icalendar(one) for one in calendar.walk("VEVENT")]


def _of_icalendar(vevent):
    def text(name):
        return str(vevent.get(name, ""))

    return Entry(
        uid=text("UID"),
        sequence=vevent["SEQUENCE"],
        start=_in_utc(vevent["DTSTART"].dt),
        end=_in_utc(vevent["DTEND"].dt),
        stamps=(vevent["DTSTAMP"].dt, vevent["LAST-MODIFIED"].dt),
        title=text("SUMMARY"),
        description=text("DESCRIPTION"),
        place=text("LOCATION"),
        states=(text("STATUS"), text("TRANSP")),
        url=text("URL"),
        kind=",".join(vevent.categories),
        parent=text("RELATED-TO"),
        alarms=tuple(-alarm["TRIGGER"].dt // _MINUTE for alarm in vevent.walk("VALARM")),
    )


def by_vobject(raw):
    calendar = vobject.readOne(raw.decode())
    return calendar.x_wr_calname.value, [_of_vobject(one) for one in calendar.vevent_list]


def _of_vobject(vevent):
    def value(name, default=""):
        return getattr(vevent, name).value if hasattr(vevent, name) else default

    return Entry(
        uid=value("uid"),
        sequence=int(value("sequence")),
        start=_in_utc(value("dtstart")),
        end=_in_utc(value("dtend")),
        stamps=(_in_utc(value("dtstamp")), _in_utc(value("last_modified"))),
        title=value("summary"),
        description=value("description"),
        place=value("location"),
        states=(value("status"), value("transp")),
        url=value("url"),
        kind=",".join(value("categories", [])),
        parent=value("related_to"),
        alarms=tuple(-alarm.trigger.value // _MINUTE for alarm in vevent.contents.get("valarm", [])),
    )


def by_ical(raw):
    calendar = IcsCalendarStream.calendar_from_ics(raw.decode())
    (name,) = calendar.name
    return name, [_of_ical(one) for one in calendar.events]


def _of_ical(vevent):
    return Entry(
        uid=vevent.uid,
        sequence=vevent.sequence,
        start=_in_utc(vevent.dtstart),
        end=_in_utc(vevent.dtend),
        stamps=(vevent.dtstamp, vevent.last_modified),
        title=vevent.summary,
        description=vevent.description or "",
        place=vevent.location or "",
        states=(vevent.status.value, vevent.transparency),
        url=str(vevent.url or ""),
        kind=",".join(vevent.categories),
        parent="".join(one.uid for one in vevent.related_to),
        alarms=tuple(-alarm.trigger // _MINUTE for alarm in vevent.alarm),
    )


class IcalJs:
    """ical.js in a process of its own, which reads one calendar after the other."""

    def __init__(self):
        script = Path(__file__).with_name("ical_js.mjs")
        self._process = subprocess.Popen(
            [shutil.which("node"), script, ICAL_JS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __call__(self, raw):
        self._process.stdin.write(json.dumps(raw.decode()) + "\n")
        self._process.stdin.flush()
        found = json.loads(self._process.stdout.readline())
        return found["name"], [_of_ical_js(one) for one in found["entries"]]

    def close(self):
        self._process.communicate(timeout=10)


def has_ical_js():
    return ICAL_JS.is_file() and shutil.which("node") is not None


def _of_ical_js(fields):
    def at(value):
        return date.fromisoformat(value) if isinstance(value, str) else datetime.fromtimestamp(value, UTC)

    return Entry(
        **{
            **fields,
            "start": at(fields["start"]),
            "end": at(fields["end"]),
            "stamps": tuple(map(at, fields["stamps"])),
            "states": tuple(fields["states"]),
            "alarms": tuple(fields["alarms"]),
        }
    )


def _in_utc(at):
    """Give a moment in UTC and a day as it is."""
    return at.astimezone(UTC) if isinstance(at, datetime) else at
