"""The doors of registration as their page shows them: who comes in here and now, and how everybody else does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from eventapp.domain.registration import CategoryRule, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from tests.factories import make_agenda, make_attendee, make_delegation, sample_agenda
from tests.publishing import draft
from tests.registrations import GUEST, OPEN, give_plan, make_plan
from tests.web.registering import FORM, rows, send, subjects
from tests.web.requests import text_of

DELEGATE, PRESS = AttendeeCategory.DELEGATE, AttendeeCategory.PRESS


def shown(client, address=FORM, language="ja"):
    return client.get(address, headers={"Accept-Language": language})


def test_several_open_doors_are_chosen_from_first_each_with_its_time(client, sample):
    closes = replace(OPEN, closes_at=datetime(2030, 3, 3, 9, tzinfo=UTC))
    give_plan(make_plan(rules={GUEST: OPEN, PRESS: closes, DELEGATE: CategoryRule(mode=RegistrationMode.FOCAL_POINT)}))
    page = shown(client, language="en")
    said = text_of(page)
    assert ("Register as" in said, 'id="register"' in page.text) == (True, False)
    assert f'href="{FORM}?as=press"' in page.text
    assert f'href="{FORM}?as=delegate"' not in page.text
    assert "The focal point of your delegation puts you on the list." in said
    form = shown(client, f"{FORM}?as=press", language="en")
    assert ('action="/conferences/sample-2023/register?as=press"' in form.text, "Press" in text_of(form)) == (
        True,
        True,
    )
    send(client, f"{FORM}?as=press", side="US", **{"organisation-ja": "新聞社", "position-ja": "記者"})
    assert rows()[0].category == "press"


LATER, EARLIER = datetime(2040, 1, 2, 3, 4, tzinfo=UTC), datetime(2020, 1, 2, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("category", "rule", "said"),
    [
        (GUEST, replace(OPEN, opens_at=LATER), "Registration opens on Mon 2 Jan 2040 12:04 JST."),
        (GUEST, replace(OPEN, closes_at=EARLIER), "Registration closed on Thu 2 Jan 2020 12:04 JST."),
        (GUEST, CategoryRule(mode=RegistrationMode.INVITATION), "Registration is by invitation"),
        (DELEGATE, CategoryRule(mode=RegistrationMode.FOCAL_POINT), "The focal point of your delegation"),
        (GUEST, CategoryRule(), "Nobody can register for this conference here."),
    ],
)
def test_shut_door_says_why_and_takes_nothing(client, sample, category, rule, said):
    give_plan(make_plan(rules={category: rule}))
    page = shown(client, language="en")
    assert (page.status_code, said in text_of(page), 'id="register"' in page.text) == (200, True, False)
    response = send(client, f"{FORM}?as={category.value}")
    assert (response.status_code, rows(), subjects()) == (409, [], [])


MANY = {
    DELEGATE: CategoryRule(mode=RegistrationMode.FOCAL_POINT),
    AttendeeCategory.SPEAKER: CategoryRule(mode=RegistrationMode.INVITATION),
    PRESS: replace(OPEN, opens_at=LATER),
    GUEST: OPEN,
}
HOW = (
    "Delegate The focal point of your delegation puts you on the list. "
    "Speaker Registration is by invitation: the link is in the mail that invites you. "
)
WHEN = "Press Registration opens on Mon 2 Jan 2040 12:04 JST."


def test_form_of_the_only_open_door_says_for_whom_it_is_and_how_the_others_come(client, sample):
    give_plan(make_plan(rules=MANY))
    page = shown(client, language="en")
    said = text_of(page)
    assert ("You register as: Guest" in said, 'id="register"' in page.text) == (True, True)
    assert f"If you come as something else {HOW}{WHEN}" in said
    japanese = text_of(shown(client))
    assert ("登録区分：一般参加者" in japanese, "2040年1月2日（月）12時4分（日本時間）" in japanese) == (True, True)


def test_shut_category_that_is_asked_for_says_why_and_what_is_open(client, sample):
    give_plan(make_plan(rules=MANY))
    for category, said in (
        ("press", f"{WHEN} If you come as something else {HOW}Guest"),
        ("staff", "Staff Nobody can register as this here. Ask the organisers. If you come as something else"),
    ):
        page = shown(client, f"{FORM}?as={category}", language="en")
        assert (page.status_code, 'id="register"' in page.text, said in text_of(page)) == (200, False, True)
        assert f'href="{FORM}?as=guest"' in page.text
        assert send(client, f"{FORM}?as={category}").status_code == 409


def test_what_is_no_category_leads_to_the_choice(client, sample):
    give_plan(make_plan(rules=MANY))
    page = shown(client, f"{FORM}?as=nonsense", language="en")
    assert ('id="register"' in page.text, f"Register as {HOW}{WHEN} Guest" in text_of(page)) == (False, True)
    assert (send(client, f"{FORM}?as=nonsense").status_code, rows()) == (409, [])


POST = {"organisation-ja": "新聞社", "position-ja": "記者"}


def test_press_is_not_asked_for_a_side_and_takes_no_place_of_one(client, sample):
    agenda = sample_agenda()
    press = make_delegation(code="PR", position=9, is_side=False)
    reporter = make_attendee(id="reporter", delegation=press, category=PRESS)
    draft(replace(agenda, delegations=(*agenda.delegations, press), attendees=(*agenda.attendees, reporter)))
    give_plan(make_plan(rules={PRESS: OPEN}, of_sides={"US": 0, "JP": 0}))
    assert 'name="side"' not in shown(client).text
    assert send(client, side="US", **POST).status_code == 303
    (row,) = (row for row in rows() if row.source == "self")
    assert (row.side, row.state) == ("PR", "confirmed")


def test_press_of_a_conference_without_a_group_for_it_belongs_to_none(client, sample):
    agenda = sample_agenda()
    sides = tuple(one for one in agenda.delegations if one.is_side)
    kept = {one.code for one in sides}
    people = tuple(one for one in agenda.attendees if one.delegation.code in kept)
    draft(replace(make_agenda(attendees=people, delegations=sides), conference=agenda.conference))
    give_plan(make_plan(rules={PRESS: OPEN}))
    assert send(client, side="US", **POST).status_code == 303
    (row,) = (row for row in rows() if row.source == "self")
    assert (row.side, row.state) == ("", "confirmed")


def test_delegate_chooses_among_the_sides_alone(client, sample):
    give_plan(make_plan(rules={DELEGATE: OPEN}))
    assert sorted(re.findall(r'name="side"[^>]*value="(\w+)"', shown(client).text)) == ["JP", "US"]
    assert send(client, side="SEC", **POST).status_code == 422
