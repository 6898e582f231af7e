"""Calendars to subscribe to, each at a secret address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, url_for

from eventapp.clock import utc_now
from eventapp.db import db
from eventapp.operations.tokens import token_hash
from eventapp.queries.feeds import find_feed
from eventapp.renderers.html import Links, render_subscribe_page
from eventapp.renderers.view import build_head
from eventapp.renderers.view.feeds import address_view
from eventapp.renderers.wording import words_in
from eventapp.web.access import public
from eventapp.web.agenda_pages import page_frame
from eventapp.web.feeds import respond_feed
from eventapp.web.public_feeds import respond_public_feed
from eventapp.web.published import respond_published
from eventapp.web.readers import base_url, wishes
from eventapp.web.renditions import Rendition

if TYPE_CHECKING:
    from flask import Response

    from eventapp.web.issues import Issue

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
    """Show how to subscribe to the public's calendar, and what to expect of it."""
    wished, base = wishes("lang", "tz"), base_url()

    def make(issue: Issue) -> Rendition:
        languages = wished.languages(issue.agenda)
        url = f"{base}{url_for('feeds.of_conference', slug=slug)}?lang={','.join(languages)}"
        head = build_head(issue.agenda, languages=languages, edition=issue.edition)
        address = address_view(url, head.title.lead.text, words_in(languages[0]))
        html = render_subscribe_page(head, address, page_frame(issue, wished, Links.subscription)).encode()
        return Rendition.of(html, "text/html; charset=utf-8", vary="" if wished.lang else "Accept-Language")

    return respond_published(slug, ("subscribe", wished, base), make)
