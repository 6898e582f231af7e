"""The page on which somebody makes, renews and ends addresses of calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, url_for

from eventapp.db import reading
from eventapp.domain.feeds import PERSONS_SCOPES, FeedScope, FeedWishes
from eventapp.queries.feeds import list_feeds
from eventapp.queries.session_invitations import has_mailed_calendar
from eventapp.renderers.view.feeds import SCOPES, AddressView, FeedLine, address_view, feed_line
from eventapp.web.feed_wishes import feed_query
from eventapp.web.forms.feeds import FeedForm
from eventapp.web.interface_pages import interface_words
from eventapp.web.personal_pages import reading_language, visit_page
from eventapp.web.readers import base_url

if TYPE_CHECKING:
    from flask import Response

    from eventapp.web.personal_pages import Visit


def subscription_page(
    visit: Visit, *, form: FeedForm | None = None, address: AddressView | None = None, made: str = "", status: int = 200
) -> Response:
    """Show what somebody may subscribe to; `address` is one just made for the scope `made`, told this once."""
    shown = form or feed_form(visit)
    with reading() as tx:
        has_mail = has_mailed_calendar(tx, visit.participant.key)
    return visit_page(
        "me/calendar.html",
        visit,
        status=status,
        form=shown,
        lines=_lines(visit),
        address=address,
        made=interface_words()(SCOPES[FeedScope(made)]) if made else "",
        done=request.args.get("done", ""),
        has_mail=has_mail,
        can_have_mail=bool(visit.participant.attendee.email),
    )


def feed_form(visit: Visit) -> FeedForm:
    """Give the form as it was sent, or as it begins."""
    sent = request.form if request.method == "POST" else None
    begins = {"language": reading_language(visit), "has_breaks": True, "alarm": ""}
    return FeedForm(sent, words=interface_words(), offered=visit.front.languages, data=begins)


def new_address(visit: Visit, token: str, wishes: FeedWishes) -> AddressView:
    """Give the address with the secret, as it asks for these wishes."""
    query = feed_query(wishes)
    url = f"{base_url()}{url_for('feeds.show', token=token)}{'?' if query else ''}{query}"
    title = visit.front.title.in_language(interface_words().language, order=visit.front.languages)
    return address_view(url, title.text if title else visit.slug, interface_words())


def _lines(visit: Visit) -> tuple[FeedLine, ...]:
    words, zone = interface_words(), visit.front.zone
    with reading() as tx:
        held = {feed.scope: feed for feed in list_feeds(tx, visit.participant.key)}
        return tuple(
            feed_line(scope, words, zone=zone, made_at=feed.created_at, hour=feed.used_hour, program=feed.program)
            if (feed := held.get(scope))
            else feed_line(scope, words, zone=zone)
            for scope in PERSONS_SCOPES
            if scope is not FeedScope.DELEGATION or visit.participant.side
        )
