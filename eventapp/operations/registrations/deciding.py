"""Deciding on registrations: approved, declined, withdrawn; a place that gets free is offered at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError
from eventapp.domain.registration import RegistrationState, may_become, missing_places
from eventapp.models import Registration, RegistrationNeeds
from eventapp.operations.registrations.agenda_entries import enter_agenda, leave_agenda
from eventapp.operations.registrations.letters import tell
from eventapp.operations.registrations.offers import renew_offers
from eventapp.operations.registrations.open_lists import list_rows, open_list
from eventapp.queries.registrations import claim_of, count_taken, list_sessions_of
from eventapp.renderers.mail.registrations import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.operations.registrations.open_lists import OpenList
    from eventapp.policy import Actor

_S = RegistrationState


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of each: public ids of those confirmed, put on the waiting list, and left as they were."""

    confirmed: tuple[str, ...]
    waitlisted: tuple[str, ...]
    unchanged: tuple[str, ...]


def approve_registrations(
    tx: Session,
    slug: str,
    names: Collection[str],
    *,
    side: str | None = None,
    base_url: str,
    actor: Actor,
    now: datetime,
) -> Decided:
    """Confirm registrations in the order in which they came; those for whom there is no place wait for one.

    `side` keeps a focal point to the own delegation. Raises: NotFoundError for an id that isn't there.
    """
    opened = open_list(tx, slug, base_url=base_url)
    rows = list_rows(tx, opened, names, side=side)
    renew_offers(tx, opened, actor=actor, now=now)
    taken = count_taken(tx, opened.conference.id)
    became: dict[_S, list[Registration]] = {_S.CONFIRMED: [], _S.WAITLISTED: []}
    for row in rows:
        claim = claim_of(row, list_sessions_of(tx, row.id))
        wanted = (
            _S.WAITLISTED if row.state is not _S.OFFERED and missing_places(opened.plan, taken, claim) else _S.CONFIRMED
        )
        if not may_become(row.state, wanted):
            continue
        if wanted is _S.CONFIRMED and not row.state.holds_place:
            taken.add(claim)
        _set(row, wanted, actor=actor, now=now)
        became[wanted].append(row)
    enter_agenda(tx, slug, became[_S.CONFIRMED], actor=actor, now=now)
    for row in became[_S.CONFIRMED]:
        _tell_and_record(tx, opened, row, Outcome.CONFIRMED, Action.REGISTRATION_APPROVE, actor=actor, now=now)
    for row in became[_S.WAITLISTED]:
        _tell_and_record(tx, opened, row, Outcome.WAITLISTED, Action.REGISTRATION_APPROVE, actor=actor, now=now)
    return _decided(rows, became)


def decline_registrations(
    tx: Session,
    slug: str,
    names: Collection[str],
    *,
    side: str | None = None,
    note: str = "",
    base_url: str,
    actor: Actor,
    now: datetime,
) -> tuple[str, ...]:
    """Decline registrations and tell the people, with a `note` if there is one; give the ids of those declined.

    Raises: NotFoundError for an id that isn't there.
    """
    opened = open_list(tx, slug, base_url=base_url)
    rows = [row for row in list_rows(tx, opened, names, side=side) if may_become(row.state, _S.DECLINED)]
    for row in rows:
        end_registration(tx, row, _S.DECLINED, actor=actor, now=now)
        _tell_and_record(
            tx, opened, row, Outcome.DECLINED, Action.REGISTRATION_DECLINE, note=note, actor=actor, now=now
        )
    free_places(tx, opened, rows, actor=actor, now=now)
    return tuple(row.public_id for row in rows)


def withdraw_registration(
    tx: Session, slug: str, public_id: str, *, side: str | None = None, base_url: str, actor: Actor, now: datetime
) -> None:
    """Take somebody off the list, as the person, the focal point or an organiser wishes; what was said about needs is erased.

    Who is placed in a session stays in the draft until that is settled. Withdrawn twice is withdrawn once.
    Raises: NotFoundError; DomainError("cannot-withdraw") for one that was declined or lapsed.
    """
    opened = open_list(tx, slug, base_url=base_url)
    (row,) = list_rows(tx, opened, [public_id], side=side)
    if row.state is _S.WITHDRAWN:
        return
    if not may_become(row.state, _S.WITHDRAWN):
        raise DomainError("cannot-withdraw")
    end_registration(tx, row, _S.WITHDRAWN, actor=actor, now=now)
    _tell_and_record(tx, opened, row, Outcome.WITHDRAWN, Action.REGISTRATION_WITHDRAW, actor=actor, now=now)
    free_places(tx, opened, [row], actor=actor, now=now)


def end_registration(tx: Session, row: Registration, state: RegistrationState, *, actor: Actor, now: datetime) -> None:
    """Let a registration have come to its end; what was said about needs is erased."""
    _set(row, state, actor=actor, now=now)
    row.ended_at = now
    tx.execute(delete(RegistrationNeeds).where(RegistrationNeeds.registration_id == row.id))


def free_places(tx: Session, opened: OpenList, rows: Collection[Registration], *, actor: Actor, now: datetime) -> None:
    """Take those who left out of the draft where nothing holds them, and offer their places."""
    tx.flush()
    leave_agenda(tx, opened.slug, {row.public_id for row in rows}, actor=actor, now=now)
    renew_offers(tx, opened, actor=actor, now=now)


def _set(row: Registration, state: RegistrationState, *, actor: Actor, now: datetime) -> None:
    row.state, row.decided_at, row.decided_by = state, now, actor.name
    row.ended_at, row.offered_until = None, None
    # Whoever left and comes back waits from now on: nobody who waited meanwhile is overtaken.
    row.waiting_since = now if state is _S.WAITLISTED else row.waiting_since
    row.version += 1


def _tell_and_record(
    tx: Session,
    opened: OpenList,
    row: Registration,
    outcome: Outcome,
    action: Action,
    *,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    opened.touch()
    tell(tx, opened, row, outcome, note=note, now=now)
    subject = f"attendees/{row.public_id}"
    details = {"state": row.state.value, **({"note": note} if note else {})}
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


def _decided(rows: list[Registration], became: dict[_S, list[Registration]]) -> Decided:
    confirmed = tuple(row.public_id for row in became[_S.CONFIRMED])
    waitlisted = tuple(row.public_id for row in became[_S.WAITLISTED])
    changed = {*confirmed, *waitlisted}
    return Decided(confirmed, waitlisted, tuple(row.public_id for row in rows if row.public_id not in changed))
