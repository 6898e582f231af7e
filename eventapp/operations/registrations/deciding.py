"""Deciding on registrations: approved, declined, withdrawn; a place that gets free is offered at once."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError
from eventapp.domain.registration import RegistrationState, may_become, missing_places
from eventapp.models import Registration, RegistrationNeeds
from eventapp.operations.kept_invitations import take_back_invitations
from eventapp.operations.registrations.agenda_entries import enter_agenda, leave_agenda
from eventapp.operations.registrations.letters import tell
from eventapp.operations.registrations.offers import renew_offers
from eventapp.operations.registrations.open_lists import list_rows, open_list
from eventapp.queries.registrations import claim_of, count_taken, list_sessions_of
from eventapp.renderers.mail.registrations import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.registration.places import Limit
    from eventapp.operations.registrations.open_lists import OpenList
    from eventapp.policy import Actor

_S = RegistrationState
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a decision heeds.

    `seen` are the versions that the actor saw, by public id: whoever has another one is left as he or she is. `side` keeps a focal point to the
    own delegation. `is_beyond_limits` confirms without a place too, as an organiser may (decision 0013).
    """

    seen: Mapping[str, int] | None = None
    side: str | None = None
    is_beyond_limits: bool = False


_ANY = Terms()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What became of each, by public id.

    `unchanged` are those of whom the decision changes nothing, `stale` those whom somebody changed since they were seen: all of them are as they
    were. `full` are those for whom there is no place, whether they come to the waiting list now or were there.
    """

    confirmed: tuple[str, ...] = ()
    waitlisted: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    full: tuple[str, ...] = ()


def approve_registrations(
    tx: Session,
    slug: str,
    names: Collection[str],
    *,
    terms: Terms = _ANY,
    base_url: str,
    actor: Actor,
    now: datetime,
) -> Decided:
    """Confirm registrations in the order in which they came; those for whom there is no place wait for one.

    Raises: NotFoundError for an id that isn't there.
    """
    opened = open_list(tx, slug, base_url=base_url)
    rows, stale = _as_seen(list_rows(tx, opened, names, side=terms.side), terms.seen)
    renew_offers(tx, opened, actor=actor, now=now)
    missing = _give_places(tx, opened, rows)
    became: dict[_S, list[Registration]] = {_S.CONFIRMED: [], _S.WAITLISTED: []}
    for row in rows:
        wanted = _S.WAITLISTED if row.public_id in missing and not terms.is_beyond_limits else _S.CONFIRMED
        if may_become(row.state, wanted):
            _set(row, wanted, actor=actor, now=now)
            became[wanted].append(row)
    enter_agenda(tx, slug, became[_S.CONFIRMED], actor=actor, now=now)
    for row in became[_S.CONFIRMED]:
        limits = [":".join(limit) for limit in missing.get(row.public_id, ())]
        action = Action.REGISTRATION_EXCEED if limits else Action.REGISTRATION_APPROVE
        told = {"limits": limits} if limits else {}
        _tell_and_record(tx, opened, row, Outcome.CONFIRMED, action, details=told, actor=actor, now=now)
    for row in became[_S.WAITLISTED]:
        _tell_and_record(tx, opened, row, Outcome.WAITLISTED, Action.REGISTRATION_APPROVE, actor=actor, now=now)
    changed = {row.public_id for decided in became.values() for row in decided}
    return Decided(
        confirmed=_names(became[_S.CONFIRMED]),
        waitlisted=_names(became[_S.WAITLISTED]),
        unchanged=tuple(name for name in _names(rows) if name not in changed),
        stale=stale,
        full=() if terms.is_beyond_limits else tuple(missing),
    )


def decline_registrations(
    tx: Session,
    slug: str,
    names: Collection[str],
    *,
    terms: Terms = _ANY,
    note: str = "",
    base_url: str,
    actor: Actor,
    now: datetime,
) -> Decided:
    """Decline registrations and tell the people, with a `note` if there is one.

    Raises: NotFoundError for an id that isn't there.
    """
    opened = open_list(tx, slug, base_url=base_url)
    asked, stale = _as_seen(list_rows(tx, opened, names, side=terms.side), terms.seen)
    rows = [row for row in asked if may_become(row.state, _S.DECLINED)]
    for row in rows:
        end_registration(tx, row, _S.DECLINED, actor=actor, now=now)
        take_back_invitations(tx, slug, row.public_id, base_url=base_url, now=now)
        told = {"note": note} if note else {}
        _tell_and_record(
            tx, opened, row, Outcome.DECLINED, Action.REGISTRATION_DECLINE, details=told, actor=actor, now=now
        )
    free_places(tx, opened, rows, actor=actor, now=now)
    declined = _names(rows)
    return Decided(
        declined=declined, unchanged=tuple(name for name in _names(asked) if name not in declined), stale=stale
    )


def withdraw_registration(
    tx: Session,
    slug: str,
    public_id: str,
    *,
    seen: int | None = None,
    side: str | None = None,
    base_url: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Take somebody off the list, as the person, the focal point or an organiser wishes; what was said about needs is erased.

    Who is placed in a session stays in the draft until that is settled. Withdrawn twice is withdrawn once. `seen` is the version that the actor
    saw. Raises: NotFoundError; DomainError("stale-registration"); DomainError("cannot-withdraw") for one that was declined or lapsed.
    """
    opened = open_list(tx, slug, base_url=base_url)
    (row,) = list_rows(tx, opened, [public_id], side=side)
    if row.state is _S.WITHDRAWN:
        return
    if seen not in {None, row.version}:
        raise DomainError("stale-registration")
    if not may_become(row.state, _S.WITHDRAWN):
        raise DomainError("cannot-withdraw")
    end_registration(tx, row, _S.WITHDRAWN, actor=actor, now=now)
    take_back_invitations(tx, slug, public_id, base_url=base_url, now=now)
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


def _as_seen(rows: list[Registration], seen: Mapping[str, int] | None) -> tuple[list[Registration], tuple[str, ...]]:
    """Give those who are as the actor saw them, and the public ids of the others."""
    if seen is None:
        return rows, ()
    same = [row for row in rows if row.version == seen.get(row.public_id)]
    return same, tuple(row.public_id for row in rows if row.version != seen.get(row.public_id))


def _give_places(tx: Session, opened: OpenList, rows: list[Registration]) -> dict[str, tuple[Limit, ...]]:
    """Count a place for each in turn who can be confirmed; give what stands in the way of the others, by public id."""
    taken = count_taken(tx, opened.conference.id)
    missing: dict[str, tuple[Limit, ...]] = {}
    for row in rows:
        if row.state.holds_place:
            continue
        claim = claim_of(row, list_sessions_of(tx, row.id))
        if limits := missing_places(opened.plan, taken, claim):
            missing[row.public_id] = limits
        else:
            taken.add(claim)
    return missing


def _set(row: Registration, state: RegistrationState, *, actor: Actor, now: datetime) -> None:
    row.state, row.decided_at, row.decided_by = state, now, actor.name
    row.ended_at, row.offered_until = None, None
    # Whoever left and comes back waits from now on: nobody who waited meanwhile is overtaken.
    row.waiting_since = now if state is _S.WAITLISTED else row.waiting_since
    row.step(now)


def _tell_and_record(
    tx: Session,
    opened: OpenList,
    row: Registration,
    outcome: Outcome,
    action: Action,
    *,
    details: Mapping[str, Any] = _NOTHING,
    actor: Actor,
    now: datetime,
) -> None:
    opened.touch()
    tell(tx, opened, row, outcome, note=details.get("note", ""), now=now)
    subject = f"attendees/{row.public_id}"
    record(
        tx,
        action,
        conference_slug=opened.slug,
        subject=subject,
        details={"state": row.state.value, **details},
        mentions=[subject],
        actor=actor,
        now=now,
    )


def _names(rows: Collection[Registration]) -> tuple[str, ...]:
    return tuple(row.public_id for row in rows)
