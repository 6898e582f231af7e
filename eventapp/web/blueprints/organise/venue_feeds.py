"""The address of a venue's whole programme, which organisers give to those who work there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request, url_for

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import NotFoundError
from eventapp.domain.feeds import FeedScope, FeedWishes
from eventapp.operations.feeds import issue_venue_feed, revoke_venue_feed
from eventapp.policy import Permission
from eventapp.queries.feeds import list_venue_feeds
from eventapp.renderers.steps import thing_label
from eventapp.renderers.view.feeds import AddressView, FeedLine, address_view, feed_line
from eventapp.renderers.wording import INTERFACE_LANGUAGES
from eventapp.web.access import requires
from eventapp.web.feed_wishes import feed_query
from eventapp.web.readers import base_url
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

blueprint = Blueprint("venue_feeds", __name__, url_prefix="/organise/<slug:slug>/venues/<name>/calendar")


@blueprint.get("")
@requires(Permission.DRAFT_EDIT)
def show(slug: str, name: str) -> Response:
    return _page(workplace(slug), name)


@blueprint.post("")
@requires(Permission.DRAFT_EDIT)
def issue(slug: str, name: str) -> Response:
    """Make an address in the place of the one before, and show it this once."""
    place = workplace(slug)
    with transaction() as tx:
        secret = issue_venue_feed(tx, slug, name, actor=place.actor, now=utc_now())
    return _page(place, name, secret=secret)


@blueprint.post("/end")
@requires(Permission.DRAFT_EDIT)
def end(slug: str, name: str) -> BaseResponse:
    """Let the address be gone."""
    place = workplace(slug)
    with transaction() as tx:
        revoke_venue_feed(tx, slug, name, actor=place.actor, now=utc_now())
    return redirect(f"{place.links.item(f'venues/{name}', 'calendar')}?done=ended", 303)


def _page(place: Workplace, name: str, *, secret: str = "") -> Response:
    """Raises: NotFoundError."""
    item = f"venues/{name}"
    if name not in {venue.id for venue in place.agenda.venues}:
        raise NotFoundError("unknown-item", item=item)
    heading = thing_label(item, place.agenda, place.words)
    return render_workplace(
        "organise/items/venue_calendar.html",
        place,
        item=item,
        heading=heading,
        line=_line(place, name),
        address=_address(place, secret, heading) if secret else None,
        is_ended="done" in request.args,
    )


def _line(place: Workplace, name: str) -> FeedLine:
    words, zone = place.words, place.agenda.conference.zone
    with reading() as tx:
        held = list_venue_feeds(tx, place.draft.conference_id, name)
        if not held:
            return feed_line(FeedScope.VENUE, words, zone=zone)
        feed = held[-1]
        made_at, hour, program = feed.created_at, feed.used_hour, feed.program
    return feed_line(FeedScope.VENUE, words, zone=zone, made_at=made_at, hour=hour, program=program)


def _address(place: Workplace, secret: str, heading: str) -> AddressView:
    """Give the address in the conference's languages, the organiser's first: who works at a venue reads one of them."""
    languages = tuple(code for code in place.languages if code in INTERFACE_LANGUAGES)
    query = feed_query(FeedWishes(languages=languages))
    return address_view(f"{base_url()}{url_for('feeds.show', token=secret)}?{query}", heading, place.words)
