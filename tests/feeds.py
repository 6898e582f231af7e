"""Feeds for tests: addresses as people make them, and what a parser reads at them."""

from __future__ import annotations

import gzip

from icalendar import Calendar

from eventapp.db import transaction
from eventapp.domain.feeds import FeedScope
from eventapp.operations.feeds import NewAddress, issue_feed, issue_venue_feed
from eventapp.operations.tokens import new_token
from eventapp.policy import Actor
from eventapp.queries.feeds import list_feeds
from eventapp.queries.registrations import get_registration
from tests.registrations import REGISTERED_AT, SLUG

CHIEF = Actor("chief")


def feed_of(person, scope=FeedScope.PERSONAL, *, slug=SLUG):
    """Give the path of a new address of somebody."""
    with transaction() as tx:
        held = [feed.id for feed in list_feeds(tx, get_registration(tx, slug, person).id) if feed.scope is scope]
        new = NewAddress(new_token(), *held)
        assert issue_feed(tx, slug, person, scope, new, actor=CHIEF, now=REGISTERED_AT)
    return f"/feeds/{new.token}.ics"


def feed_at(venue, *, slug=SLUG):
    with transaction() as tx:
        new = NewAddress(new_token())
        assert issue_venue_feed(tx, slug, venue, new, actor=CHIEF, now=REGISTERED_AT)
    return f"/feeds/{new.token}.ics"


def read_feed(client, path, **headers):
    """Give the VEVENTs at an address by UID, read by a program of other make than what wrote the bytes put together."""
    answer = client.get(path, headers=headers)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8"), answer.text
    body = gzip.decompress(answer.data) if answer.headers.get("Content-Encoding") == "gzip" else answer.data
    return {str(one["UID"]): one for one in Calendar.from_ical(body).walk("VEVENT")}


def ids_in(client, path, **headers):
    """Give the ids of the sessions of a feed, in its order; the conference itself, the parent of all, left out."""
    found = read_feed(client, path, **headers)
    return [uid.partition("@")[0].partition("-")[2] for uid, one in found.items() if "RELATED-TO" in one]
