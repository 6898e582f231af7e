"""An invitation's link is one person's: it registers once, however often it is opened and by whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.domain.registration import CategoryRule, Invitee, RegistrationMode
from eventapp.models import Registration, RegistrationInvitation
from eventapp.operations.registrations.answering import note_answered
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.inviting import invite_people
from eventapp.operations.tokens import token_hash
from eventapp.policy import Actor
from tests.registrations import GUEST, SITE, SLUG, give_plan, make_application, make_plan, register
from tests.web.registering import FORM, last_link, rows, send
from tests.web.requests import text_of

CHIEF = Actor("chief")


@pytest.fixture
def link(sample):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.INVITATION)}))
    invitee = Invitee(email="hanako@example.org", language="en", category=GUEST)
    with transaction() as tx:
        until = utc_now() + timedelta(days=30_000)
        invite_people(tx, SLUG, [invitee], until=until, base_url=SITE, actor=CHIEF, now=utc_now())
    return last_link()


def test_link_that_was_used_registers_nobody_else(client, link):
    send(client, link, email="one@example.org", key="k" * 20)
    for answer in (client.get(link), send(client, link, email="two@example.org", key="m" * 20)):
        assert (answer.status_code, "was answered" in text_of(answer)) == (410, True)
    assert [row.email for row in rows()] == ["one@example.org"]


def test_same_form_sent_twice_is_answered_the_same(client, link):
    answers = [send(client, link, key="k" * 20) for _ in range(2)]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, f"{FORM}/sent")] * 2
    assert len(rows()) == 1


def test_two_at_once_by_one_link_are_one(link):
    used = token_hash(link.rpartition("/")[2])
    first = register(make_application(), is_invited=True, now=utc_now())
    with transaction() as tx:
        note_answered(tx, used, first, now=utc_now())
    second = register(make_application(), is_invited=True, now=utc_now())
    with transaction() as tx, pytest.raises(DomainError, match="invitation-answered"):
        note_answered(tx, used, second, now=utc_now())
    with reading() as tx:
        kept = tx.scalars(select(RegistrationInvitation.registration_id)).one()
        assert kept == tx.scalars(select(Registration.id).filter_by(public_id=first)).one()


def test_whoever_withdrew_may_come_back_by_the_link(client, link):
    send(client, link, key="k" * 20)
    with transaction() as tx:
        withdraw_registration(tx, SLUG, rows()[0].public_id, base_url=SITE, actor=CHIEF, now=utc_now())
    assert send(client, link, key="m" * 20).status_code == 303
    assert [row.state.value for row in rows()] == ["withdrawn", "confirmed"]
