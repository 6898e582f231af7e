"""Organisers decide on people of the list: as they were seen, within the limits and beyond, in the order of the waiting list."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading
from eventapp.domain.registration import Approval, CategoryRule, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import OutboxMessage
from eventapp.policy import MemberRole
from eventapp.queries.personal_pages import get_personal
from tests.factories import sample_agenda
from tests.members import login_as
from tests.publishing import draft
from tests.registrations import (
    GUEST,
    REGISTERED_AT,
    SLUG,
    give_plan,
    make_application,
    make_person,
    make_plan,
    register,
    seen,
    states,
)
from tests.web.organise.people_pages import HERE, lines_of, names_on
from tests.web.requests import text_of

DELEGATE = AttendeeCategory.DELEGATE
FULL = CategoryRule(mode=RegistrationMode.OPEN, capacity=0)


@pytest.fixture
def chief(client, app):
    draft(sample_agenda())
    approved = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER)
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN), DELEGATE: approved}))
    login_as(client, role=MemberRole.ORGANISER, name="Chief")
    return client


def _guest(**person):
    return register(make_application(person=make_person(**person)))


def test_those_ticked_are_approved_and_who_has_no_place_waits(chief):
    rule = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER, capacity=1)
    give_plan(make_plan(rules={GUEST: rule}))
    first, second = _guest(), _guest()
    answer = chief.post(HERE, data={"who": [second, first], "seen": seen(first, second), "do": "approve", "q": "mihon"})
    assert (answer.status_code, {states()[first], states()[second]}) == (303, {"confirmed", "waitlisted"})
    page = chief.get(answer.location)
    assert "1 person is on the list now." in text_of(page)
    assert "1 person is on the waiting list: there was no place left." in text_of(page)
    assert names_on(page) == [first, second]


def test_all_found_are_meant_also_on_other_pages(chief):
    register(make_application(category=DELEGATE, side="JP"))
    register(make_application(category=DELEGATE, side="US"))
    found = _seen(chief.get(f"{HERE}?state=pending"))
    late = register(make_application(category=DELEGATE, side="JP"))
    answer = chief.post(HERE, data={"all": "1", "state": "pending", "seen": found, "do": "approve"})
    assert "2 people are on the list now." in text_of(chief.get(answer.location))
    assert [name for name, state in states().items() if state == "pending"] == [late]


def test_all_found_may_be_meant_on_one_page_too_and_the_script_has_a_box_of_its_own(chief):
    _guest()
    page = chief.get(f"{HERE}?category=guest")
    assert re.search(r'name="all" value="1">\s*<span>\s*With the 1 found\s*</span>', page.text)
    assert re.search(r'<label class="tk-l" hidden>\s*<input type="checkbox" data-tick-all>', page.text)


def _seen(page):
    """Give how a page says that its people were seen."""
    return re.search(r'name="seen" value="([^"]*)"', page.text)[1]


def _mails():
    with reading() as tx:
        return [
            (m.recipient, m.subject.partition(":")[0])
            for m in tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        ]


def test_slower_of_two_windows_leaves_who_was_decided_on_and_says_how_he_stands(chief):
    rule = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER, capacity=1)
    give_plan(make_plan(rules={GUEST: rule}))
    _, paul, other = (_guest(given_name=name) for name in ("Anna", "Paul", "Rin"))
    first = register(make_application(category=GUEST))
    found = _seen(chief.get(HERE))
    chief.post(HERE, data={"who": [first, paul], "seen": found, "do": "approve"})
    told = _mails()
    asked = chief.post(HERE, data={"who": [paul, other], "seen": found, "do": "decline"})
    sent = {"who": [paul, other], "seen": _seen(asked)}
    answer = chief.post(f"{HERE}/decline", data=sent)
    said = text_of(chief.get(answer.location))
    assert "1 registration was declined." in said
    assert "1 person was changed meanwhile and left as is: MIHON Paul (On the list)" in said
    assert (states()[paul], states()[other], len(_mails())) == ("confirmed", "declined", len(told) + 1)


def test_waiting_list_stands_in_the_order_of_offers_and_each_is_told_the_place(chief):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN), DELEGATE: FULL}))
    late, early, guest = (REGISTERED_AT + timedelta(minutes=n) for n in (2, 1, 3))
    second = register(make_application(category=DELEGATE, side="JP"), now=late)
    first = register(make_application(category=DELEGATE, side="US"), now=early)
    give_plan(make_plan(rules={GUEST: FULL, DELEGATE: FULL}))
    third = register(now=guest)
    page = chief.get(f"{HERE}?state=waitlisted")
    assert names_on(page) == [first, second, third]
    ranks = ["1st on the waiting list", "2nd on the waiting list", "3rd on the waiting list"]
    assert re.findall(r"\d\w\w on the waiting list", lines_of(page)) == ranks
    assert names_on(chief.get(f"{HERE}?q=mihon")) == [second, first, third]
    for name, rank in zip((first, second, third), (1, 2, 3), strict=True):
        with reading() as tx:
            assert get_personal(tx, SLUG, name).place == rank
        assert ranks[rank - 1] in text_of(chief.get(f"{HERE}/{name}"))
    rows = csv.DictReader(io.StringIO(chief.get(f"{HERE}/export.csv?state=waitlisted").data.decode("utf-8-sig")))
    assert [row["Id"] for row in rows] == [first, second, third]


def test_decision_on_the_page_of_a_person_says_there_what_became_of_it(chief):
    rule = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER, capacity=1)
    give_plan(make_plan(rules={GUEST: rule}, of_sessions={"s-open": 1}))
    first, second = (register(make_application(sessions=("s-open",))) for _ in range(2))
    press = {"who": first, "origin": first, "do": "approve"}
    stale = chief.post(HERE, data=press | {"seen": f"{first}:7"})
    assert "1 person was changed meanwhile and left as is: MIHON Hanako (To decide)" in text_of(
        chief.get(stale.location)
    )
    done = chief.post(HERE, data=press | {"seen": _seen(chief.get(f"{HERE}/{first}"))})
    assert done.location == f"{HERE}/{first}?confirmed=1"
    assert "1 person is on the list now." in text_of(chief.get(done.location))
    for _ in range(2):
        press = {"who": second, "origin": second, "do": "approve", "seen": _seen(chief.get(f"{HERE}/{second}"))}
        full = chief.get(chief.post(HERE, data=press).location)
        for line in ("No place for: MIHON Hanako", "Every place for this category is taken: Guest."):
            assert line in text_of(full)
        assert states()[second] == "waitlisted"
    assert "Every place in this session is taken: " in text_of(full)
    head, _, tail = full.text.partition('name="beyond"')
    form = head.rpartition("<form")[2] + tail.partition("</form>")[0]
    sent = dict(re.findall(r'name="(who|seen|origin)"\s+value="([^"]+)"', form)) | {"beyond": "1", "do": "approve"}
    beyond = chief.post(HERE, data=sent)
    page = text_of(chief.get(beyond.location))
    assert (states()[second], "No place for" in page) == ("confirmed", False)
    assert "put MIHON Hanako on the list beyond the limit" in page


def test_person_is_taken_off_the_list_and_told(chief):
    name = register(make_application(email="mihon@example.org"))
    late = chief.post(f"{HERE}/{name}/withdraw", data={"version": "7"})
    assert (late.status_code, states()[name]) == (409, "confirmed")
    assert "Somebody changed this registration meanwhile. Look at it again." in text_of(late)
    chief.post(f"{HERE}/{name}/withdraw", data={"version": "1"})
    assert states()[name] == "withdrawn"
    with reading() as tx:
        last = tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
    assert (last.recipient, last.subject.partition(":")[0]) == ("mihon@example.org", "Registration withdrawn")
