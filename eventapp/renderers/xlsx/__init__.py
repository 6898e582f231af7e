"""Spreadsheets: the organiser's whole draft, an empty one to fill in, and lists of people."""

from eventapp.renderers.xlsx.agendas import render_agenda_xlsx
from eventapp.renderers.xlsx.needs import render_needs_xlsx
from eventapp.renderers.xlsx.participants import render_participants_xlsx
from eventapp.renderers.xlsx.people_templates import render_people_template_xlsx
from eventapp.renderers.xlsx.templates import render_template_xlsx

__all__ = [
    "render_agenda_xlsx",
    "render_needs_xlsx",
    "render_participants_xlsx",
    "render_people_template_xlsx",
    "render_template_xlsx",
]
