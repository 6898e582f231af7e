"""A database that is away or empty: every address says so, none gives an empty calendar or a fault of ours."""

from __future__ import annotations

import os
import socket

import pytest
from flask_migrate import downgrade, upgrade

from eventapp.cli.migrating import connect_migrations
from tests.databases import postgres_url
from tests.feeds import feed_of
from tests.web.requests import PUBLISHED, heading_of, problem_of

FEEDS = ("/feeds/some-secret.ics", "{0}/feed.ics", "{0}/sessions/strategy/feed.ics")
ADDRESSES = [address.format("/conferences/sample-2023") for address in (*PUBLISHED, *FEEDS)]


@pytest.fixture(params=["refused", "empty", "damaged"])
def away(request, tmp_path, new_app):
    """Yield a client whose database refuses connections, has no tables, or is none any more."""
    if request.param == "refused":
        with socket.socket() as reserved:  # bound, but nobody listens
            reserved.bind(("127.0.0.1", 0))
            url = f"postgresql://nobody:nothing@127.0.0.1:{reserved.getsockname()[1]}/none"
            yield new_app(url).test_client()
    elif request.param == "damaged":
        broken = tmp_path / "damaged.sqlite"
        broken.write_bytes(b"no database, " * 1_000)
        yield new_app(f"sqlite:///{broken}").test_client()
    elif request.config.getoption("--database") == "postgres":
        for url in postgres_url(f"empty_{os.getpid()}"):
            yield new_app(url).test_client()
    else:
        yield new_app(f"sqlite:///{tmp_path / 'empty.sqlite'}").test_client()


@pytest.mark.parametrize("address", [*ADDRESSES, "/readyz"])
def test_reading_without_a_database_says_to_try_again(away, address):
    response = away.get(address)
    kind = response.content_type
    is_file = address.endswith((".ics", ".json", ".pdf"))
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert kind == ("application/problem+json" if is_file else "text/html; charset=utf-8")
    assert response.headers["Cache-Control"] == "no-store"
    assert b"VCALENDAR" not in response.data


def test_calendar_without_a_database_is_a_problem(away):
    problem = problem_of(away.get("/conferences/sample-2023/agenda.ics"))
    assert problem == {"type": "about:blank", "title": "Service Unavailable", "status": 503}


def test_feed_that_was_read_before_is_no_empty_one_when_the_database_goes_away(client, sample, new_app, away):
    """What a process kept is not given out either: nobody knows then whether the address still holds."""
    path = feed_of("aoki")
    etag = client.get(path).headers["ETag"]
    for headers in ({}, {"If-None-Match": etag}, {"If-None-Match": "*"}):
        for answer in (away.get(path, headers=headers), away.head(path, headers=headers)):
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
            assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
            assert b"VCALENDAR" not in answer.data


def test_process_without_a_database_is_alive(away):
    assert (away.get("/healthz").status_code, away.get("/healthz").text) == (200, "ok\n")


def test_database_without_a_migration_is_not_ready(tmp_path, new_app):
    app = new_app(f"sqlite:///{tmp_path / 'bare.sqlite'}")
    client = app.test_client()
    connect_migrations(app)
    with app.app_context():
        upgrade()
        assert client.get("/readyz").text == "ready\n"
        downgrade(revision="base")
    response = client.get("/readyz")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert heading_of(response) != ""
