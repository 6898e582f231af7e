"""Invitations by mail (iTIP in iMIP): one session and one person in each; the organiser's line and the time come as the mail goes out."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from eventapp.renderers.ics.lines import folded, serialised
from eventapp.renderers.ics.texts import clean_line
from eventapp.renderers.ics.times import render_vtimezones
from eventapp.renderers.ics.vcalendars import END, opened_vcalendar
from eventapp.renderers.ics.vevents import build_vevent

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.notices import Part
    from eventapp.domain.session_invitations import InvitationMethod
    from eventapp.domain.sessions import Session

_END_OF_LINE = "\r\n"
_BEGIN = f"{_END_OF_LINE}BEGIN:VEVENT{_END_OF_LINE}"
_FOLD = b"\r\n "
# Parameters hold neither quotes nor line breaks: they are written with a caret. Source: RFC 6868 §3.1.
_CARETS = str.maketrans({"^": "^^", '"': "^'"})


def render_entry(
    session: Session,
    agenda: Agenda,
    *,
    languages: tuple[str, ...],
    base_url: str,
    parts: tuple[Part, ...] = (),
    marks_cancelled: bool = True,
) -> bytes:
    """Give what an invitation says of a session, without its revision and without whom it goes to.

    Two that are equal need no message. One that is cancelled for its reader alone has a title without a mark.
    """
    vevent = build_vevent(
        session, agenda, languages=languages, base_url=base_url, parts=parts, marks_cancelled=marks_cancelled
    )
    for name in ("sequence", "dtstamp", "last-modified"):
        del vevent[name]
    return serialised(vevent)


def render_invitation(
    entry: bytes, agenda: Agenda, *, method: InvitationMethod, sequence: int, address: str, name: str
) -> str:
    """Give the calendar of one message, its lines not folded yet: `entry` at this revision, for one person.

    `signed` makes it whole. Source: RFC 5546 §3.2.2 and §3.2.5, RFC 6047 §2.
    """
    head, zones = opened_vcalendar(method.value), render_vtimezones([entry], agenda.conference)
    unfolded = b"".join([head, zones, entry, END]).replace(_FOLD, b"").decode()
    return _with_lines(unfolded, [f"SEQUENCE:{sequence}", _attendee(address, name)])


def signed(calendar: str, *, organiser: str, name: str, now: datetime) -> bytes:
    """Give the calendar as it goes out: ORGANIZER is who sends the mail, DTSTAMP when. Source: RFC 5546 §2.1.5, RFC 6047 §2.3."""
    stamp = f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    whole = _with_lines(calendar, [stamp, f"ORGANIZER{_called(name)}:mailto:{_address(organiser)}"])
    return b"".join(folded(line.encode()) for line in whole.split(_END_OF_LINE)[:-1])


def _attendee(address: str, name: str) -> str:
    asked = "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
    return f"ATTENDEE;{asked}{_called(name)}:mailto:{_address(address)}"


def _called(name: str) -> str:
    said = clean_line(name).translate(_CARETS)
    return f';CN="{said}"' if said else ""


def _address(address: str) -> str:
    return "".join(clean_line(address).split())


def _with_lines(calendar: str, lines: list[str]) -> str:
    """Put lines into the one VEVENT; no text can look like its beginning, since line breaks in texts are escaped."""
    head, begin, tail = calendar.partition(_BEGIN)
    return "".join([head, begin, *(line + _END_OF_LINE for line in lines), tail])
