"""What is on now and what is next, by the real clock: sessions are laid around the moment of the test."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from eventapp.clock import utc_now
from eventapp.db import db
from eventapp.queries.publications import find_latest_publication
from tests.factories import make_agenda, make_conference, make_session
from tests.publishing import publish

BASE = "/conferences/sample-2023"


def _zone_at_noon(now):
    """Give a zone whose clocks show about noon, so that the hours around now lie on one day."""
    hours = (12 - now.hour + 12) % 24 - 12
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"


def _publish_around_now(**minutes):
    """Publish sessions by name that start so many minutes from now and last an hour each."""
    now = utc_now().replace(second=0, microsecond=0)
    zone = _zone_at_noon(now)
    today = now.astimezone(ZoneInfo(zone)).date()
    sessions = [
        make_session(id=name, start_at=now + timedelta(minutes=start), minutes=60, zone=zone)
        for name, start in minutes.items()
    ]
    publish(make_agenda(*sessions, conference=make_conference(zone=zone, starts_on=today, ends_on=today)))


def _marked(page):
    found = re.findall(r'<article class="p?s([^"]*)" id="s-(\w+)"( aria-current="time")?', page)
    return {name: (re.findall(r"is-(now|next)", classes), bool(current)) for classes, name, current in found}


NOW, NEXT, NONE = (["now"], True), (["next"], False), ([], False)


def test_session_that_is_on_and_the_next_are_marked(client, app):
    _publish_around_now(before=-90, on=-30, soon=45, later=120)
    page = client.get(f"{BASE}/agenda?lang=en").text
    assert _marked(page) == {"before": NONE, "on": NOW, "soon": NEXT, "later": NONE}
    assert re.findall(r'<b class="ph">(\w+)', page) == ["Now", "Next"]


def test_parallel_sessions_that_are_on_are_each_marked_where_a_phone_repeats_their_time(client, app):
    _publish_around_now(left=-30, right=-30)
    page = client.get(f"{BASE}/agenda?lang=en").text
    assert len(re.findall(r'<b class="t2"><span class="a">[^<]+</span> <span class="ph">Now</span></b>', page)) == 1
    assert _marked(page) == {"left": NOW, "right": NOW}


def test_agenda_leads_to_what_is_on_and_its_band_names_today(client, app):
    _publish_around_now(before=-90, on=-30, too=-29, soon=45)
    page = client.get(f"{BASE}/agenda?lang=en").text
    assert re.findall(r'<a class="b"\s+href="([^"]+)">Now<', page) == ["#s-on"]
    assert re.findall(r'class="is-today">.*?class="vh">([^<]+)</span>', page) == ["Today"]


def test_agenda_leads_nowhere_while_nothing_is_on(client, app):
    _publish_around_now(before=-90, soon=45)
    page = client.get(f"{BASE}/agenda?lang=en").text
    assert (re.findall(r'href="#s-[^"]+"', page), page.count("is-today")) == ([], 1)


def test_session_that_follows_at_once_is_on(client, app):
    _publish_around_now(ended=-60, on=0)
    assert _marked(client.get(f"{BASE}/agenda").text) == {"ended": NONE, "on": NOW}


@pytest.mark.parametrize("minutes", [{"first": 30, "second": 95}, {"first": -180, "second": -100}])
def test_nothing_is_marked_before_the_first_and_after_the_last(client, app, minutes):
    _publish_around_now(**minutes)
    assert _marked(client.get(f"{BASE}/agenda").text) == dict.fromkeys(minutes, NONE)


def test_page_of_a_session_says_that_it_is_on(client, app):
    _publish_around_now(on=-30, soon=45)
    pages = {name: client.get(f"{BASE}/sessions/{name}?lang=ja").text for name in ("on", "soon")}
    assert {name: re.findall(r'<b class="ph">([^<]+)', page) for name, page in pages.items()} == {
        "on": ["進行中"],
        "soon": ["次"],
    }


def test_calendar_and_data_know_no_now(client, app):
    _publish_around_now(on=-30)
    for file in ("agenda.ics", "agenda.json"):
        body = client.get(f"{BASE}/{file}").text.lower()
        assert ["is-now" in body, '"phase"' in body] == [False, False]


def test_kept_page_changes_when_its_moment_has_come(client, app):
    """The rendition is kept by how many midnights, starts and ends lie behind: one of another moment is another page."""
    now = utc_now()
    _publish_around_now(on=-30, soon=45)
    published = app.extensions["published"]
    first = client.get(f"{BASE}/agenda")
    key = find_latest_publication(db.engine, "sample-2023")
    phases = [published.phase(key, now + timedelta(minutes=m)) for m in (-40, -20, 0, 31, 46, 110)]
    assert phases == [1, 2, 2, 3, 4, 5]
    assert client.get(f"{BASE}/agenda").data == first.data
