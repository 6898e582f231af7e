"""Answers that somebody gives for somebody else: who may, whose answer holds, and that all of it says who it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.session_invitations import Reception
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import AuditEntry, AuditMention, ReceivedMessage, Registration, SessionInvitation
from eventapp.operations.privacy.erasing import erase_person
from eventapp.operations.replies import receive_message
from eventapp.policy import MemberRole
from tests.factories import make_attendee
from tests.members import make_membership, make_user
from tests.publishing import publish
from tests.registrations import SITE
from tests.replies import STAMP, answer_calendar, exchange_mail
from tests.session_invitations import CHIEF, DOE, SATO, invite_placed, small_agenda

NOW = STAMP + timedelta(days=1)
PA = "pa@example.org"
FOR_DOE = 'ATTENDEE;PARTSTAT={said};SENT-BY="mailto:{by}":mailto:doe@example.org'
OWN = "ATTENDEE;PARTSTAT={said}:mailto:doe@example.org"


@pytest.fixture
def invite(app):
    """Give a function that publishes the small agenda, with an assistant of these fields, and invites to s2."""

    def invited(**fields):
        people = (make_attendee(id="pa", email=PA, precedence=7, **fields),) if fields else ()
        agenda = small_agenda()
        publish(replace(agenda, attendees=(*agenda.attendees, *people)))
        invite_placed("s2")

    return invited


def answer(said="ACCEPTED", *, sender=PA, by=PA, stamp=STAMP, sequence=0):
    """Take in an answer for Doe, by somebody else unless `by` is nobody; give what became of it."""
    attendee = FOR_DOE.format(said=said, by=by) if by else OWN.format(said=said)
    data = exchange_mail(answer_calendar(attendee=attendee, stamp=stamp, sequence=sequence), sender=sender)
    with transaction() as tx:
        return receive_message(tx, data, actor=CHIEF, now=NOW).reception


def own(said, **fields):
    return answer(said, sender="doe@example.org", by="", **fields)


def does():
    with reading() as tx:
        row = tx.scalars(select(SessionInvitation).where(SessionInvitation.address == "doe@example.org")).one()
        return row.answer.value, row.answered_by


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"delegation": DOE.delegation}, Reception.ANSWERED),
        ({"delegation": DOE.delegation, "category": AttendeeCategory.STAFF}, Reception.ANSWERED),
        ({"delegation": DOE.delegation, "category": AttendeeCategory.PRESS}, Reception.OTHER_SENDER),
        ({"delegation": DOE.delegation, "category": AttendeeCategory.GUEST}, Reception.OTHER_SENDER),
        ({"delegation": SATO.delegation}, Reception.OTHER_SENDER),
        ({}, Reception.OTHER_SENDER),
    ],
)
def test_somebody_of_the_delegation_on_the_list_may_answer_for_another(invite, fields, expected):
    invite(**fields)
    assert answer() is expected
    assert does() == (("accepted", PA) if expected is Reception.ANSWERED else ("none", ""))


def test_somebody_who_left_the_list_may_not(invite):
    invite(delegation=DOE.delegation)
    with transaction() as tx:
        row = tx.scalars(select(Registration).where(Registration.public_id == "pa")).one()
        row.state = type(row.state).WITHDRAWN
    assert (answer(), does()) == (Reception.OTHER_SENDER, ("none", ""))


def test_for_the_press_nobody_of_the_delegation_answers(invite):
    invite(delegation=DOE.delegation)
    with transaction() as tx:
        tx.scalars(select(Registration).where(Registration.public_id == "doe")).one().category = AttendeeCategory.PRESS
    assert (answer(), does()) == (Reception.OTHER_SENDER, ("none", ""))


@pytest.mark.parametrize(
    ("role", "side", "expected"),
    [
        (MemberRole.FOCAL_POINT, "US", Reception.ANSWERED),
        (MemberRole.FOCAL_POINT, "JP", Reception.OTHER_SENDER),
        (MemberRole.ORGANISER, "", Reception.ANSWERED),
        (MemberRole.EDITOR, "", Reception.OTHER_SENDER),
        (MemberRole.READER, "", Reception.OTHER_SENDER),
        (None, "", Reception.OTHER_SENDER),
    ],
)
def test_account_that_looks_after_the_delegation_may_answer(invite, role, side, expected):
    invite()
    with transaction() as tx:
        user = make_user(tx, email=PA, name="Aki Assistant")
        if role:
            make_membership(tx, user, role, side=side)
    assert answer() is expected
    assert does() == (("accepted", PA) if expected is Reception.ANSWERED else ("none", ""))


def test_sender_has_to_be_the_one_whom_the_answer_names(invite):
    invite(delegation=DOE.delegation)
    assert answer(by="other@example.org") is Reception.OTHER_SENDER
    assert answer(by="") is Reception.OTHER_SENDER
    assert answer(sender="doe@example.org") is Reception.ANSWERED
    assert does() == ("accepted", "")


def test_forged_answer_is_listed_with_whom_and_what_it_is_for(invite):
    invite()
    answer("DECLINED", sender="evil@attacker.test", by="evil@attacker.test")
    with reading() as tx:
        row = tx.scalars(select(ReceivedMessage)).one()
        assert (row.sender, row.attendee, row.session, row.answer.value) == (
            "evil@attacker.test",
            "doe",
            "s2",
            "declined",
        )


@pytest.mark.parametrize("minutes", [-1, 0, 1])
def test_own_answer_holds_against_anothers_to_the_same_sequence(invite, minutes):
    invite(delegation=DOE.delegation)
    own("ACCEPTED")
    stamp = STAMP + timedelta(minutes=minutes)
    for sequence in (0, 900):
        assert answer("DECLINED", stamp=stamp, sequence=sequence) is Reception.OWN_ANSWER
    assert does() == ("accepted", "")


@pytest.mark.parametrize("minutes", [-1, 1])
def test_own_answer_takes_the_place_of_anothers(invite, minutes):
    invite(delegation=DOE.delegation)
    answer("DECLINED")
    assert own("ACCEPTED", stamp=STAMP + timedelta(minutes=minutes)) is Reception.ANSWERED
    assert does() == ("accepted", "")


def test_another_answers_anew_what_was_sent_since(invite):
    invite(delegation=DOE.delegation)
    own("ACCEPTED")
    s1, s2 = small_agenda().sessions
    later = replace(s2, end_at=s2.end_at + timedelta(minutes=5))
    people = (*small_agenda().attendees, make_attendee(id="pa", email=PA, precedence=7, delegation=DOE.delegation))
    publish(replace(small_agenda(s1, later), attendees=people), days_later=3)
    assert answer("DECLINED", sequence=1) is Reception.ANSWERED
    assert does() == ("declined", PA)


def test_log_says_who_answered_for_whom(invite):
    invite(delegation=DOE.delegation)
    answer()
    with reading() as tx:
        entry = tx.scalars(select(AuditEntry).where(AuditEntry.action == "answer:relay")).one()
        items = tx.scalars(select(AuditMention.item).where(AuditMention.entry_id == entry.id)).all()
    assert (entry.actor, entry.details["answered_by"], entry.subject, set(items)) == (
        *("participant", "pa"),
        "attendees/doe",
        {"attendees/doe", "sessions/s2", "attendees/pa"},
    )


def test_account_that_answered_is_the_one_of_the_log(invite):
    invite()
    with transaction() as tx:
        user = make_user(tx, email=PA, name="Aki Assistant")
        make_membership(tx, user, MemberRole.ORGANISER)
        user_id = user.id
    answer()
    with reading() as tx:
        entry = tx.scalars(select(AuditEntry).where(AuditEntry.action == "answer:relay")).one()
    assert (entry.actor, entry.user_id) == ("Aki Assistant", user_id)


def _erase(address):
    with transaction() as tx:
        erase_person(tx, address, base_url=SITE, actor=CHIEF, now=NOW)


def test_erased_assistant_is_named_nowhere(invite):
    invite(delegation=DOE.delegation)
    answer()
    _erase(PA)
    with reading() as tx:
        told = tx.execute(select(AuditEntry.actor, AuditEntry.details).where(AuditEntry.action == "answer:relay")).all()
    assert (does(), PA in str(told)) == (("accepted", "(erased)"), False)


def test_what_a_stranger_answered_for_somebody_erased_is_gone_too(invite):
    invite()
    answer("DECLINED", sender="evil@attacker.test", by="evil@attacker.test")
    _erase("doe@example.org")
    with reading() as tx:
        assert tx.scalars(select(ReceivedMessage)).all() == []
