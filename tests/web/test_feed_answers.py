"""What programs are answered at a feed's secret address, whatever happens; and where the secret must never be read.

Every test makes an address first: what was never made could not be told either.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from sqlalchemy import select, update
from werkzeug.http import http_date

from eventapp.clock import utc_now
from eventapp.db import db, reading, transaction
from eventapp.domain.feeds import FeedScope
from eventapp.domain.localized import Localized
from eventapp.models import Registration
from eventapp.operations.feeds import revoke_feed
from eventapp.operations.privacy.erasing import erase_person
from eventapp.operations.publications import publish_agenda
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.queries.registrations import get_registration
from tests.factories import sample_agenda
from tests.feeds import CHIEF, feed_at, feed_of, ids_in
from tests.publishing import draft, publish
from tests.registrations import REGISTERED_AT, SLUG
from tests.web.requests import headers_of
from tests.web.test_personal_pages import link_of

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def secret_of(path):
    return path.removeprefix("/feeds/").removesuffix(".ics")


@pytest.fixture
def answers(client, sample):
    """Give the secret of a revoked address and of one that holds, and every kind of answer there is at them."""
    gone, path = feed_of("aoki"), feed_of("aoki", FeedScope.CONFERENCE)
    with transaction() as tx:
        revoke_feed(tx, SLUG, "aoki", FeedScope.PERSONAL, actor=CHIEF, now=REGISTERED_AT)
    found = {
        "whole": client.get(path),
        "head": client.head(path),
        "known": client.get(path, headers={"If-None-Match": "*"}),
        "packed": client.get(path, headers={"Accept-Encoding": "gzip"}),
        "wrong wish": client.get(f"{path}?kind=party"),
        "wrong wish in a browser": client.get(f"{path}?kind=party", headers=BROWSER),
        "gone": client.get(gone),
        "gone in a browser": client.get(gone, headers=BROWSER),
        "sent": client.post(path),
        "half of it": client.get(path[:-10] + ".ics"),
        "without ending": client.get(path.removesuffix(".ics"), headers=BROWSER),
        "as a folder": client.get(path + "/", headers=BROWSER),
        "twice": client.get(f"/feeds/{path}"),
    }
    return (secret_of(gone), secret_of(path)), found


def test_every_answer_has_its_status(answers):
    assert {name: answer.status_code for name, answer in answers[1].items()} == {
        "whole": 200,
        "head": 200,
        "known": 304,
        "packed": 200,
        "wrong wish": 400,
        "wrong wish in a browser": 400,
        "gone": 410,
        "gone in a browser": 410,
        "sent": 405,
        "half of it": 404,
        "without ending": 404,
        "as a folder": 404,
        "twice": 404,
    }


def test_no_answer_tells_the_secret_or_sends_elsewhere(answers):
    secrets, found = answers
    told = {
        name
        for name, answer in found.items()
        for secret in secrets
        if secret.encode() in answer.data or secret in str(answer.headers)
    }
    assert (told, {name for name, answer in found.items() if "Location" in answer.headers}) == (set(), set())


def test_no_answer_is_indexed_followed_or_kept_by_others(answers):
    for name, answer in answers[1].items():
        assert (name, answer.headers["Referrer-Policy"]) == (name, "no-referrer")
        assert (name, answer.headers["X-Robots-Tag"]) == (name, "noindex, nofollow")
        assert (name, answer.headers["Cache-Control"]) == (
            name,
            "private, max-age=300" if answer.status_code in {200, 304} else "no-store",
        )


def test_no_answer_sets_a_cookie_even_for_a_member(client, sample, login_as):
    path = feed_of("aoki")
    before = client.get(path)
    login_as(client, role="organiser")
    after = client.get(path)
    assert headers_of(after) == headers_of(before)
    assert (after.data, "Set-Cookie" in after.headers) == (before.data, False)
    for other in (client.get(f"{path}?kind=party"), client.get("/feeds/none.ics"), client.post(path)):
        assert "Set-Cookie" not in other.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_feed_is_for_reading(client, sample, method):
    answer = client.open(feed_of("aoki"), method=method)
    assert (answer.status_code, sorted(answer.headers["Allow"].split(", "))) == (405, ["GET", "HEAD", "OPTIONS"])


@pytest.mark.parametrize("given", ["*", "{0}", 'W/"x", {0}', "{1}", '"x",{1} ,"y"'])
def test_what_is_known_is_answered_without_a_body_to_get_and_head(client, sample, given):
    path = feed_of("aoki")
    etag = client.get(path).headers["ETag"]
    headers = {"If-None-Match": given.format(etag, etag.removeprefix("W/")), "Accept-Encoding": "gzip"}
    for answer in (client.get(path, headers=headers), client.head(path, headers=headers)):
        assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", etag)
        assert "Content-Type" not in answer.headers


def test_a_tag_that_is_not_known_wins_over_a_date(client, sample):
    headers = {"If-None-Match": '"other"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert client.get(feed_of("aoki"), headers=headers).status_code == 200


def test_head_is_that_of_the_packed_answer_too(client, sample):
    path, headers = feed_of("aoki"), {"Accept-Encoding": "gzip"}
    assert headers_of(client.head(path, headers=headers)) == headers_of(client.get(path, headers=headers))


@pytest.mark.parametrize("robot", ["*", "Googlebot", "Google-Calendar-Importer", "bingbot"])
def test_robots_may_fetch_every_feed(client, sample, robot):
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").text.splitlines())
    addresses = (feed_of("aoki"), feed_at("yokota"), f"{sample}/feed.ics")
    assert [rules.can_fetch(robot, f"https://conferences.example.org{one}") for one in addresses] == [True] * 3


def test_secret_is_in_no_log_and_no_row(app, client, sample, caplog):
    caplog.set_level(logging.DEBUG)
    path = feed_of("aoki")
    secret = secret_of(path)
    for query in ("", "?lang=ja", "?kind=party", "?day=x"):
        client.get(path + query, headers={"User-Agent": f"Robot {secret[:5]}"})
    client.post(path)
    with app.test_request_context(path):
        assert app.handle_user_exception(ValueError("odd")).status_code == 500
    draft(replace(sample_agenda(), sessions=()))
    with reading() as tx:
        rows = [str(tuple(row)) for table in db.metadata.sorted_tables for row in tx.execute(select(table))]
    assert ("ValueError: odd" in caplog.text, secret in caplog.text) == (True, False)
    assert (len(rows) > 50, [row for row in rows if secret in row]) == (True, [])


def test_secret_is_in_nothing_that_is_given_out(client, sample, login_as):
    """Downloads, pages and the organisers' files, after a publication that everybody is told of."""
    path, own = feed_of("aoki"), link_of("aoki")
    client.get(path)
    publish(replace(sample_agenda(), sessions=sample_agenda().sessions[:-1]), days_later=1)
    assert ids_in(client, path) != []
    login_as(client, role="organiser")
    given = [f"{sample}/agenda.ics", f"{sample}/agenda.json", f"{sample}/sessions/opening.ics", f"{sample}/agenda"]
    inside = [f"/organise/{SLUG}/log", f"/organise/{SLUG}/outbox", f"/organise/{SLUG}/people/aoki"]
    answers = {one: client.get(one) for one in (*given, *inside, own, f"{own}/agenda.ics", f"{own}/calendar")}
    assert {one: answer.status_code for one, answer in answers.items() if answer.status_code != 200} == {}
    assert [one for one, answer in answers.items() if secret_of(path).encode() in answer.data] == []


@pytest.fixture
def served_long(app, client, sample):
    """Let this process have served for years: how it writes feeds is no change then."""
    app.extensions["published"].since = datetime(2020, 1, 1, tzinfo=UTC)


def _asked_since(client, path, date, **headers):
    answer = client.get(path, headers={"If-Modified-Since": date, **headers})
    return answer.status_code, answer.headers.get("Last-Modified")


def _publish(agenda, now):
    draft(agenda)
    with transaction() as tx:
        publish_agenda(tx, SLUG, note=Localized(), overrides=(), actor=CHIEF, now=now)


@pytest.mark.usefixtures("served_long")
def test_who_asks_by_date_is_told_by_date(client):
    """A publication and a change of the registration make a feed another one; a tag that is given counts alone."""
    path, now = feed_of("aoki"), utc_now().replace(microsecond=0)
    first = client.get(path).headers["Last-Modified"]
    # Long after the conference what was cancelled is in no feed any more.
    assert first == "Wed, 12 Apr 2023 15:00:00 GMT"
    assert _asked_since(client, path, first) == (304, first)
    assert client.get(path, headers={"If-Modified-Since": first}).data == b""
    agenda = sample_agenda()
    _publish(replace(agenda, sessions=agenda.sessions[:-1]), now - timedelta(seconds=30))
    second = http_date(now - timedelta(seconds=30))
    assert _asked_since(client, path, first) == (200, second)
    assert _asked_since(client, path, second) == (304, second)
    assert _asked_since(client, path, second, **{"If-None-Match": '"other"'}) == (200, second)
    for began in (10.5, 20):  # the second waited for the first
        with transaction() as tx:
            seen, wish = get_registration(tx, SLUG, "aoki").version, Amendment(person={"position": {"en": f"{began}"}})
            at = now - timedelta(seconds=began)
            amend_registration(tx, SLUG, "aoki", wish, seen=seen, is_marked=False, actor=CHIEF, now=at)
    third = http_date(now - timedelta(seconds=11))
    assert [_asked_since(client, path, date) for date in (second, third)] == [(200, third), (304, third)]


@pytest.mark.usefixtures("served_long")
def test_name_that_was_taken_out_is_a_change_for_who_asks_by_date(client):
    public, path = f"/conferences/{SLUG}/feed.ics", feed_of("carter")
    known = {address: client.get(address).headers["Last-Modified"] for address in (public, path)}
    with transaction() as tx:
        erase_person(tx, f"{SLUG}/aoki", base_url="", actor=CHIEF, now=utc_now() - timedelta(minutes=1))
    for address, date in known.items():
        assert _asked_since(client, address, date)[0] == 200
        changed = client.get(address).headers["Last-Modified"]
        assert _asked_since(client, address, changed) == (304, changed)


def test_other_process_may_write_feeds_otherwise(app, client, sample):
    """Who has one of before this process began is given one of now."""
    began = app.extensions["published"].since = utc_now() - timedelta(minutes=5)
    for path in (feed_of("aoki"), f"/conferences/{SLUG}/feed.ics"):
        assert _asked_since(client, path, http_date(began - timedelta(minutes=1))) == (200, http_date(began))


@pytest.mark.usefixtures("served_long")
def test_feed_that_changed_in_this_second_says_no_date(client):
    """Another change may follow in the same one."""
    path = feed_of("aoki")
    first = client.get(path).headers["Last-Modified"]
    with transaction() as tx:
        tx.execute(update(Registration).values(changed_at=utc_now() + timedelta(seconds=5)))
    assert _asked_since(client, f"{path}?lang=en", first) == (200, None)
