"""Paper: agenda, list of participants and kitchen sheets as PDF, set by typst from the same views as the pages."""

from eventapp.renderers.pdf.agendas import render_agenda_pdf
from eventapp.renderers.pdf.kitchens import render_kitchen_pdf
from eventapp.renderers.pdf.papers import Layout, Paper
from eventapp.renderers.pdf.participants import render_participants_pdf
from eventapp.renderers.pdf.typesetting import TypesetterBusyError, TypesettingError

__all__ = [
    "Layout",
    "Paper",
    "TypesetterBusyError",
    "TypesettingError",
    "render_agenda_pdf",
    "render_kitchen_pdf",
    "render_participants_pdf",
]
