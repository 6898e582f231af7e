"""The agenda as it is shown: texts chosen, times written, rows grouped. Page and paper set the same view."""

from eventapp.renderers.view.agenda_view import (
    build_agenda_view,
    build_head,
    build_neighbours,
    build_session_view,
)
from eventapp.renderers.view.contacts import build_contact
from eventapp.renderers.view.places import build_venue_views
from eventapp.renderers.view.values import AgendaView, CardView, ContactView, DayView, HeadView, RowView, VenueView
from eventapp.renderers.view.voice import Phrase, Voice

__all__ = [
    "AgendaView",
    "CardView",
    "ContactView",
    "DayView",
    "HeadView",
    "Phrase",
    "RowView",
    "VenueView",
    "Voice",
    "build_agenda_view",
    "build_contact",
    "build_head",
    "build_neighbours",
    "build_session_view",
    "build_venue_views",
]
