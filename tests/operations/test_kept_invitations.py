"""Invitations that follow a person and a session: called off and on again, another address, sessions given up, two who become one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.registration import Application
from eventapp.domain.vocabulary import AttendeeCategory, SessionKind, SessionStatus
from eventapp.models import OutboxMessage
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.operations.registrations.choices import Choices
from eventapp.operations.registrations.merging import merge_people
from eventapp.operations.registrations.sides import Whom
from eventapp.operations.registrations.substituting import substitute_person
from eventapp.operations.session_invitations import invite_to_session
from eventapp.queries.registrations import get_registration
from eventapp.queries.side_lists import get_side_person
from tests.factories import both
from tests.publishing import publish
from tests.registrations import SITE, SLUG, give_plan, make_application, make_plan, register
from tests.session_invitations import (
    CHIEF,
    DOE,
    MUTE,
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
S1, S2 = working("s1", SATO), working("s2", SATO, DOE, MUTE, start="2023-03-12 11:00")
OFF = replace(S2, status=SessionStatus.CANCELLED)
TALK = working("talk", start="2023-03-12 14:00", kind=SessionKind.PUBLIC_EVENT)


@pytest.fixture(autouse=True)
def _published(app):
    publish(small_agenda(S1, S2, TALK))


def _republish(*sessions, days_later=1):
    publish(small_agenda(*sessions, TALK), days_later=days_later)


def _mails():
    """Give subject and text of the messages to calendars, in their order."""
    with reading() as tx:
        rows = tx.scalars(select(OutboxMessage).where(OutboxMessage.kind == "session-invitation").order_by("id"))
        return [(row.subject, row.plain, row.calendar) for row in rows]


def test_session_that_takes_place_after_all_is_in_the_calendars_again():
    invite_placed("s2")
    _republish(S1, OFF)
    _republish(S1, S2, days_later=2)
    assert invitations_sent(after=2) == [
        *((JP, "CANCEL", "s2", 1), (US, "CANCEL", "s2", 1)),
        *((JP, "REQUEST", "s2", 2), (US, "REQUEST", "s2", 2)),
    ]
    subjects = [subject for subject, *_ in _mails()]
    assert subjects[3::2] == ["Cancelled: Title s2", "Takes place after all: Title s2"]


def test_invitation_taken_back_meanwhile_stays_so():
    invite_placed("s2")
    _republish(S1, OFF)
    end_all("doe")
    _republish(S1, S2, days_later=2)
    assert invitations_sent(after=4) == [(JP, "REQUEST", "s2", 2)]


def test_cancellation_says_whether_the_session_is_off_or_goes_on_without_the_reader():
    invite_one("doe", "s2")
    alone = replace(S2, placements=S2.placements[:1])
    _republish(S1, alone)
    subject, plain, calendar = _mails()[-1]
    assert subject == "Not in your programme any more: Title s2"
    assert "The session goes on without you." in plain
    assert ("STATUS:CANCELLED" in calendar, "[CANCELLED" in calendar) == (True, False)
    invite_one("sato", "s2")
    _republish(S1, replace(alone, status=SessionStatus.CANCELLED), days_later=2)
    subject, plain, calendar = _mails()[-1]
    assert subject == "中止：題 s2"
    assert "SUMMARY;LANGUAGE=ja:[CANCELLED / 中止] 題 s2" in calendar


def test_update_tells_what_changed_and_by_both_clocks():
    invite_one("doe", "s2")
    later = working("s2", SATO, DOE, MUTE, start="2023-03-12 11:30", title=both("Other", "別"))
    _republish(S1, later)
    *_, plain, _ = _mails()[-1]
    assert "Later, renamed." in plain
    assert "“Other”, in which you take part: Sun 12 Mar 11:30–12:30\u00a0JST (Sat 21:30\u00a0EST)." in plain
    assert "It was 11:00" in plain


def test_message_leads_to_the_sessions_page_or_where_it_has_none_to_the_own():
    _republish(S1, replace(S2, audience="participants"))
    invite_one("sato", "s1")
    invite_one("sato", "s2")
    (_, first, _), (_, second, of_second) = _mails()
    assert f"{SITE}/conferences/{SLUG}/sessions/s1" in first
    assert (f"{SITE}/me/own-page" in second, "/sessions/s2" in second + of_second) == (True, False)


def _amend(name, **fields):
    with transaction() as tx:
        seen = get_registration(tx, SLUG, name).version
        wish = Amendment(base_url=SITE, **fields)
        amend_registration(tx, SLUG, name, wish, seen=seen, is_marked=False, actor=CHIEF, now=NOW)


def test_entries_move_to_another_address_at_once():
    invite_one("doe", "s2")
    _amend("doe", email="new@example.org")
    assert invitations_sent(after=1) == [(US, "CANCEL", "s2", 1), ("new@example.org", "REQUEST", "s2", 2)]


def test_session_chosen_or_given_up_follows_at_once():
    give_plan(make_plan(of_sessions={"talk": 5}))
    guest = register(make_application(sessions=("talk",)))
    invite_all(guest)
    _amend(guest, choices=Choices(sessions=()))
    _amend(guest, choices=Choices(sessions=("talk",)))
    assert [one[1:] for one in invitations_sent()] == [
        *(("REQUEST", "talk", 0), ("CANCEL", "talk", 1), ("REQUEST", "talk", 2))
    ]


def test_who_may_not_see_a_session_any_more_loses_it_at_once():
    _republish(S1, replace(S2, audience="participants"))
    give_plan(make_plan())
    invite_one("doe", "s2")
    _amend("doe", category=AttendeeCategory.PRESS)
    assert invitations_sent(after=1) == [(US, "CANCEL", "s2", 2)]


def test_what_changes_for_who_has_nothing_by_mail_sends_nothing():
    _amend("doe", email="new@example.org")
    assert invitations_sent() == []


def _merge(keep, gone):
    with transaction() as tx:
        seen = (get_registration(tx, SLUG, keep).version, get_registration(tx, SLUG, gone).version)
        merge_people(tx, SLUG, keep=keep, gone=gone, seen=seen, base_url=SITE, actor=CHIEF, now=NOW)


def test_of_two_who_become_one_the_address_kept_has_the_entries():
    give_plan(make_plan(of_sessions={"talk": 5}))
    first, second = (register(make_application(email=f"{n}@example.org", sessions=("talk",))) for n in ("a", "b"))
    for one in (first, second):
        invite_one(one, "talk")
    _merge(first, second)
    assert invitations_sent(after=2) == [("b@example.org", "CANCEL", "talk", 1)]
    assert stored() == {("a", "talk"): (True, 1, "none")}


def test_invitation_that_only_the_other_had_moves_to_the_address_kept():
    give_plan(make_plan(of_sessions={"talk": 5}))
    first, second = (register(make_application(email=f"{n}@example.org", sessions=("talk",))) for n in ("a", "b"))
    invite_one(second, "talk")
    _merge(first, second)
    assert invitations_sent(after=1) == [
        ("b@example.org", "CANCEL", "talk", 1),
        ("a@example.org", "REQUEST", "talk", 2),
    ]


def test_who_is_replaced_loses_the_entries_at_once():
    invite_one("doe", "s2")
    wish = Application(
        category=AttendeeCategory.DELEGATE,
        email="next@example.org",
        person={"family_name": "Next"},
        language="en",
        key="k",
    )
    with reading() as tx:
        seen = get_side_person(tx, SLUG, "US", "doe").version
    with transaction() as tx:
        substitute_person(tx, Whom(SLUG, "US", "doe"), wish, seen=seen, base_url=SITE, actor=CHIEF, now=NOW)
    assert invitations_sent(after=1) == [(US, "CANCEL", "s2", 1)]


def test_entry_of_a_site_whose_address_nobody_knows_has_no_address():
    with transaction() as tx:
        invite_to_session(tx, SLUG, "doe", "s2", base_url="", actor=CHIEF, now=NOW)
    ((_, plain, calendar),) = _mails()
    assert ("URL" in calendar, "/conferences/" in plain + calendar, "/me/" in plain) == (False, False, False)
