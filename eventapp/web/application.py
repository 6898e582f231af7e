"""Building the application: configuration, database, blueprints, headers, errors."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from sqlalchemy.engine import make_url
from werkzeug.routing import BaseConverter

from eventapp import models  # noqa: F401 - migrations compare the tables that are known by then
from eventapp.db import db
from eventapp.web import errors, security, sign_ins
from eventapp.web.access import public, require_marks
from eventapp.web.blueprints import (
    accounts,
    agendas,
    conferences,
    contacts,
    feeds,
    health,
    home,
    invitations,
    mailbox,
    members,
    own_addresses,
    participants,
    personal_changes,
    personal_lists,
    personal_pages,
    registrations,
    replies,
    sessions,
    subscriptions,
    venues,
    versions,
    workplaces,
)
from eventapp.web.blueprints import sign_ins as sign_in_pages
from eventapp.web.blueprints.organise import (
    acknowledgements,
    boards,
    bringing,
    conflicts,
    deadlines,
    delegation_bringing,
    delegation_people,
    delegation_persons,
    desk_signals,
    desks,
    editions,
    exports,
    foundings,
    invited,
    invited_lists,
    items,
    logs,
    meals,
    moves,
    outbox,
    overview,
    people,
    people_actions,
    persons,
    publishing,
    questions,
    registration_plans,
    removals,
    session_invitations,
    topics,
    venue_feeds,
)
from eventapp.web.blueprints.organise import participants as list_issues
from eventapp.web.browser_sessions import CookieSessions
from eventapp.web.published import Published

if TYPE_CHECKING:
    from collections.abc import Callable

BLUEPRINTS = (
    *(home, conferences, agendas, feeds, sessions, venues, contacts, versions, participants, health),
    *(sign_in_pages, accounts, invitations, workplaces, members, mailbox, replies),
    *(registrations, list_issues, meals),
    *(personal_pages, personal_changes, personal_lists, own_addresses, subscriptions),
    *(boards, moves, conflicts, overview, deadlines, publishing, logs, items, topics, editions, venue_feeds),
    *(foundings, bringing, exports, outbox, removals, acknowledgements),
    *(people, people_actions, persons, session_invitations),
    *(registration_plans, questions, invited, invited_lists),
    *(desks, desk_signals),
    *(delegation_people, delegation_persons, delegation_bringing),
)
PACKAGE = Path(__file__).parent.parent
SECRET_MISSING = "SECRET_KEY is not set: production needs a long random value in the environment"  # noqa: S105 - a message


def build_application(config: object, *, serves: bool = True) -> Flask:
    """Give the application, its database connected but not migrated; a command that `serves` nobody needs no secret.

    Raises: RuntimeError when a secret key is required and there is none.
    """
    app = Application("eventapp", static_folder=str(PACKAGE / "web" / "static"))
    app.config.from_object(config)
    app.instance_path = app.config["INSTANCE_PATH"]
    app.secret_key = _secret_key(app) if serves else None
    _connect(app)
    app.extensions["published"] = Published(cache_bytes=app.config["RENDITION_CACHE_BYTES"])
    app.url_map.converters["slug"] = SlugConverter
    for module in BLUEPRINTS:
        app.register_blueprint(module.blueprint)
    public(app.view_functions["static"])
    app.session_interface = CookieSessions()
    sign_ins.register(app)
    security.protect_forms(app)
    security.register(app)
    security.trust_proxies(app)
    errors.register(app)
    require_marks(app)
    return app


class Application(Flask):
    """Flask without coroutines: asking of each view and hook whether it is one costs more than a hook."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Give the function as it is: none of ours is `async`."""
        return func


class SlugConverter(BaseConverter):
    """A kebab-case name in an address."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"


def _secret_key(app: Flask) -> str:
    """Give the configured key; where none is required, one that this instance keeps."""
    configured: str = app.config["SECRET_KEY"]
    if configured:
        return configured
    if app.config["SECRET_KEY_REQUIRED"]:
        raise RuntimeError(SECRET_MISSING)
    path = Path(app.instance_path) / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"secret_key.{secrets.token_hex(4)}")
    aside.touch(mode=0o600)
    aside.write_text(secrets.token_urlsafe(48), encoding="ascii")
    # Whichever process is first keeps its key; a link never shows a half-written one.
    with suppress(FileExistsError):
        path.hardlink_to(aside)
    aside.unlink()
    return path.read_text(encoding="ascii")


def _connect(app: Flask) -> None:
    """Connect the database; PostgreSQL is spoken to by psycopg whatever the address says.

    What a statement was to write stands in no error: names, needs and hashes of secrets have no place in a log.
    """
    url = make_url(app.config["DATABASE_URL"])
    if url.get_backend_name() == "postgresql" or url.drivername == "postgres":
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    app.config["SQLALCHEMY_DATABASE_URI"] = url.render_as_string(hide_password=False)
    app.config.setdefault(
        "SQLALCHEMY_ENGINE_OPTIONS", {"pool_pre_ping": url.get_backend_name() != "sqlite", "hide_parameters": True}
    )
    db.init_app(app)
