"""Invitations to sessions by mail: who gets one, who gets an update, who a cancellation, and who nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.localized import Localized
from eventapp.domain.vocabulary import Role, SessionStatus
from eventapp.models import AuditEntry, OutboxMessage, Registration
from eventapp.operations.publications import publish_agenda
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.republishing import take_back_publication
from eventapp.operations.session_invitations import invite_to_own_sessions
from tests.factories import both, placed
from tests.publishing import PUBLISHED_AT, draft, publish
from tests.registrations import SITE, SLUG, versions
from tests.session_invitations import (
    CHIEF,
    DOE,
    NOW,
    SATO,
    end_all,
    invitations_sent,
    invite_all,
    invite_one,
    invite_placed,
    small_agenda,
    stored,
    working,
)

JP, US = "sato@example.org", "doe@example.org"
S1, S2 = small_agenda().sessions


@pytest.fixture(autouse=True)
def published(app):
    publish(small_agenda())


def _entries(action):
    with reading() as tx:
        rows = tx.scalars(select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id))
        return [(row.subject, row.details) for row in rows]


def test_person_is_invited_to_each_of_the_own_sessions_once():
    assert invite_all("sato").sent == 2
    assert invite_all("sato").sent == 0
    assert invitations_sent() == [(JP, "REQUEST", "s1", 0), (JP, "REQUEST", "s2", 0)]
    assert _entries("session:invite") == [("attendees/sato", {"sent": 2})]


def test_sessions_that_are_over_are_left_out():
    assert invite_all("sato", now=S1.end_at).sent == 1
    assert invitations_sent() == [(JP, "REQUEST", "s2", 0)]


def test_message_speaks_the_persons_language():
    invite_one("sato", "s1")
    invite_one("doe", "s2")
    with reading() as tx:
        told = [(row.subject, row.language, row.kind) for row in tx.scalars(select(OutboxMessage).order_by("id"))]
    assert told == [
        ("招待：題 s1", "ja", "session-invitation"),
        ("Invitation: Title s2", "en", "session-invitation"),
    ]


def test_those_placed_are_invited_and_who_has_no_address_is_named():
    invited = invite_placed("s2")
    assert (invited.sent, invited.left_out) == (2, ("mute",))
    assert invitations_sent() == [(JP, "REQUEST", "s2", 0), (US, "REQUEST", "s2", 0)]
    assert _entries("session:invite") == [("sessions/s2", {"sent": 2})]


def test_nobody_is_invited_to_a_session_of_others_or_without_an_address():
    with pytest.raises(NotFoundError):
        invite_one("doe", "s1")
    with pytest.raises(DomainError, match="not-invitable"):
        invite_all("mute")
    with pytest.raises(NotFoundError):
        invite_placed("nothing")
    assert invitations_sent() == []


def test_nobody_is_invited_before_a_publication(app):
    agenda = small_agenda(working("x1", SATO))
    draft(replace(agenda, conference=replace(agenda.conference, slug="other", uid="other@example.org")))
    with transaction() as tx, pytest.raises(DomainError, match="not-published"):
        invite_to_own_sessions(tx, "other", "sato", base_url=SITE, actor=CHIEF, now=NOW)


def test_update_goes_to_those_affected_only():
    invite_all("sato")
    invite_all("doe")
    moved = replace(S1, start_at=S1.start_at + timedelta(minutes=15))
    publish(small_agenda(moved, S2), days_later=1)
    assert invitations_sent(after=3) == [(JP, "REQUEST", "s1", 1)]


def test_publication_without_a_change_of_theirs_sends_nothing():
    invite_all("doe")
    publish(small_agenda(replace(S1, title=both("New", "新")), S2), days_later=1)
    assert invitations_sent(after=1) == []


def test_cancelled_session_is_cancelled_for_all_who_were_invited():
    invite_placed("s2")
    publish(small_agenda(S1, replace(S2, status=SessionStatus.CANCELLED)), days_later=1)
    assert invitations_sent(after=2) == [(JP, "CANCEL", "s2", 1), (US, "CANCEL", "s2", 1)]
    publish(
        small_agenda(replace(S1, title=both("New", "新")), replace(S2, status=SessionStatus.CANCELLED)), days_later=2
    )
    assert invitations_sent(after=4) == []


def test_removed_session_is_cancelled():
    invite_one("doe", "s2")
    publish(small_agenda(S1), days_later=1)
    assert invitations_sent(after=1) == [(US, "CANCEL", "s2", 1)]


def test_removed_person_alone_gets_a_cancellation_that_tells_nothing_new():
    invite_placed("s2")
    secret = replace(S2, placements=placed(Role.PARTICIPANT, SATO), title=both("Secret plan", "秘密"))
    publish(small_agenda(S1, secret), days_later=1)
    assert invitations_sent(after=2) == [(JP, "REQUEST", "s2", 1), (US, "CANCEL", "s2", 1)]
    with reading() as tx:
        cancelled = tx.scalars(select(OutboxMessage).where(OutboxMessage.calendar_method == "CANCEL")).one()
    assert "STATUS:CANCELLED" in cancelled.calendar
    assert [word in cancelled.calendar + cancelled.plain for word in ("Secret", "Title s2", "sato局長")] == [
        *(False, True, False)
    ]


def test_who_has_all_by_mail_is_invited_to_what_comes_and_again_to_what_comes_back():
    invite_all("doe")
    invite_one("sato", "s1")
    without = small_agenda(S1, replace(S2, placements=placed(Role.PARTICIPANT, SATO)))
    publish(without, days_later=1)
    third = working("s3", SATO, DOE, start="2023-03-13 09:00")
    publish(small_agenda(S1, S2, third), days_later=2)
    assert invitations_sent(after=2) == [
        (US, "CANCEL", "s2", 1),
        (US, "REQUEST", "s2", 2),
        (US, "REQUEST", "s3", 0),
    ]


def test_way_back_of_a_publication_is_told_with_a_rising_sequence():
    invite_one("sato", "s1")
    moved = replace(S1, start_at=S1.start_at + timedelta(minutes=15))
    publish(small_agenda(moved, S2), days_later=1)
    with transaction() as tx:
        take_back_publication(tx, SLUG, 2, base_url=SITE, actor=CHIEF, now=PUBLISHED_AT + timedelta(days=2))
    assert invitations_sent(after=1) == [(JP, "REQUEST", "s1", 1), (JP, "REQUEST", "s1", 2)]


def test_ended_invitations_are_cancelled_and_none_comes_by_itself():
    invite_all("doe")
    assert end_all("doe").sent == 1
    assert end_all("doe").sent == 0
    publish(small_agenda(S1, S2, working("s3", DOE, start="2023-03-13 09:00")), days_later=1)
    assert invitations_sent(after=1) == [(US, "CANCEL", "s2", 1)]
    assert _entries("session:uninvite") == [("attendees/doe", {"sent": 1})]


def test_who_leaves_the_list_gets_the_entries_cancelled_at_once_and_nothing_more():
    invite_all("doe")
    with transaction() as tx:
        seen = versions()["doe"]
        withdraw_registration(tx, SLUG, "doe", seen=seen, base_url=SITE, actor=CHIEF, now=NOW)
    assert invitations_sent(after=1) == [(US, "CANCEL", "s2", 1)]
    publish(small_agenda(replace(S1, title=both("New", "新")), S2), days_later=1)
    assert invitations_sent(after=1) == [(US, "CANCEL", "s2", 1)]


def test_update_follows_the_person_to_a_new_address():
    invite_one("doe", "s2")
    with transaction() as tx:
        tx.scalars(select(Registration).where(Registration.public_id == "doe")).one().email = "new@example.org"
    publish(small_agenda(S1, replace(S2, title=both("New", "新"))), days_later=1)
    assert stored()["new", "s2"] == (True, 2, "none")
    assert invitations_sent(after=1) == [(US, "CANCEL", "s2", 1), ("new@example.org", "REQUEST", "s2", 2)]


def test_many_people_cost_no_more_statements(count_statements):
    def counted(days_later, title):
        draft(small_agenda(S1, replace(S2, title=both(title, title))))
        with count_statements() as sent:
            publish_now(days_later)
        return len(sent)

    def publish_now(days_later):
        with transaction() as tx:
            now = PUBLISHED_AT + timedelta(days=days_later)
            publish_agenda(tx, SLUG, note=Localized(), overrides=(), actor=CHIEF, now=now)

    invite_one("sato", "s2")
    one = counted(1, "A")
    invite_one("doe", "s2")
    # Notices of the first still wait: three statements, for any number, put others in their place.
    assert counted(2, "B") <= one + 3
