"""The list of participants at a person's own address: the list that the person may see, and nothing told of the address."""

from __future__ import annotations

import re

import pytest

from eventapp.db import transaction
from eventapp.domain.audiences import PARTICIPANTS, PUBLIC
from eventapp.domain.registration import Approval, CategoryRule, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.operations.registrations.lost_links import end_links
from eventapp.policy import Actor
from tests.issuing import agree_sides, issue_list
from tests.registrations import REGISTERED_AT, SLUG, give_plan, make_application, make_plan, register
from tests.web.requests import headers_of, heading_of
from tests.web.test_personal_pages import link_of

FORMS = ("", ".pdf", ".xlsx")
C = AttendeeCategory


@pytest.fixture
def lists(sample):
    """Issue both lists: JP's people are named to participants only."""
    approved = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER)
    open_ = CategoryRule(mode=RegistrationMode.OPEN)
    give_plan(make_plan(rules={C.GUEST: open_, C.DELEGATE: open_, C.OBSERVER: approved}))
    agree_sides()
    issue_list(PARTICIPANTS)
    issue_list(PUBLIC)


@pytest.mark.parametrize(
    ("category", "side", "is_inside"), [(C.DELEGATE, "JP", True), (C.GUEST, "", False), (C.OBSERVER, "US", False)]
)
def test_person_reads_the_list_of_the_own_audience(client, lists, category, side, is_inside):
    """Guests are the public, and so is one who waits for a decision."""
    name = register(make_application(category=category, side=side))
    page = client.get(f"{link_of(name)}/participants")
    assert (page.status_code, "CARTER Ellen" in page.text, "AOKI Haruka" in page.text) == (200, True, is_inside)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_on_the_way_keeps_it_or_learns_the_address(client, lists, form):
    link = link_of(register())
    response = client.get(f"{link}/participants{form}")
    names = [name for name, _ in headers_of(response)]
    assert len(names) == len(set(names))
    assert (response.headers["Cache-Control"], response.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert link.removeprefix("/me/").encode() not in response.data


def test_page_is_in_the_persons_language_and_its_links_lead_on_from_there(client, lists):
    link = link_of(register(make_application(language="ja")))
    page = client.get(f"{link}/participants")
    assert heading_of(page) == "出席者名簿（敬称略）"
    links = [one.replace("&amp;", "&") for one in re.findall(r'href="(participants[^"]*)"', page.text)]
    assert {client.get(f"{link.rpartition('/')[0]}/{link.rpartition('/')[2]}/{one}").status_code for one in links} == {
        200
    }
    assert heading_of(client.get(f"{link}/participants?lang=en")) == "List of participants"


def test_own_page_leads_to_the_list_once_there_is_one_for_the_person(client, sample):
    give_plan(make_plan())
    agree_sides()
    issue_list(PARTICIPANTS)
    guest, delegate = link_of(register()), link_of(register(make_application(category=C.DELEGATE, side="US")))
    shown = [f"{link}/participants" in client.get(link).text for link in (guest, delegate)]
    found = [client.get(f"{link}/participants").status_code for link in (guest, delegate)]
    assert (shown, found) == ([False, True], [404, 200])


@pytest.mark.parametrize("form", FORMS)
def test_link_that_ended_opens_no_list(client, lists, form):
    name = register()
    link = link_of(name)
    with transaction() as tx:
        end_links(tx, SLUG, name, actor=Actor("participant"), now=REGISTERED_AT)
    response = client.get(f"{link}/participants{form}")
    assert (response.status_code, b"CARTER" in response.data) == (410, False)
    assert client.get(f"/me/unknown/participants{form}").status_code == 404
