"""Forms of other sites, and of no site, are refused: every route that writes wants the token of its browser."""

from __future__ import annotations

import re
from inspect import iscoroutinefunction

import pytest

from eventapp.policy import MemberRole
from tests.members import login_as
from tests.web.accounts import EMAIL, PASSWORD, add_account, is_signed_in
from tests.web.requests import arguments_of, heading_of, language_of, problem_of, text_of


@pytest.fixture
def bare(client):
    """Give a client that sends the token only where a test does."""
    client.sends_token = False
    return client


def test_every_route_that_writes_wants_the_token(bare, app, sample):
    """Refused whoever asks: the token is looked at before the role."""
    adapter, answers = app.url_map.bind("localhost"), set()
    login_as(bare, role=MemberRole.ORGANISER)
    for rule in app.url_map.iter_rules():
        values = arguments_of(rule, "sample-2023")
        for method in sorted(rule.methods & {"POST", "PUT", "PATCH", "DELETE"}):
            address = adapter.build(rule.endpoint, values, method=method)
            answers.add(bare.open(address, method=method).status_code)
    assert answers == {400}


def test_refused_form_says_how_to_go_on(bare, app):
    add_account()
    response = bare.post("/sign-in", data={"email": EMAIL, "password": PASSWORD}, headers={"Accept-Language": "ja"})
    assert (response.status_code, language_of(response), is_signed_in(bare)) == (400, "ja", False)
    assert heading_of(response) == "フォームを受け付けられませんでした"
    assert "前のページに戻って読み込み直し" in text_of(response)


def test_refused_form_is_a_problem_for_programs(bare, app):
    problem = problem_of(bare.post("/sign-in", headers={"Accept": "application/json"}))
    assert (problem["status"], "load the page again" in problem["detail"]) == (400, True)


def test_form_with_the_token_of_its_page_is_taken(bare, app):
    add_account()
    token = re.search(r'name="csrf_token" value="([^"]+)"', bare.get("/sign-in").text).group(1)
    data = {"email": EMAIL, "password": PASSWORD, "csrf_token": token}
    assert (bare.post("/sign-in", data=data).status_code, is_signed_in(bare)) == (303, True)


def test_token_of_another_browser_is_refused(bare, app):
    other = app.test_client()
    other.get("/sign-in")
    response = bare.post("/sign-in", data={"csrf_token": other.csrf_token()})
    assert response.status_code == 400


def test_signing_in_ends_the_token_from_before(bare, app):
    add_account()
    bare.get("/sign-in")
    token = bare.csrf_token()
    data = {"email": EMAIL, "password": PASSWORD}
    bare.post("/sign-in", data=data, headers={"X-CSRFToken": token})
    assert bare.post("/sign-out", headers={"X-CSRFToken": token}).status_code == 400


def test_no_view_or_hook_is_a_coroutine(app):
    """The application runs them as they are; one that is a coroutine would never be run."""
    hooks = [
        hook
        for kind in (app.before_request_funcs, app.after_request_funcs)
        for found in kind.values()
        for hook in found
    ]
    called = [*app.view_functions.values(), *hooks]
    assert (len(called) > 100, [one.__qualname__ for one in called if iscoroutinefunction(one)]) == (True, [])
