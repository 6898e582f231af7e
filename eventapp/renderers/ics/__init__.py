"""Calendars (iCalendar, RFC 5545): VEVENTs that can be kept, and the files that they are spliced into."""

from eventapp.renderers.ics.invitations import render_entry, render_invitation, signed
from eventapp.renderers.ics.splicing import Piece, gzipped, piece_of, whole
from eventapp.renderers.ics.times import render_zones
from eventapp.renderers.ics.vcalendars import END, render_calendar, render_copy, render_header, render_session_calendar
from eventapp.renderers.ics.vevents import public_url, render_umbrella, render_vevent

__all__ = [
    "END",
    "Piece",
    "gzipped",
    "piece_of",
    "public_url",
    "render_calendar",
    "render_copy",
    "render_entry",
    "render_header",
    "render_invitation",
    "render_session_calendar",
    "render_umbrella",
    "render_vevent",
    "render_zones",
    "signed",
    "whole",
]
