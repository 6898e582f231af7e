"""Who works at a conference: invitations, roles, removal. A conference keeps an organiser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from eventapp.audit import Action, record
from eventapp.domain.accounts import INVITATION_LASTS, normal_email
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.models import Conference, Delegation, Invitation, Membership, User
from eventapp.operations.accounts import actor_of, add_user, note_sign_in
from eventapp.operations.outbox import Recipient, queue_mail
from eventapp.operations.tokens import new_token, token_hash
from eventapp.policy import MemberRole
from eventapp.queries.users import find_user
from eventapp.renderers.mail import render_mail
from eventapp.renderers.posts import post_label
from eventapp.renderers.wording import words_in

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor

INVITATION_MAIL = "invitation"


@dataclass(frozen=True, slots=True)
class Post:
    """What a member does: the role, and for a focal point the delegation's code."""

    role: MemberRole
    side: str = ""


class StalePostError(DomainError):
    """Somebody gave the member another role meanwhile; `stands` is what it is now."""

    def __init__(self, stands: Post) -> None:
        super().__init__("stale-post", **_plain(stands))
        self.stands = stands


@dataclass(frozen=True, slots=True)
class Accepted:
    """Whose an accepted invitation is, and whether the account was made by it."""

    user_id: int
    sign_in_version: int
    is_new: bool


def add_member(tx: Session, slug: str, user: User, post: Post, *, actor: Actor, now: datetime) -> None:
    """Make a user a member of a conference.

    Raises: NotFoundError; DomainError("already-member"), ("side-needed").
    """
    conference = _locked(tx, slug)
    if _find_membership(tx, conference, user.id) is not None:
        raise DomainError("already-member")
    delegation_id = _delegation_id(tx, conference, post)
    tx.add(
        Membership(
            conference_id=conference.id, user_id=user.id, role=post.role, delegation_id=delegation_id, created_at=now
        )
    )
    _record(tx, Action.MEMBER_ADD, slug, user.id, actor=actor, now=now, after=_plain(post))


def change_post(
    tx: Session, slug: str, user_id: int, post: Post, *, seen: Post | None, actor: Actor, now: datetime
) -> None:
    """Give a member another role; `seen` is the one that the actor saw, None for one who saw none that there is.

    Raises: NotFoundError; StalePostError unless the member has the one seen, or already the one wanted;
    DomainError("side-needed"), ("last-organiser").
    """
    conference = _locked(tx, slug)
    membership = _get_membership(tx, conference, user_id)
    stands = _post_of(tx, membership)
    if stands != seen:
        if stands == post:
            return
        raise StalePostError(stands)
    if post.role is not MemberRole.ORGANISER:
        _keep_an_organiser(tx, membership)
    before = membership.role.value
    membership.role, membership.delegation_id = post.role, _delegation_id(tx, conference, post)
    _record(tx, Action.MEMBER_EDIT, slug, user_id, actor=actor, now=now, before=before, after=_plain(post))


def remove_member(tx: Session, slug: str, user_id: int, *, actor: Actor, now: datetime) -> None:
    """End a membership; the account stays.

    Raises: NotFoundError; DomainError("last-organiser").
    """
    membership = _get_membership(tx, _locked(tx, slug), user_id)
    _keep_an_organiser(tx, membership)
    tx.delete(membership)
    _record(tx, Action.MEMBER_REMOVE, slug, user_id, actor=actor, now=now, before=membership.role.value)


def invite_member(
    tx: Session, slug: str, email: str, post: Post, *, base_url: str, language: str, actor: Actor, now: datetime
) -> None:
    """Queue an invitation by mail, in place of an earlier one to the same address; it holds for 14 days and once.

    `language` is that of whoever has no account yet.
    Raises: NotFoundError; DomainError("already-member"), ("side-needed").
    """
    conference, address = _locked(tx, slug), normal_email(email)
    user = find_user(tx, address)
    if user is not None and _find_membership(tx, conference, user.id) is not None:
        raise DomainError("already-member")
    token = new_token()
    _forget_invitations(tx, conference, address)
    invitation = Invitation(
        conference_id=conference.id,
        email=address,
        role=post.role,
        delegation_id=_delegation_id(tx, conference, post),
        token_hash=token_hash(token),
        invited_by_id=actor.user_id,
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    tx.add(invitation)
    tx.flush()
    to = Recipient(address, user.name if user else "", user.language if user else language)
    _queue_invitation(tx, conference, to, post, url=f"{base_url}/invitations/{token}", actor=actor, now=now)
    subject = f"invitation:{invitation.id}"
    details = _plain(post)
    record(tx, Action.MEMBER_INVITE, conference_slug=slug, subject=subject, details=details, actor=actor, now=now)


def revoke_invitation(tx: Session, slug: str, invitation_id: int, *, actor: Actor, now: datetime) -> None:
    """Take an invitation back that wasn't accepted; its link says that it ended.

    Raises: NotFoundError.
    """
    conference = _locked(tx, slug)
    wanted = (Invitation.id == invitation_id, Invitation.conference_id == conference.id)
    revoked = tx.execute(delete(Invitation).where(*wanted, Invitation.accepted_at.is_(None)).returning(Invitation.id))
    if revoked.first() is None:
        raise NotFoundError("unknown-invitation")
    subject = f"invitation:{invitation_id}"
    record(tx, Action.INVITATION_REVOKE, conference_slug=slug, subject=subject, details={}, actor=actor, now=now)


def accept_invitation(tx: Session, token: str, *, name: str, language: str, now: datetime) -> Accepted:
    """Make the invited a member, with an account if there was none.

    A new account comes in by it; one that was there before must sign in, for an invitation holds much longer than a
    sign-in link. A role held already stays. Raises: DomainError("invitation-ended") for one that expired, was used, revoked or never was.
    """
    conference = _conference_of(tx, token)
    spend = (
        update(Invitation)
        .where(
            Invitation.token_hash == token_hash(token), Invitation.accepted_at.is_(None), Invitation.expires_at > now
        )
        .values(accepted_at=now)
        .returning(Invitation)
    )
    invitation = tx.scalars(spend).one_or_none()
    if invitation is None:
        raise DomainError("invitation-ended")
    known = find_user(tx, invitation.email)
    user = known or add_user(tx, invitation.email, name=name, language=language, actor=None, now=now)
    if _find_membership(tx, conference, user.id) is None:
        side = tx.scalars(select(Delegation.code).where(Delegation.id == invitation.delegation_id)).one_or_none()
        post = Post(invitation.role, side or "")
        add_member(tx, conference.slug, user, post, actor=actor_of(user), now=now)
    if known is None:
        note_sign_in(tx, user, means="invitation", now=now)
    return Accepted(user.id, user.sign_in_version, is_new=known is None)


def _queue_invitation(
    tx: Session, conference: Conference, to: Recipient, post: Post, *, url: str, actor: Actor, now: datetime
) -> None:
    order = conference.languages.split(",")
    title = conference.title.in_language(to.language, order=order)
    role = post_label(post.role.value, post.side, words_in(to.language))
    named = {"conference": title.text if title else conference.slug, "inviter": actor.name, "role": role}
    mail = render_mail("invitation", to.language, url=url, days=INVITATION_LASTS.days, **named)
    queue_mail(tx, mail, kind=INVITATION_MAIL, to=to, now=now, conference_id=conference.id)


def _locked(tx: Session, slug: str) -> Conference:
    """Give the conference, held until the transaction ends: two organisers can't remove each other at once."""
    conference = tx.scalars(select(Conference).where(Conference.slug == slug).with_for_update()).one_or_none()
    if conference is None:
        raise NotFoundError("unknown-conference", slug=slug)
    return conference


def _conference_of(tx: Session, token: str) -> Conference:
    """Give the conference of an invitation, held as by whoever revokes one: first it and then the invitation. Raises: DomainError("invitation-ended")."""
    slugs = select(Conference.slug).join(Invitation, Invitation.conference_id == Conference.id)
    slug = tx.scalars(slugs.where(Invitation.token_hash == token_hash(token))).one_or_none()
    if slug is None:
        raise DomainError("invitation-ended")
    return _locked(tx, slug)


def _delegation_id(tx: Session, conference: Conference, post: Post) -> int | None:
    """Give the delegation of a focal point, None for every other role."""
    if post.role is not MemberRole.FOCAL_POINT:
        return None
    wanted = (Delegation.conference_id == conference.id, Delegation.code == post.side)
    found = tx.scalars(select(Delegation.id).where(*wanted)).one_or_none()
    if found is None:
        raise DomainError("side-needed")
    return found


def _find_membership(tx: Session, conference: Conference, user_id: int) -> Membership | None:
    wanted = (Membership.conference_id == conference.id, Membership.user_id == user_id)
    return tx.scalars(select(Membership).where(*wanted)).one_or_none()


def _post_of(tx: Session, membership: Membership) -> Post:
    code = select(Delegation.code).where(Delegation.id == membership.delegation_id)
    return Post(membership.role, tx.scalars(code).one_or_none() or "")


def _get_membership(tx: Session, conference: Conference, user_id: int) -> Membership:
    membership = _find_membership(tx, conference, user_id)
    if membership is None:
        raise NotFoundError("unknown-member")
    return membership


def _keep_an_organiser(tx: Session, membership: Membership) -> None:
    if membership.role is not MemberRole.ORGANISER:
        return
    of_conference = (Membership.conference_id == membership.conference_id, Membership.role == MemberRole.ORGANISER)
    if tx.scalars(select(func.count()).select_from(Membership).where(*of_conference)).one() < 2:  # noqa: PLR2004 - another one
        raise DomainError("last-organiser")


def _forget_invitations(tx: Session, conference: Conference, email: str) -> None:
    open_ones = (Invitation.conference_id == conference.id, Invitation.email == email, Invitation.accepted_at.is_(None))
    tx.execute(delete(Invitation).where(*open_ones))


def _plain(post: Post) -> dict[str, str]:
    return {"role": post.role.value, "side": post.side}


def _record(
    tx: Session, action: Action, slug: str, user_id: int, *, actor: Actor, now: datetime, **details: object
) -> None:
    subject = f"user:{user_id}"
    record(tx, action, conference_slug=slug, subject=subject, details=details, actor=actor, now=now)
