"""Rows of users and memberships for tests, and a browser that is signed in."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from flask import g, has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.datastructures import Headers

from eventapp.db import transaction
from eventapp.models import Conference, Delegation, Membership, User

JOINED_AT = datetime(2023, 1, 9, 9, 0, tzinfo=UTC)
_WRITING = {"POST", "PUT", "PATCH", "DELETE"}


def make_user(tx, **fields):
    """Add an account without a password; its address is another each time unless given."""
    defaults = {
        "email": f"user-{secrets.token_hex(4)}@example.org",
        "name": "Sample user",
        "language": "en",
        "is_admin": False,
        "created_at": JOINED_AT,
    }
    user = User(**(defaults | fields))
    tx.add(user)
    tx.flush()
    return user


def make_membership(tx, user, role, *, slug="sample-2023", side=""):
    """Make the user a member of a conference that there is; `side` is the delegation's code."""
    conference_id = tx.scalars(select(Conference.id).where(Conference.slug == slug)).one()
    of_side = select(Delegation.id).where(Delegation.conference_id == conference_id, Delegation.code == side)
    membership = Membership(
        conference_id=conference_id,
        user_id=user.id,
        role=role,
        delegation_id=tx.scalars(of_side).one() if side else None,
        created_at=JOINED_AT,
    )
    tx.add(membership)
    tx.flush()
    return membership


def log_in(client, user_id, *, sign_in_version=1):
    """Sign the client in as a browser would be after the sign-in page."""
    with client.session_transaction() as browser_session:
        browser_session["_user_id"] = f"{user_id}.{sign_in_version}"
        browser_session.permanent = True


def login_as(client, *, role=None, slug="sample-2023", is_admin=False, side="", **fields):
    """Make an account, a member of the conference if a role is given, and sign the client in; give the user's id."""
    with transaction() as tx:
        user = make_user(tx, is_admin=is_admin, **fields)
        if role:
            make_membership(tx, user, role, slug=slug, side=side)
        user_id = user.id
    log_in(client, user_id)
    return user_id


class FormClient(FlaskClient):
    """A client whose forms carry the token of its session, as a page's would; `sends_token` turns that off.

    Tests keep one application context open, in which requests would find what those before left in `g`.
    """

    sends_token = True

    def open(self, *args, **kwargs):
        for name in list(g) if has_app_context() else ():
            g.pop(name)
        if self.sends_token and kwargs.get("method") in _WRITING:
            headers = Headers(kwargs.pop("headers", None))
            headers.setdefault("X-CSRFToken", self.csrf_token())
            kwargs["headers"] = headers
        return super().open(*args, **kwargs)

    def csrf_token(self):
        with self.session_transaction() as browser_session:
            raw = browser_session.setdefault("csrf_token", secrets.token_hex(20))
        return URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token").dumps(raw)
