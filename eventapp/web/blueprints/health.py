"""For those who run the service: is it alive, can it work; and what robots may read."""

from __future__ import annotations

from flask import Blueprint, Response
from sqlalchemy import text
from werkzeug.exceptions import ServiceUnavailable

from eventapp.db import reading
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
        migrated = tx.execute(text("SELECT version_num FROM alembic_version")).first()
    if migrated is None:
        raise ServiceUnavailable(retry_after=RETRY_SECONDS)
    return _plain("ready\n")


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Let everybody read: some calendar services refuse a feed without this file."""
    return _plain("User-agent: *\nDisallow:\n")


def _plain(text_: str) -> Response:
    return Response(text_, mimetype="text/plain", headers={"Cache-Control": "no-store"})
