"""The reader's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.operations.accounts import change_account, end_sign_ins, set_password
from eventapp.operations.throttling import TooManyTriesError
from eventapp.policy import Permission
from eventapp.queries.members import list_conferences_of
from eventapp.queries.users import find_password_hash
from eventapp.renderers.problems import error_sentence
from eventapp.renderers.wording import N_
from eventapp.web.access import current_actor, requires
from eventapp.web.entrance import password_is_mine
from eventapp.web.forms.accounts import AccountForm, PasswordForm
from eventapp.web.interface_pages import forget_chosen_language, interface_words, show_page
from eventapp.web.sign_ins import begin_sign_in, came_by_link, end_sign_in, signed_in_user
from eventapp.web.workplace_lists import workplace_rows

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

blueprint = Blueprint("accounts", __name__)
_WRONG = N_("This is not your password.")


@blueprint.get("/account")
@requires(Permission.ACCOUNT_USE)
def show() -> Response:
    """Show name, language, password and the conferences that the reader works at."""
    return _page()


@blueprint.post("/account")
@requires(Permission.ACCOUNT_USE)
def change() -> AnyResponse:
    """Change name and language."""
    form = AccountForm(request.form, words=interface_words())
    if not form.validate():
        return _page(form=form, status=422)
    actor, user_id = current_actor(), signed_in_user().user_id
    name, language = form.name.data or "", form.language.data
    with transaction() as tx:
        change_account(tx, user_id, name=name, language=language, actor=actor, now=utc_now())
    forget_chosen_language()
    return redirect(url_for("accounts.show"), 303)


@blueprint.post("/account/password")
@requires(Permission.ACCOUNT_USE)
def change_password() -> AnyResponse:
    """Set another password; every other sign-in ends."""
    actor, user_id = current_actor(), signed_in_user().user_id
    form, password_hash = _password_form(user_id)
    if not form.validate():
        return _page(password_form=form, status=422)
    try:
        if "current" in form and not password_is_mine(
            signed_in_user().email, password_hash, form["current"].data or ""
        ):
            form.refuse("current", _WRONG)
            return _page(password_form=form, status=422)
        with transaction() as tx:
            version = set_password(tx, user_id, form.new.data or "", actor=actor, now=utc_now())
    except TooManyTriesError as error:
        form.refuse("current", error_sentence(error, interface_words()))
        return _page(password_form=form, status=429)
    except DomainError as error:
        form.refuse("new", error_sentence(error, interface_words()))
        return _page(password_form=form, status=422)
    begin_sign_in(user_id, version)
    return redirect(url_for("accounts.show", saved="password"), 303)


@blueprint.post("/account/sign-out-everywhere")
@requires(Permission.ACCOUNT_USE)
def leave_everywhere() -> AnyResponse:
    """End every sign-in of this account, this one too."""
    actor, user_id = current_actor(), signed_in_user().user_id
    with transaction() as tx:
        end_sign_ins(tx, user_id, actor=actor, now=utc_now())
    end_sign_in()
    return redirect(url_for("sign_ins.sign_in"), 303)


def _page(*, form: AccountForm | None = None, password_form: PasswordForm | None = None, status: int = 200) -> Response:
    user, words = signed_in_user(), interface_words()
    with reading() as tx:
        conferences = list_conferences_of(tx, user.user_id)
    form = form or AccountForm(words=words, data={"name": user.name, "language": user.language})
    password_form = password_form or _password_form(user.user_id)[0]
    shown = {"form": form, "password_form": password_form, "rows": workplace_rows(conferences, words)}
    saved = request.args.get("saved") == "password" and status == 200  # noqa: PLR2004 - all went well
    return show_page("accounts/show.html", status=status, email=user.email, saved=saved, **shown)


def _password_form(user_id: int) -> tuple[PasswordForm, str | None]:
    """Give the form as this reader needs it, and the hash of the current password."""
    with reading() as tx:
        password_hash = find_password_hash(tx, user_id)
    form = PasswordForm(
        request.form if request.endpoint == "accounts.change_password" else None, words=interface_words()
    )
    if password_hash is None or came_by_link():
        del form["current"]
    return form, password_hash
