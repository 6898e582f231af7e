"""Whoever is erased is on no list any more: the place is free, and goes to who waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.errors import NotFoundError
from eventapp.domain.registration import CategoryRule, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import OutboxMessage, Registration
from eventapp.operations.privacy.erasing import erase_person
from eventapp.operations.registrations.deciding import approve_registrations, decline_registrations
from eventapp.operations.republishing import reopen_publication
from eventapp.policy import Actor
from eventapp.queries.drafts import get_draft
from eventapp.queries.registration_counts import count_everybody
from eventapp.queries.registrations import get_participant
from tests.factories import sample_agenda
from tests.publishing import draft, publish
from tests.registrations import (
    GUEST,
    REGISTERED_AT,
    SITE,
    SLUG,
    give_plan,
    make_application,
    make_person,
    make_plan,
    register,
    states,
)

CHIEF = Actor("chief")
LATER = REGISTERED_AT + timedelta(days=1)


@pytest.fixture
def conference(app):
    draft(sample_agenda())
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=1)}))


def _erase(name):
    with transaction() as tx:
        erase_person(tx, f"{SLUG}/{name}", base_url=SITE, actor=CHIEF, now=LATER)


def _row(name):
    with reading() as tx:
        return tx.scalars(select(Registration).where(Registration.public_id == name)).one()


def _attendee(name):
    with reading() as tx:
        return next((a for a in get_draft(tx, SLUG).agenda.attendees if a.id == name), None)


def _counts(limit):
    with reading() as tx:
        found = count_everybody(tx, get_draft(tx, SLUG).conference_id).of(*limit)
    return found.taken, found.waiting


def test_place_is_offered_to_whoever_waits_with_a_link_and_nobody_else_is_told(conference):
    holder = register(make_application(email="holder@example.org"))
    waiting = register(make_application(email="waiting@example.org"))
    _erase(holder)
    assert (holder in states(), states()[waiting]) == (False, "offered")
    row = _row(holder)
    assert (row.state.value, row.ended_at, row.decided_by) == ("withdrawn", LATER, "chief")
    with reading() as tx:
        mails = tx.scalars(select(OutboxMessage).where(OutboxMessage.created_at == LATER)).all()
    assert [(mail.recipient, f"{SITE}/me/" in mail.plain) for mail in mails] == [("waiting@example.org", True)]


def test_nobody_counts_who_is_erased(conference):
    holder = register()
    limit = ("category", GUEST.value)
    assert _counts(limit) == (1, 0)
    _erase(holder)
    assert _counts(limit) == (0, 0)


def test_place_in_sessions_stays_and_one_who_has_none_leaves_the_agenda(conference):
    give_plan(make_plan())
    alone = register(make_application(category=AttendeeCategory.DELEGATE, side="JP", person=make_person()))
    assert _attendee(alone) is not None
    _erase(alone)
    _erase("aoki")
    assert (_attendee(alone), _attendee("aoki").position.as_dict()["en"]) == (None, "(erased)")
    assert (_row(alone).person, _row("aoki").state.value) == ({}, "withdrawn")
    assert {alone, "aoki"} & states().keys() == set()


def test_one_who_was_declined_stays_so(conference):
    name = register()
    with transaction() as tx:
        decline_registrations(tx, SLUG, [name], base_url=SITE, actor=CHIEF, now=REGISTERED_AT)
    _erase(name)
    assert (_row(name).state.value, _row(name).ended_at) == ("declined", REGISTERED_AT)


def test_version_opened_again_brings_the_place_back_and_nobody_on_the_list(conference):
    publish(sample_agenda())
    _erase("aoki")
    with transaction() as tx:
        reopen_publication(tx, SLUG, 1, actor=CHIEF, now=LATER)
    assert (_attendee("aoki").position.as_dict()["en"], _row("aoki").state.value) == ("(erased)", "withdrawn")


def test_who_is_erased_is_put_on_the_list_no_more_and_has_no_page(conference):
    name = register()
    _erase(name)
    with transaction() as tx, pytest.raises(NotFoundError, match="unknown-registration"):
        approve_registrations(tx, SLUG, [name], base_url=SITE, actor=CHIEF, now=LATER)
    with reading() as tx, pytest.raises(NotFoundError, match="unknown-registration"):
        get_participant(tx, SLUG, name)
