"""Accepting an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.domain.localized import Text
from eventapp.operations.members import accept_invitation
from eventapp.operations.tokens import token_hash
from eventapp.queries.members import find_offer
from eventapp.renderers.posts import post_label
from eventapp.web.access import current_actor, public
from eventapp.web.forms.accounts import AccountForm
from eventapp.web.interface_pages import interface_language, interface_words, show_secret_page
from eventapp.web.sign_ins import begin_sign_in, end_sign_in

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from eventapp.queries.members import Offer

blueprint = Blueprint("invitations", __name__)


@blueprint.get("/invitations/<token>")
@public
def show(token: str) -> Response:
    """Show what is offered, and the button that accepts it: programs that look at mail follow links."""
    offer = _find(token)
    return (
        _page(offer, AccountForm(words=interface_words(), data={"language": interface_language()}))
        if offer
        else _ended()
    )


@blueprint.post("/invitations/<token>")
@public
def accept(token: str) -> AnyResponse:
    """Become a member, with an account if there was none, which comes in; who had one is led to sign in."""
    offer = _find(token)
    if offer is None:
        return _ended()
    form = AccountForm(request.form, words=interface_words())
    if not offer.has_account and not form.validate():
        return _page(offer, form, status=422)
    name, language = form.name.data or "", form.language.data or interface_language()
    try:
        with transaction() as tx:
            accepted = accept_invitation(tx, token, name=name, language=language, now=utc_now())
    except DomainError:
        return _ended()
    if accepted.is_new:
        begin_sign_in(accepted.user_id, accepted.sign_in_version, came_by_link=True)
    elif current_actor().user_id != accepted.user_id:
        end_sign_in()
    return redirect(f"{url_for('workplaces.index')}{offer.slug}/", 303)


def _find(token: str) -> Offer | None:
    with reading() as tx:
        return find_offer(tx, token_hash(token), now=utc_now())


def _page(offer: Offer, form: AccountForm, *, status: int = 200) -> Response:
    words = interface_words()
    title = offer.title.in_language(words.language, order=offer.languages) or Text(offer.slug, words.language)
    post = post_label(offer.role.value, offer.side, words)
    return show_secret_page("accounts/invitation.html", status=status, offer=offer, title_=title, post=post, form=form)


def _ended() -> Response:
    return show_secret_page("accounts/invitation_ended.html", status=410)
