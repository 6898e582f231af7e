"""Whom readers ask, with the addresses that a press on them opens."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from eventapp.renderers.view.values import ContactView

if TYPE_CHECKING:
    from eventapp.domain.agenda import Conference
    from eventapp.renderers.view.voice import Voice


def build_contact(conference: Conference, voice: Voice) -> ContactView | None:
    """Give the organisers' contact; None where they named none.

    Source: RFC 6068 (mailto), RFC 3966 (tel).
    """
    contact = conference.contact
    if not contact:
        return None
    return ContactView(
        name=voice.say(contact.name),
        email=contact.email,
        mailto=f"mailto:{quote(contact.email, safe='@+')}" if contact.email else "",
        phone=contact.phone,
        tel=f"tel:{quote(contact.dialled, safe='+;=')}" if contact.phone else "",
        has_card=contact.can_be_reached,
    )
