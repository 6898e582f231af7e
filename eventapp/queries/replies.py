"""Messages that came in: to whom of the invited they are, who may answer for whom, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from eventapp.domain.registration import RegistrationState
from eventapp.domain.session_invitations import ListedAs, may_answer_for
from eventapp.models import Conference, Delegation, Membership, ReceivedMessage, Registration, SessionInvitation, User
from eventapp.policy import PARTICIPANT, Actor, Facts, Permission, allows
from eventapp.queries.conferences import lock_conferences

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from eventapp.domain.session_invitations import Reception


@dataclass(frozen=True, slots=True)
class InvitedAt:
    """An invitation, and whose it is at which conference."""

    invitation: SessionInvitation
    public_id: str
    conference_id: int
    slug: str


def lock_conferences_of(tx: Session, uid: str) -> None:
    """Lock the conferences where anybody was invited to the session of this UID, as for every change of an invitation."""
    invited = select(Registration.conference_id).join(
        SessionInvitation, SessionInvitation.registration_id == Registration.id
    )
    lock_conferences(tx, set(tx.scalars(invited.where(SessionInvitation.uid == uid))))


def find_invited_at(tx: Session, uid: str) -> tuple[InvitedAt, ...]:
    """Give all invitations to the session of this UID, the oldest first."""
    statement = (
        select(SessionInvitation, Registration.public_id, Conference.id, Conference.slug)
        .join(Registration, Registration.id == SessionInvitation.registration_id)
        .join(Conference, Conference.id == Registration.conference_id)
        .where(SessionInvitation.uid == uid)
        .order_by(SessionInvitation.id)
    )
    return tuple(InvitedAt(*row) for row in tx.execute(statement))


def find_conference_of_sender(tx: Session, address: str) -> tuple[int, str] | None:
    """Give key and slug of the conference where an address was registered last."""
    statement = (
        select(Conference.id, Conference.slug)
        .join(Registration, Registration.conference_id == Conference.id)
        .where(Registration.email == address, Registration.erased_at.is_(None))
        .order_by(Registration.id.desc())
        .limit(1)
    )
    row = tx.execute(statement).one_or_none() if address else None
    return (row[0], row[1]) if row else None


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers an invitation: `actor` for the log; for another than the invited person the `address`, and the id on the list."""

    actor: Actor
    address: str = ""
    person: str = ""

    @property
    def is_invited(self) -> bool:
        return not self.address


THE_INVITED = Answerer(PARTICIPANT)


def find_answerer_for(tx: Session, address: str, invited: InvitedAt) -> Answerer | None:
    """Give who of this address may answer for somebody else: who looks after the delegation by an account, else somebody of it on the list."""
    person = tx.get_one(Registration, invited.invitation.registration_id)
    return _member_for(tx, address, invited, person) or _listed_for(tx, address, invited, person)


def _member_for(tx: Session, address: str, invited: InvitedAt, person: Registration) -> Answerer | None:
    statement = (
        select(User.id, User.name, Membership.role, Delegation.code)
        .join(Membership, Membership.user_id == User.id)
        .outerjoin(Delegation, Delegation.id == Membership.delegation_id)
        .where(Membership.conference_id == invited.conference_id, func.lower(User.email) == address)
    )
    for user_id, name, role, side in tx.execute(statement):
        member = Actor(name or address, user_id=user_id, conference=invited.slug, role=role, side=side or "")
        if allows(member, Permission.DELEGATION_LIST, Facts(invited.slug, side=person.side)):
            return Answerer(member, address)
    return None


def _listed_for(tx: Session, address: str, invited: InvitedAt, person: Registration) -> Answerer | None:
    wanted = select(Registration).where(
        Registration.conference_id == invited.conference_id,
        Registration.email == address,
        Registration.state == RegistrationState.CONFIRMED,
        Registration.erased_at.is_(None),
    )
    for one in tx.scalars(wanted.order_by(Registration.id)):
        if may_answer_for(ListedAs(one.side, one.category), ListedAs(person.side, person.category)):
            return Answerer(PARTICIPANT, address, one.public_id)
    return None


def find_received(tx: Session, digest: str) -> Reception | None:
    """Give what became of a message that was taken in before, None for one that wasn't."""
    return tx.scalars(select(ReceivedMessage.reception).where(ReceivedMessage.digest == digest)).first()


def count_received(tx: Session, slug: str) -> int:
    """Give how many messages came in for a conference, for none at all where `slug` is ""."""
    return tx.scalars(select(func.count()).select_from(ReceivedMessage).where(_for(slug))).one()


def list_received(tx: Session, slug: str, *, limit: int, offset: int = 0) -> tuple[ReceivedMessage, ...]:
    """Give messages that came in for a conference, for none at all where `slug` is "", the newest first."""
    statement = select(ReceivedMessage).where(_for(slug)).order_by(ReceivedMessage.id.desc())
    return tuple(tx.scalars(statement.limit(limit).offset(offset)))


def _for(slug: str) -> ColumnElement[bool]:
    if not slug:
        return ReceivedMessage.conference_id.is_(None)
    return ReceivedMessage.conference_id == select(Conference.id).where(Conference.slug == slug).scalar_subquery()
