"""The address of a venue's whole programme, which organisers give to those who work there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request, url_for

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import NotFoundError
from eventapp.domain.feeds import FeedScope, FeedWishes
from eventapp.operations.feeds import NewAddress, issue_venue_feed, revoke_venue_feed
from eventapp.policy import Permission
from eventapp.queries.feeds import list_venue_feeds
from eventapp.renderers.steps import thing_label
from eventapp.renderers.view.feeds import address_view
from eventapp.renderers.wording import INTERFACE_LANGUAGES
from eventapp.web.access import requires
from eventapp.web.feed_wishes import feed_query
from eventapp.web.fresh_addresses import FreshAddress, take_fresh, tell_next
from eventapp.web.readers import base_url
from eventapp.web.subscriptions import held_line
from eventapp.web.workplace import Workplace, render_workplace, row_key, workplace

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.renderers.view.feeds import AddressView
    from eventapp.renderers.wording import Words

blueprint = Blueprint("venue_feeds", __name__, url_prefix="/organise/<slug:slug>/venues/<name>/calendar")


@blueprint.get("")
@requires(Permission.DRAFT_EDIT)
def show(slug: str, name: str) -> Response:
    return _page(workplace(slug), name)


@blueprint.post("")
@requires(Permission.DRAFT_EDIT)
def issue(slug: str, name: str) -> BaseResponse:
    """Make an address in the place of the one before; the page tells it once."""
    place, now = workplace(slug), utc_now()
    # In the conference's languages, the organiser's first: who works at a venue reads one of them.
    languages = tuple(code for code in place.languages if code in INTERFACE_LANGUAGES)
    fresh = FreshAddress(feed_query(FeedWishes(languages=languages)))
    new = NewAddress(fresh.secret, row_key(request.form.get("seen", "")) or 0)
    with transaction() as tx:
        is_made = issue_venue_feed(tx, slug, name, new, actor=place.actor, now=now)
    if is_made:
        tell_next(fresh, now)
    return redirect(f"{place.links.item(f'venues/{name}', 'calendar')}?done=made", 303)


@blueprint.post("/end")
@requires(Permission.DRAFT_EDIT)
def end(slug: str, name: str) -> BaseResponse:
    """Let the address be gone."""
    place = workplace(slug)
    with transaction() as tx:
        revoke_venue_feed(tx, slug, name, actor=place.actor, now=utc_now())
    return redirect(f"{place.links.item(f'venues/{name}', 'calendar')}?done=ended", 303)


def _page(place: Workplace, name: str) -> Response:
    """Raises: NotFoundError."""
    item = f"venues/{name}"
    if name not in {venue.id for venue in place.agenda.venues}:
        raise NotFoundError("unknown-item", item=item)
    heading = thing_label(item, place.agenda, place.words)
    with reading() as tx:
        held = list_venue_feeds(tx, place.draft.conference_id, name)
    fresh = take_fresh({feed.token_hash for feed in held}, utc_now())
    return render_workplace(
        "organise/items/venue_calendar.html",
        place,
        item=item,
        heading=heading,
        line=held_line(FeedScope.VENUE, held[-1] if held else None, place.words, zone=place.agenda.conference.zone),
        address=_address(fresh, heading, place.words) if fresh else None,
        done=request.args.get("done", ""),
    )


def _address(fresh: FreshAddress, heading: str, words: Words) -> AddressView:
    return address_view(f"{base_url()}{url_for('feeds.show', token=fresh.secret)}?{fresh.query}", heading, words)
