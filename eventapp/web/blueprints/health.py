"""For those who run the service: is it alive, can it work; and what robots may read."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response
from sqlalchemy import text
from werkzeug.exceptions import ServiceUnavailable

from eventapp.db import migrations_folder, reading
from eventapp.web.access import public
from eventapp.web.errors import RETRY_SECONDS

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def alive() -> Response:
    """Answer as long as the process does."""
    return _plain("ok\n")


@blueprint.get("/readyz")
@public
def ready() -> Response:
    """Answer 200 when the database does, migrated; 503 otherwise."""
    with reading() as tx:
        version = tx.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if version != newest_migration():
        raise ServiceUnavailable(retry_after=RETRY_SECONDS)
    return _plain("ready\n")


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Let everybody read: some calendar services refuse a feed without this file."""
    return _plain("User-agent: *\nDisallow:\n")


@lru_cache(maxsize=1)
def newest_migration() -> str | None:
    """Give the version that the database has to be at: migrations are numbered, the highest file is the newest."""
    files = (migrations_folder() / "versions").glob("[0-9]*.py")
    return max((path.name.partition("_")[0] for path in files), default=None)


def _plain(text_: str) -> Response:
    return Response(text_, mimetype="text/plain", headers={"Cache-Control": "no-store"})
