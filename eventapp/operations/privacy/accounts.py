"""Erasing an account: what was done by it stays done, by nobody whom anything names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, type_coerce, update
from sqlalchemy.types import Text

from eventapp.domain.erasure import without_text
from eventapp.models import (
    AuditEntry,
    CheckIn,
    CheckInTold,
    Conference,
    Confirmation,
    DraftChange,
    Membership,
    ParticipantsIssue,
    Publication,
    Registration,
    RegistrationInvitation,
    SessionInvitation,
)
from eventapp.operations.members import remove_member
from eventapp.operations.privacy.messages import erase_texts_naming
from eventapp.queries.users import find_user

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor

_BY_ID: tuple[tuple[Any, str], ...] = ((AuditEntry, "actor"), (DraftChange, "actor"), (Publication, "published_by"))
_BY_NAME: tuple[tuple[Any, str], ...] = (
    (Confirmation, "confirmed_by"),
    (CheckIn, "by"),
    (CheckInTold, "by"),
    (Registration, "decided_by"),
    (RegistrationInvitation, "invited_by"),
    (ParticipantsIssue, "issued_by"),
)


def erase_account(tx: Session, email: str, *, erased: str, actor: Actor, now: datetime) -> bool:
    """Remove the account of an address, with its memberships; whatever it did says `erased` for who. Say whether there was one.

    Raises: DomainError("last-organiser") where a conference would be left without one.
    """
    user = find_user(tx, email)
    if user is None:
        return False
    slugs = select(Conference.slug).join(Membership, Membership.conference_id == Conference.id)
    for slug in tx.scalars(slugs.where(Membership.user_id == user.id).order_by(Conference.slug)).all():
        remove_member(tx, slug, user.id, actor=actor, now=now)
    for model, column in _BY_ID:
        tx.execute(update(model).where(model.user_id == user.id).values({column: erased}))
    for model, column in _BY_NAME if user.name else ():
        tx.execute(update(model).where(getattr(model, column) == user.name).values({column: erased}))
    erase_texts_naming(tx, [user.name])
    tx.delete(user)
    tx.flush()
    return True


def scrub_address(tx: Session, email: str, *, erased: str) -> None:
    """Take an address out of whatever the log says of anything, and out of the answers that came from it for others."""
    tx.execute(update(SessionInvitation).where(SessionInvitation.answered_by == email).values(answered_by=erased))
    says_it = func.lower(type_coerce(AuditEntry.details, Text)).contains(email, autoescape=True)
    for entry in tx.scalars(select(AuditEntry).where(says_it)):
        entry.details = without_text(entry.details, email, erased)
    tx.flush()
