"""Short ways of writing instants, texts and people by hand in tests."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from eventapp.domain.attendees import Placement
from eventapp.domain.localized import Localized

TOKYO = "Asia/Tokyo"
NEW_YORK = "America/New_York"


def local(text, zone=TOKYO):
    """Give the aware UTC instant of "2023-03-12 09:00" on the clocks of `zone`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def utc(text):
    return local(text, "UTC")


def both(en, ja=""):
    """Give a text in English and, if it is said, in Japanese."""
    return Localized.of({"en": en, "ja": ja})


def placed(role, *attendees):
    """Give the placements of several attendees in one role."""
    return tuple(Placement(attendee=attendee, role=role) for attendee in attendees)
