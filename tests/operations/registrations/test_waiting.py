"""The waiting list keeps its order, also where the draft frees a place and where somebody comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventapp.cli.offers import OfferWatch
from eventapp.db import reading, transaction
from eventapp.domain.registration import CategoryRule, RegistrationMode, RegistrationSource
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.operations.items import remove_item
from eventapp.operations.registrations.deciding import approve_registrations, withdraw_registration
from eventapp.operations.registrations.registering import ListFullError, add_person
from eventapp.policy import Actor
from eventapp.queries.drafts import get_draft
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
OF_JP = {"category": AttendeeCategory.DELEGATE, "side": "JP"}


@pytest.fixture
def conference(app):
    draft(sample_agenda())


def _at(minutes):
    return REGISTERED_AT + timedelta(minutes=minutes)


def _withdraw(name, minutes):
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, base_url=SITE, actor=CHIEF, now=_at(minutes))


def test_whoever_left_and_comes_back_waits_behind_the_others(conference):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=1)}))
    holder, left, waiting = (register(now=_at(n)) for n in range(3))
    _withdraw(left, 3)
    with transaction() as tx:
        approve_registrations(tx, SLUG, [left], base_url=SITE, actor=CHIEF, now=_at(4))
    _withdraw(holder, 5)
    assert (states()[waiting], states()[left]) == ("offered", "waitlisted")


@pytest.fixture
def freed(conference):
    """Fill the Japanese delegation, let one wait, and take one out of the draft; give who waits."""
    with reading() as tx:
        there = sum(attendee.delegation.code == "JP" for attendee in get_draft(tx, SLUG).agenda.attendees)
    give_plan(make_plan(of_sides={"JP": there + 1}))
    leaving, waiting = (register(make_application(**OF_JP), now=_at(n)) for n in range(2))
    assert states()[waiting] == "waitlisted"
    with transaction() as tx:
        item, drafted = f"attendees/{leaving}", get_draft(tx, SLUG)
        remove_item(tx, SLUG, item, seen=drafted.item_version(item), actor=CHIEF, now=_at(2))
    return waiting


def test_nobody_new_takes_a_place_that_the_draft_freed_while_somebody_waits(freed):
    later = register(make_application(**OF_JP), now=_at(3))
    assert (states()[freed], states()[later]) == ("offered", "waitlisted")


def test_nobody_is_added_to_a_place_that_the_draft_freed_while_somebody_waits(freed):
    wish = make_application(**OF_JP, source=RegistrationSource.FOCAL_POINT)
    with transaction() as tx, pytest.raises(ListFullError):
        add_person(tx, SLUG, wish, base_url=SITE, actor=CHIEF, now=_at(3))


def test_worker_offers_a_place_that_the_draft_freed(freed):
    OfferWatch(SITE, clock=lambda: _at(3)).look()
    assert states()[freed] == "offered"
