"""Signing in: by password, by a link sent by mail; and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for
from flask import session as browser_session

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.accounts import TRIES_WINDOW
from eventapp.domain.errors import DomainError
from eventapp.operations.accounts import send_sign_in_link, use_sign_in_link
from eventapp.operations.throttling import TooManyTriesError, count_try
from eventapp.operations.tokens import token_hash
from eventapp.policy import Permission
from eventapp.queries.users import has_open_link
from eventapp.renderers.problems import error_sentence
from eventapp.renderers.wording import N_
from eventapp.web.access import local_path, public, requires
from eventapp.web.entrance import enter_by_password, tries_of
from eventapp.web.forms.accounts import LinkForm, SignInForm
from eventapp.web.interface_pages import interface_language, interface_words, show_page, show_secret_page
from eventapp.web.readers import mailed_base_url
from eventapp.web.sign_ins import begin_sign_in, end_sign_in
from eventapp.web.workplace_lists import landing

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

blueprint = Blueprint("sign_ins", __name__)
_WRONG = N_("E-mail and password don't belong together.")
_NEXT = "next"


@blueprint.get("/sign-in")
@public
def sign_in() -> Response:
    """Ask for e-mail and password, or for the address that gets a link."""
    return _page()


@blueprint.post("/sign-in")
@public
def enter() -> AnyResponse:
    """Sign in by password and lead to where the reader wanted to go."""
    form = SignInForm(request.form, words=interface_words())
    if not form.validate():
        return _page(form=form, status=422)
    try:
        found = enter_by_password(form.email.data or "", form.password.data or "")
    except TooManyTriesError as error:
        return _page(form=form, status=429, refusal=error)
    if found is None:
        form.refuse("password", _WRONG)
        return _page(form=form, status=422)
    begin_sign_in(*found)
    return redirect(_wanted() or landing(found[0]), 303)


@blueprint.post("/sign-in/link")
@public
def send_link() -> AnyResponse:
    """Send a link if there is such an account; the answer is the same if there is none."""
    form = LinkForm(request.form, words=interface_words())
    if not form.validate():
        return _page(link_form=form, status=422)
    email, language = form.email.data or "", interface_language()
    try:
        with transaction() as tx:
            count_try(tx, tries_of("link", email), now=utc_now())
            send_sign_in_link(tx, email, base_url=mailed_base_url(), language=language, now=utc_now())
    except TooManyTriesError as error:
        return _page(link_form=form, status=429, refusal=error)
    browser_session[_NEXT] = _wanted()
    return redirect(url_for("sign_ins.link_sent"), 303)


@blueprint.get("/sign-in/sent")
@public
def link_sent() -> Response:
    return show_page("accounts/link_sent.html")


@blueprint.get("/sign-in/link/<token>")
@public
def link(token: str) -> Response:
    """Show the button that signs in: programs that look at mail follow links, and must not spend this one."""
    with reading() as tx:
        is_open = has_open_link(tx, token_hash(token), now=utc_now())
    if not is_open:
        return show_secret_page("accounts/link_ended.html", status=410, link_form=_link_form())
    return show_secret_page("accounts/link.html")


@blueprint.post("/sign-in/link/<token>")
@public
def enter_by_link(token: str) -> AnyResponse:
    """Sign in by a link, once."""
    try:
        with transaction() as tx:
            user = use_sign_in_link(tx, token, now=utc_now())
            user_id, version = user.id, user.sign_in_version
    except DomainError:
        return show_secret_page("accounts/link_ended.html", status=410, link_form=_link_form())
    wanted = local_path(str(browser_session.get(_NEXT, ""))) or landing(user_id)
    begin_sign_in(user_id, version, came_by_link=True)
    return redirect(wanted, 303)


@blueprint.post("/sign-out")
@requires(Permission.ACCOUNT_USE)
def leave() -> AnyResponse:
    """Sign this browser out."""
    end_sign_in()
    return redirect(url_for("sign_ins.sign_in"), 303)


def _page(
    *,
    form: SignInForm | None = None,
    link_form: LinkForm | None = None,
    status: int = 200,
    refusal: DomainError | None = None,
) -> Response:
    form = form or SignInForm(words=interface_words())
    wanted = local_path(request.args.get(_NEXT, ""))
    shown = {"form": form, "link_form": link_form or _link_form(), "wanted": wanted}
    said = error_sentence(refusal, interface_words()) if refusal else ""
    response = show_page("accounts/sign_in.html", status=status, refusal=said, **shown)
    if refusal:
        response.headers["Retry-After"] = str(int(TRIES_WINDOW.total_seconds()))
    return response


def _link_form() -> LinkForm:
    return LinkForm(words=interface_words())


def _wanted() -> str:
    """Give where the reader wanted to go, "" for nowhere."""
    return local_path(request.args.get(_NEXT, ""))
