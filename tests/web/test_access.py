"""Every route for every role, at the own conference and at another: what the marks and the policy say is what happens."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.models import User
from eventapp.policy import ANONYMOUS, Actor, Facts, MemberRole, Permission, allows
from eventapp.web.access import access_mark, local_path
from tests.factories import sample_agenda
from tests.members import log_in, login_as, make_membership
from tests.publishing import publish
from tests.web.requests import arguments_of, heading_of, problem_of

HERE, THERE = "sample-2023", "other-2023"
R = MemberRole
PERSONAS = {
    "anonymous": None,
    "stranger": {},
    "admin": {"is_admin": True},
    **{f"{role.value} here": {"role": role, "slug": HERE} for role in R if role is not R.FOCAL_POINT},
    "focal point of US here": {"role": R.FOCAL_POINT, "slug": HERE, "side": "US"},
    "focal point of JP here": {"role": R.FOCAL_POINT, "slug": HERE, "side": "JP"},
    **{f"{role.value} elsewhere": {"role": role, "slug": THERE} for role in R if role is not R.FOCAL_POINT},
    "focal point elsewhere": {"role": R.FOCAL_POINT, "slug": THERE, "side": "JP"},
    "admin elsewhere": {"role": R.ORGANISER, "slug": THERE, "is_admin": True},
}


@pytest.fixture
def conferences(app):
    """Publish two conferences that have the same sides."""
    agenda = sample_agenda()
    publish(agenda)
    sessions = tuple(replace(one, uid=f"other-{one.uid}") for one in agenda.sessions)
    conference = replace(agenda.conference, slug=THERE, uid="conference-other-2023@example.org")
    publish(replace(agenda, conference=conference, sessions=sessions))


def _marked(app):
    """Give address, method and permission of every route that isn't public, whether it is a conference's, and whose people it is about."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        mark = access_mark(app.view_functions[rule.endpoint])
        if mark == "public":
            continue
        values = arguments_of(rule, HERE)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield (
                adapter.build(rule.endpoint, values, method=method),
                method,
                Permission(mark),
                "slug" in values,
                values.get("side", ""),
            )


def _sign_in(client, user_id):
    """Sign in again: some routes end sign-ins."""
    with reading() as tx:
        version = tx.scalars(select(User.sign_in_version).where(User.id == user_id)).one()
    log_in(client, user_id, sign_in_version=version)


def _actor(persona):
    if persona is None:
        return ANONYMOUS
    given = {"role": None, "slug": "", "is_admin": False, "side": ""} | persona
    role = given["role"] if given["slug"] == HERE else None
    return Actor("x", 1, is_admin=given["is_admin"], conference=HERE if role else "", role=role, side=given["side"])


def _expected(actor, method, *, at_conference):
    if not actor.is_signed_in:
        return 303 if method == "GET" else 401
    return 404 if at_conference and actor.role is None else 403


@pytest.mark.parametrize("name", PERSONAS)
def test_route_answers_those_whom_the_policy_lets(client, app, conferences, name):
    """A route that is let through may find nothing or ask for more; it is never refused for who asks, and never fails."""
    persona, wrong, seen = PERSONAS[name], [], 0
    actor, user_id = _actor(persona), login_as(client, **persona) if persona is not None else 0
    for address, method, permission, at_conference, side in _marked(app):
        if user_id:
            _sign_in(client, user_id)
        response = client.open(address, method=method)
        status, to_sign_in = response.status_code, "/sign-in?next=" in response.headers.get("Location", "")
        if allows(actor, permission, Facts(HERE if at_conference else "", side=side)):
            is_right = status not in {401, 403} and status < 500 and not to_sign_in
        else:
            is_right = status == _expected(actor, method, at_conference=at_conference) and to_sign_in == (status == 303)
        seen += 1
        if not is_right:
            wrong.append((method, address, permission.value, status))
    assert (wrong, seen > 10) == ([], True)


def test_every_answer_of_a_guarded_view_is_kept_by_no_cache(client, app, conferences):
    login_as(client, role=R.ORGANISER)
    kept = []
    for address, method, *_ in _marked(app):
        if method == "GET":
            response = client.get(address)
            cached = response.headers.get("Cache-Control", "")
            if not ({"no-store", "private, no-cache"} & {cached} and "Cookie" in response.headers.get("Vary", "")):
                kept.append((address, cached))
    assert kept == []


def test_conference_of_others_and_one_that_is_not_there_look_the_same(client, app, conferences):
    login_as(client, role=R.ORGANISER, slug=THERE)
    pages = [client.get(f"/organise/{slug}/members") for slug in (HERE, "none-2023")]
    assert [page.status_code for page in pages] == [404, 404]
    assert pages[0].text == pages[1].text


def test_member_without_the_permission_is_told_so_in_the_own_language(client, app, conferences):
    login_as(client, role=R.READER, language="ja")
    page = client.get(f"/organise/{HERE}/members", headers={"Accept-Language": "en"})
    assert (page.status_code, heading_of(page)) == (403, "この役割ではできません")
    problem = client.get(f"/organise/{HERE}/members", headers={"Accept": "application/json"})
    assert problem_of(problem) == {"type": "about:blank", "title": "Forbidden", "status": 403}


def test_program_that_is_not_signed_in_gets_a_problem(client, app):
    response = client.get("/account", headers={"Accept": "application/json"})
    assert (response.status_code, problem_of(response)["title"]) == (401, "Unauthorized")
    page = client.post("/account")
    assert (page.status_code, heading_of(page)) == (401, "Sign in first")


def test_actor_is_read_by_one_statement_and_nobody_by_none(client, app, conferences, count_statements):
    with count_statements() as sent:
        client.get("/account")
    assert sent == []
    login_as(client, role=R.READER)
    with count_statements() as sent:
        client.get(f"/organise/{HERE}/members")
    assert len([s for s in sent if s.lstrip().startswith("SELECT")]) == 1


def test_public_read_of_a_member_asks_for_nobody(client, app, conferences, count_statements):
    login_as(client, role=R.READER)
    client.get(f"/conferences/{HERE}/agenda")
    with count_statements() as sent:
        response = client.get(f"/conferences/{HERE}/agenda")
    assert ([s for s in sent if '"user"' in s], "Set-Cookie" in response.headers) == ([], False)
    assert "Cookie" not in response.headers.get("Vary", "")


def test_role_that_was_taken_away_is_gone_at_once(client, app, conferences):
    user_id = login_as(client, role=R.ORGANISER)
    assert client.get(f"/organise/{HERE}/members").status_code == 200
    with transaction() as tx:
        user = tx.get(User, user_id)
        make_membership(tx, user, R.READER, slug=THERE)
        user.sign_in_version += 1
    assert client.get(f"/organise/{HERE}/members").status_code == 303


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("/", "/"),
        ("/organise/x/board?days=2023-03-12", "/organise/x/board?days=2023-03-12"),
        ("/会議", "/会議"),
        ("", ""),
        ("//evil.example", ""),
        ("/\\evil.example", ""),
        ("https://evil.example", ""),
        ("/\n/evil.example", ""),
        ("organise", ""),
        ("http://[", ""),
    ],
)
def test_local_path_is_one_of_this_site(address, local):
    assert local_path(address) == local
