"""Calendars to subscribe to, each at a secret address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort

from eventapp.clock import utc_now
from eventapp.db import db
from eventapp.operations.tokens import token_hash
from eventapp.queries.feeds import find_feed
from eventapp.web.access import public
from eventapp.web.feeds import respond_feed

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("feeds", __name__)
_GONE = 410


@blueprint.get("/feeds/<token>.ics")
@public
def show(token: str) -> Response:
    """Give the calendar; one that was taken back, or whose owner is not on the list any more, is gone (410)."""
    key = find_feed(db.engine, token_hash(token))
    if key is None or key.publication is None:
        abort(404)
    if key.is_gone:
        abort(_GONE)
    return respond_feed(key, key.publication, now=utc_now())
