"""The way to the own page in messages: no secret is stored, each attempt to send gets one of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from eventapp.db import reading, transaction
from eventapp.domain.localized import Localized
from eventapp.models import OutboxMessage, PersonalLink, Registration
from eventapp.operations.publications import publish_agenda
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.tokens import token_hash
from eventapp.policy import Actor
from eventapp.queries.registrations import find_linked
from tests.factories import sample_agenda
from tests.outboxes import CLAIM, NOW, claim, queue
from tests.publishing import draft, publish
from tests.registrations import SITE, SLUG, give_plan, make_application, make_plan, register

LINK = re.compile(rf"{re.escape(SITE)}(/\S+)")


@pytest.fixture
def notices(app):
    """Publish a change of an evening that everybody attends, with links."""
    agenda = sample_agenda()
    publish(agenda)
    shorter = tuple(
        replace(s, end_at=s.end_at - timedelta(minutes=5)) if s.id == "recommendations" else s for s in agenda.sessions
    )
    draft(replace(agenda, sessions=shorter))
    with transaction() as tx:
        note, chief = Localized(), Actor("chief")
        publish_agenda(tx, SLUG, note=note, overrides=(), actor=chief, base_url=f"{SITE}/", now=NOW)


def test_notice_as_it_goes_out_leads_to_its_readers_own_page_and_none_is_stored(notices):
    message = claim("w1")
    with reading() as tx:
        row = tx.get_one(OutboxMessage, message.id)
        attendee, stored = row.attendee, row.plain + row.html
        kept = tx.scalars(select(PersonalLink.token_hash)).all()
    agenda, own = LINK.findall(message.plain)
    secret = own.removeprefix("/me/").removesuffix("/seen")
    assert (agenda, own, "/me/own-page" in stored, secret in stored) == (
        f"/conferences/{SLUG}/agenda",
        f"/me/{secret}/seen",
        True,
        False,
    )
    assert (kept, f'href="{SITE}{own}"' in message.html) == ([token_hash(secret)], True)
    with reading() as tx:
        linked = find_linked(tx, token_hash(secret), "me", now=NOW)
    assert (linked.public_id, linked.slug) == (attendee, SLUG)


def test_every_attempt_has_a_link_that_holds(notices):
    first = claim("w1")
    second = claim("w2", now=NOW + CLAIM)
    links = {LINK.findall(message.plain)[1] for message in (first, second)}
    assert (first.id, len(links)) == (second.id, 2)


def test_who_has_no_registration_any_more_is_led_to_where_a_link_is_asked_for(notices):
    with transaction() as tx:
        tx.execute(delete(Registration))
    message = claim("w1")
    asked = f"/conferences/{SLUG}/register/link"
    assert LINK.findall(message.plain)[1] == asked
    assert f'href="{SITE}{asked}"' in message.html


def test_message_of_no_conference_stays_as_it_is(app):
    queue("a@example.org")
    with transaction() as tx:
        row = tx.scalars(select(OutboxMessage)).one()
        row.plain = "https://example.org/me/own-page"
    assert claim("w1").plain == "https://example.org/me/own-page"


def test_guest_of_a_session_that_moves_is_told_with_the_way_to_the_own_page(app):
    agenda = sample_agenda()
    publish(agenda)
    give_plan(make_plan(of_sessions={"recommendations": 9, "cyber": 9}))
    guest = register(make_application(email="guest@example.org", language="ja", sessions=("recommendations",)))
    register(make_application(email="other@example.org", sessions=("cyber",)))
    waiting = register(make_application(email="left@example.org", sessions=("recommendations",)))
    with transaction() as tx:
        withdraw_registration(tx, SLUG, waiting, base_url=SITE, actor=Actor("chief"), now=NOW)
        tx.execute(delete(OutboxMessage))
    shorter = tuple(
        replace(s, end_at=s.end_at - timedelta(minutes=5)) if s.id == "recommendations" else s for s in agenda.sessions
    )
    draft(replace(agenda, sessions=shorter))
    with transaction() as tx:
        publish_agenda(tx, SLUG, note=Localized(), overrides=(), actor=Actor("chief"), base_url=SITE, now=NOW)
    with reading() as tx:
        rows = tx.execute(select(OutboxMessage.recipient, OutboxMessage.attendee, OutboxMessage.language)).all()
    told = {recipient: (attendee, language) for recipient, attendee, language in rows}
    assert told["guest@example.org"] == (guest, "ja")
    assert {"other@example.org", "left@example.org"} & told.keys() == set()
    assert {"aoki@example.org", "carter@example.org"} <= told.keys()
