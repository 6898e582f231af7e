"""The closed lists of registration, and which state may follow which."""

from __future__ import annotations

from enum import StrEnum


class RegistrationState(StrEnum):
    """Where a person stands on the way to the list."""

    PENDING = "pending"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def holds_place(self) -> bool:
        """Say whether a place is kept: for whom it was given to or offered, not for who waits for a decision."""
        return self in {RegistrationState.CONFIRMED, RegistrationState.OFFERED}

    @property
    def is_ended(self) -> bool:
        """Say whether nothing comes of it any more; the same person may register anew."""
        return self in {RegistrationState.DECLINED, RegistrationState.WITHDRAWN, RegistrationState.LAPSED}


class RegistrationMode(StrEnum):
    """How one of a category gets on the list."""

    OPEN = "open"
    INVITATION = "invitation"
    FOCAL_POINT = "focal_point"
    CLOSED = "closed"


class Approval(StrEnum):
    """Who decides on a registration; with NONE it stands as soon as there is a place."""

    NONE = "none"
    ORGANISER = "organiser"
    FOCAL_POINT = "focal_point"


class RegistrationSource(StrEnum):
    """Who put the person on the list."""

    SELF = "self"
    INVITATION = "invitation"
    FOCAL_POINT = "focal_point"
    ORGANISER = "organiser"
    DESK = "desk"


class ListingConsent(StrEnum):
    """To whom a person agreed to be named on the list of participants; UNASKED is nobody, and to be asked."""

    UNASKED = "unasked"
    NOBODY = "nobody"
    PARTICIPANTS = "participants"
    PUBLIC = "public"

    @property
    def is_given(self) -> bool:
        return self in {ListingConsent.PARTICIPANTS, ListingConsent.PUBLIC}


class QuestionKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    YES_NO = "yes_no"
    FILE = "file"


class Diet(StrEnum):
    """What a kitchen counts; anything else is written in words."""

    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"
    HALAL = "halal"
    KOSHER = "kosher"
    GLUTEN_FREE = "gluten_free"
    LACTOSE_FREE = "lactose_free"
    NO_PORK = "no_pork"
    NO_BEEF = "no_beef"
    NO_SHELLFISH = "no_shellfish"
    NO_EGG = "no_egg"
    NO_NUTS = "no_nuts"
    NO_BUCKWHEAT = "no_buckwheat"


_S = RegistrationState
_FOLLOWS: dict[RegistrationState, frozenset[RegistrationState]] = {
    _S.PENDING: frozenset({_S.CONFIRMED, _S.WAITLISTED, _S.DECLINED, _S.WITHDRAWN}),
    _S.WAITLISTED: frozenset({_S.OFFERED, _S.CONFIRMED, _S.DECLINED, _S.WITHDRAWN}),
    _S.OFFERED: frozenset({_S.CONFIRMED, _S.LAPSED, _S.DECLINED, _S.WITHDRAWN}),
    _S.CONFIRMED: frozenset({_S.DECLINED, _S.WITHDRAWN}),
    _S.DECLINED: frozenset({_S.CONFIRMED, _S.WAITLISTED}),
    _S.WITHDRAWN: frozenset({_S.CONFIRMED, _S.WAITLISTED}),
    _S.LAPSED: frozenset({_S.CONFIRMED, _S.WAITLISTED}),
}


def may_become(state: RegistrationState, wanted: RegistrationState) -> bool:
    """Say whether a registration in one state may get into the other."""
    return wanted in _FOLLOWS[state]
