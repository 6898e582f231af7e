"""Whole calendars: a header, the time zones in use and the VEVENTs, put together without touching them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar

from eventapp.domain.localized import NOTHING
from eventapp.renderers.ics.addresses import conference_url
from eventapp.renderers.ics.descriptions import conference_description
from eventapp.renderers.ics.lines import serialised
from eventapp.renderers.ics.readers import readers_of, title_of
from eventapp.renderers.ics.texts import CalendarText
from eventapp.renderers.ics.times import render_vtimezones
from eventapp.renderers.ics.vevents import render_umbrella, render_vevent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from eventapp.domain.agenda import Agenda, Conference
    from eventapp.domain.localized import Localized

# No version number: it would change every calendar with each release.
_PRODID = "-//eventapp//Conference agenda//EN"
_REFRESH = timedelta(hours=1)
_COLOUR = "midnightblue"
END = b"END:VCALENDAR\r\n"


def render_calendar(
    agenda: Agenda,
    *,
    languages: tuple[str, ...],
    base_url: str,
    as_of: datetime,
    number: int,
    chunks: Mapping[str, bytes] | None = None,
) -> bytes:
    """Give the calendar of a publication: the conference, then its sessions in the agenda's order.

    Shape: `chunks` are VEVENTs made before, by session id, for the same audience and languages; those that are
    missing are rendered. There is no METHOD, no UID of the calendar and no SOURCE, which would hold a secret.
    Source: RFC 5545 §3.6, RFC 7986 §5; decision 0005.
    """
    made = chunks or {}
    vevents = [render_umbrella(agenda, languages=languages, base_url=base_url, as_of=as_of, number=number)]
    for session in agenda.sessions:
        chunk = made.get(session.id)
        vevents.append(chunk or render_vevent(session, agenda, languages=languages, base_url=base_url))
    header = render_header(agenda.conference, languages=languages, base_url=base_url)
    return b"".join([header, render_vtimezones(vevents, agenda.conference), *vevents, END])


def render_session_calendar(vevent: bytes, agenda: Agenda) -> bytes:
    """Give the calendar of one session's VEVENT, for a download."""
    return render_copy([vevent], agenda)


def render_copy(vevents: Sequence[bytes], agenda: Agenda) -> bytes:
    """Give a calendar of some sessions' VEVENTs that will not be asked for again: it names no calendar, no refreshing and no METHOD."""
    return b"".join([opened_vcalendar(), render_vtimezones(vevents, agenda.conference), *vevents, END])


def opened_vcalendar(method: str = "") -> bytes:
    """Give the beginning of a calendar without a name; only what goes by mail has a METHOD."""
    vcalendar = _vcalendar()
    if method:
        vcalendar.add("method", method)
    return _opened(vcalendar)


def _vcalendar() -> Calendar:
    vcalendar = Calendar()
    vcalendar.add("version", "2.0")
    vcalendar.add("prodid", _PRODID)
    vcalendar.add("calscale", "GREGORIAN")
    return vcalendar


def render_header(
    conference: Conference, *, languages: tuple[str, ...], base_url: str, whose: Localized = NOTHING
) -> bytes:
    """Give what stands before the time zones; `whose` is put before the conference's title.

    Name, description and pace stand twice, as RFC 7986 §5 has them and as readers know them.
    """
    readers = readers_of(languages, conference.languages)
    title, _ = title_of(conference.title, readers)
    owner, _ = title_of(whose, readers)
    title = " · ".join(part for part in (owner, title) if part)
    description = conference_description(conference, readers, conference_url(base_url, conference.slug))
    vcalendar = _vcalendar()
    for name, text in (
        ("name", title),
        ("x-wr-calname", title),
        ("description", description),
        ("x-wr-caldesc", description),
        ("x-published-ttl", "PT1H"),
        ("color", _COLOUR),
    ):
        vcalendar.add(name, CalendarText(text))
    vcalendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    return _opened(vcalendar)


def _opened(vcalendar: Calendar) -> bytes:
    return serialised(vcalendar).removesuffix(END)
