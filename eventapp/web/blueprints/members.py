"""Who works at a conference: the list, roles, invitations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.operations.members import (
    Post,
    StalePostError,
    change_post,
    invite_member,
    remove_member,
    revoke_invitation,
)
from eventapp.policy import MemberRole, Permission
from eventapp.queries.members import Member, list_invitations, list_members, list_sides
from eventapp.renderers.dates import day_heading
from eventapp.renderers.posts import post_label
from eventapp.renderers.problems import error_sentence
from eventapp.web.access import current_actor, requires
from eventapp.web.forms.members import ChangeForm, InviteForm
from eventapp.web.interface_pages import interface_language, interface_words
from eventapp.web.readers import mailed_base_url
from eventapp.web.workplace import render_workplace, workplace

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from eventapp.queries.members import OpenInvitation
    from eventapp.renderers.wording import Words

blueprint = Blueprint("members", __name__, url_prefix="/organise/<slug:slug>/members")
_FIELD = {"side-needed": "side", "already-member": "email"}


@dataclass(frozen=True, slots=True)
class _MemberRow:
    member: Member
    form: ChangeForm
    is_self: bool


@dataclass(frozen=True, slots=True)
class _InvitationRow:
    invitation: OpenInvitation
    post: str
    until: str


@blueprint.get("")
@requires(Permission.MEMBER_MANAGE)
def index(slug: str) -> Response:
    """List members and open invitations, with what can be done about each."""
    return _page(slug)


@blueprint.post("/invitations")
@requires(Permission.MEMBER_MANAGE)
def invite(slug: str) -> AnyResponse:
    """Send an invitation."""
    form = InviteForm(request.form, sides=_sides(slug), words=interface_words())
    if not form.validate():
        return _page(slug, invite_form=form, status=422)
    email, asked = form.email.data or "", {"base_url": mailed_base_url(), "language": form.language.data}
    try:
        with transaction() as tx:
            invite_member(tx, slug, email, form.draft(), **asked, actor=current_actor(), now=utc_now())
    except DomainError as error:
        form.refuse(_FIELD.get(error.code, "email"), error_sentence(error, interface_words()))
        return _page(slug, invite_form=form, status=422)
    return redirect(url_for("members.index", slug=slug), 303)


@blueprint.post("/invitations/<int:invitation_id>/revoke")
@requires(Permission.MEMBER_MANAGE)
def revoke(slug: str, invitation_id: int) -> AnyResponse:
    """Take an invitation back."""
    with transaction() as tx:
        revoke_invitation(tx, slug, invitation_id, actor=current_actor(), now=utc_now())
    return redirect(url_for("members.index", slug=slug), 303)


@blueprint.post("/<int:user_id>/role")
@requires(Permission.MEMBER_MANAGE)
def change_role(slug: str, user_id: int) -> AnyResponse:
    """Give a member another role."""
    form, words = ChangeForm(request.form, sides=_sides(slug), words=interface_words()), interface_words()
    if not form.validate():
        return _page(slug, status=422)
    wanted, seen = form.draft(), form.seen_post()
    try:
        with transaction() as tx:
            change_post(tx, slug, user_id, wanted, seen=seen, actor=current_actor(), now=utc_now())
    except NotFoundError:
        raise
    except StalePostError as error:
        said = DomainError(error.code, stands=_label(error.stands, words), wanted=_label(wanted, words))
        return _page(slug, status=409, refusal=said, refused_id=user_id, wanted=wanted)
    except DomainError as error:
        return _page(slug, status=409, refusal=error, refused_id=user_id)
    return _back(slug, user_id)


@blueprint.post("/<int:user_id>/remove")
@requires(Permission.MEMBER_MANAGE)
def remove(slug: str, user_id: int) -> AnyResponse:
    """End a membership."""
    try:
        with transaction() as tx:
            remove_member(tx, slug, user_id, actor=current_actor(), now=utc_now())
    except NotFoundError:
        raise
    except DomainError as error:
        return _page(slug, status=409, refusal=error, refused_id=user_id)
    return _back(slug, user_id)


def _back(slug: str, user_id: int) -> AnyResponse:
    """Lead back to the list; whoever changed the own role may no longer see it."""
    is_self = user_id == current_actor().user_id
    return redirect(url_for("workplaces.index") if is_self else url_for("members.index", slug=slug), 303)


def _page(
    slug: str,
    *,
    invite_form: InviteForm | None = None,
    status: int = 200,
    refusal: DomainError | None = None,
    refused_id: int = 0,
    wanted: Post | None = None,
) -> Response:
    """Show the list; `wanted` stays chosen for the member whose other role was refused."""
    words, own_id = interface_words(), current_actor().user_id
    with reading() as tx:
        members, invitations, sides = (
            list_members(tx, slug),
            list_invitations(tx, slug, now=utc_now()),
            list_sides(tx, slug),
        )
    start = {"role": MemberRole.EDITOR.value, "language": interface_language()}
    return render_workplace(
        "organise/members.html",
        workplace(slug),
        status=status,
        rows=[
            _MemberRow(
                one,
                _post_form(one, sides, words, wanted=wanted if one.user_id == refused_id else None),
                is_self=one.user_id == own_id,
            )
            for one in members
        ],
        invitations=[_invitation_row(one, words) for one in invitations],
        form=invite_form or InviteForm(sides=sides, words=words, data=start),
        refusal=error_sentence(refusal, words) if refusal else "",
        refused_id=refused_id,
    )


def _label(post: Post, words: Words) -> str:
    return post_label(post.role.value, post.side, words)


def _post_form(member: Member, sides: tuple[str, ...], words: Words, *, wanted: Post | None) -> ChangeForm:
    chosen, seen = wanted or Post(member.role, member.side), f"{member.role.value}:{member.side}"
    form = ChangeForm(sides=sides, words=words, data={"role": chosen.role.value, "side": chosen.side, "seen": seen})
    for field in form:
        field.id = f"{field.name}-{member.user_id}"
    return form


def _invitation_row(invitation: OpenInvitation, words: Words) -> _InvitationRow:
    """Say until which day it holds, in UTC; a day more or less changes nothing."""
    post = post_label(invitation.role.value, invitation.side, words)
    return _InvitationRow(invitation, post, day_heading(invitation.expires_at.date(), words.language))


def _sides(slug: str) -> tuple[str, ...]:
    with reading() as tx:
        return list_sides(tx, slug)
