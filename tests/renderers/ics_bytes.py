"""The raw bytes of calendars, looked at without any reader of calendars; recurrences are dateutil's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

LINE_OCTETS = 75
HALF_HOUR = timedelta(minutes=30)
REQUIRED = ("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "DTSTART", "STATUS", "TRANSP")
HEAD = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//eventapp//Conference agenda//EN", "CALSCALE:GREGORIAN"]


def logical_lines(raw):
    return raw.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def components(raw, name):
    text = "\r\n".join(logical_lines(raw))
    return re.findall(rf"^BEGIN:{name}\r\n.*?\r\nEND:{name}(?=\r|\Z)", text, flags=re.DOTALL | re.MULTILINE)


def faults_in(raw, years):
    """Give what is wrong with a calendar's bytes, [] for nothing; its zones have to be right in all the years."""
    lines, vevents = logical_lines(raw), components(raw, "VEVENT")
    uids = [line for vevent in vevents for line in vevent.split("\r\n") if line.startswith("UID:")]
    blocks = components(raw, "VTIMEZONE")
    zones = {re.search(r"\r\nTZID:(\S+)\r\n", block)[1]: block for block in blocks}
    used = {match[1] for line in lines if (match := re.match(r"DT(?:START|END);TZID=([^:]+):", line))}
    return [
        *_line_faults(raw),
        *(f"no property: {line}" for line in lines if not re.match(r"[A-Z-]+(;[A-Z]+=[^:;]+)*:", line)),
        *(["head"] if lines[: len(HEAD)] != HEAD else []),
        *(["end"] if lines[-1] != "END:VCALENDAR" else []),
        *(f"doubled {line}" for line, count in Counter(uids).items() if count > 1),
        *(fault for vevent in vevents for fault in _property_faults(vevent)),
        *(["zones"] if len(zones) != len(blocks) or used != zones.keys() else []),
        *(wrong for zone, block in zones.items() for year in years for wrong in wrong_offsets(block, zone, year)),
    ]


def _line_faults(raw):
    if not raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r"):
        yield "line ends"
    for line in raw.split(b"\r\n"):
        if len(line) > LINE_OCTETS:
            yield f"long {line!r}"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield f"split {line!r}"


def _property_faults(vevent):
    own = vevent.partition("\r\nBEGIN:VALARM")[0]
    count = Counter(re.split("[;:]", line)[0] for line in own.split("\r\n"))
    yield from (f"without {name}" for name in REQUIRED if count[name] != 1)
    yield from (f"twice {name}" for name, times in count.items() if times > 1)


def offset(text):
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))


def onsets(block, year):
    """Evaluate a VTIMEZONE: the instants of its onsets up to the year's end, and the offsets from them on."""
    found = []
    for part in re.findall(r"BEGIN:(?:STANDARD|DAYLIGHT)\r\n(.*?)END:", block, flags=re.DOTALL):
        lines = dict(line.split(":", 1) for line in part.split("\r\n") if line)
        start = datetime.strptime(lines["DTSTART"], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a wall time
        walls = [start]
        if "RRULE" in lines:
            rule = rrulestr(lines["RRULE"], dtstart=start)
            walls = list(rule.between(start, datetime(year + 1, 2, 1), inc=True))  # noqa: DTZ001
            assert walls[0] == start  # DTSTART is an onset itself
        before = offset(lines["TZOFFSETFROM"])
        found += [((wall - before).replace(tzinfo=UTC), offset(lines["TZOFFSETTO"])) for wall in walls]
    return sorted(found)


@lru_cache(maxsize=512)
def wrong_offsets(block, zone, year):
    """Give when in the year, or a day around it, a VTIMEZONE has another offset than the time zone data."""
    changes = onsets(block, year)
    instants = [instant for instant, _ in changes]
    info, first = ZoneInfo(zone), datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=1)
    whole_year = (first + n * HALF_HOUR for n in range(368 * 48))
    return [
        f"{zone} {exact}"
        for at in whole_year
        for exact in (at, at - timedelta(seconds=1))
        if changes[bisect_right(instants, exact) - 1][1] != exact.astimezone(info).utcoffset()
    ]
