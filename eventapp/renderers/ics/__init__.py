"""Calendars (iCalendar, RFC 5545): VEVENTs that can be kept, and the files that they are spliced into."""
