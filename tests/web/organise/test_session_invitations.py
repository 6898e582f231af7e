"""The organisers' pages of invitations by mail, and the person's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.models import Registration
from eventapp.operations.registrations.links import issue_link
from eventapp.operations.replies import receive_message
from eventapp.policy import MemberRole
from tests.factories import make_attendee
from tests.members import make_membership, make_user
from tests.publishing import later, publish
from tests.replies import answer_calendar, exchange_mail, google_mail, plain_mail
from tests.session_invitations import CHIEF, DOE, invitations_sent, invite_placed, small_agenda
from tests.web.requests import text_of

HERE = "/organise/sample-2023"
PEOPLE, SESSION = f"{HERE}/people", f"{HERE}/sessions/s2/invitations"
NO = "ATTENDEE;PARTSTAT=DECLINED:mailto:doe@example.org"


@pytest.fixture
def organiser(app, client, login_as):
    publish(small_agenda())
    login_as(client, role=MemberRole.ORGANISER)
    return client


def _take(data):
    with transaction() as tx:
        receive_message(tx, data, actor=CHIEF, now=utc_now())


def test_those_placed_are_invited_and_the_page_says_who_could_not_be(organiser):
    refused = organiser.post(SESSION)
    assert (refused.status_code, "The session is over." in text_of(refused)) == (409, True)
    publish(later(small_agenda()), days_later=1)
    assert "Nobody was invited by mail yet." in text_of(organiser.get(SESSION))
    answer = organiser.post(SESSION)
    assert answer.status_code == 303
    page = text_of(organiser.get(answer.headers["Location"]))
    assert "2 invitations are on their way. 1 person has no address of the own or is not on the list." in page
    assert page.count("No answer yet") == 2
    assert [told[:3] for told in invitations_sent()] == [
        ("sato@example.org", "REQUEST", "s2"),
        ("doe@example.org", "REQUEST", "s2"),
    ]


def test_answer_stands_at_the_session_and_at_the_person(organiser):
    invite_placed("s2")
    _take(google_mail(answer_calendar(attendee=NO, lines=["COMMENT:On <b>leave</b>"])))
    for address in (SESSION, f"{PEOPLE}/doe"):
        answer = organiser.get(address)
        assert "Will not attend · answered 2 Mar 2023 18:00 JST" in text_of(answer)
        assert "On &lt;b&gt;leave&lt;/b&gt;" in answer.text
    assert "Will not attend" not in text_of(organiser.get(f"{PEOPLE}/sato"))


def test_answer_for_somebody_else_says_who_gave_it(organiser):
    with transaction() as tx:
        make_membership(tx, make_user(tx, email="pa@example.org", name="Aki"), MemberRole.FOCAL_POINT, side="US")
    invite_placed("s2")
    attendee = 'ATTENDEE;PARTSTAT=DECLINED;SENT-BY="mailto:pa@example.org":mailto:doe@example.org'
    _take(exchange_mail(answer_calendar(attendee=attendee), sender="pa@example.org"))
    for address in (SESSION, f"{PEOPLE}/doe"):
        assert "answered by pa@example.org" in text_of(organiser.get(address))
    for address in (f"{HERE}/log", f"{PEOPLE}/doe"):
        assert "Aki answered an invitation by mail for DOE" in text_of(organiser.get(address))


def test_log_and_history_name_who_of_the_list_answered_for_another(app, client, login_as):
    pa = make_attendee(id="pa", email="pa@example.org", delegation=DOE.delegation, family_name="Aide", precedence=7)
    publish(replace(small_agenda(), attendees=(*small_agenda().attendees, pa)))
    login_as(client, role=MemberRole.ORGANISER)
    invite_placed("s2")
    attendee = 'ATTENDEE;PARTSTAT=DECLINED;SENT-BY="mailto:pa@example.org":mailto:doe@example.org'
    _take(exchange_mail(answer_calendar(attendee=attendee), sender="pa@example.org"))
    for address in (f"{HERE}/log", f"{PEOPLE}/doe", f"{PEOPLE}/pa", f"{HERE}/"):
        assert "AIDE answered an invitation by mail for DOE" in text_of(client.get(address))


def test_list_names_for_whom_and_which_session_an_answer_is(organiser):
    invite_placed("s2")
    _take(google_mail(answer_calendar(attendee=NO)))
    _take(google_mail(answer_calendar(attendee=NO), sender="evil@attacker.test"))
    answer = organiser.get(f"{HERE}/replies")
    page = text_of(answer)
    assert "Answer noted · Will not attend DOE · Title s2" in page
    assert "Sent from another address than the one invited · Will not attend DOE · Title s2" in page
    assert answer.text.count(f'href="{PEOPLE}/doe"') == answer.text.count(f'href="{SESSION}"') == 2


def test_answer_from_before_the_last_change_says_so(organiser):
    invite_placed("s2")
    _take(google_mail(answer_calendar()))
    s1, s2 = small_agenda().sessions
    publish(small_agenda(s1, replace(s2, end_at=s2.end_at + timedelta(minutes=5))), days_later=3)
    assert "before the last change" in text_of(organiser.get(SESSION))


def test_person_is_invited_to_one_session_and_taken_out_again(organiser):
    publish(later(small_agenda()), days_later=1)
    assert organiser.post(f"{PEOPLE}/doe/invite", data={"session": "s2"}).status_code == 303
    page = text_of(organiser.get(f"{PEOPLE}/doe"))
    assert ("No answer yet" in page, "Invite by mail to all own sessions" in page) == (True, True)
    assert organiser.post(f"{PEOPLE}/doe/uninvite").status_code == 303
    assert "Taken back" in text_of(organiser.get(f"{PEOPLE}/doe"))
    assert [told[1] for told in invitations_sent()] == ["REQUEST", "CANCEL"]


def test_person_has_all_sessions_by_mail(organiser):
    assert organiser.post(f"{PEOPLE}/doe/invite").status_code == 303
    page = text_of(organiser.get(f"{PEOPLE}/doe"))
    assert ("Has every own session by mail" in page, "Invite by mail to all own sessions" in page) == (True, False)


def test_what_cannot_be_done_is_said(organiser):
    wrong = organiser.post(f"{PEOPLE}/doe/invite", data={"session": "s1"})
    assert (wrong.status_code, "this session is not the person's" in text_of(wrong)) == (409, True)
    mute = organiser.post(f"{PEOPLE}/mute/invite")
    assert (mute.status_code, "has an address can be invited" in text_of(mute)) == (409, True)
    assert organiser.post(f"{PEOPLE}/nobody/invite").status_code == 404
    assert organiser.get(f"{HERE}/sessions/nothing/invitations").status_code == 404
    assert invitations_sent() == []


def test_list_of_what_came_in_shows_text_as_text_and_of_this_conference_only(organiser):
    _take(plain_mail("<script>alert(1)</script> Where?", subject="<i>Hall</i>"))
    _take(plain_mail("Buy!", sender="spam@example.com"))
    answer = organiser.get(f"{HERE}/replies")
    page = text_of(answer)
    assert ("<script>alert" in answer.text, "<i>Hall" in answer.text, "Buy!" in page) == (False, False, False)
    assert "doe@example.org" in page
    assert "A message without an answer for calendars" in page


def test_form_of_the_session_leads_to_its_invitations(organiser):
    assert 'href="/organise/sample-2023/sessions/s2/invitations"' in organiser.get(f"{HERE}/sessions/s2").text


def test_person_asks_for_invitations_and_ends_them(app, client):
    publish(small_agenda())
    with transaction() as tx:
        key = tx.scalars(select(Registration.id).where(Registration.public_id == "doe")).one()
        now = utc_now()
        page = f"/me/{issue_link(tx, key, ends_on=(now + timedelta(days=1)).date(), now=now)}/calendar"
    assert "Send me invitations by mail" in text_of(client.get(page))
    done = client.post(f"{page}/mail")
    assert "Your sessions are on their way to you by mail." in text_of(client.get(done.headers["Location"]))
    done = client.post(f"{page}/mail/end")
    assert "No more invitations will come" in text_of(client.get(done.headers["Location"]))
