"""SQLAlchemy tables, one file per noun."""

from eventapp.models.attendees import Attendee, Placement
from eventapp.models.audit_entries import AuditEntry, AuditMention
from eventapp.models.check_ins import CheckIn, CheckInTold
from eventapp.models.conferences import Conference
from eventapp.models.deadlines import Deadline
from eventapp.models.delegations import Delegation
from eventapp.models.drafts import Confirmation, DraftChange
from eventapp.models.feeds import Feed
from eventapp.models.memberships import Invitation, Membership, Presence
from eventapp.models.outbox_messages import OutboxMessage
from eventapp.models.participants import ParticipantsIssue
from eventapp.models.publications import Publication
from eventapp.models.registrations import (
    PersonalLink,
    Registration,
    RegistrationAnswer,
    RegistrationInvitation,
    RegistrationInvitationLink,
    RegistrationNeeds,
    RegistrationPlanRow,
    RegistrationSession,
)
from eventapp.models.session_invitations import MailedCalendar, ReceivedMessage, SessionInvitation
from eventapp.models.sessions import ConferenceSession
from eventapp.models.sign_ins import SignInAttempt, SignInLink
from eventapp.models.topics import Topic
from eventapp.models.users import User
from eventapp.models.venues import Room, Transfer, Venue

__all__ = [
    "Attendee",
    "AuditEntry",
    "AuditMention",
    "CheckIn",
    "CheckInTold",
    "Conference",
    "ConferenceSession",
    "Confirmation",
    "Deadline",
    "Delegation",
    "DraftChange",
    "Feed",
    "Invitation",
    "MailedCalendar",
    "Membership",
    "OutboxMessage",
    "ParticipantsIssue",
    "PersonalLink",
    "Placement",
    "Presence",
    "Publication",
    "ReceivedMessage",
    "Registration",
    "RegistrationAnswer",
    "RegistrationInvitation",
    "RegistrationInvitationLink",
    "RegistrationNeeds",
    "RegistrationPlanRow",
    "RegistrationSession",
    "Room",
    "SessionInvitation",
    "SignInAttempt",
    "SignInLink",
    "Topic",
    "Transfer",
    "User",
    "Venue",
]
