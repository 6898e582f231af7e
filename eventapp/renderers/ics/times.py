"""Which clock a time is written by: the session's own zone wherever every reader understands it, else UTC."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.timezones import is_ambiguous
from eventapp.renderers.ics.vtimezones import describes, find_rule, render_vtimezone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from eventapp.domain.agenda import Conference
    from eventapp.domain.sessions import Session
    from eventapp.renderers.ics.vtimezones import YearlyRule

# A text can't look like this: its line breaks are escaped.
_TZID = re.compile(rb"\r\nDT(?:START|END);TZID=([^:]+):")


def written_span(session: Session, conference: Conference) -> tuple[datetime, datetime]:
    """Give start and end as they are to be written: both local, or both in UTC.

    UTC when the local time comes twice, since readers differ on which of the two is meant (RFC 5545 §3.3.5 says the first),
    and when the zone has no VTIMEZONE.
    """
    start, end = session.start_at.replace(microsecond=0), session.end_at.replace(microsecond=0)
    local = _has_vtimezone(session, conference) and not any(is_ambiguous(at, session.zone) for at in (start, end))
    zone = ZoneInfo(session.zone) if local else UTC
    return start.astimezone(zone), end.astimezone(zone)


def render_vtimezones(chunks: Iterable[bytes], conference: Conference) -> bytes:
    """Give one VTIMEZONE for each zone that the chunks use, by name.

    Raises: ValueError for a chunk of another conference, whose zone has no rule here.
    """
    return render_zones(frozenset().union(*map(zones_in, chunks)), conference)


def zones_in(chunk: bytes) -> frozenset[str]:
    """Give the names of the zones by whose clocks times are written."""
    return frozenset(zone.decode() for zone in _TZID.findall(chunk))


def render_zones(zones: Iterable[str], conference: Conference) -> bytes:
    """Give one VTIMEZONE for each of the zones, by name. Raises: ValueError for one without a rule here."""
    rules = {zone: _rule(zone, conference) for zone in sorted(zones)}
    if unknown := [zone for zone, rule in rules.items() if rule is None]:
        raise ValueError(unknown)
    return b"".join(render_vtimezone(rule) for rule in rules.values() if rule)


def _has_vtimezone(session: Session, conference: Conference) -> bool:
    if session.zone == "UTC" or (rule := _rule(session.zone, conference)) is None:
        return False
    years = {session.start_local.year, session.end_local.year}
    return all(year > rule.since and describes(rule, year) for year in years)


def _rule(zone: str, conference: Conference) -> YearlyRule | None:
    return find_rule(zone, conference.starts_on.year, conference.ends_on.year)
