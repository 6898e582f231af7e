"""Accounts: making them, the links that sign in, passwords, ending sign-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from eventapp.audit import Action, record
from eventapp.domain.accounts import LINK_LASTS, normal_email, password_fault
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.models import SignInLink, User
from eventapp.operations.outbox import Recipient, queue_mail
from eventapp.operations.passwords import hash_password
from eventapp.operations.tokens import new_token, token_hash
from eventapp.policy import Actor
from eventapp.queries.users import find_user
from eventapp.renderers.mail import render_mail

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

SIGN_IN_MAIL = "sign-in"


def add_user(
    tx: Session, email: str, *, name: str, language: str, is_admin: bool = False, actor: Actor | None, now: datetime
) -> User:
    """Make an account without a password; without an `actor` it is its owner who makes it.

    Raises: DomainError("user-exists").
    """
    address = normal_email(email)
    if find_user(tx, address) is not None:
        raise DomainError("user-exists", email=address)
    user = User(email=address, name=name, language=language, is_admin=is_admin, created_at=now)
    tx.add(user)
    tx.flush()
    _record(tx, Action.USER_ADD, user, actor=actor or actor_of(user), now=now, is_admin=is_admin)
    return user


def issue_sign_in_link(tx: Session, user: User, *, actor: Actor, now: datetime) -> str:
    """Give the secret of a new link that signs the user in once within 15 minutes; links that ended are forgotten."""
    tx.execute(delete(SignInLink).where(SignInLink.user_id == user.id, SignInLink.expires_at <= now - LINK_LASTS))
    token = new_token()
    tx.add(SignInLink(user_id=user.id, token_hash=token_hash(token), expires_at=now + LINK_LASTS))
    _record(tx, Action.LINK_ISSUE, user, actor=actor, now=now)
    return token


def send_sign_in_link(tx: Session, email: str, *, base_url: str, language: str, now: datetime) -> None:
    """Queue a mail with a sign-in link if there is such an account; nobody is told whether there is.

    A message is rendered for nobody too, so that the answer takes as long.
    """
    user = find_user(tx, normal_email(email))
    token = issue_sign_in_link(tx, user, actor=actor_of(user), now=now) if user else new_token()
    spoken = user.language if user else language
    mail = render_mail("sign-in", spoken, url=f"{base_url}/sign-in/link/{token}", minutes=_minutes())
    if user:
        queue_mail(tx, mail, kind=SIGN_IN_MAIL, to=Recipient(user.email, user.name, user.language), now=now)


def use_sign_in_link(tx: Session, token: str, *, now: datetime) -> User:
    """Spend a link and give its user; of two who press the button at once one is refused.

    Raises: DomainError("link-ended") for one that expired, was used or never was.
    """
    spend = (
        update(SignInLink)
        .where(SignInLink.token_hash == token_hash(token), SignInLink.used_at.is_(None), SignInLink.expires_at > now)
        .values(used_at=now)
        .returning(SignInLink.user_id)
    )
    user_id = tx.scalars(spend).one_or_none()
    if user_id is None:
        raise DomainError("link-ended")
    user = _get_user(tx, user_id)
    note_sign_in(tx, user, means="link", now=now)
    return user


def note_sign_in(tx: Session, user: User, *, means: str, now: datetime) -> None:
    """Note in the log that the user came in, by "password", "link" or "invitation"."""
    _record(tx, Action.USER_SIGN_IN, user, actor=actor_of(user), now=now, means=means)


def end_sign_ins(tx: Session, user_id: int, *, actor: Actor, now: datetime) -> int:
    """End every sign-in of the user, in every browser; give the version of those that begin from now on.

    Raises: NotFoundError.
    """
    user = _get_user(tx, user_id)
    user.sign_in_version += 1
    _end_links(tx, user, now)
    _record(tx, Action.USER_SIGN_OUT, user, actor=actor, now=now)
    return user.sign_in_version


def set_password(tx: Session, user_id: int, password: str, *, actor: Actor, now: datetime) -> int:
    """Give the user another password and end every other sign-in; give the version of those that begin from now on.

    Raises: NotFoundError; DomainError("password-too-short"), ("password-too-long"), ("password-guessable").
    """
    user = _get_user(tx, user_id)
    if fault := password_fault(password, user.email):
        raise DomainError(fault)
    user.password_hash = hash_password(password)
    user.sign_in_version += 1
    _end_links(tx, user, now)
    _record(tx, Action.USER_PASSWORD, user, actor=actor, now=now)
    return user.sign_in_version


def change_account(tx: Session, user_id: int, *, name: str, language: str, actor: Actor, now: datetime) -> None:
    """Change how a user is called and spoken to.

    Raises: NotFoundError.
    """
    user = _get_user(tx, user_id)
    before = {"name": user.name, "language": user.language}
    user.name, user.language = name, language
    _record(tx, Action.USER_EDIT, user, actor=actor, now=now, before=before, after={"name": name, "language": language})


def actor_of(user: User) -> Actor:
    """Give a user as an actor in matters of the own account."""
    return Actor(user.name or user.email, user_id=user.id, is_admin=user.is_admin)


def _get_user(tx: Session, user_id: int) -> User:
    user = tx.scalars(select(User).where(User.id == user_id).with_for_update()).one_or_none()
    if user is None:
        raise NotFoundError("unknown-user")
    return user


def _end_links(tx: Session, user: User, now: datetime) -> None:
    """End the links that are still open: whoever has one must not come back in by it."""
    tx.execute(
        update(SignInLink).where(SignInLink.user_id == user.id, SignInLink.used_at.is_(None)).values(used_at=now)
    )


def _minutes() -> int:
    return int(LINK_LASTS.total_seconds() // 60)


def _record(tx: Session, action: Action, user: User, *, actor: Actor, now: datetime, **details: object) -> None:
    """Note what happened to an account; it belongs to no conference, and its address stands in no log."""
    record(tx, action, conference_slug="", subject=f"user:{user.id}", details=details, actor=actor, now=now)
