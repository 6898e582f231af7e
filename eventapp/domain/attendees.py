"""People: delegations, attendees and what each does in a session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eventapp.domain.localized import NOTHING, Localized
from eventapp.domain.names.parts import NAME_PARTS
from eventapp.domain.vocabulary import AttendeeCategory, DisplayOrder

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.venues import Window
    from eventapp.domain.vocabulary import Role

# What of an attendee is a person's own: the keys that an application gives, not the delegation's nor the account's.
PERSON_KEYS = (*NAME_PARTS, "display_order", "organisation", "position", "interpretation_language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """A side or another group; only sides count for parity. `head` is the id of an attendee."""

    code: str
    position: int
    name: Localized
    is_side: bool
    home_zone: str
    language: str
    country: str = ""
    head: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A person at one conference. Name parts are kept apart and never split by guessing.

    `precedence` is set by the delegation, from 1; a person without family and given names is
    known by the position held ("Director, Plans"). `language` is the one that the person is written to in,
    `interpretation_language` the one listened to, "" for none said.

    The person is there in [arrives_at, leaves_at), aware UTC, None for all the time, and not free in the windows of `away`, ordered
    and apart.
    """

    id: str
    delegation: Delegation
    precedence: int
    category: AttendeeCategory = AttendeeCategory.DELEGATE
    family_name: str = ""
    given_name: str = ""
    native_family_name: str = ""
    native_given_name: str = ""
    family_name_reading: str = ""
    given_name_reading: str = ""
    prefix: str = ""
    suffix: str = ""
    id_name: str = ""
    badge_name: str = ""
    display_order: DisplayOrder = DisplayOrder.FAMILY_FIRST
    organisation: Localized = NOTHING
    position: Localized = NOTHING
    email: str = ""
    language: str = ""
    interpretation_language: str = ""
    arrives_at: datetime | None = None
    leaves_at: datetime | None = None
    away: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One attendee in one role, in the order that the organiser set."""

    attendee: Attendee
    role: Role


def without_contact(attendee: Attendee, *, is_own: bool = False) -> Attendee:
    """Give the attendee as everybody but staff may read: no address, no name as on the ID.

    When the person is there and what language is listened to are for the own delegation (`is_own`) besides.
    """
    private = replace(attendee, email="", id_name="")
    return private if is_own else replace(without_availability(private), interpretation_language="")


def without_availability(attendee: Attendee) -> Attendee:
    """Give the attendee of whom nobody said when he or she is there."""
    return replace(attendee, arrives_at=None, leaves_at=None, away=())
