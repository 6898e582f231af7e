"""Paper: the agenda as PDF, set by typst from the same view as the page."""

from eventapp.renderers.pdf.agendas import render_agenda_pdf
from eventapp.renderers.pdf.papers import Layout, Paper
from eventapp.renderers.pdf.typesetting import TypesetterBusyError, TypesettingError

__all__ = ["Layout", "Paper", "TypesetterBusyError", "TypesettingError", "render_agenda_pdf"]
