"""The sign-in of a browser: Flask-Login's, bound to the version of the user's sign-ins. No cookie, no statement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import g, request
from flask import session as browser_session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from eventapp.clock import utc_now
from eventapp.db import db
from eventapp.domain.accounts import LINK_LASTS
from eventapp.policy import ANONYMOUS, Actor
from eventapp.queries.users import SignedIn, find_signed_in

if TYPE_CHECKING:
    from flask import Flask

_BY_LINK_AT = "by_link_at"
_GIVEN = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class SignIn(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """What Flask-Login keeps of a user: "3.1", the id and the version; `user` is None at the moment of signing in."""

    user_id: int
    version: int
    user: SignedIn | None = None

    def get_id(self) -> str:
        return f"{self.user_id}.{self.version}"


def register(app: Flask) -> None:
    """Let Flask-Login read sign-ins from the browser's session.

    Not by its `init_app`, which looks into the session after every request for a cookie that we don't use. A phone changes
    its address all day, so that a sign-in isn't bound to one.
    """
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(_load)
    app.login_manager = manager  # type: ignore[attr-defined]  # where Flask-Login looks for it


def _load(given: str) -> SignIn | None:
    user_id, _, version = given.partition(".")
    if not _GIVEN.fullmatch(given):
        return None
    slug = str((request.view_args or {}).get("slug", ""))
    user = find_signed_in(db.engine, int(user_id), sign_in_version=int(version), slug=slug)
    return SignIn(int(user_id), int(version), user) if user else None


def current_sign_in() -> SignedIn | None:
    """Give who is signed in, read once a request; nothing is asked of the database for a browser without a cookie."""
    if "HTTP_COOKIE" not in request.environ:
        return None
    return current_user.user if isinstance(current_user._get_current_object(), SignIn) else None  # noqa: SLF001 - the proxy's own way


def current_actor() -> Actor:
    """Give whoever asks, with the role held at the conference that the address names."""
    signed_in = current_sign_in()
    return signed_in.actor if signed_in else ANONYMOUS


def signed_in_user() -> SignedIn:
    """Give who is signed in, in a view that only those can call.

    Raises: LookupError where nobody is.
    """
    signed_in = current_sign_in()
    if signed_in is None:
        raise LookupError("nobody is signed in")
    return signed_in


def known_language() -> str:
    """Give the language of whom this request already found to be signed in, "" else; asks nothing of the database."""
    found = g.get("_login_user")
    return found.user.language if isinstance(found, SignIn) and found.user else ""


def begin_sign_in(user_id: int, sign_in_version: int, *, came_by_link: bool = False) -> None:
    """Sign this browser in; what its session held before is gone, the token of its forms too."""
    browser_session.clear()
    if came_by_link:
        browser_session[_BY_LINK_AT] = utc_now().timestamp()
    browser_session.permanent = True
    login_user(SignIn(user_id, sign_in_version))


def came_by_link() -> bool:
    """Say whether this browser came in by a link a moment ago: whoever reads the mail may set a forgotten password."""
    at = browser_session.get(_BY_LINK_AT)
    return at is not None and utc_now().timestamp() - float(at) < LINK_LASTS.total_seconds()


def end_sign_in() -> None:
    """Sign this browser out."""
    logout_user()
    browser_session.clear()
