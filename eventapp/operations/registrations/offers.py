"""The waiting list: a free place is offered to whoever is next, for a time; what is not taken goes to the next."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError
from eventapp.domain.registration import RegistrationState, claims_to_offer
from eventapp.models import Conference, Registration
from eventapp.operations.registrations.agenda_entries import enter_agenda
from eventapp.operations.registrations.letters import tell
from eventapp.operations.registrations.open_lists import open_list
from eventapp.queries.registrations import count_taken, get_plan, get_registration, list_waiting
from eventapp.renderers.mail.registrations import Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.operations.registrations.open_lists import OpenList
    from eventapp.policy import Actor


def renew_offers(tx: Session, opened: OpenList, *, actor: Actor, now: datetime) -> None:
    """Let offers lapse whose time is over, then offer every free place to whoever waits for it longest."""
    _lapse(tx, opened, actor=actor, now=now)
    offer_places(tx, opened, actor=actor, now=now)


def lapse_offers(tx: Session, opened: OpenList, *, actor: Actor, now: datetime) -> None:
    """Let offers lapse whose time is over and offer their places; nothing else is looked at, however long the waiting list is."""
    if _lapse(tx, opened, actor=actor, now=now):
        offer_places(tx, opened, actor=actor, now=now)


def _lapse(tx: Session, opened: OpenList, *, actor: Actor, now: datetime) -> bool:
    """Say whether any lapsed."""
    rows = _offered(tx, opened, now)
    for row in rows:
        row.state, row.ended_at, row.offered_until = RegistrationState.LAPSED, now, None
        _changed(tx, opened, row, Outcome.LAPSED, Action.OFFER_LAPSE, actor=actor, now=now)
    tx.flush()
    return bool(rows)


def offer_places(tx: Session, opened: OpenList, *, actor: Actor, now: datetime) -> bool:
    """Offer every free place to whoever waits for it longest; say whether any was offered.

    The draft frees places too, which nobody offered: whoever would take one asks this first.
    """
    waiting = list_waiting(tx, opened.conference.id)
    taken = count_taken(tx, opened.conference.id) if waiting else None
    offered = claims_to_offer(opened.plan, taken, waiting) if taken else ()
    for claim in offered:
        row = tx.get_one(Registration, claim.id)
        row.state, row.offered_until = RegistrationState.OFFERED, now + timedelta(hours=opened.plan.offer_hours)
        _changed(tx, opened, row, Outcome.OFFERED, Action.OFFER_MAKE, actor=actor, now=now)
    tx.flush()
    return bool(offered)


def accept_offer(tx: Session, slug: str, public_id: str, *, base_url: str, actor: Actor, now: datetime) -> None:
    """Take the place that was offered; taken twice it is taken once.

    Raises: NotFoundError; DomainError("offer-over") for one that ended or never was.
    """
    opened = open_list(tx, slug, base_url=base_url)
    row = get_registration(tx, slug, public_id)
    if row.state is RegistrationState.CONFIRMED:
        return
    if row.state is not RegistrationState.OFFERED or row.offered_until is None or row.offered_until <= now:
        raise DomainError("offer-over")
    row.state, row.decided_at, row.offered_until = RegistrationState.CONFIRMED, now, None
    enter_agenda(tx, slug, [row], actor=actor, now=now)
    _changed(tx, opened, row, Outcome.CONFIRMED, Action.OFFER_ACCEPT, actor=actor, now=now)


def list_due(tx: Session, *, now: datetime) -> tuple[str, ...]:
    """Give the conferences with an offer whose time is over, or with a place that can be offered, by slug."""
    statement = select(Conference).join(Registration, Registration.conference_id == Conference.id).distinct()
    waited_for = statement.where(Registration.state == RegistrationState.WAITLISTED)
    free = {one.slug for one in tx.scalars(waited_for) if _has_free_place(tx, one)}
    return tuple(sorted({*free, *list_overdue(tx, now=now)}))


def _has_free_place(tx: Session, conference: Conference) -> bool:
    plan = get_plan(tx, conference.id, zone=conference.zone).plan
    return bool(claims_to_offer(plan, count_taken(tx, conference.id), list_waiting(tx, conference.id)))


def list_overdue(tx: Session, *, now: datetime) -> tuple[str, ...]:
    """Give the conferences with an offer whose time is over, by slug."""
    statement = select(Conference.slug).distinct().join(Registration, Registration.conference_id == Conference.id)
    overdue = (Registration.state == RegistrationState.OFFERED, Registration.offered_until <= now)
    return tuple(tx.scalars(statement.where(*overdue).order_by(Conference.slug)))


def _offered(tx: Session, opened: OpenList, now: datetime) -> list[Registration]:
    statement = (
        select(Registration)
        .where(Registration.conference_id == opened.conference.id, Registration.state == RegistrationState.OFFERED)
        .where(Registration.offered_until <= now)
        .order_by(Registration.id)
    )
    return list(tx.scalars(statement))


def _changed(
    tx: Session,
    opened: OpenList,
    row: Registration,
    outcome: Outcome,
    action: Action,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    row.step(now)
    opened.touch()
    tell(tx, opened, row, outcome, now=now)
    subject = f"attendees/{row.public_id}"
    details = {"state": row.state.value}
    record(
        tx,
        action,
        conference_slug=opened.slug,
        subject=subject,
        details=details,
        mentions=[subject],
        actor=actor,
        now=now,
    )
