"""Whom the reader of a message may ask, in the line at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.renderers.view.contacts import build_contact
from eventapp.renderers.view.voice import Voice

if TYPE_CHECKING:
    from eventapp.domain.agenda import Conference


def contact_line(conference: Conference, language: str) -> str:
    """Give "Contact: Secretariat · secretariat@example.org · +81 3-5555-0100", "" where the organisers named none."""
    voice = Voice((language,), conference.languages)
    contact = build_contact(conference, voice)
    if contact is None:
        return ""
    name = contact.name.lead.text if contact.name else ""
    return voice.words("Contact: {contact}", contact=" · ".join(filter(None, (name, contact.email, contact.phone))))
