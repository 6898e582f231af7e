"""How a person's name is written where. Nothing is ever split by guessing.

Source: the rules for names, docs/rules.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.vocabulary import DisplayOrder

if TYPE_CHECKING:
    from eventapp.domain.attendees import Attendee


def list_name(attendee: Attendee) -> str:
    """Give the form of lists, family name first and in capitals: "HAYASHI Yoshimasa"; "" without a name."""
    return " ".join(part for part in (attendee.family_name.upper(), attendee.given_name) if part)


def roster_name(attendee: Attendee) -> str:
    """Give the form of rosters: "HAYASHI, YOSHIMASA"."""
    return ", ".join(part.upper() for part in (attendee.family_name, attendee.given_name) if part)


def native_name(attendee: Attendee) -> str:
    """Give the name in its own script, family name first: "林 芳正"; "" if it is not known."""
    return " ".join(part for part in (attendee.native_family_name, attendee.native_given_name) if part)


def introduced_name(attendee: Attendee) -> str:
    """Give the name as a person is introduced: prefix, names in the person's own order, suffix; "" without a name."""
    if not (attendee.family_name or attendee.given_name):
        return ""
    family, given = attendee.family_name.upper(), attendee.given_name
    names = (given, family) if attendee.display_order is DisplayOrder.GIVEN_FIRST else (family, given)
    full = " ".join(part for part in (attendee.prefix, *names) if part)
    return ", ".join(part for part in (full, attendee.suffix) if part)


def badge_name(attendee: Attendee) -> str:
    return attendee.badge_name or introduced_name(attendee)


def name_in(attendee: Attendee, language: str) -> str:
    """Give the introduced name in the script of `language`, in the other one where there is no such name, "" without any."""
    forms = (introduced_name(attendee), native_name(attendee))
    return next(filter(None, reversed(forms) if language == "ja" else forms), "")
