"""Invitations to sessions by mail: who can have them, who has them, what was answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from eventapp.domain.registration import RegistrationState
from eventapp.domain.session_invitations import Mailboxes
from eventapp.models import (
    Conference,
    MailedCalendar,
    Registration,
    RegistrationSession,
    SessionInvitation,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitable:
    """Somebody whom invitations concern: the registration, the sessions registered for, and the invitations so far by session.

    `has_all` says that the person has all of the own sessions by mail. `mailboxes` are those of everybody asked for together.
    """

    row: Registration
    registered: frozenset[str]
    invitations: dict[str, SessionInvitation]
    has_all: bool
    mailboxes: Mailboxes

    @property
    def can_be_invited(self) -> bool:
        return self.row.state is RegistrationState.CONFIRMED and bool(self.row.email)


def list_invitable(tx: Session, conference_id: int, names: Collection[str]) -> tuple[Invitable, ...]:
    """Give these people, by public id, in order of registration; five statements for any number."""
    wanted = select(Registration).where(Registration.public_id.in_(names), Registration.erased_at.is_(None))
    return _invitable(tx, list(tx.scalars(wanted.where(_at(conference_id)).order_by(Registration.id))))


def list_having_invitations(tx: Session, conference_id: int) -> tuple[Invitable, ...]:
    """Give everybody who has an invitation that holds, or will again, or has all sessions by mail, in order of registration."""
    holds = or_(SessionInvitation.is_on, SessionInvitation.is_suspended)
    invited = select(SessionInvitation.registration_id).where(holds)
    having = or_(Registration.id.in_(invited), Registration.id.in_(select(MailedCalendar.registration_id)))
    return _invitable(
        tx, list(tx.scalars(select(Registration).where(_at(conference_id), having).order_by(Registration.id)))
    )


def _at(conference_id: int) -> ColumnElement[bool]:
    return Registration.conference_id == conference_id


def _invitable(tx: Session, rows: list[Registration]) -> tuple[Invitable, ...]:
    keys = [row.id for row in rows]
    registered: dict[int, set[str]] = defaultdict(set)
    invitations: dict[int, dict[str, SessionInvitation]] = defaultdict(dict)
    if keys:
        for choice in tx.scalars(select(RegistrationSession).where(RegistrationSession.registration_id.in_(keys))):
            registered[choice.registration_id].add(choice.session)
        of_them = select(SessionInvitation).where(SessionInvitation.registration_id.in_(keys))
        for one in tx.scalars(of_them.order_by(SessionInvitation.id)):
            invitations[one.registration_id][one.session] = one
    all_of = set(tx.scalars(select(MailedCalendar.registration_id).where(MailedCalendar.registration_id.in_(keys))))
    addresses = {row.email for row in rows} | {one.address for own in invitations.values() for one in own.values()}
    mailboxes = _mailboxes(tx, addresses)
    return tuple(
        Invitable(
            row=row,
            registered=frozenset(registered[row.id]),
            invitations=invitations[row.id],
            has_all=row.id in all_of,
            mailboxes=mailboxes,
        )
        for row in rows
    )


def _mailboxes(tx: Session, addresses: Collection[str]) -> Mailboxes:
    found = Mailboxes()
    of = SessionInvitation
    statement = select(of.uid, of.address, of.registration_id, of.sequence, of.is_on)
    for uid, address, registration_id, sequence, is_on in tx.execute(statement.where(of.address.in_(addresses))):
        found.note(uid, address, registration_id, sequence=sequence, is_on=is_on)
    return found


def has_mailed_calendar(tx: Session, registration_id: int) -> bool:
    """Say whether somebody has all of the own sessions by mail."""
    statement = select(MailedCalendar.id).where(MailedCalendar.registration_id == registration_id)
    return tx.scalars(statement).first() is not None


def list_sessions_by_mail(tx: Session, conference_id: int) -> dict[str, frozenset[str] | None]:
    """Give the sessions to which invitations hold, or will again when they take place, by public id; None for who has all of the own ones by mail. Two statements."""
    invited: dict[str, set[str]] = defaultdict(set)
    held = select(Registration.public_id, SessionInvitation.session).join(
        SessionInvitation, SessionInvitation.registration_id == Registration.id
    )
    holds = or_(SessionInvitation.is_on, SessionInvitation.is_suspended)
    for name, session in tx.execute(held.where(_at(conference_id), holds)):
        invited[name].add(session)
    having = select(Registration.public_id).join(MailedCalendar, MailedCalendar.registration_id == Registration.id)
    all_of = tx.scalars(having.where(_at(conference_id)))
    return {name: frozenset(sessions) for name, sessions in invited.items()} | dict.fromkeys(all_of)


def list_invitations_of(tx: Session, registration_id: int) -> tuple[SessionInvitation, ...]:
    """Give somebody's invitations in the order in which they were made."""
    statement = select(SessionInvitation).where(SessionInvitation.registration_id == registration_id)
    return tuple(tx.scalars(statement.order_by(SessionInvitation.id)))


def list_invitations_to(tx: Session, slug: str, session: str) -> tuple[tuple[str, SessionInvitation], ...]:
    """Give the invitations to a session with the public ids of whom they are for, in the order in which they were made."""
    statement = (
        select(Registration.public_id, SessionInvitation)
        .join(SessionInvitation, SessionInvitation.registration_id == Registration.id)
        .join(Conference, Conference.id == Registration.conference_id)
        .where(Conference.slug == slug, SessionInvitation.session == session)
        .order_by(SessionInvitation.id)
    )
    return tuple((name, row) for name, row in tx.execute(statement))
