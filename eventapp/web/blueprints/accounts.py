"""Signing in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from eventapp.web.access import public
from eventapp.web.forms.accounts import SignInForm
from eventapp.web.interface_pages import interface_words, show_page

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/sign-in")
@public
def sign_in() -> Response:
    """Ask for e-mail and password, or the wish for a link."""
    return show_page("accounts/sign_in.html", form=SignInForm(words=interface_words()))
