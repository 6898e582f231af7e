"""A notice to somebody who has sessions by mail: what was and what is, and no second entry for the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.domain.localized import Localized
from eventapp.domain.vocabulary import SessionStatus
from eventapp.models import OutboxMessage
from eventapp.operations.publications import publish_agenda
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.registered import list_off_list
from tests.publishing import draft, publish
from tests.registrations import SITE, SLUG
from tests.session_invitations import (
    CHIEF,
    DOE,
    MUTE,
    NOW,
    SATO,
    invitations_sent,
    invite_all,
    invite_one,
    invite_placed,
    small_agenda,
    working,
)

S1, S2 = working("s1", SATO), working("s2", SATO, DOE, MUTE, start="2023-03-12 11:00")
BY_MAIL = "of their own"
QUARTER = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def _published(app):
    publish(small_agenda(S1, S2))


def _moved(session):
    return replace(session, start_at=session.start_at + QUARTER, end_at=session.end_at + QUARTER)


def _told(*sessions):
    """Publish these and give, by address, the sessions attached to the notices and whether they tell of invitations."""
    draft(small_agenda(*sessions))
    with transaction() as tx:
        publish_agenda(tx, SLUG, note=Localized(), overrides=(), actor=CHIEF, base_url=SITE, now=NOW)
    with reading() as tx:
        rows = list(tx.scalars(select(OutboxMessage).where(OutboxMessage.kind == "change-notice")))
    return {
        row.recipient.partition("@")[0]: (_uids(row.calendar), "それぞれ別の" in row.plain or BY_MAIL in row.plain)
        for row in rows
    }


def _uids(calendar):
    found = Calendar.from_ical(calendar).walk("VEVENT") if calendar else []
    return [str(one["UID"]).partition("@")[0] for one in found]


def test_entry_that_comes_as_an_invitation_is_not_attached_to_the_notice_too():
    invite_one("sato", "s1")
    assert _told(_moved(S1), _moved(S2)) == {"sato": (["s2"], True), "doe": (["s2"], False)}
    assert [one[:3] for one in invitations_sent(after=1)] == [("sato@example.org", "REQUEST", "s1")]


def test_who_has_all_by_mail_has_nothing_attached_also_not_what_is_new():
    invite_all("doe")
    new = working("s3", DOE, start="2023-03-12 14:00")
    assert _told(S1, _moved(S2), new) == {"sato": (["s2"], False), "doe": ([], True)}
    assert [one[1:3] for one in invitations_sent(after=1)] == [("REQUEST", "s2"), ("REQUEST", "s3")]


def test_session_that_takes_place_after_all_comes_once():
    invite_one("doe", "s2")
    _told(S1, replace(S2, status=SessionStatus.CANCELLED))
    with transaction() as tx:
        tx.execute(update(OutboxMessage).values(sent_at=NOW))
    assert _told(S1, S2)["doe"] == ([], True)
    assert [one[1] for one in invitations_sent()] == ["REQUEST", "CANCEL", "REQUEST"]


def test_who_has_left_the_list_is_told_nothing_though_placed_still():
    with transaction() as tx:
        withdraw_registration(tx, SLUG, "sato", base_url=SITE, actor=CHIEF, now=NOW)
    assert list(_told(_moved(S1), _moved(S2))) == ["doe"]
    with reading() as tx:
        conference_id = get_conference_id(tx, SLUG)
        off = list_off_list(tx, conference_id)
    assert off == {"sato"}


def test_notice_leads_to_the_agenda_only_where_that_has_what_changed():
    _told(_moved(S1), replace(S2, audience="participants"))
    with reading() as tx:
        rows = tx.scalars(select(OutboxMessage).where(OutboxMessage.kind == "change-notice").order_by(OutboxMessage.id))
        first = {row.recipient.partition("@")[0]: "/agenda" in row.plain for row in rows}
    assert first == {"sato": True, "doe": False}


def test_nobody_is_invited_to_what_is_over():
    with pytest.raises(DomainError, match="session-over"):
        invite_one("sato", "s1", now=S1.end_at)
    with pytest.raises(DomainError, match="session-over"):
        invite_placed("s1", now=S1.end_at)
    invite_all("sato", now=S1.end_at)
    assert [one[2] for one in invitations_sent()] == ["s2"]
