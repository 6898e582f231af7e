"""VEVENTs: one for each session, and one all day long for the whole conference."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Event

from eventapp.domain.audiences import Audience
from eventapp.domain.vocabulary import ConferenceStatus, SessionStatus
from eventapp.renderers.ics.addresses import conference_url, session_url
from eventapp.renderers.ics.descriptions import place_of, session_description, umbrella_description
from eventapp.renderers.ics.lines import serialised
from eventapp.renderers.ics.readers import readers_of, title_of
from eventapp.renderers.ics.texts import CalendarText, clean_line
from eventapp.renderers.ics.times import written_span
from eventapp.renderers.labels import kind_label

if TYPE_CHECKING:
    from datetime import date, datetime

    from eventapp.domain.agenda import Agenda, Conference
    from eventapp.domain.notices import Part
    from eventapp.domain.sessions import Session

# Both languages whatever the setting: some readers show the state of an event by nothing else.
_CANCELLED = "[CANCELLED / 中止] "
_SMALLEST_DEGREES = 0.0001  # eleven metres
_SESSION_STATUS = {
    SessionStatus.CONFIRMED: "CONFIRMED",
    SessionStatus.TENTATIVE: "TENTATIVE",
    SessionStatus.CANCELLED: "CANCELLED",
}
_CONFERENCE_STATUS = {
    ConferenceStatus.PLANNED: "TENTATIVE",
    ConferenceStatus.CONFIRMED: "CONFIRMED",
    ConferenceStatus.ARCHIVED: "CONFIRMED",
    ConferenceStatus.CANCELLED: "CANCELLED",
}


def render_vevent(
    session: Session,
    agenda: Agenda,
    *,
    languages: tuple[str, ...],
    base_url: str,
    parts: tuple[Part, ...] = (),
    alarm_minutes: int | None = None,
) -> bytes:
    """Give the VEVENT of a published session, from BEGIN:VEVENT to the CRLF after END:VEVENT.

    Shape: `languages` has the leading one first; `agenda` is what the audience may see; `parts` are what the reader does in the session.
    An alarm rings so many minutes before one that takes place.
    Raises: ValueError for a session of a draft, which has no LAST-MODIFIED.
    Source: RFC 5545 §3.6.1, §3.6.6; decision 0005.
    """
    vevent = build_vevent(session, agenda, languages=languages, base_url=base_url, parts=parts)
    if alarm_minutes is not None and not session.is_cancelled:
        vevent.add_component(_alarm(str(vevent["summary"]), alarm_minutes))
    return serialised(vevent)


def build_vevent(
    session: Session,
    agenda: Agenda,
    *,
    languages: tuple[str, ...],
    base_url: str,
    parts: tuple[Part, ...] = (),
    marks_cancelled: bool = True,
) -> Event:
    """Give the VEVENT of a published session before it is written, the title of a cancelled one marked as such or not.

    Raises: ValueError for a session of a draft.
    """
    if session.modified_at is None:
        raise ValueError(session.id)
    conference = agenda.conference
    readers = readers_of(languages, conference.languages)
    url = public_url(session, conference, base_url)
    kind = kind_label(replace(session, number=None, side_cap=None), readers[0].words)
    title, language = title_of(session.title, readers)
    vevent = _revision(session.uid, session.sequence, session.modified_at)
    _add_span(vevent, *written_span(session, conference))
    is_marked = marks_cancelled and session.is_cancelled
    _add_summary(vevent, title or kind, language, _SESSION_STATUS[session.status], is_marked=is_marked)
    _add_text(vevent, "description", session_description(session, agenda, readers, url, parts))
    _add_text(vevent, "location", place_of(session, readers[0]))
    if (venue := session.venue or session.from_venue) and venue.geo:
        vevent.add("geo", (_degrees(venue.geo.latitude), _degrees(venue.geo.longitude)))
    if url:
        vevent.add("url", url)
    _add_text(vevent, "categories", kind)
    vevent.add("transp", "TRANSPARENT" if session.is_cancelled or session.kind.is_free else "OPAQUE")
    vevent.add("related-to", CalendarText(clean_line(conference.uid)), parameters={"RELTYPE": "PARENT"})
    return vevent


def public_url(session: Session, conference: Conference, base_url: str) -> str:
    """Give the address of the session's page, "" for one that has none: what isn't public is read on one's own page, which is a secret.

    Where nothing tells the address of the site there is none either.
    """
    is_public = bool(base_url) and Audience.parse(session.audience).is_public
    return session_url(base_url, conference.slug, session.id) if is_public else ""


def render_umbrella(
    agenda: Agenda, *, languages: tuple[str, ...], base_url: str, as_of: datetime, number: int
) -> bytes:
    """Give the VEVENT of the whole conference, all day and free, as of publication `number` (from 1).

    A timed one would fill every day of a reader's week. DTEND is the day after the last (RFC 5545 §3.8.2.2).
    """
    conference = agenda.conference
    readers = readers_of(languages, conference.languages)
    url = conference_url(base_url, conference.slug)
    title, language = title_of(conference.title, readers)
    vevent = _revision(conference.uid, number - 1, as_of)
    _add_span(vevent, conference.starts_on, conference.ends_on + timedelta(days=1))
    status = _CONFERENCE_STATUS[conference.status]
    _add_summary(vevent, title, language, status, is_marked=status == "CANCELLED")
    _add_text(vevent, "description", umbrella_description(conference, readers, url, as_of=as_of, number=number))
    vevent.add("url", url)
    vevent.add("transp", "TRANSPARENT")
    return serialised(vevent)


def _alarm(text: str, minutes: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", CalendarText(text))
    alarm.add("trigger", -timedelta(minutes=minutes))
    return alarm


def _revision(uid: str, sequence: int, modified_at: datetime) -> Event:
    """Identity and version. Without METHOD, DTSTAMP is LAST-MODIFIED (RFC 5545 §3.8.7.2): equal content, equal bytes."""
    modified_at = modified_at.astimezone(UTC).replace(microsecond=0)
    vevent = Event()
    vevent.add("uid", CalendarText(clean_line(uid)))
    vevent.add("sequence", sequence)
    vevent.add("dtstamp", modified_at)
    vevent.add("last-modified", modified_at)
    return vevent


def _add_span(vevent: Event, start: date, end: date) -> None:
    vevent.add("dtstart", start)
    if end > start:  # DTEND has to be later (RFC 5545 §3.8.2.2)
        vevent.add("dtend", end)


def _add_summary(vevent: Event, title: str, language: str, status: str, *, is_marked: bool) -> None:
    prefix = _CANCELLED if is_marked else ""
    vevent.add("summary", CalendarText(prefix + title), parameters={"LANGUAGE": language})
    vevent.add("status", status)


def _degrees(value: float) -> float:
    """Six places; what Python would write with an exponent, which RFC 5545 §3.3.7 has not, is the line itself."""
    return round(value, 6) if abs(value) >= _SMALLEST_DEGREES else 0.0


def _add_text(vevent: Event, name: str, text: str) -> None:
    if text:
        vevent.add(name, CalendarText(text))
