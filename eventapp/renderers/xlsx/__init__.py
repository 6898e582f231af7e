"""Spreadsheets of the agenda: the organiser's whole draft."""

from eventapp.renderers.xlsx.agendas import render_agenda_xlsx

__all__ = ["render_agenda_xlsx"]
