"""Signing in and out: by password, by link; what is counted, and what nobody learns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.models import SignInAttempt, SignInLink, User
from eventapp.policy import MemberRole
from tests.factories import make_agenda, make_conference
from tests.members import make_membership
from tests.publishing import draft
from tests.web.accounts import EMAIL, PASSWORD, actions, add_account, enter, is_signed_in, link_in, mails, tries
from tests.web.requests import heading_of, language_of, text_of

WRONG = "not the right one"
NOBODYS = "nobody's"
FOREIGN = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example/",
    "\\\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "%2F%2Fevil.example",
    "evil.example",
]


def ask_for_link(client, email=EMAIL, **options):
    return client.post("/sign-in/link", data={"email": email}, **options)


def test_password_signs_in_and_leads_to_the_own_conferences(client, app):
    add_account()
    response = enter(client)
    assert (response.status_code, response.headers["Location"]) == (303, "/organise/")
    assert (is_signed_in(client), actions(), tries()) == (True, ["user:sign-in"], 1)


@pytest.mark.parametrize(("count", "place"), [(1, "/organise/sample-2023/"), (2, "/organise/")])
def test_member_of_one_conference_begins_at_its_overview_of_several_at_the_list(client, app, count, place):
    add_account()
    for slug in ("sample-2023", "other-2023")[:count]:
        draft(make_agenda(conference=make_conference(slug=slug, uid=f"{slug}@example.org")))
        with transaction() as tx:
            user = tx.scalars(select(User).where(User.email == EMAIL)).one()
            make_membership(tx, user, MemberRole.EDITOR, slug=slug)
    assert enter(client).headers["Location"] == place
    client.post("/sign-out")
    ask_for_link(client)
    assert client.post(link_in(mails()[-1])).headers["Location"] == place


def test_email_is_read_in_any_case_and_with_spaces(client, app):
    add_account()
    assert (enter(client, email="  AKI@Example.org ").status_code, is_signed_in(client)) == (303, True)


@pytest.mark.parametrize(("email", "password"), [(EMAIL, "not the right one"), ("nobody@example.org", PASSWORD)])
def test_wrong_password_and_unknown_address_get_the_same_answer(client, app, email, password):
    add_account()
    response = enter(client, email=email, password=password)
    shown = text_of(response).replace(email, "")
    assert (response.status_code, "E-mail and password don't belong together." in shown) == (422, True)
    assert (is_signed_in(client), tries()) == (False, 2)


def test_answers_to_wrong_password_and_unknown_address_are_the_same_page(client, app):
    add_account()
    bodies = set()
    for email in (EMAIL, "ben@example.org"):
        page = enter(client, email=email, password=WRONG).text.replace(email, "")
        bodies.add("\n".join(line for line in page.splitlines() if "csrf_token" not in line))
    assert len(bodies) == 1


def test_account_without_a_password_cannot_come_in_by_one(client, app):
    add_account(password_hash=None)
    assert (enter(client, password=NOBODYS).status_code, is_signed_in(client)) == (422, False)


@pytest.mark.parametrize(("data", "named"), [({}, "This must not be empty."), ({"email": "aki"}, "“aki” is no e-mail")])
def test_form_that_is_not_filled_is_shown_again_with_what_is_missing(client, app, data, named):
    response = client.post("/sign-in", data=data)
    assert (response.status_code, named in text_of(response)) == (422, True)
    assert ('aria-invalid="true"' in response.text, 'href="#email"' in response.text) == (True, True)


def test_reader_is_led_to_the_page_that_was_wanted(client, app):
    add_account()
    asked = client.get("/account?x=1&y=2")
    assert (asked.status_code, asked.headers["Location"]) == (303, "/sign-in?next=/account?x%3D1%26y%3D2")
    page = client.get(asked.headers["Location"])
    assert 'action="/sign-in?next=/account?x%3D1%26y%3D2"' in page.text.replace("%2F", "/").replace("%3F", "?")
    came = client.post(asked.headers["Location"], data={"email": EMAIL, "password": PASSWORD})
    assert (came.status_code, came.headers["Location"]) == (303, "/account?x=1&y=2")


@pytest.mark.parametrize("address", FOREIGN)
def test_nobody_is_led_to_another_site(client, app, address):
    add_account()
    assert "evil" not in client.get("/sign-in", query_string={"next": address}).text.partition("<main")[2]
    response = client.post("/sign-in", query_string={"next": address}, data={"email": EMAIL, "password": PASSWORD})
    assert (response.status_code, response.headers["Location"]) == (303, "/organise/")


def test_eleventh_try_for_an_account_is_refused_also_with_the_right_password(client, app):
    add_account()
    for _ in range(10):
        assert enter(client, password=WRONG).status_code == 422
    response = enter(client)
    assert (response.status_code, is_signed_in(client)) == (429, False)
    assert response.headers["Retry-After"] == "900"
    assert "Too many tries. Wait 15 minutes, then try again." in text_of(response)


def test_unknown_address_has_the_same_limit(client, app):
    answers = [enter(client, email="nobody@example.org").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_network_address_has_a_limit_over_all_accounts(client, app):
    answers = [enter(client, email=f"user{n}@example.org").status_code for n in range(51)]
    assert answers == [422] * 50 + [429]
    other = enter(client, email="user1@example.org", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert other.status_code == 422


def test_tries_older_than_the_window_are_forgotten(client, app):
    add_account()
    for _ in range(10):
        enter(client, password=WRONG)
    with transaction() as tx:
        tx.execute(update(SignInAttempt).values(at=utc_now() - timedelta(minutes=15)))
    assert (enter(client).status_code, tries()) == (303, 1)


def test_tries_are_kept_as_keyed_hashes_only(client, app):
    enter(client)
    with reading() as tx:
        kept = list(tx.scalars(select(SignInAttempt.subject_hash)))
    assert [len(value) for value in kept] == [64, 64]
    assert not any(EMAIL in value or "127.0.0.1" in value for value in kept)


def test_link_is_sent_by_mail_and_signs_in_once(client, app):
    add_account(password_hash=None)
    asked = ask_for_link(client)
    assert (asked.status_code, asked.headers["Location"]) == (303, "/sign-in/sent")
    (mail,) = mails()
    assert (mail.recipient, mail.language, mail.kind) == (EMAIL, "en", "sign-in")
    path = link_in(mail)
    assert (heading_of(client.get(path)), is_signed_in(client)) == ("Sign in", False)
    came = client.post(path)
    assert (came.status_code, came.headers["Location"], is_signed_in(client)) == (303, "/organise/", True)
    again = app.test_client().post(path)
    assert (again.status_code, heading_of(again)) == (410, "This link has ended")
    assert actions() == ["link:issue", "user:sign-in"]


def test_link_leads_to_the_page_that_was_wanted_in_the_same_browser(client, app):
    add_account()
    client.post("/sign-in/link?next=/account", data={"email": EMAIL})
    assert client.post(link_in(mails()[0])).headers["Location"] == "/account"


def test_unknown_address_is_sent_nothing_and_told_the_same(client, app):
    add_account()
    known, unknown = ask_for_link(client), ask_for_link(client, email="nobody@example.org")
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert [mail.recipient for mail in mails()] == [EMAIL]


def test_links_are_asked_for_ten_times_at_most(client, app):
    add_account()
    assert [ask_for_link(client).status_code for _ in range(11)] == [303] * 10 + [429]
    assert (len(mails()), enter(client).status_code) == (10, 303)


def test_link_expires_after_fifteen_minutes(client, app):
    add_account()
    ask_for_link(client)
    path = link_in(mails()[0])
    with reading() as tx:
        (expires_at,) = tx.scalars(select(SignInLink.expires_at))
    assert timedelta(minutes=14) < expires_at - utc_now() <= timedelta(minutes=15)
    with transaction() as tx:
        tx.execute(update(SignInLink).values(expires_at=utc_now()))
    for response in (client.get(path), client.post(path)):
        assert (response.status_code, heading_of(response)) == (410, "This link has ended")
    assert (is_signed_in(client), "Send me a link" in client.get(path).text) == (False, True)


def test_secret_of_a_link_is_kept_nowhere_and_told_to_nobody(client, app, caplog):
    add_account()
    ask_for_link(client)
    path = link_in(mails()[0])
    token = path.rpartition("/")[2]
    with reading() as tx:
        (kept,) = tx.scalars(select(SignInLink.token_hash))
    pages = [client.get(path), client.post(path), client.post(path)]
    assert (len(token), token in kept, token in caplog.text) == (43, False, False)
    assert [r.headers["Referrer-Policy"] for r in (pages[0], pages[2])] == ["no-referrer"] * 2
    assert client.get("/sign-in").headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_mail_is_in_the_language_of_the_account(client, app):
    add_account(language="ja")
    ask_for_link(client)
    assert mails()[0].subject == "サインイン用のリンク"


def test_page_speaks_the_browsers_language_and_another_that_was_chosen(client, app):
    assert language_of(client.get("/sign-in", headers={"Accept-Language": "ja"})) == "ja"
    assert language_of(client.get("/sign-in?lang=ja")) == "ja"
    assert language_of(client.get("/sign-in")) == "ja"


def test_signing_out_ends_this_browser_only(client, app):
    add_account()
    other = app.test_client()
    enter(client)
    enter(other)
    response = client.post("/sign-out")
    assert (response.status_code, response.headers["Location"]) == (303, "/sign-in")
    assert (is_signed_in(client), is_signed_in(other)) == (False, True)


def test_signing_out_everywhere_ends_every_browser_and_open_links(client, app):
    add_account()
    other = app.test_client()
    enter(client)
    enter(other)
    ask_for_link(other)
    response = client.post("/account/sign-out-everywhere")
    assert (response.status_code, is_signed_in(client), is_signed_in(other)) == (303, False, False)
    assert client.post(link_in(mails()[0])).status_code == 410


def test_cookie_is_for_the_server_only_and_lasts_fourteen_days(client, app):
    add_account()
    enter(client)
    cookie = client.get_cookie("session")
    lasts = cookie.expires - datetime.now(UTC)
    assert (cookie.http_only, cookie.same_site, cookie.secure) == (True, "Lax", False)
    assert timedelta(days=13, hours=23) < lasts <= timedelta(days=14)


def test_sign_in_of_a_deleted_account_is_none(client, app):
    user_id = add_account()
    enter(client)
    with transaction() as tx:
        tx.delete(tx.get(User, user_id))
    assert is_signed_in(client) is False


@pytest.mark.parametrize("value", ["", "1", "1.", "x.1", "1.1.1", "9" * 30 + ".1", "-1.1"])
def test_sign_in_that_means_nothing_is_none(client, app, value):
    with client.session_transaction() as browser_session:
        browser_session["_user_id"] = value
    assert client.get("/account").status_code == 303
