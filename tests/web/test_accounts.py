"""The own account: name, language, password, where one works."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.models import User
from eventapp.policy import MemberRole
from tests.factories import sample_agenda
from tests.members import login_as, make_membership
from tests.publishing import draft
from tests.web.accounts import PASSWORD, actions, add_account, enter, is_signed_in, link_in, mails
from tests.web.requests import heading_of, language_of, text_of

NEW = "a new and longer one"


def _user(user_id):
    with reading() as tx:
        user = tx.get(User, user_id)
        tx.expunge(user)
        return user


def change(client, **data):
    return client.post("/account/password", data={"current": PASSWORD, "new": NEW} | data)


def test_account_shows_its_conferences_with_roles(client, app, sample):
    user_id = login_as(client, role=MemberRole.FOCAL_POINT, side="JP", name="Aki")
    page = text_of(client.get("/account"))
    assert "Alliance planning forum Focal point, JP · Sun 12 – Mon 13 March 2023" in page
    assert (_user(user_id).email in page, 'value="Aki"' in client.get("/account").text) == (True, True)


def test_name_and_language_are_changed(client, app):
    user_id = login_as(client)
    client.get("/account?lang=en")
    response = client.post("/account", data={"name": "  林 芳正 ", "language": "ja"})
    assert (response.status_code, response.headers["Location"]) == (303, "/account")
    page = client.get("/account", headers={"Accept-Language": "en"})
    assert (_user(user_id).name, language_of(page), actions()) == ("林 芳正", "ja", ["user:edit"])


@pytest.mark.parametrize(
    "data", [{"name": "", "language": "en"}, {"name": "A", "language": "fr"}, {"name": "a\u202eb", "language": "en"}]
)
def test_account_that_cannot_be_kept_is_refused_at_the_field(client, app, data):
    user_id = login_as(client)
    response = client.post("/account", data=data)
    assert (response.status_code, 'class="em"' in response.text) == (422, True)
    assert (_user(user_id).name, actions()) == ("Sample user", [])


def test_new_password_ends_other_sign_ins_and_keeps_this_one(client, app):
    add_account()
    other = app.test_client()
    enter(client)
    enter(other)
    response = change(client)
    assert (response.status_code, is_signed_in(client), is_signed_in(other)) == (303, True, False)
    assert "The password is changed." in text_of(client.get(response.headers["Location"]))
    assert [enter(other, password=word).status_code for word in (PASSWORD, NEW)] == [422, 303]
    assert actions().count("user:password") == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"current": "not mine at all"}, "This is not your password."),
        ({"current": ""}, "This must not be empty."),
        ({"new": "short"}, "A password has at least 12 characters."),
        ({"new": "x" * 201}, "A password has at most 200 characters."),
        ({"new": "aaaaaaaaaaaaaa"}, "This password is easily guessed."),
        ({"new": "AKI@example.org"}, "This password is easily guessed."),
    ],
)
def test_password_is_refused_with_the_reason_at_the_field(client, app, data, said):
    user_id = add_account()
    enter(client)
    before = _user(user_id).password_hash
    response = change(client, **data)
    assert (response.status_code, said in text_of(response), _user(user_id).password_hash) == (422, True, before)
    assert (PASSWORD in response.text, NEW in response.text) == (False, False)


def test_first_password_needs_no_current_one(client, app):
    user_id = login_as(client)
    assert 'name="current"' not in client.get("/account").text
    assert (change(client, current="").status_code, _user(user_id).password_hash[:9]) == (303, "$argon2id")


def test_forgotten_password_is_set_by_a_link_for_fifteen_minutes(client, app):
    add_account()
    client.post("/sign-in/link", data={"email": "aki@example.org"})
    client.post(link_in(mails()[0]))
    assert 'name="current"' not in client.get("/account").text
    with client.session_transaction() as browser_session:
        browser_session["by_link_at"] = (utc_now() - timedelta(minutes=15)).timestamp()
    assert 'name="current"' in client.get("/account").text
    assert change(client, current="").status_code == 422


def test_list_of_own_conferences_says_how_to_get_one(client, app):
    login_as(client)
    page = client.get("/organise/")
    assert (heading_of(page), "New conference" in page.text) == ("My conferences", False)
    assert "You work at no conference yet. An organiser can invite you." in text_of(page)


def test_administrator_is_offered_a_new_conference(client, app):
    login_as(client, is_admin=True)
    assert 'href="/organise/new"' in client.get("/organise/").text


@pytest.mark.parametrize("count", [1, 3])
def test_own_conferences_cost_the_same_whatever_their_number(client, app, count_statements, count):
    agenda = sample_agenda()
    slugs = [f"sample-{n}" for n in range(count)]
    for slug in slugs:
        sessions = tuple(replace(one, uid=f"{slug}-{one.uid}") for one in agenda.sessions)
        draft(
            replace(
                agenda, conference=replace(agenda.conference, slug=slug, uid=f"{slug}@example.org"), sessions=sessions
            )
        )
    user_id = login_as(client, role=MemberRole.READER, slug=slugs[0])
    with transaction() as tx:
        for slug in slugs[1:]:
            make_membership(tx, tx.get(User, user_id), MemberRole.READER, slug=slug)
    with count_statements() as sent:
        page = client.get("/organise/")
    assert (page.text.count("Alliance planning forum"), len([s for s in sent if s.startswith("SELECT")])) == (count, 2)
