"""Issuing the list in the workplace: what the organiser sees, what others don't, what pressing the button does."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from eventapp.db import reading
from eventapp.domain.audiences import PARTICIPANTS, PUBLIC
from eventapp.domain.registration import ListingConsent
from eventapp.models import ParticipantsIssue
from eventapp.policy import MemberRole
from eventapp.queries.registrations import list_participants
from tests.factories import sample_agenda
from tests.issuing import agree, agree_sides, digest, issue_list
from tests.publishing import draft
from tests.registrations import SLUG, give_plan, make_application, make_plan, register
from tests.web.requests import text_of

LISTS = f"/organise/{SLUG}/participants"
OTHERS = [role for role in MemberRole if role is not MemberRole.ORGANISER]
L = ListingConsent


@pytest.fixture
def conference(app):
    draft(sample_agenda())
    give_plan(make_plan())
    agree_sides()


@pytest.fixture
def organiser(client, conference, login_as):
    login_as(client, role=MemberRole.ORGANISER)
    return client


def _press(client, *, audience=PARTICIPANTS, sides="columns", seen=None):
    form = {"audience": str(audience), "sides": sides, "seen": seen or digest(audience)}
    return client.post(f"{LISTS}/issue", data=form)


def _count():
    with reading() as tx:
        return tx.scalar(select(func.count()).select_from(ParticipantsIssue))


def test_organiser_sees_how_many_would_be_named_and_who_is_not(organiser):
    text = text_of(organiser.get(LISTS))
    assert "6 named on list 1" in text
    assert "Secretariat 1 not named · 1 never asked" in text
    text = text_of(organiser.get(f"{LISTS}?audience=public"))
    assert (
        "3 named on list 1" in text,
        "Japanese side 3 not named Secretariat 1 not named · 1 never asked" in text,
    ) == (True, True)


def test_button_issues_the_list_and_the_page_shows_it(organiser):
    response = _press(organiser, sides="US")
    assert (response.status_code, response.headers["Location"]) == (303, f"{LISTS}?audience=participants")
    text = text_of(organiser.get(LISTS))
    assert ("List 1 Participants only" in text, "Nothing has changed since the last list." in text) == (True, True)
    page = organiser.get(f"{LISTS}/participants-1")
    assert re.findall(r'class="code">(\w+)<', page.text) == ["JP", "US"]


def test_difference_to_the_last_list_is_shown_alone(organiser):
    issue_list()
    agree(["ito"], L.PARTICIPANTS)
    text = text_of(organiser.get(LISTS))
    assert ("What changes since list 1 Secretariat" in text, "ITO Sora" in text, "AOKI" in text) == (True, True, False)
    assert "7 named on list 2" in text


def test_list_that_changed_meanwhile_is_shown_again_with_what_was_chosen(organiser):
    seen = digest()
    agree(["ito"], L.PARTICIPANTS)
    page = _press(organiser, seen=seen, sides="JP")
    assert (page.status_code, "The list is another one by now." in text_of(page), _count()) == (409, True, 0)
    assert re.search(r'<input checked[^>]*value="JP"', page.text)
    (fresh,) = re.findall(r'name="seen"[^>]*value="(\w+)"', page.text)
    assert (_press(organiser, seen=fresh).status_code, _count()) == (303, 1)


@pytest.mark.parametrize("sides", ["", "SEC", "nowhere"])
def test_arrangement_that_there_is_not_is_refused_at_its_field(organiser, sides):
    page = _press(organiser, sides=sides)
    assert (page.status_code, 'href="#sides"' in page.text, _count()) == (422, True, 0)


def test_list_of_nobody_is_refused_with_a_sentence(client, app, login_as):
    draft(sample_agenda())
    login_as(client, role=MemberRole.ORGANISER, language="ja")
    page = _press(client)
    assert (page.status_code, "掲載に同意した人がまだいないため" in text_of(page)) == (409, True)


def test_whole_list_can_be_looked_at_before_and_says_that_it_is_a_draft(organiser):
    page = organiser.get(f"{LISTS}/next?audience=public&last=JP&lang=en")
    text = text_of(page)
    assert ("CARTER Ellen" in text, "AOKI" in text, "Version Draft" in text) == (True, False, True)
    assert "next?lang=ja&amp;audience=public&amp;last=JP" in page.text
    assert _count() == 0


@pytest.mark.parametrize("address", ["?audience=staff", "/next?audience=side:JP"])
def test_audience_that_no_list_has_is_refused(organiser, address):
    assert organiser.get(f"{LISTS}{address}").status_code == 400


@pytest.mark.parametrize("role", OTHERS)
def test_other_members_see_what_was_issued_and_nothing_of_what_would_be(client, conference, login_as, role):
    issue_list(PUBLIC)
    register(make_application(listing=L.UNASKED))
    login_as(client, role=role, side="US" if role is MemberRole.FOCAL_POINT else "")
    page = client.get(LISTS)
    text = text_of(page)
    assert (page.status_code, "List 1 Public" in text) == (200, True)
    wanted = ("not named", "never asked", "Issue list", "chief", "named on list", "Record")
    assert [word for word in wanted if word in text] == []
    assert client.get(f"{LISTS}/public-1").status_code == 200
    forbidden = [client.get(f"{LISTS}/next"), client.post(f"{LISTS}/issue"), client.post(f"{LISTS}/consents")]
    assert ([one.status_code for one in forbidden], _count()) == ([403, 403, 403], 1)


@pytest.mark.parametrize(("form", "mark"), [("", b"<!DOCTYPE"), (".pdf", b"%PDF"), (".xlsx", b"PK")])
def test_earlier_issue_is_given_again_in_every_form_and_kept_by_nobody(organiser, form, mark):
    issue_list()
    agree(["ito"], L.PARTICIPANTS)
    issue_list()
    response = organiser.get(f"{LISTS}/participants-1{form}")
    assert response.data.startswith(mark)
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert organiser.get(f"{LISTS}/participants-3{form}").status_code == 404


def test_links_of_an_earlier_issue_lead_to_its_own_files(organiser):
    issue_list()
    page = organiser.get(f"{LISTS}/participants-1")
    links = re.findall(r'href="(participants-1[^"]*)"', page.text)
    assert len(links) == 10
    assert {organiser.get(f"{LISTS}/{link.replace('&amp;', '&')}").status_code for link in links} == {200}


def _listings():
    with reading() as tx:
        return {one.id: one.listing for one in list_participants(tx, SLUG)}


def test_what_a_delegation_says_is_recorded_for_those_never_asked(organiser):
    page = organiser.get(LISTS)
    (people,) = re.findall(r'name="people"[^>]*value="([^"]*)"', page.text)
    before = _listings()
    answer = organiser.post(f"{LISTS}/consents", data={"people": people, "listing": "public", "audience": "public"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LISTS}?audience=public")
    after = _listings()
    assert {name for name in after if after[name] is not before[name]} == {"ito"}
    assert after["ito"] is L.PUBLIC


def test_for_guests_no_delegation_speaks(organiser):
    register(make_application(listing=L.UNASKED))
    page = organiser.get(LISTS)
    assert "Guests 1 not named · 1 never asked" in text_of(page)
    assert len(re.findall(r'name="people"', page.text)) == 1


@pytest.mark.parametrize("listing", ["", "unasked", "all"])
def test_consent_that_says_nothing_is_refused(organiser, listing):
    answer = organiser.post(f"{LISTS}/consents", data={"people": "ito", "listing": listing})
    assert (answer.status_code, _listings()["ito"]) == (400, L.UNASKED)


def test_log_says_in_words_which_list_was_issued(organiser):
    issue_list(PUBLIC)
    assert "issued the list of participants: list 1, Public" in text_of(organiser.get(f"/organise/{SLUG}/log"))
    assert "recorded the consent to be listed: US side" in text_of(organiser.get(f"/organise/{SLUG}/log"))
