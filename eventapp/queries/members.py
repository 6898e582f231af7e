"""Members of a conference, open invitations, and the conferences of a member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.models import Conference, Delegation, Invitation, Membership, User
from eventapp.policy import MemberRole

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.localized import Localized

_ORDER = {role: n for n, role in enumerate(MemberRole)}


@dataclass(frozen=True, slots=True)
class Member:
    """A member; `side` is the delegation's code of a focal point."""

    user_id: int
    name: str
    email: str
    role: MemberRole
    side: str


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that can still be accepted; `inviter` is "" when that account is gone."""

    id: int
    email: str
    role: MemberRole
    side: str
    inviter: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody is invited to; `has_account` says whether the address has one."""

    email: str
    role: MemberRole
    side: str
    slug: str
    title: Localized
    languages: tuple[str, ...]
    has_account: bool


@dataclass(frozen=True, slots=True)
class OwnConference:
    """A conference that a user works at."""

    slug: str
    title: Localized
    languages: tuple[str, ...]
    starts_on: date
    ends_on: date
    role: MemberRole
    side: str


def list_members(tx: Session, slug: str) -> tuple[Member, ...]:
    """Give the members of a conference, organisers first, then by name."""
    statement = (
        select(User.id, User.name, User.email, Membership.role, Delegation.code)
        .join(Membership, Membership.user_id == User.id)
        .join(Conference, Conference.id == Membership.conference_id)
        .outerjoin(Delegation, Delegation.id == Membership.delegation_id)
        .where(Conference.slug == slug)
    )
    found = [Member(id_, name, email, role, side or "") for id_, name, email, role, side in tx.execute(statement)]
    return tuple(sorted(found, key=lambda member: (_ORDER[member.role], member.name, member.email)))


def list_focal_points(tx: Session, slug: str, sides: Collection[str], *, now: datetime) -> tuple[str, ...]:
    """Give who speaks for one of these delegations or is invited to, "Aki Sample (US)": they have no role without it."""
    members = ((one.name or one.email, one.side) for one in list_members(tx, slug))
    invited = ((one.email, one.side) for one in list_invitations(tx, slug, now=now))
    return tuple(f"{name} ({side})" for name, side in (*members, *invited) if side in sides)


def list_invitations(tx: Session, slug: str, *, now: datetime) -> tuple[OpenInvitation, ...]:
    """Give the invitations that can still be accepted, the latest first."""
    statement = (
        select(
            Invitation.id,
            Invitation.email,
            Invitation.role,
            Delegation.code,
            User.name,
            User.email,
            Invitation.expires_at,
        )
        .join(Conference, Conference.id == Invitation.conference_id)
        .outerjoin(Delegation, Delegation.id == Invitation.delegation_id)
        .outerjoin(User, User.id == Invitation.invited_by_id)
        .where(Conference.slug == slug, Invitation.accepted_at.is_(None), Invitation.expires_at > now)
        .order_by(Invitation.created_at.desc(), Invitation.id.desc())
    )
    return tuple(
        OpenInvitation(id_, email, role, side or "", name or address or "", expires_at)
        for id_, email, role, side, name, address, expires_at in tx.execute(statement)
    )


def find_offer(tx: Session, token_hash: str, *, now: datetime) -> Offer | None:
    """Give what an invitation that can still be accepted offers."""
    statement = (
        select(Invitation.email, Invitation.role, Delegation.code, Conference, User.id)
        .join(Conference, Conference.id == Invitation.conference_id)
        .outerjoin(Delegation, Delegation.id == Invitation.delegation_id)
        .outerjoin(User, User.email == Invitation.email)
        .where(Invitation.token_hash == token_hash, Invitation.accepted_at.is_(None), Invitation.expires_at > now)
    )
    row = tx.execute(statement).one_or_none()
    if row is None:
        return None
    email, role, side, conference, user_id = row
    languages = tuple(conference.languages.split(","))
    return Offer(email, role, side or "", conference.slug, conference.title, languages, user_id is not None)


def list_conferences_of(tx: Session, user_id: int) -> tuple[OwnConference, ...]:
    """Give the conferences that a user is a member of, the latest first."""
    statement = (
        select(Conference, Membership.role, Delegation.code)
        .join(Membership, Membership.conference_id == Conference.id)
        .outerjoin(Delegation, Delegation.id == Membership.delegation_id)
        .where(Membership.user_id == user_id)
        .order_by(Conference.starts_on.desc(), Conference.slug)
    )
    return tuple(
        OwnConference(
            slug=conference.slug,
            title=conference.title,
            languages=tuple(conference.languages.split(",")),
            starts_on=conference.starts_on,
            ends_on=conference.ends_on,
            role=role,
            side=side or "",
        )
        for conference, role, side in tx.execute(statement)
    )


def list_sides(tx: Session, slug: str) -> tuple[str, ...]:
    """Give the codes of a conference's delegations in its order."""
    statement = (
        select(Delegation.code)
        .join(Conference, Conference.id == Delegation.conference_id)
        .where(Conference.slug == slug)
        .order_by(Delegation.position)
    )
    return tuple(tx.scalars(statement))
