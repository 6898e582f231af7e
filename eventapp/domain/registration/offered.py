"""What somebody who comes to register may choose: as what, for which sessions, and where no place is left. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.registration.places import Claim, missing_places
from eventapp.domain.registration.plan import Door, door_of
from eventapp.domain.vocabulary import AttendeeCategory, SessionKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.registration.fronts import DelegationChoice
    from eventapp.domain.registration.places import Taken
    from eventapp.domain.registration.plan import RegistrationPlan
    from eventapp.domain.sessions import Session


def doors(plan: RegistrationPlan, *, now: datetime) -> dict[AttendeeCategory, Door]:
    """Give how the door of each category stands for who comes without an invitation, in the order of the categories.

    Those that are closed for good are left out.
    """
    found = {category: door_of(plan.rule_of(category), now=now) for category in AttendeeCategory}
    return {category: door for category, door in found.items() if door is not Door.CLOSED}


def has_delegation(category: AttendeeCategory) -> bool:
    """Say whether people of a category belong to a delegation: all but guests (decision 0013)."""
    return category is not AttendeeCategory.GUEST


def belongs_to_sides(category: AttendeeCategory) -> bool:
    """Say whether people of a category may belong to a side: neither the press, which takes no side's place, nor guests."""
    return category not in {AttendeeCategory.PRESS, AttendeeCategory.GUEST}


def delegations_offered(
    category: AttendeeCategory, delegations: Iterable[DelegationChoice]
) -> tuple[DelegationChoice, ...]:
    """Give the delegations that one of a category may say to belong to, in their order.

    A delegate is of a side. A group that is no side, such as the secretariat, is for those of whom it has somebody, or for all as long as
    it has nobody.
    """
    return tuple(one for one in delegations if _fits(category, one))


def _fits(category: AttendeeCategory, one: DelegationChoice) -> bool:
    if one.is_side:
        return belongs_to_sides(category)
    return category is not AttendeeCategory.DELEGATE and (not one.categories or category in one.categories)


def sessions_offered(agenda: Agenda, plan: RegistrationPlan, *, now: datetime) -> tuple[Session, ...]:
    """Give the sessions that one can register for, of an agenda as the public sees it, in its order.

    They are the public events and those with a limit of their own, neither cancelled nor over; of an edition that is over as a whole, which
    organisers keep open on purpose, all of them.
    """
    found = tuple(
        session
        for session in agenda.sessions
        if (session.kind is SessionKind.PUBLIC_EVENT or session.id in plan.of_sessions) and not session.is_cancelled
    )
    is_past = all(session.end_at <= now for session in agenda.sessions)
    return found if is_past else tuple(session for session in found if session.end_at > now)


def is_full(plan: RegistrationPlan, taken: Taken, category: AttendeeCategory, *, side: str = "") -> bool:
    """Say whether there is no place for one more of a category, or of a delegation."""
    return bool(missing_places(plan, taken, Claim(id=0, category=category, side=side)))


def full_sessions(plan: RegistrationPlan, taken: Taken) -> frozenset[str]:
    """Give the sessions that have no place left, by id."""
    return frozenset(name for name, most in plan.of_sessions.items() if taken.counts.get(("session", name), 0) >= most)
