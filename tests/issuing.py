"""Issuing lists of participants in tests, by the way that organisers take."""

from __future__ import annotations

from eventapp.db import reading, transaction
from eventapp.domain.audiences import PARTICIPANTS
from eventapp.domain.participants import Arrangement
from eventapp.domain.registration import ListingConsent
from eventapp.operations.participants import issue_participants
from eventapp.operations.registrations.consents import record_listing_consent
from eventapp.policy import Actor
from eventapp.queries.participants import get_next_issue
from eventapp.renderers.participants_lists import list_digest
from tests.registrations import REGISTERED_AT, SLUG

CHIEF = Actor("chief")


def agree(names, listing, *, slug=SLUG):
    """Let those of the sample conference who were never asked agree to be named."""
    with transaction() as tx:
        record_listing_consent(tx, slug, names, listing, actor=CHIEF, now=REGISTERED_AT)


def agree_sides(*, slug=SLUG):
    """Let JP be named to participants, US to everybody, the interpreter to nobody."""
    agree(["aoki", "mori", "noda"], ListingConsent.PARTICIPANTS, slug=slug)
    agree(["carter", "diaz", "reed"], ListingConsent.PUBLIC, slug=slug)


def digest(audience=PARTICIPANTS, *, slug=SLUG):
    """Give what names the list that an organiser sees now."""
    with reading() as tx:
        issue = get_next_issue(tx, slug, audience).issue
        return list_digest(issue.heading, issue.people)


def issue_list(audience=PARTICIPANTS, *, last="", seen=None, now=REGISTERED_AT, slug=SLUG):
    seen = seen or digest(audience, slug=slug)
    with transaction() as tx:
        wanted = {"arrangement": Arrangement(last), "seen": seen}
        return issue_participants(tx, slug, audience, **wanted, actor=CHIEF, now=now)
