"""What those who were invited do with their invitation: open it, answer it, decline it. A link is known by the hash of its secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.models import Conference, Registration, RegistrationInvitation, RegistrationInvitationLink

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor


def note_opened(tx: Session, token_hash: str, *, actor: Actor, now: datetime) -> None:
    """Note that an invitation's form was shown to somebody, the first time only; nothing for a link that doesn't hold."""
    row = _by_link(tx, token_hash, now)
    if row is None or row.opened_at is not None:
        return
    row.opened_at = now
    _note(tx, row, Action.INVITED_OPEN, actor=actor, now=now)


def note_answered(tx: Session, token_hash: str, public_id: str, *, now: datetime) -> None:
    """Note what came of an invitation, in the transaction that registers the person, whose entry in the log tells of both.

    Raises: DomainError("invitation-answered") where another registration stands that came of it: an invitation is for one person.
    """
    row = _by_link(tx, token_hash, now)
    if row is not None:
        of_person = (Registration.conference_id == row.conference_id, Registration.public_id == public_id)
        key = tx.scalars(select(Registration.id).where(*of_person)).one()
        before = tx.get(Registration, row.registration_id) if row.registration_id is not None else None
        if before is not None and before.id != key and not before.state.is_ended:
            raise DomainError("invitation-answered")
        row.registration_id, row.declined_at = key, None
        row.opened_at = row.opened_at or now
        tx.flush()


def decline_invitation(tx: Session, token_hash: str, *, actor: Actor, now: datetime) -> None:
    """Note that somebody will not come; the link goes on opening the form. Declined twice is declined once.

    Raises: NotFoundError for a link that doesn't hold; DomainError("invitation-answered") for one that led to a registration.
    """
    row = _by_link(tx, token_hash, now)
    if row is None:
        raise NotFoundError("unknown-invitation")
    if row.registration_id is not None:
        raise DomainError("invitation-answered")
    if row.declined_at is None:
        row.declined_at, row.opened_at = now, row.opened_at or now
        _note(tx, row, Action.INVITED_DECLINE, actor=actor, now=now)


def _by_link(tx: Session, token_hash: str, now: datetime) -> RegistrationInvitation | None:
    """Give the invitation of a link that holds."""
    statement = (
        select(RegistrationInvitation)
        .join(RegistrationInvitationLink, RegistrationInvitationLink.invitation_id == RegistrationInvitation.id)
        .where(RegistrationInvitationLink.token_hash == token_hash, RegistrationInvitationLink.revoked_at.is_(None))
        .where(RegistrationInvitation.revoked_at.is_(None), RegistrationInvitation.expires_at > now)
    )
    return tx.scalars(statement).one_or_none()


def _note(tx: Session, row: RegistrationInvitation, action: Action, *, actor: Actor, now: datetime) -> None:
    slug = tx.get_one(Conference, row.conference_id).slug
    details = {"invitations": [row.id], "count": 1}
    record(tx, action, conference_slug=slug, subject=slug, details=details, actor=actor, now=now)
