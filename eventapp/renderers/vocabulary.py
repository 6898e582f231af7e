"""What the values of the closed lists are called, where one is chosen or told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventapp.domain.registration import (
    Approval,
    Diet,
    ListingConsent,
    QuestionKind,
    RegistrationMode,
    RegistrationSource,
    RegistrationState,
)
from eventapp.domain.vocabulary import (
    AgreementState,
    AttendeeCategory,
    AttributionRule,
    ConferenceStatus,
    DisplayOrder,
    InterpretationMode,
    Role,
    SessionKind,
    SessionStatus,
    TopicPurpose,
    TransferMode,
)
from eventapp.renderers.labels import ATTRIBUTIONS, INTERPRETATIONS, KINDS, PURPOSES, ROLES
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from eventapp.renderers.wording import Words

_STATUSES = {
    SessionStatus.CONFIRMED: N_("Confirmed"),
    SessionStatus.TENTATIVE: N_("Tentative"),
    SessionStatus.CANCELLED: N_("Cancelled"),
}
_CONFERENCE_STATUSES = {
    ConferenceStatus.PLANNED: N_("Planned"),
    ConferenceStatus.CONFIRMED: N_("Confirmed"),
    ConferenceStatus.CANCELLED: N_("Cancelled"),
    ConferenceStatus.ARCHIVED: N_("Archived"),
}
_AGREEMENTS = {
    AgreementState.PROPOSED: N_("Proposed"),
    AgreementState.ACCEPTED: N_("Accepted"),
    AgreementState.AD_REFERENDUM: N_("Accepted ad referendum"),
    AgreementState.COUNTERED: N_("Countered"),
    AgreementState.OBJECTED: N_("Objected"),
    AgreementState.WITHDRAWN: N_("Withdrawn"),
}
_CATEGORIES = {
    AttendeeCategory.DELEGATE: N_("Delegate"),
    AttendeeCategory.SPEAKER: N_("Speaker"),
    AttendeeCategory.OBSERVER: N_("Observer"),
    AttendeeCategory.INTERPRETER: N_("Interpreter"),
    AttendeeCategory.STAFF: N_("Staff"),
    AttendeeCategory.PRESS: N_("Press"),
    AttendeeCategory.GUEST: N_("Guest"),
}
_DISPLAY_ORDERS = {
    DisplayOrder.FAMILY_FIRST: N_("Family name first"),
    DisplayOrder.GIVEN_FIRST: N_("Given name first"),
}
_TRANSFER_MODES = {
    TransferMode.COACH: N_("Coach"),
    TransferMode.CAR: N_("Car"),
    TransferMode.RAIL: N_("Rail"),
    TransferMode.FOOT: N_("On foot"),
    TransferMode.AIR: N_("Air"),
}
_DIETS = {
    Diet.VEGETARIAN: N_("Vegetarian"),
    Diet.VEGAN: N_("Vegan"),
    Diet.HALAL: N_("Halal"),
    Diet.KOSHER: N_("Kosher"),
    Diet.GLUTEN_FREE: N_("Gluten-free"),
    Diet.LACTOSE_FREE: N_("Lactose-free"),
    Diet.NO_PORK: N_("No pork"),
    Diet.NO_BEEF: N_("No beef"),
    Diet.NO_SHELLFISH: N_("No shellfish"),
    Diet.NO_EGG: N_("No egg"),
    Diet.NO_NUTS: N_("No nuts"),
    Diet.NO_BUCKWHEAT: N_("No buckwheat"),
}
_REGISTRATION_STATES = {
    RegistrationState.PENDING: N_("To decide"),
    RegistrationState.WAITLISTED: N_("Waiting list"),
    RegistrationState.OFFERED: N_("Place offered"),
    RegistrationState.CONFIRMED: N_("On the list"),
    RegistrationState.DECLINED: N_("Declined"),
    RegistrationState.WITHDRAWN: N_("Not coming"),
    RegistrationState.LAPSED: N_("Offer lapsed"),
}
_REGISTRATION_MODES = {
    RegistrationMode.OPEN: N_("Open to everybody"),
    RegistrationMode.INVITATION: N_("By invitation"),
    RegistrationMode.FOCAL_POINT: N_("By the focal point only"),
    RegistrationMode.CLOSED: N_("Closed to registration"),
}
_APPROVALS = {
    Approval.NONE: N_("No decision needed"),
    Approval.ORGANISER: N_("An organiser"),
    Approval.FOCAL_POINT: N_("The delegation’s focal point"),
}
_SOURCES = {
    RegistrationSource.SELF: N_("Registered online"),
    RegistrationSource.INVITATION: N_("Registered by invitation"),
    RegistrationSource.FOCAL_POINT: N_("Put on the list by the focal point"),
    RegistrationSource.ORGANISER: N_("Put on the list by an organiser"),
    RegistrationSource.DESK: N_("Put on the list at the desk"),
}
_CONSENTS = {
    ListingConsent.UNASKED: N_("Not asked yet"),
    ListingConsent.NOBODY: N_("Not listed"),
    ListingConsent.PARTICIPANTS: N_("Listed for participants only"),
    ListingConsent.PUBLIC: N_("Listed publicly"),
}
_QUESTION_KINDS = {
    QuestionKind.TEXT: N_("Text"),
    QuestionKind.CHOICE: N_("Choice"),
    QuestionKind.DATE: N_("Date"),
    QuestionKind.YES_NO: N_("Yes or no"),
    QuestionKind.FILE: N_("File"),
}
_NO_INTERPRETATION = {InterpretationMode.NONE: N_("No interpretation")}
_TABLES: dict[type[StrEnum], Mapping[Any, str]] = {
    SessionKind: KINDS,
    AttributionRule: ATTRIBUTIONS,
    InterpretationMode: _NO_INTERPRETATION | INTERPRETATIONS,
    Role: ROLES,
    TopicPurpose: PURPOSES,
    SessionStatus: _STATUSES,
    ConferenceStatus: _CONFERENCE_STATUSES,
    AgreementState: _AGREEMENTS,
    AttendeeCategory: _CATEGORIES,
    DisplayOrder: _DISPLAY_ORDERS,
    TransferMode: _TRANSFER_MODES,
    Diet: _DIETS,
    RegistrationState: _REGISTRATION_STATES,
    RegistrationMode: _REGISTRATION_MODES,
    Approval: _APPROVALS,
    RegistrationSource: _SOURCES,
    ListingConsent: _CONSENTS,
    QuestionKind: _QUESTION_KINDS,
}


# Each in itself, as its reader looks for it.
LANGUAGE_NAMES = {"en": "English", "ja": "日本語"}


def language_name(code: str) -> str:
    """Give what a language is called; the code of one that has no name here."""
    return LANGUAGE_NAMES.get(code, code)


def word_label(word: StrEnum, words: Words) -> str:
    """Give what a value of a closed list is called."""
    return words(_TABLES[type(word)][word])


def word_choices(kind: type[StrEnum], words: Words) -> list[tuple[str, str]]:
    """Give the values of a closed list with what they are called, in its own order."""
    return [(word.value, words(message)) for word, message in _TABLES[kind].items()]
