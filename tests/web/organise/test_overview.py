"""The state of the conference at a glance, for each role what it may see; its deadlines."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventapp.db import reading
from eventapp.models import AuditEntry, Deadline
from eventapp.policy import MemberRole
from tests.factories import make_agenda, make_session
from tests.publishing import draft

URL = "/organise/sample-2023/"
DUE = {"title-en": "Roster to Yokota", "title-ja": "横田への名簿提出", "due_on": "2023-03-06", "due_time": "17:00"}


def _count(answer, name):
    return int(re.search(rf"<b[^>]*>(\d+)</b>\s+{name}", answer.text)[1])


def test_overview_counts_what_there_is_and_what_is_to_settle(organiser):
    answer = organiser.get(URL)
    numbers = dict(re.findall(r"<dt>([a-z]+)</dt>\s*<dd>\s*(\d+)", answer.text))
    assert {"sessions", "topics", "rooms", "people"} <= numbers.keys()
    assert (_count(answer, "errors"), _count(answer, "topic without a session")) == (0, 1)
    assert "Last published: v1" in answer.text


def test_overview_tells_what_changed_since_the_last_version(organiser):
    draft(make_agenda(make_session(id="new")))
    answer = organiser.get(URL)
    assert "1 new" in answer.text


def test_address_without_a_slash_leads_to_the_overview(organiser):
    answer = organiser.get(URL.rstrip("/"))
    assert (answer.status_code, answer.headers["Location"]) == (308, URL)


@pytest.mark.parametrize("role", [MemberRole.DESK, MemberRole.READER, MemberRole.EDITOR])
def test_overview_offers_no_place_that_the_role_may_not_enter(place, app, login_as, role):
    client = app.test_client()
    login_as(client, role=role)
    links = re.findall(r'href="(/organise/sample-2023/[^"#?]*)', client.get(URL).text)
    assert {link: client.get(link).status_code for link in set(links)} == dict.fromkeys(set(links), 200)


def test_overview_sends_the_same_statements_at_20_and_200_sessions(organiser, count_statements):
    counts = []
    for size in (20, 200):
        draft(make_agenda(*(make_session(id=f"s{n}") for n in range(size))))
        organiser.get(URL)
        with count_statements() as sent:
            assert organiser.get(URL).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 9


def test_deadline_is_added_shown_on_both_clocks_settled_and_removed(organiser):
    assert organiser.post(f"{URL}deadlines", data=DUE).status_code == 303
    assert "Mon 6 Mar 17:00" in organiser.get(URL).text
    assert "Mon 6 Mar 03:00" in organiser.get(URL).text
    with reading() as tx:
        key = tx.scalars(select(Deadline.id)).one()
    organiser.post(f"{URL}deadlines", data={"id": key, "do": "settle"})
    assert "Roster to Yokota" not in organiser.get(URL).text
    assert "✓ done" in organiser.get(f"{URL}deadlines").text
    organiser.post(f"{URL}deadlines", data={"id": key, "do": "remove"})
    with reading() as tx:
        assert tx.scalars(select(Deadline.id)).all() == []
        actions = [a for a in tx.scalars(select(AuditEntry.action)) if a.startswith("deadline:")]
    assert actions == ["deadline:add", "deadline:settle", "deadline:remove"]


@pytest.mark.parametrize("wrong", [{"due_on": ""}, {"due_time": "25:00"}, {"title-en": ""}, {"due_on": "2023-02-30"}])
def test_wrong_deadline_keeps_what_was_typed_and_says_why(organiser, wrong):
    answer = organiser.post(f"{URL}deadlines", data=DUE | wrong)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "横田への名簿提出" in answer.text
    with reading() as tx:
        assert tx.scalars(select(Deadline.id)).all() == []


def test_deadline_of_another_conference_is_not_touched(organiser):
    assert organiser.post(f"{URL}deadlines", data={"id": "999", "do": "settle"}).status_code == 422
