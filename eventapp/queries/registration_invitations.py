"""Reading invitations to register: who was invited, how far each got, whose a link is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.domain.registration import Invited, RegistrationState
from eventapp.models import Conference, OutboxMessage, Registration, RegistrationInvitation, RegistrationInvitationLink

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.orm import Session

_ENDED = tuple(state for state in RegistrationState if state.is_ended)


@dataclass(frozen=True, slots=True)
class LinkedInvitation:
    """The invitation that a link belongs to, and its conference's slug."""

    slug: str
    invited: Invited


def find_invited(tx: Session, token_hash: str) -> LinkedInvitation | None:
    """Give whose this link is, whatever became of the invitation; None for a link that never was.

    One that was taken back says so for itself, whatever the address has besides.
    """
    statement = (
        select(RegistrationInvitation, Conference.slug, RegistrationInvitationLink.revoked_at)
        .join(RegistrationInvitationLink, RegistrationInvitationLink.invitation_id == RegistrationInvitation.id)
        .join(Conference, Conference.id == RegistrationInvitation.conference_id)
        .where(RegistrationInvitationLink.token_hash == token_hash)
    )
    found = tx.execute(statement).one_or_none()
    if found is None:
        return None
    row, slug, revoked_at = found
    (invited,) = invited_of(tx, row.conference_id, [row])
    return LinkedInvitation(slug, replace(invited, revoked_at=revoked_at or invited.revoked_at))


def list_invited(tx: Session, conference_id: int) -> tuple[Invited, ...]:
    """Give everybody who was invited to a conference, whoever was invited last first; three statements for any number."""
    statement = select(RegistrationInvitation).where(RegistrationInvitation.conference_id == conference_id)
    newest = (RegistrationInvitation.created_at.desc(), RegistrationInvitation.id.desc())
    return invited_of(tx, conference_id, tx.scalars(statement.order_by(*newest)).all())


def list_undelivered(tx: Session, conference_id: int, kind: str) -> frozenset[str]:
    """Give the addresses to which a message of this kind could not be sent."""
    of_kind = (OutboxMessage.conference_id == conference_id, OutboxMessage.kind == kind, OutboxMessage.is_failed)
    return frozenset(tx.scalars(select(OutboxMessage.recipient).where(*of_kind)))


def list_listed_addresses(tx: Session, conference_id: int, addresses: Collection[str]) -> frozenset[str]:
    """Give those of these addresses, as they are kept, that are on the list of a conference or on the way to it."""
    return frozenset(email for email in _active_by_email(tx, conference_id) if email in set(addresses))


def invited_of(tx: Session, conference_id: int, rows: Iterable[RegistrationInvitation]) -> tuple[Invited, ...]:
    """Give what rows of invitations say, with what came of each."""
    kept = tuple(rows)
    by_key = _by_key(tx, [row.registration_id for row in kept if row.registration_id is not None])
    by_email = _active_by_email(tx, conference_id)
    return tuple(_invited(row, by_key.get(row.registration_id or 0) or by_email.get(row.email)) for row in kept)


_Came = tuple[str, RegistrationState]


def _by_key(tx: Session, keys: Collection[int]) -> Mapping[int, _Came]:
    statement = select(Registration.id, Registration.public_id, Registration.state).where(Registration.id.in_(keys))
    return {key: (public_id, state) for key, public_id, state in tx.execute(statement)} if keys else {}


def _active_by_email(tx: Session, conference_id: int) -> Mapping[str, _Came]:
    """Give the registrations that have not ended by address, the oldest of an address."""
    statement = select(Registration.email, Registration.public_id, Registration.state).where(
        Registration.conference_id == conference_id, Registration.email != "", Registration.state.not_in(_ENDED)
    )
    rows = tx.execute(statement.order_by(Registration.id.desc()))
    return {email: (public_id, state) for email, public_id, state in rows}


def _invited(row: RegistrationInvitation, came: _Came | None) -> Invited:
    public_id, state = came or ("", None)
    return Invited(
        id=row.id,
        email=row.email,
        name=row.name,
        language=row.language,
        category=row.category,
        side=row.side,
        invited_by=row.invited_by,
        sent_at=row.created_at,
        expires_at=row.expires_at,
        reminded_at=row.reminded_at,
        reminders=row.reminders,
        opened_at=row.opened_at,
        declined_at=row.declined_at,
        revoked_at=row.revoked_at,
        registration=state,
        registered=public_id,
    )
