"""SQLAlchemy tables, one file per noun."""

from eventapp.models.attendees import Attendee, Placement
from eventapp.models.audit_entries import AuditEntry
from eventapp.models.conferences import Conference
from eventapp.models.delegations import Delegation
from eventapp.models.publications import Publication
from eventapp.models.sessions import ConferenceSession
from eventapp.models.topics import Topic
from eventapp.models.users import User
from eventapp.models.venues import Room, Transfer, Venue

__all__ = [
    "Attendee",
    "AuditEntry",
    "Conference",
    "ConferenceSession",
    "Delegation",
    "Placement",
    "Publication",
    "Room",
    "Topic",
    "Transfer",
    "User",
    "Venue",
]
