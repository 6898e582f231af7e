"""One of two registrations: no place more than there is, none lost, and nothing that the other had."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.registration import CategoryRule, ListingConsent, RegistrationMode
from eventapp.domain.session_invitations import Reception
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import ReceivedMessage
from eventapp.operations.items import save_item
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.merging import merge_people
from eventapp.operations.registrations.registering import ListFullError
from eventapp.policy import Actor
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import get_participant, get_registration
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import (
    GUEST,
    OPEN,
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


@pytest.fixture
def conference(app):
    draft(sample_agenda())
    give_plan(make_plan())


def _merge(keep, gone):
    with reading() as tx:
        seen = tuple(get_registration(tx, SLUG, name).version for name in (keep, gone))
    with transaction() as tx:
        merge_people(tx, SLUG, keep=keep, gone=gone, seen=seen, base_url=SITE, actor=CHIEF, now=REGISTERED_AT)


def _person(name):
    with reading() as tx:
        return get_participant(tx, SLUG, name)


def _waiting_for(places, **fields):
    """Let three register where there are this many places, a minute apart; give their ids."""
    rule = CategoryRule(mode=RegistrationMode.OPEN, capacity=places)
    give_plan(make_plan(rules={GUEST: rule}))
    times = [REGISTERED_AT + timedelta(minutes=n) for n in range(3)]
    return [register(make_application(**fields), now=now) for now in times]


def test_place_that_gets_free_is_offered_to_whoever_is_next(conference):
    first, second, third = _waiting_for(2)
    _merge(first, second)
    assert states()[third] == "offered"


def test_whoever_has_a_place_keeps_it_whichever_registration_is_kept(conference):
    first, second, third = _waiting_for(1)
    _merge(second, first)
    assert (states()[second], states()[third], _person(second).decided_at) == (
        *("confirmed", "waitlisted"),
        REGISTERED_AT,
    )


def test_one_who_waits_twice_waits_since_the_first_time(conference):
    first, second, third = _waiting_for(0)
    _merge(third, first)
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=1)}))
    assert (states()[third], states()[second]) == ("offered", "waitlisted")


def test_guests_place_is_no_delegates(conference):
    give_plan(make_plan(rules={GUEST: OPEN, AttendeeCategory.DELEGATE: OPEN}, of_sides={"JP": 0}))
    guest, delegate = register(), register(make_application(category=AttendeeCategory.DELEGATE, side="JP"))
    _merge(delegate, guest)
    assert states()[delegate] == "waitlisted"


def test_session_that_is_full_is_not_taken_along(conference):
    give_plan(make_plan(of_sessions={"breakfast": 1}))
    wish = {"sessions": ("breakfast",)}
    holder, waiting, other = register(make_application(**wish)), register(make_application(**wish)), register()
    with pytest.raises(ListFullError) as full:
        _merge(other, waiting)
    assert full.value.limits == (("session", "breakfast"),)
    assert waiting in states()
    _merge(holder, waiting)
    assert _person(holder).sessions == ("breakfast",)


def test_session_of_one_who_withdrew_is_not_taken_along(conference):
    gone, kept = register(make_application(sessions=("breakfast",))), register()
    with transaction() as tx:
        withdraw_registration(tx, SLUG, gone, base_url=SITE, actor=CHIEF, now=REGISTERED_AT)
    _merge(kept, gone)
    assert (_person(kept).sessions, states()[kept]) == ((), "confirmed")


def test_address_and_name_that_only_the_other_had_stay_in_the_draft(conference):
    person = make_person(family_name="Mori", native_family_name="森", prefix="Dr.")
    guest = register(make_application(person=person, email="dr.mori@example.org", listing=ListingConsent.NOBODY))
    with transaction() as tx:
        drafted = get_draft(tx, SLUG)
        bare = {k: v for k, v in drafted.items["attendees/mori"].items() if k not in {"email", "prefix"}}
        save_item(
            tx,
            SLUG,
            "attendees/mori",
            bare,
            seen=drafted.item_version("attendees/mori"),
            actor=CHIEF,
            now=REGISTERED_AT,
        )
    _merge("mori", guest)
    with transaction() as tx:
        drafted = get_draft(tx, SLUG)
        item = drafted.items["attendees/mori"]
        seen = drafted.item_version("attendees/mori")
        save_item(tx, SLUG, "attendees/mori", item | {"suffix": "Ret."}, seen=seen, actor=CHIEF, now=REGISTERED_AT)
    one = _person("mori")
    assert (one.attendee.email, one.attendee.prefix, one.listing) == (
        *("dr.mori@example.org", "Dr."),
        ListingConsent.NOBODY,
    )


def test_what_was_answered_for_either_is_for_the_one_that_stays(conference):
    names = [register(make_application()) for _ in range(2)]
    with transaction() as tx:
        key = get_conference_id(tx, SLUG)
        for name in names:
            told = {"sender": "x@example.org", "subject": "", "reception": Reception.OTHER_SENDER, "attendee": name}
            tx.add(ReceivedMessage(digest=name, conference_id=key, received_at=REGISTERED_AT, **told))
    _merge(*names)
    with reading() as tx:
        assert tx.scalars(select(ReceivedMessage.attendee)).all() == [names[0], names[0]]
