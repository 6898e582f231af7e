"""When people are told of a publication, and what is gathered in one message."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.domain.localized import Localized
from eventapp.domain.vocabulary import SessionKind
from eventapp.models import AuditEntry, OutboxMessage
from eventapp.operations.notices import choose_delay
from eventapp.operations.publications import publish_agenda
from eventapp.operations.republishing import take_back_publication
from eventapp.policy import Actor
from tests.contacts import CONTACT, with_contact
from tests.factories import make_agenda, make_attendee, make_delegation, make_session, placed
from tests.outboxes import claim, failed, sent
from tests.publishing import draft

SLUG, SITE = "sample-2023", "https://events.example.org"
CHIEF = Actor("chief")
# The sessions begin on Sunday 12 March 2023 at 00:00 and 02:00 UTC.
NOW = datetime(2023, 3, 1, 12, 0, tzinfo=UTC)
SATO = make_attendee(email="sato@example.org", language="en")
REED = make_attendee(id="reed", delegation=make_delegation(code="US"), email="reed@example.org")
TALK = make_session(id="talk", kind=SessionKind.BRIEFING, placements=placed("speaker", SATO))
DINNER = make_session(
    id="dinner", kind=SessionKind.BRIEFING, start="2023-03-12 11:00", placements=placed("speaker", SATO)
)
OTHERS = make_session(
    id="others", kind=SessionKind.BRIEFING, start="2023-03-12 15:00", placements=placed("speaker", REED)
)


def test_another_contact_is_published_and_nobody_is_told(app):
    agenda = make_agenda(TALK, attendees=(SATO, REED), delegations=(SATO.delegation, REED.delegation))
    for one in (agenda, with_contact(agenda)):
        draft(one)
        with transaction() as tx:
            last = publish_agenda(tx, SLUG, note=Localized(), overrides=(), actor=CHIEF, base_url=SITE, now=NOW)
    assert (last.number, last.agenda.conference.contact) == (2, CONTACT)
    with reading() as tx:
        assert tx.scalars(select(OutboxMessage)).all() == []


def _later(session, minutes):
    by = timedelta(minutes=minutes)
    return replace(session, start_at=session.start_at + by, end_at=session.end_at + by)


def _publish(*sessions, now=NOW):
    people = {"attendees": (SATO, REED), "delegations": (SATO.delegation, REED.delegation)}
    draft(make_agenda(*sessions, **people))
    with transaction() as tx:
        publish_agenda(tx, SLUG, note=Localized(), overrides=(), actor=CHIEF, base_url=SITE, now=now)


def _delay(minutes, now=NOW):
    with transaction() as tx:
        choose_delay(tx, SLUG, minutes, actor=CHIEF, now=now)


def _take_back(number, now):
    with transaction() as tx:
        take_back_publication(tx, SLUG, number, base_url=SITE, actor=CHIEF, now=now)


def _waiting(name="sato"):
    """Give version, version known and due time of each message of a person that waits."""
    with reading() as tx:
        statement = select(OutboxMessage).where(OutboxMessage.attendee == name, OutboxMessage.is_waiting)
        rows = tx.scalars(statement.order_by(OutboxMessage.id))
        return [(row.publication_number, row.since_number, row.due_at) for row in rows]


def _message(name="sato"):
    with reading() as tx:
        statement = select(OutboxMessage).where(OutboxMessage.attendee == name, OutboxMessage.is_waiting)
        return tx.scalars(statement).one()


@pytest.fixture
def published(app):
    """Publish the three sessions and let people be told an hour later."""
    _publish(TALK, DINNER, OTHERS)
    _delay(60)


def test_without_a_delay_people_are_told_at_once(app):
    _publish(TALK, DINNER, OTHERS)
    _publish(_later(TALK, 15), DINNER, OTHERS)
    assert _waiting() == [(2, 1, NOW)]
    assert claim(now=NOW).to.address == "sato@example.org"


def test_with_a_delay_no_worker_takes_the_message_before(published):
    _publish(_later(TALK, 15), DINNER, OTHERS)
    assert _waiting() == [(2, 1, NOW + timedelta(hours=1))]
    assert claim(now=NOW + timedelta(minutes=59)) is None
    assert claim(now=NOW + timedelta(hours=1)).to.address == "sato@example.org"


def test_versions_within_the_delay_come_in_one_message_due_as_the_first(published):
    _publish(_later(TALK, 15), DINNER, OTHERS)
    _publish(_later(TALK, 30), _later(DINNER, 15), OTHERS, now=NOW + timedelta(minutes=20))
    assert _waiting() == [(3, 1, NOW + timedelta(hours=1))]
    row = _message()
    assert row.subject == "Agenda v3: 2 changes to your Sunday"
    assert "This is what changed for you since version 1." in " ".join(row.plain.split())
    assert "Sun 12 Mar 09:30–10:30\u00a0JST. It was 09:00." in row.plain
    assert "It was 09:15" not in row.plain
    entries = Calendar.from_ical(row.calendar).walk("VEVENT")
    assert {str(one["UID"]): one["SEQUENCE"] for one in entries} == {TALK.uid: 2, DINNER.uid: 1}
    with reading() as tx:
        first = tx.scalars(select(OutboxMessage).where(OutboxMessage.publication_number == 2)).one()
    assert first.cancelled_at == NOW + timedelta(minutes=20)


def test_change_that_is_taken_away_again_within_the_delay_is_told_to_nobody(published):
    _publish(_later(TALK, 15), DINNER, OTHERS)
    _publish(TALK, DINNER, _later(OTHERS, 15), now=NOW + timedelta(minutes=20))
    assert (_waiting(), _waiting("reed")) == ([], [(3, 2, NOW + timedelta(minutes=80))])


def test_session_that_came_and_went_within_the_delay_was_never_there(published):
    added = make_session(
        id="added", kind=SessionKind.BRIEFING, start="2023-03-12 18:00", placements=placed("speaker", SATO)
    )
    _publish(TALK, DINNER, OTHERS, added)
    _publish(TALK, DINNER, OTHERS, now=NOW + timedelta(minutes=20))
    assert _waiting() == []


def test_message_of_who_is_not_affected_by_the_newer_version_waits_on(published):
    _publish(_later(TALK, 15), DINNER, OTHERS)
    _publish(_later(TALK, 15), DINNER, _later(OTHERS, 15), now=NOW + timedelta(minutes=20))
    assert _waiting() == [(2, 1, NOW + timedelta(hours=1))]


def test_who_was_told_is_told_of_the_difference_to_that(published):
    _publish(_later(TALK, 15), DINNER, OTHERS)
    at = NOW + timedelta(hours=1)
    sent(claim(now=at), now=at)
    _publish(_later(TALK, 30), DINNER, OTHERS, now=at)
    assert _waiting() == [(3, 2, at + timedelta(hours=1))]
    assert ("It was 09:15" in _message().plain, "since version" in _message().plain) == (True, False)


def test_message_in_the_hand_of_a_worker_is_taken_for_told(published):
    _publish(_later(TALK, 15), DINNER, OTHERS)
    at = NOW + timedelta(hours=1)
    claim(now=at)
    _publish(_later(TALK, 30), DINNER, OTHERS, now=at + timedelta(seconds=30))
    assert [(number, since) for number, since, _ in _waiting()] == [(2, 1), (3, 2)]


def test_message_that_may_have_arrived_is_taken_for_told(published):
    _publish(_later(TALK, 15), DINNER, OTHERS)
    at = NOW + timedelta(hours=1)
    failed(claim(now=at), now=at, is_unanswered=True)
    _publish(_later(TALK, 30), DINNER, OTHERS, now=at + timedelta(minutes=5))
    assert [(number, since) for number, since, _ in _waiting()] == [(2, 1), (3, 2)]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2023, 3, 11, 0, 0, tzinfo=UTC), datetime(2023, 3, 11, 0, 0, tzinfo=UTC)),
        # Half an hour later it begins within 24 hours: then, not after the hour.
        (datetime(2023, 3, 10, 23, 30, tzinfo=UTC), datetime(2023, 3, 11, 0, 0, tzinfo=UTC)),
        (datetime(2023, 3, 10, 22, 59, tzinfo=UTC), datetime(2023, 3, 10, 23, 59, tzinfo=UTC)),
    ],
)
def test_what_begins_within_24_hours_is_told_at_once(published, now, due):
    _publish(_later(TALK, 15), DINNER, OTHERS, now=now)
    assert _waiting() == [(2, 1, due)]


def test_what_would_have_begun_within_24_hours_is_told_at_once(published):
    now = datetime(2023, 3, 11, 12, 0, tzinfo=UTC)
    _publish(_later(TALK, 60 * 24), DINNER, OTHERS, now=now)
    assert _waiting() == [(2, 1, now)]


def test_what_is_over_hurries_nothing(published):
    now = TALK.end_at
    _publish(replace(TALK, end_at=TALK.end_at - timedelta(minutes=5)), DINNER, OTHERS, now=now)
    assert _waiting() == [(2, 1, now + timedelta(hours=1))]


def test_what_waits_goes_at_once_with_a_change_that_is_near(published):
    now = datetime(2023, 3, 11, 1, 0, tzinfo=UTC)
    _publish(TALK, _later(DINNER, 15), OTHERS, now=now - timedelta(minutes=10))
    _publish(_later(TALK, 15), _later(DINNER, 15), OTHERS, now=now)
    assert _waiting() == [(3, 1, now)]
    assert _message().subject == "Agenda v3: 2 changes to your Sunday"


def test_version_taken_back_before_anybody_was_told_is_told_to_nobody(published):
    _publish(_later(TALK, 15), DINNER, OTHERS)
    _take_back(2, NOW + timedelta(minutes=20))
    assert _waiting() == []


def test_version_taken_back_leaves_what_waited_of_the_one_before(published):
    _publish(TALK, _later(DINNER, 15), OTHERS)
    _publish(_later(TALK, 15), _later(DINNER, 15), OTHERS, now=NOW + timedelta(minutes=10))
    _take_back(3, NOW + timedelta(minutes=20))
    assert _waiting() == [(4, 1, NOW + timedelta(hours=1))]
    assert ("“Session dinner”" in _message().plain, "“Session talk”" in _message().plain) == (True, False)


def test_who_was_told_of_a_version_is_told_that_it_is_taken_back(published):
    _publish(_later(TALK, 15), DINNER, OTHERS)
    at = NOW + timedelta(hours=1)
    sent(claim(now=at), now=at)
    _take_back(2, at)
    assert _waiting() == [(3, 2, at + timedelta(hours=1))]


def test_delay_is_chosen_once_and_leaves_one_entry(published):
    _delay(60, NOW + timedelta(hours=1))
    with reading() as tx:
        entries = tx.scalars(select(AuditEntry).where(AuditEntry.action == "notice:delay")).all()
        assert [(e.subject, e.details, e.at) for e in entries] == [("60 min", {"before": 0, "after": 60}, NOW)]


def test_delay_that_cannot_be_chosen_is_refused(published):
    with pytest.raises(DomainError, match="unknown-delay"):
        _delay(61)
