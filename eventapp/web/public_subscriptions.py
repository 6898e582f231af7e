"""The pages on which anybody subscribes: to the public's calendar as it is wished, or to that of one session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from flask import url_for

from eventapp.domain.errors import NotFoundError
from eventapp.domain.feeds import FeedWishes
from eventapp.renderers.html import render_subscribe_page
from eventapp.renderers.view import build_head, build_session_view
from eventapp.renderers.view.feeds import address_view, wish_choices
from eventapp.renderers.wording import words_in
from eventapp.web.agenda_pages import page_frame, phases_of
from eventapp.web.feed_wishes import ALARMS, check_day, feed_query
from eventapp.web.renditions import Rendition

if TYPE_CHECKING:
    from eventapp.renderers.html import Links
    from eventapp.web.issues import Issue
    from eventapp.web.readers import Wishes


def conference_page(issue: Issue, wished: Wishes, asked: FeedWishes, base: str) -> Rendition:
    """Give the page of the public's calendar; it speaks the page's languages, and holds what is `asked`. Raises: UnknownWishError."""
    agenda, languages = issue.agenda, wished.languages(issue.agenda)
    check_day(asked, agenda)
    words, kept = words_in(languages[0]), dict(parse_qsl(feed_query(replace(asked, languages=()))))
    head = build_head(agenda, languages=languages, edition=issue.edition)
    path = url_for("feeds.of_conference", slug=agenda.conference.slug)
    address = address_view(_asking(f"{base}{path}", asked, languages), head.title.lead.text, words)

    def here(links: Links) -> str:
        return links.subscription(**kept)

    choices = wish_choices(asked, agenda, words, alarms=ALARMS)
    return _page(render_subscribe_page(head, address, page_frame(issue, wished, here), choices=choices), wished)


def session_page(issue: Issue, session_id: str, wished: Wishes, base: str) -> Rendition:
    """Give the page of the calendar of one session. Raises: NotFoundError; UnknownWishError."""
    agenda, languages, zones = issue.agenda, wished.languages(issue.agenda), wished.zones(issue.agenda)
    session = agenda.find_session(session_id)
    if session is None:
        raise NotFoundError("unknown-session", session=session_id)
    edition, phases = issue.edition, phases_of(agenda)
    card = build_session_view(session, agenda, languages=languages, zones=zones, edition=edition, phases=phases)
    head = build_head(agenda, languages=languages, edition=edition)
    path = url_for("feeds.of_session", slug=agenda.conference.slug, session_id=session_id)
    url = _asking(f"{base}{path}", FeedWishes(), languages)
    address = address_view(url, card.title.lead.text, words_in(languages[0]))

    def here(links: Links) -> str:
        return links.session_subscription(session_id)

    return _page(render_subscribe_page(head, address, page_frame(issue, wished, here), session=card), wished)


def _asking(address: str, asked: FeedWishes, languages: tuple[str, ...]) -> str:
    return f"{address}?{feed_query(replace(asked, languages=languages))}"


def _page(html: str, wished: Wishes) -> Rendition:
    return Rendition.of(html.encode(), "text/html; charset=utf-8", vary="" if wished.lang else "Accept-Language")
