"""The word for each code of the domain, in one place for every output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.audiences import Audience, Level
from eventapp.domain.clocks import clock_names
from eventapp.domain.conflicts import ConflictCode
from eventapp.domain.deliveries import UNANSWERED, WORKER_DIED
from eventapp.domain.differences import ChangeKind
from eventapp.domain.notices import Part
from eventapp.domain.vocabulary import (
    AttributionRule,
    InterpretationMode,
    Role,
    SessionKind,
    TopicPurpose,
    TransferMode,
)
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from eventapp.domain.sessions import Session, Topic
    from eventapp.renderers.wording import Words

KINDS = {
    SessionKind.PLENARY: N_("Plenary"),
    SessionKind.WORKING_SESSION: N_("Working session"),
    SessionKind.BRIEFING: N_("Briefing"),
    SessionKind.RESTRICTED: N_("Restricted session"),
    SessionKind.PUBLIC_EVENT: N_("Public event"),
    SessionKind.CEREMONY: N_("Ceremony"),
    SessionKind.PRESS: N_("Press availability"),
    SessionKind.RECEPTION: N_("Reception"),
    SessionKind.MEAL: N_("Meal"),
    SessionKind.BREAK: N_("Break"),
    SessionKind.ARRIVAL: N_("Arrival"),
    SessionKind.FREE_TIME: N_("Free time"),
    SessionKind.TRANSFER: N_("Transfer"),
}
ATTRIBUTIONS = {
    AttributionRule.ON_RECORD: N_("On the record"),
    AttributionRule.NOT_FOR_ATTRIBUTION: N_("Not for attribution"),
    AttributionRule.CHATHAM_HOUSE: N_("Chatham House Rule"),
    AttributionRule.CLOSED: N_("Closed"),
}
_RULES = {
    AttributionRule.NOT_FOR_ATTRIBUTION: N_("Speakers are not named in any public paper."),
    AttributionRule.CHATHAM_HOUSE: N_("What is said may be used; who said it may not."),
}
INTERPRETATIONS = {
    InterpretationMode.SIMULTANEOUS: N_("Simultaneous"),
    InterpretationMode.CONSECUTIVE: N_("Consecutive"),
    InterpretationMode.WHISPERING: N_("Whispering"),
}
_INTERPRETATIONS_BETWEEN = {
    InterpretationMode.SIMULTANEOUS: N_("Simultaneous {pair}"),
    InterpretationMode.CONSECUTIVE: N_("Consecutive {pair}"),
}
ROLES = {
    Role.CHAIR: N_("Chair"),
    Role.LEAD: N_("Lead"),
    Role.DISCUSSANT: N_("Discussant"),
    Role.SPEAKER: N_("Speaker"),
    Role.INTERPRETER: N_("Interpreter"),
    Role.NOTE_TAKER: N_("Note-taker"),
    Role.PARTICIPANT: N_("Participant"),
}
PURPOSES = {
    TopicPurpose.INFORMATION: N_("Information"),
    TopicPurpose.DISCUSSION: N_("Discussion"),
    TopicPurpose.DECISION: N_("Decision"),
}
_MODES = {
    TransferMode.COACH: N_("{minutes} min by coach"),
    TransferMode.CAR: N_("{minutes} min by car"),
    TransferMode.RAIL: N_("{minutes} min by rail"),
    TransferMode.FOOT: N_("{minutes} min on foot"),
    TransferMode.AIR: N_("{minutes} min by air"),
}
_CHANGES = {
    ChangeKind.ADDED: N_("New"),
    ChangeKind.REMOVED: N_("Cancelled"),
    ChangeKind.MOVED: N_("Moved"),
    ChangeKind.RENAMED: N_("Renamed"),
    ChangeKind.PEOPLE: N_("People changed"),
    ChangeKind.DETAILS: N_("Details changed"),
}
_CHANGE_COUNTS = {
    ChangeKind.ADDED: N_("{count} new"),
    ChangeKind.REMOVED: N_("{count} cancelled"),
    ChangeKind.MOVED: N_("{count} moved"),
    ChangeKind.RENAMED: N_("{count} renamed"),
    ChangeKind.PEOPLE: N_("{count} with other people"),
    ChangeKind.DETAILS: N_("{count} with other details"),
}
_AUDIENCES = {
    Level.PUBLIC: N_("Public"),
    Level.PARTICIPANTS: N_("Participants only"),
    Level.STAFF: N_("Staff only"),
}
_ZONES = {
    "America/New_York": N_("US Eastern"),
    "America/Chicago": N_("US Central"),
    "America/Denver": N_("US Mountain"),
    "America/Los_Angeles": N_("US Pacific"),
    "Pacific/Honolulu": N_("Hawaii"),
    "Asia/Tokyo": N_("Tokyo"),
    "Asia/Seoul": N_("Seoul"),
    "Australia/Sydney": N_("Sydney"),
    "Europe/London": N_("London"),
    "UTC": N_("UTC"),
}
_SHORT_KINDS = {SessionKind.PRESS: N_("Press"), SessionKind.RESTRICTED: N_("Restricted")}
_MESSAGE_KINDS = {
    "change-notice": N_("Change notice"),
    "change-reminder": N_("Reminder of changes"),
    "sign-in": N_("Sign-in link"),
    "invitation": N_("Invitation"),
    "own-address": N_("New address"),
    "registration-invitation": N_("Invitation to register"),
    "registration": N_("Registration"),
    "organisers-letter": N_("Letter"),
    "session-invitation": N_("Session for the calendar"),
}
_MESSAGE_STATES = {
    "waiting": N_("Waiting"),
    "sent": N_("Sent"),
    "failed": N_("Failed"),
    "cancelled": N_("Kept back"),
}
_FAILURES = {
    UNANSWERED: N_("The mail server took the text and never answered: the message may have arrived."),
    WORKER_DIED: N_("The program ended each time that it sent this message: it may have arrived."),
}
_ORDINALS = {"bis": 2, "ter": 3, "quater": 4, "quinquies": 5}


_CONFLICTS = {
    ConflictCode.ROOM_OVERLAP: N_("Two sessions in one room"),
    ConflictCode.PERSON_OVERLAP: N_("People in two places"),
    ConflictCode.TRANSFER_TOO_SHORT: N_("Transfers too short"),
    ConflictCode.OUTSIDE_CONFERENCE: N_("Outside the conference days"),
    ConflictCode.ROOM_UNAVAILABLE: N_("Rooms that cannot be had"),
    ConflictCode.PERSON_UNAVAILABLE: N_("People who are not there"),
    ConflictCode.ROOM_TOO_SMALL: N_("Rooms too small or without a booth"),
    ConflictCode.TOPICS_OVERRUN: N_("Topics longer than their session"),
    ConflictCode.NO_COUNTERPART: N_("Leads without a counterpart"),
    ConflictCode.SIDE_CAP: N_("Too many of one side"),
    ConflictCode.NOT_AGREED: N_("Topics not agreed"),
}


def conflict_label(code: str, words: Words) -> str:
    """Give the heading under which the conflicts of a code stand."""
    return words(_CONFLICTS[ConflictCode(code)])


def kind_label(session: Session, words: Words) -> str:
    """Give the kind with its number or cap: "Working session 5", "Restricted session (1+3)"."""
    kind = words(KINDS[session.kind])
    if session.number is not None:
        return words("{kind} {number}", kind=kind, number=session.number)
    if session.kind is SessionKind.RESTRICTED and session.side_cap:
        return words("{kind} (1+{others})", kind=kind, others=session.side_cap - 1)
    return kind


def short_kind_label(session: Session, words: Words) -> str:
    """Give the kind as narrow cards have it: "WS 5", "1+3", "Press"; in full where nothing shorter is used."""
    if session.kind is SessionKind.RESTRICTED and session.side_cap:
        return f"1+{session.side_cap - 1}"
    if session.kind is SessionKind.WORKING_SESSION and session.number is not None:
        return words("WS {number}", number=session.number)
    return words(_SHORT_KINDS[session.kind]) if session.kind in _SHORT_KINDS else kind_label(session, words)


def attribution_label(rule: AttributionRule, words: Words) -> str:
    return words(ATTRIBUTIONS[rule])


def rule_sentence(rule: AttributionRule, words: Words) -> str:
    """Give the sentence printed under the card; "" for the rules that need none."""
    return words(_RULES[rule]) if rule in _RULES else ""


def interpretation_label(mode: InterpretationMode, words: Words) -> str:
    return words(INTERPRETATIONS[mode]) if mode in INTERPRETATIONS else ""


def interpretation_between(mode: InterpretationMode, languages: tuple[str, ...], words: Words) -> str:
    """Give "Simultaneous EN–JA": the mode, and between which languages where the reader's language says that."""
    if mode not in _INTERPRETATIONS_BETWEEN or len(languages) < 2:  # noqa: PLR2004 - between two
        return interpretation_label(mode, words)
    pair = "–".join(code.upper() for code in languages[:2])
    return words(_INTERPRETATIONS_BETWEEN[mode], pair=pair)


def role_label(role: Role, words: Words, *, shared: bool = False) -> str:
    """Give the word for a role; a chair shared between sides is a co-chair."""
    if role is Role.CHAIR and shared:
        return words("Co-chair")
    return words(ROLES[role])


def topic_role_label(role: Role, topic: Topic, words: Words) -> str:
    """Give "Lead, 10": a role and the number of the topic that it is for."""
    return part_label(Part(role, topic.number), words)


def part_label(part: Part, words: Words) -> str:
    """Give "Chair" or "Lead, 10": what somebody does in a session or for one of its topics."""
    if part.topic:
        return words("{role}, {number}", role=role_label(part.role, words), number=topic_number(part.topic, words))
    return role_label(part.role, words, shared=part.is_shared)


def purpose_label(purpose: TopicPurpose, words: Words) -> str:
    return words(PURPOSES[purpose])


def minutes_label(minutes: int, words: Words) -> str:
    return words("{minutes} min", minutes=minutes)


def road_label(mode: TransferMode | None, minutes: int, words: Words) -> str:
    message = _MODES[mode] if mode else N_("{minutes} min on the road")
    return words(message, minutes=minutes)


def change_label(kind: ChangeKind, words: Words) -> str:
    return words(_CHANGES[kind])


def change_count(kind: ChangeKind, count: int, words: Words) -> str:
    return words(_CHANGE_COUNTS[kind], count=count)


def audience_label(audience: Audience, words: Words) -> str:
    if audience.side:
        return words("Side {code} only", code=audience.side)
    return words(_AUDIENCES[audience.level])


def message_kind_label(kind: str, words: Words) -> str:
    """Give what a message of the outbox is; the name of its template if that has no word."""
    return words(_MESSAGE_KINDS[kind]) if kind in _MESSAGE_KINDS else kind


def message_state_label(state: str, words: Words) -> str:
    return words(_MESSAGE_STATES[state])


def failure_label(error: str, words: Words) -> str:
    """Give why a message failed: our own reasons in the reader's language, the server's in its own words."""
    return words(_FAILURES[error]) if error in _FAILURES else error


def zone_label(zone: str, words: Words) -> str:
    """Give the everyday name of a zone's clock; the place in its IANA name for zones without one."""
    return words(_ZONES[zone]) if zone in _ZONES else zone.rpartition("/")[2].replace("_", " ")


def clock_label(days: Iterable[date], zone: str, words: Words) -> str:
    """Give what a zone's clock is called on these days: "JST", "EDT, EST"; its everyday name where the days differ."""
    labels = {", ".join(clock_names(on, zone)) for on in days}
    return labels.pop() if len(labels) == 1 else zone_label(zone, words)


def topic_number(number: str, words: Words) -> str:
    """Give a stable number as the language writes it: "7bis" is 7の2."""
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    suffix = number[len(digits) :]
    if words.language == "ja" and suffix:
        return f"{digits}の{_ORDINALS[suffix]}"
    return number
