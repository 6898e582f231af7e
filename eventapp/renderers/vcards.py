"""Contact cards (vCard 3.0, which Outlook, Google and Apple all read) of places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.renderers.ics.addresses import conference_url
from eventapp.renderers.ics.lines import folded
from eventapp.renderers.ics.readers import readers_of, title_of
from eventapp.renderers.ics.texts import CalendarText, clean_line

if TYPE_CHECKING:
    from eventapp.domain.agenda import Conference
    from eventapp.domain.venues import Venue

_PRODID = "-//eventapp//Conference agenda//EN"


def render_venue_card(venue: Venue, conference: Conference, *, languages: tuple[str, ...], base_url: str) -> bytes:
    """Give the card of a venue as an organisation's, so that no program looks for a family name in it.

    Shape: `languages` has the leading one first; the address is one line, as the conference has it, in the leading language.
    Source: RFC 2426 §3 and §5.8.1 (folds and ends of lines as RFC 5545 §3.1 has them); X-ABSHOWAS is Apple's.
    """
    readers = readers_of(languages, conference.languages)
    title, language = title_of(venue.name, readers)
    name, address = _escaped(title or venue.id), _escaped(readers[0].line(venue.address))
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"PRODID:{_PRODID}",
        f"UID:{_escaped(clean_line(f'{venue.id}.{conference.uid}'))}",
        f"FN;LANGUAGE={language}:{name}",
        f"N:{name};;;;",
        f"ORG:{name}",
        "X-ABSHOWAS:COMPANY",
        *([f"ADR;TYPE=WORK:;;{address};;;;"] if address else []),
        *([f"LABEL;TYPE=WORK:{address}"] if address else []),
        *([f"GEO:{venue.geo.latitude:.6f};{venue.geo.longitude:.6f}"] if venue.geo else []),
        f"TZ;VALUE=text:{venue.zone}",
        f"URL:{conference_url(base_url, conference.slug)}",
        "END:VCARD",
    ]
    return b"".join(folded(line.encode()) for line in lines)


def _escaped(text: str) -> str:
    return CalendarText(text).to_ical().decode()
