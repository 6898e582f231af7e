"""Contact cards (vCard 3.0, which Outlook, Google and Apple all read) of places and of the organisers' contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.renderers.dates import date_range
from eventapp.renderers.ics.addresses import conference_url
from eventapp.renderers.ics.lines import folded
from eventapp.renderers.ics.readers import readers_of, title_of
from eventapp.renderers.ics.texts import CalendarText, clean_line

if TYPE_CHECKING:
    from eventapp.domain.agenda import Conference
    from eventapp.domain.venues import Venue
    from eventapp.renderers.ics.readers import Reader

_PRODID = "-//eventapp//Conference agenda//EN"


def render_venue_card(venue: Venue, conference: Conference, *, languages: tuple[str, ...], base_url: str) -> bytes:
    """Give the card of a venue as an organisation's, so that no program looks for a family name in it.

    Shape: `languages` has the leading one first; the address is one line, as the conference has it, in the leading language.
    Source: RFC 2426 §3 and §5.8.1 (folds and ends of lines as RFC 5545 §3.1 has them); X-ABSHOWAS is Apple's.
    """
    readers = readers_of(languages, conference.languages)
    title, language = title_of(venue.name, readers)
    name, address = _escaped(title or venue.id), _escaped(readers[0].line(venue.address))
    return _card(
        *_organisation(f"{venue.id}.{conference.uid}", name, language),
        *([f"ADR;TYPE=WORK:;;{address};;;;"] if address else []),
        *([f"LABEL;TYPE=WORK:{address}"] if address else []),
        *([f"GEO:{venue.geo.latitude:.6f};{venue.geo.longitude:.6f}"] if venue.geo else []),
        f"TZ;VALUE=text:{venue.zone}",
        f"URL:{conference_url(base_url, conference.slug)}",
    )


def render_contact_card(conference: Conference, *, languages: tuple[str, ...], base_url: str) -> bytes:
    """Give the card of the organisers' contact as an organisation's: one writes to the secretariat, whoever sits there.

    Its note says, in the leading language, of which conference it is. Who has no name is called as the host, else as the conference.
    There is no REV: the card may be the same in many publications.
    Shape and source: as `render_venue_card`.
    """
    contact, readers = conference.contact, readers_of(languages, conference.languages)
    names = (title_of(text, readers) for text in (contact.name, conference.host, conference.title))
    title, language = next((name for name in names if name[0]), (conference.slug, readers[0].language))
    # No venue has this id: theirs have no underscore.
    uid = f"contact_.{conference.uid}"
    email, phone = _escaped(clean_line(contact.email)), _escaped(clean_line(contact.phone))
    return _card(
        *_organisation(uid, _escaped(title), language),
        *([f"EMAIL;TYPE=INTERNET:{email}"] if email else []),
        *([f"TEL;TYPE=WORK,VOICE:{phone}"] if phone else []),
        f"URL:{conference_url(base_url, conference.slug)}",
        f"NOTE;LANGUAGE={readers[0].language}:{_escaped(_about(conference, readers[0]))}",
    )


def _about(conference: Conference, reader: Reader) -> str:
    """Give title, dates and host, a line each."""
    dates = date_range(conference.starts_on, conference.ends_on, reader.language)
    lines = (reader.line(conference.title) or conference.slug, dates, reader.line(conference.host))
    return "\n".join(line for line in lines if line)


def _organisation(uid: str, name: str, language: str) -> tuple[str, ...]:
    """Give the lines that call a card by the escaped name of an organisation."""
    return (
        f"UID:{_escaped(clean_line(uid))}",
        f"FN;LANGUAGE={language}:{name}",
        f"N:{name};;;;",
        f"ORG:{name}",
        "X-ABSHOWAS:COMPANY",
    )


def _card(*lines: str) -> bytes:
    whole = ("BEGIN:VCARD", "VERSION:3.0", f"PRODID:{_PRODID}", *lines, "END:VCARD")
    return b"".join(folded(line.encode()) for line in whole)


def _escaped(text: str) -> str:
    return CalendarText(text).to_ical().decode()
