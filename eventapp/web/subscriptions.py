"""The page on which somebody makes, renews and ends addresses of calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, request, url_for

from eventapp.clock import utc_now
from eventapp.db import reading
from eventapp.domain.feeds import PERSONS_SCOPES, FeedScope
from eventapp.operations.tokens import token_hash
from eventapp.queries.feeds import list_feeds
from eventapp.queries.session_invitations import has_mailed_calendar
from eventapp.renderers.view.feeds import SCOPES, AddressView, FeedLine, address_view, feed_line
from eventapp.web.feed_wishes import read_feed_wishes
from eventapp.web.forms.feeds import FeedForm
from eventapp.web.fresh_addresses import take_fresh
from eventapp.web.interface_pages import interface_words
from eventapp.web.personal_pages import reading_language, visit_page
from eventapp.web.readers import base_url

if TYPE_CHECKING:
    from flask import Response

    from eventapp.models import Feed
    from eventapp.renderers.wording import Words
    from eventapp.web.fresh_addresses import FreshAddress
    from eventapp.web.personal_pages import Visit


def subscription_page(visit: Visit, *, form: FeedForm | None = None, status: int = 200) -> Response:
    """Show what somebody may subscribe to; an address that was just made is told this once."""
    with reading() as tx:
        held = list_feeds(tx, visit.participant.key)
        has_mail = has_mailed_calendar(tx, visit.participant.key)
    scopes = {feed.token_hash: feed.scope for feed in held}
    fresh = take_fresh(scopes, utc_now())
    return visit_page(
        "me/calendar.html",
        visit,
        status=status,
        form=form or feed_form(visit, fresh.query if fresh else ""),
        lines=_lines(visit, held),
        address=_address(visit, fresh) if fresh else None,
        made=interface_words()(SCOPES[scopes[token_hash(fresh.secret)]]) if fresh else "",
        done=request.args.get("done", ""),
        has_mail=has_mail,
        can_have_mail=bool(visit.participant.attendee.email),
    )


def feed_form(visit: Visit, query: str = "") -> FeedForm:
    """Give the form as it was sent, or as it begins: as the address that was just made asks. There is an agenda by then."""
    if visit.issue is None:
        abort(404)
    sent, wishes = request.form if request.method == "POST" else None, read_feed_wishes(query)
    begins = {
        "language": ",".join(wishes.languages) or reading_language(visit),
        "has_breaks": wishes.has_breaks,
        "alarm": str(wishes.alarm_minutes or ""),
        "day": wishes.on.isoformat() if wishes.on else "",
        "kind": wishes.kind.value if wishes.kind else "",
    }
    agenda, offered = visit.issue.agenda, visit.front.languages
    return FeedForm(sent, words=interface_words(), offered=offered, agenda=agenda, data=begins)


def _address(visit: Visit, fresh: FreshAddress) -> AddressView:
    """Give the address with its secret, as it asks for what was chosen."""
    url = f"{base_url()}{url_for('feeds.show', token=fresh.secret)}{'?' if fresh.query else ''}{fresh.query}"
    title = visit.front.title.in_language(interface_words().language, order=visit.front.languages)
    return address_view(url, title.text if title else visit.slug, interface_words())


def _lines(visit: Visit, feeds: tuple[Feed, ...]) -> tuple[FeedLine, ...]:
    held = {feed.scope: feed for feed in feeds}
    return tuple(
        held_line(scope, held.get(scope), interface_words(), zone=visit.front.zone)
        for scope in PERSONS_SCOPES
        if scope is not FeedScope.DELEGATION or visit.participant.side
    )


def held_line(scope: FeedScope, feed: Feed | None, words: Words, *, zone: str) -> FeedLine:
    """Give one kind of calendar, with the feed that holds."""
    if feed is None:
        return feed_line(scope, words, zone=zone)
    made_at, hour, program = feed.created_at, feed.used_hour, feed.program
    return feed_line(scope, words, zone=zone, seen=feed.id, made_at=made_at, hour=hour, program=program)
