"""Organisers give the address of a venue's programme to those who work there, once, and end it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventapp.db import reading
from eventapp.models import AuditEntry
from eventapp.policy import MemberRole
from tests.factories import sample_agenda
from tests.feeds import ids_in, read_feed
from tests.publishing import draft
from tests.web.requests import text_of
from tests.web.test_subscriptions import made, path_of, press, told

PAGE = "/organise/sample-2023/venues/yokota/calendar"
R = MemberRole


def test_address_is_made_shown_once_and_holds(client, sample, login_as):
    login_as(client, role=R.EDITOR)
    answer = press(client, PAGE, {})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}?done=made")
    page, again = (client.get(f"{PAGE}?done=made") for _ in range(2))
    assert (page.headers["Cache-Control"], told(again), "shown once" in text_of(again)) == ("no-store", "", True)
    path = path_of(told(page))
    assert (path.startswith("/feeds/"), path.endswith(".ics?lang=en,ja")) == (True, True)
    assert ids_in(client, path) == ["coach", "restricted", "recommendations"]
    titles = [str(one["SUMMARY"]) for one in read_feed(client, path).values()]
    assert all(" / " in title for title in titles)
    assert path.partition("?")[0].removeprefix("/feeds/").removesuffix(".ics") not in client.get(PAGE).text


def test_new_address_ends_the_one_before_and_it_can_be_ended(client, sample, login_as):
    login_as(client, role=R.ORGANISER)
    first, second = (path_of(made(client, PAGE, {})) for _ in range(2))
    assert [client.get(path).status_code for path in (first, second)] == [410, 200]
    assert "There is an address since" in text_of(client.get(PAGE))
    ended = client.post(f"{PAGE}/end")
    assert (ended.status_code, ended.headers["Location"]) == (303, f"{PAGE}?done=ended")
    page = text_of(client.get(ended.headers["Location"]))
    assert ("That address is gone." in page, "There is an address since" in page) == (True, False)
    gone = client.get(second, headers={"Accept": "text/html"})
    assert (gone.status_code, "/register/link" in gone.text) == (410, False)
    with reading() as tx:
        told = select(AuditEntry.action, AuditEntry.subject).where(AuditEntry.action.startswith("feed:"))
        entries = tx.execute(told.order_by(AuditEntry.id)).all()
    assert [tuple(entry) for entry in entries] == [
        *[("feed:issue", "venues/yokota")] * 2,
        ("feed:revoke", "venues/yokota"),
    ]


@pytest.mark.parametrize("role", [R.EDITOR, R.READER])
def test_page_of_the_venue_leads_there_for_those_who_may_edit(client, sample, login_as, role):
    login_as(client, role=role)
    page = client.get("/organise/sample-2023/venues/yokota")
    may = role is R.EDITOR
    assert (page.status_code, f'href="{PAGE}"' in page.text) == (200, may)
    assert [
        answer.status_code == 403 for answer in (client.get(PAGE), client.post(PAGE), client.post(f"{PAGE}/end"))
    ] == [not may] * 3
    assert "/calendar" not in client.get("/organise/sample-2023/venues/new").text


def test_venue_that_there_is_not_has_no_calendar(client, sample, login_as):
    login_as(client, role=R.ORGANISER)
    page = PAGE.replace("yokota", "none")
    assert [answer.status_code for answer in (client.get(page), client.post(page), client.post(f"{page}/end"))] == [
        404
    ] * 3


def test_page_says_that_nothing_is_published_yet(client, app, login_as):
    draft(sample_agenda())
    login_as(client, role=R.ORGANISER)
    assert "Nothing is published yet" in text_of(client.get(PAGE))
    assert client.get(path_of(made(client, PAGE, {}))).status_code == 404
