"""Offers: a free place goes to whoever is next, is taken or lapses, and nobody is overtaken."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.domain.registration import CategoryRule, RegistrationMode
from eventapp.models import OutboxMessage
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.offers import accept_offer, renew_offers
from eventapp.operations.registrations.open_lists import open_list
from eventapp.policy import Actor
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import (
    GUEST,
    REGISTERED_AT,
    SITE,
    SLUG,
    give_plan,
    make_application,
    make_plan,
    register,
    states,
)

CHIEF = Actor("chief")
NOW = REGISTERED_AT


@pytest.fixture
def conference(app):
    draft(sample_agenda())
    give_plan(make_plan())


def _mails():
    """Give recipient, first words of the subject and text of every message, the oldest first."""
    with reading() as tx:
        rows = tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(row.recipient, row.subject.partition(":")[0], row.plain) for row in rows]


def _own(applied):
    """Give the states of those only who registered in the test."""
    return [states()[name] for name in applied]


def test_free_place_is_offered_in_order_accepted_or_lapses_to_the_next(conference):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=1)}, offer_hours=24))
    first, second, third = (
        register(make_application(email=f"{n}@example.org"), now=NOW + timedelta(minutes=n)) for n in range(3)
    )
    later = NOW + timedelta(hours=1)
    with transaction() as tx:
        withdraw_registration(tx, SLUG, first, base_url=SITE, actor=CHIEF, now=later)
    assert _own([first, second, third]) == ["withdrawn", "offered", "waitlisted"]
    assert _mails()[-1][:2] == ("1@example.org", "A place is free for you")
    assert "22 Feb 19:00" not in _mails()[-1][2]
    assert "21 Feb 19:00" in _mails()[-1][2]
    with transaction() as tx, pytest.raises(DomainError, match="offer-over"):
        accept_offer(tx, SLUG, second, base_url=SITE, actor=CHIEF, now=later + timedelta(hours=24))
    with transaction() as tx:
        renew_offers(tx, open_list(tx, SLUG, base_url=SITE), actor=CHIEF, now=later + timedelta(hours=24))
    assert _own([first, second, third]) == ["withdrawn", "lapsed", "offered"]
    for _ in range(2):
        with transaction() as tx:
            accept_offer(tx, SLUG, third, base_url=SITE, actor=CHIEF, now=later + timedelta(hours=30))
    assert _own([first, second, third]) == ["withdrawn", "lapsed", "confirmed"]
    assert [mail[1] for mail in _mails() if mail[0] == "2@example.org"] == [
        *("Waiting list", "A place is free for you", "You are registered"),
    ]


def test_nobody_who_comes_later_takes_the_place_of_one_who_waits(conference):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=1)}))
    first, second = register(), register()
    with transaction() as tx:
        withdraw_registration(tx, SLUG, first, base_url=SITE, actor=CHIEF, now=NOW)
    third = register()
    assert _own([second, third]) == ["offered", "waitlisted"]


def test_more_places_are_offered_at_once(conference):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=1)}))
    applied = [register(now=NOW + timedelta(minutes=n)) for n in range(4)]
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=3)}))
    assert _own(applied) == ["confirmed", "offered", "offered", "waitlisted"]
