"""Consent to be listed, recorded for many: only those not asked yet, each once, in the log by name of the delegation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.errors import NotFoundError
from eventapp.domain.registration import ListingConsent
from eventapp.models import AuditEntry, Conference
from eventapp.operations.registrations.consents import record_listing_consent
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.policy import Actor
from eventapp.queries.registrations import get_participant, list_participants
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import REGISTERED_AT, SITE, SLUG, give_plan, make_application, make_plan, register

CHIEF = Actor("chief")
LATER = REGISTERED_AT + timedelta(hours=1)
PUBLIC, PARTICIPANTS, NOBODY = ListingConsent.PUBLIC, ListingConsent.PARTICIPANTS, ListingConsent.NOBODY


@pytest.fixture
def conference(app):
    draft(sample_agenda())
    give_plan(make_plan())


def _record(names, listing, **kwargs):
    with transaction() as tx:
        return record_listing_consent(tx, SLUG, names, listing, actor=CHIEF, now=LATER, **kwargs)


def _of_side(side):
    with reading() as tx:
        return {one.id: one.listing for one in list_participants(tx, SLUG, side=side)}


def _entries():
    with reading() as tx:
        found = tx.scalars(select(AuditEntry).where(AuditEntry.action == "listing:record").order_by(AuditEntry.id))
        return [(one.actor, one.subject, one.details) for one in found]


def _version():
    with reading() as tx:
        return tx.scalars(select(Conference.people_version).where(Conference.slug == SLUG)).one()


def test_consent_of_a_whole_delegation_is_one_entry(conference):
    names, others, before = sorted(_of_side("JP")), _of_side("US"), _version()
    assert sorted(_record(names, PARTICIPANTS)) == names
    assert (_of_side("JP"), _of_side("US")) == (dict.fromkeys(names, PARTICIPANTS), others)
    assert _entries() == [("chief", "delegations/JP", {"listing": "participants", "people": len(names)})]
    assert _version() != before


def test_whoever_answered_already_keeps_the_own_answer(conference):
    refused = register(make_application(listing=NOBODY))
    agreed = register(make_application(listing=PUBLIC))
    asked = register(make_application())
    assert _record([refused, agreed, asked], PARTICIPANTS) == (asked,)
    with reading() as tx:
        found = [get_participant(tx, SLUG, name) for name in (refused, agreed, asked)]
    assert [(one.listing, one.version) for one in found] == [(NOBODY, 1), (PUBLIC, 1), (PARTICIPANTS, 2)]
    assert _entries() == [("chief", f"attendees/{asked}", {"listing": "participants", "people": 1})]


def test_of_one_who_has_withdrawn_nothing_is_noted(conference):
    name = register()
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, base_url=SITE, actor=CHIEF, now=LATER)
    before = _version()
    assert (_record([name], PUBLIC), _entries(), _version()) == ((), [], before)


def test_focal_point_speaks_for_the_own_delegation_only(conference):
    other = next(iter(_of_side("US")))
    own = next(iter(_of_side("JP")))
    with pytest.raises(NotFoundError):
        _record([own, other], PUBLIC, side="JP")
    assert (set(_of_side("JP").values()), _entries()) == ({ListingConsent.UNASKED}, [])


def test_unasked_is_no_answer(conference):
    with pytest.raises(ValueError, match="unasked"):
        _record([register()], ListingConsent.UNASKED)
