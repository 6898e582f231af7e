"""Calendars to subscribe to, each at a secret address."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request, url_for

from eventapp.clock import utc_now
from eventapp.db import db
from eventapp.operations.tokens import token_hash
from eventapp.queries.feeds import find_feed
from eventapp.renderers.html import WayOn
from eventapp.renderers.wording import N_
from eventapp.web.access import public
from eventapp.web.errors import EndedAddressError
from eventapp.web.feed_wishes import read_feed_wishes
from eventapp.web.feeds import respond_feed
from eventapp.web.public_feeds import respond_public_feed
from eventapp.web.public_subscriptions import conference_page, session_page
from eventapp.web.published import respond_published
from eventapp.web.readers import base_url, wishes

if TYPE_CHECKING:
    from flask import Response

    from eventapp.queries.feeds import FeedKey

blueprint = Blueprint("feeds", __name__)


@blueprint.get("/feeds/<token>.ics")
@public
def show(token: str) -> Response:
    """Give the calendar; one that was taken back, or whose owner is not on the list any more, is gone (410)."""
    key = find_feed(db.engine, token_hash(token))
    if key is None or key.publication is None:
        abort(404)
    if key.is_gone:
        raise EndedAddressError(_way_to_own_page(key))
    return respond_feed(key, key.publication, now=utc_now())


def _way_to_own_page(key: FeedKey) -> WayOn | None:
    """Give where the link to one's own page is asked for, which makes new addresses; a venue's are the organisers' to give."""
    if not key.scope.is_of_person:
        return None
    return WayOn(url_for("registrations.ask_link", slug=key.slug), N_("Get the link to your page"))


@blueprint.get("/conferences/<slug:slug>/feed.ics")
@public
def of_conference(slug: str) -> Response:
    """Give the public's calendar of the conference, to subscribe to."""
    return respond_public_feed(slug)


@blueprint.get("/conferences/<slug:slug>/sessions/<slug:session_id>/feed.ics")
@public
def of_session(slug: str, session_id: str) -> Response:
    """Give the public's calendar of one session, to subscribe to."""
    return respond_public_feed(slug, session_id)


@blueprint.get("/conferences/<slug:slug>/subscribe")
@public
def subscribe(slug: str) -> Response:
    """Show how to subscribe to the public's calendar as it is wished, and what to expect of it."""
    wished, base = wishes("lang", "tz"), base_url()
    asked = replace(read_feed_wishes(request.query_string.decode("latin-1")), languages=())
    return respond_published(
        slug, ("subscribe", wished, base, asked), lambda issue: conference_page(issue, wished, asked, base)
    )


@blueprint.get("/conferences/<slug:slug>/sessions/<slug:session_id>/subscribe")
@public
def subscribe_to_session(slug: str, session_id: str) -> Response:
    """Show how to subscribe to the public's calendar of one session."""
    wished, base = wishes("lang", "tz"), base_url()
    name = ("subscribe to session", session_id, wished, base)
    return respond_published(slug, name, lambda issue: session_page(issue, session_id, wished, base))
