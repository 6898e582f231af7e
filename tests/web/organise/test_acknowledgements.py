"""Who has seen what changed: as organisers see it, and the reminders that they send."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.models import AuditEntry, OutboxMessage, Registration
from eventapp.operations.registrations.agendas_seen import acknowledge_agenda
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.policy import PARTICIPANT, Actor
from tests.contacts import with_contact
from tests.factories import sample_agenda
from tests.publishing import publish
from tests.web.requests import text_of

SLUG = "sample-2023"
URL = f"/organise/{SLUG}/versions/2"


def _moved(minutes):
    """Give the sample with its two chairs' plenary of Monday later."""
    by, agenda = timedelta(minutes=minutes), sample_agenda()
    sessions = tuple(replace(s, end_at=s.end_at + by) if s.id == "restricted" else s for s in agenda.sessions)
    return replace(agenda, sessions=sessions)


@pytest.fixture
def told(organiser):
    """Tell three people of a second version, by messages that went out two hours ago; give their ids."""
    publish(_moved(5), days_later=1)
    with transaction() as tx:
        tx.execute(update(OutboxMessage).values(sent_at=utc_now() - timedelta(hours=2, minutes=1)))
        return list(tx.scalars(select(OutboxMessage.attendee).order_by(OutboxMessage.id)))


def _see(name, number=2, *, ago=timedelta(minutes=3, seconds=30)):
    with transaction() as tx:
        acknowledge_agenda(tx, SLUG, name, number, actor=PARTICIPANT, now=utc_now() - ago)


def _reminders():
    with reading() as tx:
        statement = select(OutboxMessage).where(OutboxMessage.kind == "change-reminder").order_by(OutboxMessage.id)
        return list(tx.scalars(statement))


def _rows(page):
    found = re.findall(r"<tr>\s*<td>(.*?)</tr>", page.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def test_organisers_see_who_was_told_and_who_has_seen_it_each_with_how_long_ago(organiser, told):
    assert told == ["aoki", "mori", "carter"]
    _see("mori")
    page = organiser.get(f"{URL}/told?lang=en")
    assert "All 3 Not yet 2 Has seen it 1" in text_of(page)
    rows = _rows(page)
    assert len(rows) == 3
    (seen,) = [row for row in rows if "3 minutes ago" in row]
    assert "2 hours ago" in seen
    assert all("2 hours ago Not yet –" in row for row in rows if row is not seen)
    assert [row.split()[0] for row in rows] == ["AOKI", "Director,", "CARTER"]
    assert len(_rows(organiser.get(f"{URL}/told?lang=en&show=missing"))) == 2
    assert len(_rows(organiser.get(f"{URL}/told?lang=en&show=seen"))) == 1


def test_versions_say_how_many_have_seen_each(organiser, told):
    assert "Seen by 0 of 3" in text_of(organiser.get(f"/organise/{SLUG}/versions?lang=en"))
    _see("carter")
    page = organiser.get(f"/organise/{SLUG}/versions?lang=en")
    assert "Seen by 1 of 3" in text_of(page)
    assert re.findall(r'href="([^"]+/told)"', page.text) == [f"{URL}/told"]


def test_who_has_seen_a_later_version_has_seen_this_one_too(organiser, told):
    publish(_moved(10), days_later=2)
    _see("carter", 3)
    assert "Not yet 2 Has seen it 1" in text_of(organiser.get(f"{URL}/told?lang=en"))


def test_reminder_goes_to_those_alone_who_have_not_seen_it_in_their_language(organiser, told):
    _see("mori")
    answer = organiser.post(f"{URL}/remind")
    assert answer.headers["Location"] == f"{URL}/told?show=missing&reminded=2"
    assert "2 reminders are sent." in text_of(organiser.get(f"{answer.headers['Location']}&lang=en"))
    sent = {row.attendee: row for row in _reminders()}
    assert {name: row.language for name, row in sent.items()} == {"aoki": "ja", "carter": "en"}
    assert {(row.publication_number, row.conference_id is not None) for row in sent.values()} == {(2, True)}
    assert sent["carter"].subject == "Agenda v2: have you seen what changed for you?"
    assert "/me/own-page/seen" in sent["carter"].plain
    assert sent["aoki"].subject == "次第（第2版）の変更をご確認ください"
    with reading() as tx:
        entries = tx.scalars(select(AuditEntry).where(AuditEntry.action == "notice:remind")).all()
        assert [(entry.subject, entry.details) for entry in entries] == [("v2", {"people": 2})]


def test_reminder_ends_with_whom_to_ask_as_published_last(organiser, told):
    publish(with_contact(_moved(5)), days_later=2)
    organiser.post(f"{URL}/remind")
    last = {row.attendee: (row.plain.splitlines()[-1], row.html) for row in _reminders()}
    reached = "secretariat@example.jp · +81 (0)3-5555-0100 ext. 12"
    assert last["carter"][0] == f"Contact: Conference secretariat · {reached}"
    assert last["aoki"][0] == f"問い合わせ先：会議事務局 · {reached}"
    assert [line in html for line, html in last.values()] == [True] * 3


def test_nobody_is_reminded_twice_within_a_day(organiser, told):
    organiser.post(f"{URL}/remind")
    again = organiser.post(f"{URL}/remind")
    assert (again.headers["Location"], len(_reminders())) == (f"{URL}/told?show=missing&reminded=0&early=3", 3)
    said = "3 were reminded less than a day ago and got no other mail."
    assert said in text_of(organiser.get(f"{again.headers['Location']}&lang=en"))
    with transaction() as tx:
        tx.execute(update(OutboxMessage).values(created_at=utc_now() - timedelta(hours=24)))
    organiser.post(f"{URL}/remind")
    assert len(_reminders()) == 6


def test_who_was_not_told_yet_or_has_left_is_not_reminded(organiser, told):
    with transaction() as tx:
        tx.execute(update(OutboxMessage).where(OutboxMessage.attendee == "aoki").values(sent_at=None))
        withdraw_registration(tx, SLUG, "mori", base_url="", actor=Actor("chief"), now=utc_now())
    organiser.post(f"{URL}/remind")
    assert sorted(row.attendee for row in _reminders()) == ["carter"]
    said = text_of(organiser.get(f"{URL}/told?lang=en"))
    assert ("The mail waits to be sent" in said, "Not on the list any more" in said) == (True, True)


def test_people_who_have_not_seen_it_are_found_in_the_list_of_people(organiser, told):
    def names(page):
        return sorted(re.findall(r'name="who"\s+value="([^"]+)"', page.text))

    address = f"/organise/{SLUG}/people?look=unseen"
    assert names(organiser.get(address)) == ["aoki", "carter", "mori"]
    _see("carter")
    assert names(organiser.get(address)) == ["aoki", "mori"]
    assert "Has not seen what changed 2" in text_of(organiser.get(f"{address}&lang=en"))


def test_reminders_are_not_counted_as_notices(organiser, told):
    organiser.post(f"{URL}/remind")
    assert "3 told, 3 sent" in text_of(organiser.get(f"/organise/{SLUG}/versions?lang=en"))


@pytest.mark.parametrize("number", [0, 3, 99999999999])
def test_version_that_was_never_published_has_no_list_and_no_reminder(organiser, told, number):
    address = f"/organise/{SLUG}/versions/{number}"
    assert (organiser.get(f"{address}/told").status_code, organiser.post(f"{address}/remind").status_code) == (404, 400)
    assert _reminders() == []


def test_erased_person_is_named_by_no_list(organiser, told):
    with transaction() as tx:
        tx.execute(update(Registration).where(Registration.public_id == "aoki").values(erased_at=utc_now()))
    organiser.post(f"{URL}/remind")
    assert "aoki" not in {row.attendee for row in _reminders()}
