"""Calendars (iCalendar, RFC 5545): VEVENTs that can be kept, and the files that they are spliced into."""

from eventapp.renderers.ics.vcalendars import render_calendar, render_session_calendar
from eventapp.renderers.ics.vevents import render_umbrella, render_vevent

__all__ = ["render_calendar", "render_session_calendar", "render_umbrella", "render_vevent"]
