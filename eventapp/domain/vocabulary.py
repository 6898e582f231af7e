"""The closed lists of the trade: kinds, rules, modes, roles, states. Values are the words of the files."""

from __future__ import annotations

from enum import StrEnum


class SessionKind(StrEnum):
    PLENARY = "plenary"
    WORKING_SESSION = "working_session"
    BRIEFING = "briefing"
    RESTRICTED = "restricted"
    PUBLIC_EVENT = "public_event"
    CEREMONY = "ceremony"
    PRESS = "press"
    RECEPTION = "reception"
    MEAL = "meal"
    BREAK = "break"
    ARRIVAL = "arrival"
    FREE_TIME = "free_time"
    TRANSFER = "transfer"

    @property
    def is_quiet(self) -> bool:
        """Say whether a session of this kind is one quiet line of the agenda, without a card."""
        return self in {SessionKind.MEAL, SessionKind.BREAK, SessionKind.ARRIVAL, SessionKind.FREE_TIME}

    @property
    def is_free(self) -> bool:
        """Say whether a calendar shows the reader as free meanwhile."""
        return self in {SessionKind.BREAK, SessionKind.FREE_TIME}


class AttributionRule(StrEnum):
    """What may be said outside, from an open door to a shut one."""

    ON_RECORD = "on_record"
    NOT_FOR_ATTRIBUTION = "not_for_attribution"
    CHATHAM_HOUSE = "chatham_house"
    CLOSED = "closed"


class InterpretationMode(StrEnum):
    NONE = "none"
    SIMULTANEOUS = "simultaneous"
    CONSECUTIVE = "consecutive"
    WHISPERING = "whispering"


class SessionStatus(StrEnum):
    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class TopicPurpose(StrEnum):
    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


class AgreementState(StrEnum):
    """Where the sides stand on a topic. Until all have accepted, it prints in square brackets."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    AD_REFERENDUM = "ad_referendum"
    COUNTERED = "countered"
    OBJECTED = "objected"
    WITHDRAWN = "withdrawn"

    @property
    def is_agreed(self) -> bool:
        return self is AgreementState.ACCEPTED


class Role(StrEnum):
    """What a person does in a session or for a topic, in the order in which lists name them."""

    CHAIR = "chair"
    LEAD = "lead"
    DISCUSSANT = "discussant"
    SPEAKER = "speaker"
    INTERPRETER = "interpreter"
    NOTE_TAKER = "note_taker"
    PARTICIPANT = "participant"


class AttendeeCategory(StrEnum):
    DELEGATE = "delegate"
    SPEAKER = "speaker"
    OBSERVER = "observer"
    INTERPRETER = "interpreter"
    STAFF = "staff"
    PRESS = "press"
    GUEST = "guest"


class DisplayOrder(StrEnum):
    """Which name stands first where a person is introduced; lists always lead with the family name."""

    FAMILY_FIRST = "family_first"
    GIVEN_FIRST = "given_first"


class TransferMode(StrEnum):
    COACH = "coach"
    CAR = "car"
    RAIL = "rail"
    FOOT = "foot"
    AIR = "air"


class ConferenceStatus(StrEnum):
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"
