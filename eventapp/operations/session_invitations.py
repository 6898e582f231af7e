"""Inviting people to sessions by mail, and taking invitations back (RFC 5546, RFC 6047)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.models import MailedCalendar
from eventapp.operations.invitation_steps import (
    has_entry_free,
    invite,
    open_programme,
    queue_invitations,
    take_back_all,
)
from eventapp.queries.session_invitations import list_invitable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session as Transaction

    from eventapp.domain.sessions import Session
    from eventapp.operations.invitation_steps import OpenProgramme
    from eventapp.policy import Actor
    from eventapp.queries.session_invitations import Invitable


@dataclass(frozen=True, slots=True)
class Invited:
    """How many invitations went out, and the public ids of those who cannot have one: without an address of their own, or not on the list."""

    sent: int
    left_out: tuple[str, ...] = ()


def invite_to_own_sessions(
    tx: Transaction, slug: str, public_id: str, *, base_url: str, actor: Actor, now: datetime
) -> Invited:
    """Invite somebody by mail to each of the own sessions that is not over, and from now on to those to come.

    Raises: NotFoundError; DomainError("not-published"), ("not-invitable"), ("shared-address").
    """
    opened = open_programme(tx, slug, base_url)
    who = _one(tx, opened, public_id)
    if not who.has_all:
        tx.add(MailedCalendar(registration_id=who.row.id, since=now))
    sessions = [one for one in opened.programme.sessions_of(who) if one.end_at > now]
    _refuse_if_shared(who, sessions)
    letters = list(invite(tx, opened.programme, who, sessions))
    queue_invitations(tx, opened.conference_id, letters, now=now)
    if letters or not who.has_all:
        items = [f"attendees/{public_id}"]
        _record(tx, slug, Action.SESSION_INVITE, items, {"sent": len(letters)}, actor=actor, now=now)
    return Invited(len(letters))


def invite_to_session(
    tx: Transaction, slug: str, public_id: str, session_id: str, *, base_url: str, actor: Actor, now: datetime
) -> Invited:
    """Invite somebody by mail to one of the own sessions.

    Raises: NotFoundError, also for a session that is not the person's; DomainError("not-published"), ("not-invitable"), ("session-over"), ("shared-address").
    """
    opened = open_programme(tx, slug, base_url)
    who = _one(tx, opened, public_id)
    session = next((one for one in opened.programme.sessions_of(who) if one.id == session_id), None)
    if session is None:
        raise NotFoundError("unknown-item", item=f"sessions/{session_id}")
    _refuse_if_over(session, now)
    _refuse_if_shared(who, [session])
    letters = list(invite(tx, opened.programme, who, [session]))
    queue_invitations(tx, opened.conference_id, letters, now=now)
    if letters:
        items = [f"attendees/{public_id}", f"sessions/{session_id}"]
        _record(tx, slug, Action.SESSION_INVITE, items, {"sent": len(letters)}, actor=actor, now=now)
    return Invited(len(letters))


def invite_those_placed(
    tx: Transaction, slug: str, session_id: str, *, base_url: str, actor: Actor, now: datetime
) -> Invited:
    """Invite everybody by mail who is placed in a published session, for a topic too, and was not yet.

    Raises: NotFoundError; DomainError("not-published"), ("session-over").
    """
    opened = open_programme(tx, slug, base_url)
    session = opened.programme.session(session_id)
    _refuse_if_over(session, now)
    names = frozenset(placement.attendee.id for placement in session.all_placements)
    people = list_invitable(tx, opened.conference_id, names)
    letters = [
        letter
        for who in people
        if who.can_be_invited
        for letter in invite(
            tx, opened.programme, who, [one for one in opened.programme.sessions_of(who) if one.id == session_id]
        )
    ]
    queue_invitations(tx, opened.conference_id, letters, now=now)
    if letters:
        items = [f"sessions/{session_id}", *(f"attendees/{letter.attendee}" for letter in letters)]
        _record(tx, slug, Action.SESSION_INVITE, items, {"sent": len(letters)}, actor=actor, now=now)
    reached = {who.row.public_id for who in people if who.can_be_invited and has_entry_free(who, session)}
    return Invited(len(letters), tuple(sorted(names - reached)))


def end_invitations(
    tx: Transaction, slug: str, public_id: str, *, base_url: str, actor: Actor, now: datetime
) -> Invited:
    """Take every invitation of somebody back, and send none by itself any more. Raises: NotFoundError; DomainError("not-published")."""
    opened = open_programme(tx, slug, base_url)
    found = list_invitable(tx, opened.conference_id, [public_id])
    if not found:
        raise NotFoundError("unknown-registration")
    (who,) = found
    tx.execute(delete(MailedCalendar).where(MailedCalendar.registration_id == who.row.id))
    letters = take_back_all(opened.programme, who)
    queue_invitations(tx, opened.conference_id, letters, now=now)
    if letters or who.has_all:
        items = [f"attendees/{public_id}"]
        _record(tx, slug, Action.SESSION_UNINVITE, items, {"sent": len(letters)}, actor=actor, now=now)
    return Invited(len(letters))


def _refuse_if_shared(who: Invitable, sessions: Iterable[Session]) -> None:
    """Raises: DomainError("shared-address") where somebody else has one of them by mail at the same address."""
    if not all(has_entry_free(who, session) for session in sessions):
        raise DomainError("shared-address")


def _refuse_if_over(session: Session, now: datetime) -> None:
    """Raises: DomainError("session-over")."""
    if session.end_at <= now:
        raise DomainError("session-over")


def _one(tx: Transaction, opened: OpenProgramme, public_id: str) -> Invitable:
    """Raises: NotFoundError; DomainError("not-invitable") for one who is not on the list or has no address."""
    found = list_invitable(tx, opened.conference_id, [public_id])
    if not found:
        raise NotFoundError("unknown-registration")
    if not found[0].can_be_invited:
        raise DomainError("not-invitable")
    return found[0]


def _record(
    tx: Transaction,
    slug: str,
    action: Action,
    items: list[str],
    details: dict[str, int],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    subject, *_ = items
    record(tx, action, conference_slug=slug, subject=subject, details=details, mentions=items, actor=actor, now=now)
