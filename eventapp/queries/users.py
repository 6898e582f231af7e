"""People who may sign in: whoever asks now, and one by address or id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, select

from eventapp.domain.errors import NotFoundError
from eventapp.models import Conference, Delegation, Membership, SignInLink, User
from eventapp.policy import Actor

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

_SIGNED_IN = (
    select(User.email, User.name, User.language, User.is_admin, Membership.role, Delegation.code)
    .select_from(User)
    .outerjoin(Conference, Conference.slug == bindparam("slug"))
    .outerjoin(Membership, and_(Membership.user_id == User.id, Membership.conference_id == Conference.id))
    .outerjoin(Delegation, Delegation.id == Membership.delegation_id)
    .where(User.id == bindparam("user_id"), User.sign_in_version == bindparam("sign_in_version"))
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A user who is signed in, as an actor at the conference asked about."""

    user_id: int
    actor: Actor
    email: str
    name: str
    language: str


def find_signed_in(engine: Engine, user_id: int, *, sign_in_version: int, slug: str) -> SignedIn | None:
    """Give the user of a sign-in by one statement on a connection of its own, None for a sign-in that was ended.

    `slug` is the conference asked about, "" for none; where the user is no member the actor has no role.
    """
    given = {"user_id": user_id, "sign_in_version": sign_in_version, "slug": slug}
    with engine.connect() as connection:
        row = connection.execute(_SIGNED_IN, given).one_or_none()
    if row is None:
        return None
    actor = Actor(
        row.name or row.email,
        user_id=user_id,
        is_admin=row.is_admin,
        conference=slug if row.role else "",
        role=row.role,
        side=row.code or "",
    )
    return SignedIn(user_id=user_id, actor=actor, email=row.email, name=row.name, language=row.language)


def find_user(tx: Session, email: str) -> User | None:
    """Give the account of an address in its normal form."""
    return tx.scalars(select(User).where(User.email == email)).one_or_none()


def get_user(tx: Session, user_id: int) -> User:
    """Give an account.

    Raises: NotFoundError.
    """
    user = tx.get(User, user_id)
    if user is None:
        raise NotFoundError("unknown-user")
    return user


def list_users(tx: Session) -> tuple[User, ...]:
    """Give every account, by address."""
    return tuple(tx.scalars(select(User).order_by(User.email)))


def find_password_hash(tx: Session, user_id: int) -> str | None:
    return tx.scalars(select(User.password_hash).where(User.id == user_id)).one_or_none()


def has_open_link(tx: Session, token_hash: str, *, now: datetime) -> bool:
    """Say whether a sign-in link can still be used."""
    wanted = (SignInLink.token_hash == token_hash, SignInLink.used_at.is_(None), SignInLink.expires_at > now)
    return tx.scalars(select(SignInLink.id).where(*wanted)).first() is not None
