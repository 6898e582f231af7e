"""Purging: what is past its time goes, what isn't stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.registration import Answer, Needs
from eventapp.models import AuditEntry, OutboxMessage, PersonalLink, RegistrationAnswer, RegistrationNeeds
from eventapp.operations.privacy.purging import Purged, purge
from eventapp.policy import Actor
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import REGISTERED_AT, SLUG, give_plan, make_application, make_plan, register

# The sample ends on 13 March 2023 in Tokyo: its last day is over at 15:00 UTC.
OVER = datetime(2023, 3, 13, 15, tzinfo=UTC)


@pytest.fixture
def registered(app):
    draft(sample_agenda())
    give_plan(make_plan(needs_kept_days=10))
    needs = Needs(dietary="No garlic", consented_at=REGISTERED_AT)
    return register(make_application(needs=needs, answers=(Answer(question="visit", value="base"),)))


def _purge(now):
    with transaction() as tx:
        return purge(tx, actor=Actor("worker"), now=now)


def _left():
    with reading() as tx:
        return [len(tx.scalars(select(model)).all()) for model in (RegistrationNeeds, RegistrationAnswer, PersonalLink)]


def test_needs_and_answers_go_when_their_days_are_over_and_not_before(registered):
    assert _purge(OVER + timedelta(days=10, seconds=-1)) == Purged()
    assert _left() == [1, 1, 1]
    assert _purge(OVER + timedelta(days=10)) == Purged(needs=1, answers=1)
    assert _left() == [0, 0, 1]
    with reading() as tx:
        entry = tx.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.subject, entry.details) == ("data:purge", SLUG, {"needs": 1, "answers": 1})


def test_links_go_when_they_end(registered):
    with reading() as tx:
        ends = tx.scalars(select(PersonalLink.expires_at)).one()
    assert _purge(ends - timedelta(seconds=1)).links == 0
    assert _purge(ends).links == 1


def test_texts_of_old_mails_go_and_who_got_what_stays(registered):
    with transaction() as tx:
        message = tx.scalars(select(OutboxMessage)).one()
        message.sent_at = REGISTERED_AT
    assert _purge(REGISTERED_AT + timedelta(days=90)).mails == 0
    assert _purge(REGISTERED_AT + timedelta(days=90, seconds=1)).mails == 1
    assert _purge(REGISTERED_AT + timedelta(days=91)).mails == 0
    with reading() as tx:
        message = tx.scalars(select(OutboxMessage)).one()
    assert (message.plain, message.html, message.subject.partition(":")[0]) == ("", "", "You are registered")


def test_mail_that_waits_keeps_its_text(registered):
    assert _purge(REGISTERED_AT + timedelta(days=400)).mails == 0
