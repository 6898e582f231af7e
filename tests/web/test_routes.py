"""The list of routes, and that somebody decided about each who may call it."""

from __future__ import annotations

import pytest
from flask import Flask

from eventapp.policy import Permission
from eventapp.web.access import access_mark, public, require_marks, requires


def test_routes_are_those_listed(app, golden):
    """Address, methods, access mark and endpoint of each route; a new one is read before it is listed."""
    lines = [
        f"{rule.rule}  {' '.join(sorted(rule.methods))}  {access_mark(app.view_functions[rule.endpoint])}  {rule.endpoint}"
        for rule in app.url_map.iter_rules()
    ]
    golden.assert_equals("routes.txt", ("\n".join(sorted(lines)) + "\n").encode())


def test_every_route_is_marked_with_a_word_of_the_policy(app):
    words = {"public", *(permission.value for permission in Permission)}
    marks = {endpoint: access_mark(view) for endpoint, view in app.view_functions.items()}
    assert {endpoint: mark for endpoint, mark in marks.items() if mark not in words} == {}


def test_unmarked_view_refuses_the_start():
    app = Flask("unmarked", static_folder=None)
    app.add_url_rule("/marked", "marked", public(lambda: "marked"))
    require_marks(app)
    app.add_url_rule("/bare", "bare", lambda: "bare")
    with pytest.raises(RuntimeError, match=r"^view bare has no access mark$"):
        require_marks(app)


def test_view_that_needs_a_permission_carries_its_name_and_answers_those_who_have_it():
    view = requires(Permission.AGENDA_READ)(lambda: "the agenda")
    with Flask("marked", static_folder=None).test_request_context():
        assert (access_mark(view), view()) == ("agenda:read", "the agenda")
