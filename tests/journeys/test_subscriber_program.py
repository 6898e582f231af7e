"""A real subscriber's program over HTTP: vdirsyncer follows three publications and ends with exactly what it should have."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from icalendar import Calendar

from eventapp.clock import utc_now
from eventapp.db import db
from eventapp.domain.vocabulary import SessionStatus
from tests.databases import sqlite_url
from tests.factories import both, make_agenda, make_attendee, make_conference, make_session
from tests.feeds import feed_of
from tests.journeys.servers import serving
from tests.publishing import publish
from tests.sample import JP, US

SLUG = "subscribed"
CONFIG = """
[general]
status_path = "{folder}/status"
[pair feed]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
partial_sync = "ignore"
[storage here]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"
[storage there]
type = "http"
url = "{url}"
"""
TODAY = datetime.combine(utc_now().date(), time(0), UTC)
HOUR = timedelta(hours=1)


def _session(name, hour, **fields):
    start = TODAY + hour * HOUR
    return make_session(id=name, uid=f"{name}@subscribed.example.org", start_at=start, end_at=start + HOUR, **fields)


OPENING = _session("opening", 1, title=both("Opening", "開会"))
TALKS = _session("talks", 3, title=both('Talks; with, signs \\N "quoted" 😀', "協議"))
DINNER = _session("dinner", 9, title=both("Dinner", "夕食"))
PRIVATE = _session("private", 5, title=both("Private", "内輪"), audience="side:US")


def _agenda(*sessions):
    conference = make_conference(
        slug=SLUG,
        uid="conference@subscribed.example.org",
        starts_on=TODAY.date(),
        ends_on=TODAY.date(),
        title=both("Subscribed", "購読"),
    )
    person = make_attendee(id="subscriber", delegation=JP)
    return make_agenda(*sessions, conference=conference, delegations=(JP, US), attendees=(person,))


@pytest.fixture
def publishing(tmp_path):
    """Yield a function that calls another with a server's application, and the server's address: one of this test's own."""
    with serving(sqlite_url(tmp_path), tmp_path) as (app, site):

        def calling(function, *args, **kwargs):
            with app.app_context():
                try:
                    return function(*args, **kwargs)
                finally:
                    db.session.remove()

        yield calling, site


@pytest.fixture
def program(tmp_path, publishing):
    """Give a function that lets vdirsyncer sync once, by an address made for this, and gives what its folder then holds."""
    on_server, site = publishing
    on_server(publish, _agenda(OPENING, TALKS, PRIVATE))
    url = f"{site}{on_server(feed_of, 'subscriber', slug=SLUG)}?lang=en"
    config = tmp_path / "config"
    config.write_text(CONFIG.format(folder=tmp_path, url=url))
    (tmp_path / "calendar").mkdir()

    def run(command):
        answer = subprocess.run(
            [sys.executable, "-m", "vdirsyncer", "-c", config, command],
            env=os.environ | {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, answer.stderr

    def sync():
        run("sync")
        return _entries(tmp_path / "calendar")

    run("discover")
    return sync


def _entries(folder):
    """Give title, start and state of every entry, in order."""
    vevents = [one for file in folder.glob("*.ics") for one in Calendar.from_ical(file.read_bytes()).walk("VEVENT")]
    found = [(str(one["SUMMARY"]), one["DTSTART"].dt, str(one["STATUS"]), int(one["SEQUENCE"])) for one in vevents]
    return sorted((title, at.astimezone(UTC) if isinstance(at, datetime) else at, *rest) for title, at, *rest in found)


def _entry(session, sequence, *, hours=0, is_off=False):
    title = ("[CANCELLED / 中止] " if is_off else "") + session.title.get("en")
    return (title, session.start_at + hours * HOUR, "CANCELLED" if is_off else "CONFIRMED", sequence)


def test_program_that_syncs_has_exactly_the_last_publication(program, publishing):
    on_server, _ = publishing
    whole = ("Subscribed", TODAY.date(), "CONFIRMED")
    assert program() == program() == [_entry(OPENING, 0), (*whole, 0), _entry(TALKS, 0)]
    later = replace(TALKS, start_at=TALKS.start_at + HOUR, end_at=TALKS.end_at + HOUR)
    on_server(publish, _agenda(OPENING, later, PRIVATE), days_later=1)
    assert program() == [_entry(OPENING, 0), (*whole, 1), _entry(TALKS, 1, hours=1)]
    off = replace(OPENING, status=SessionStatus.CANCELLED)
    on_server(publish, _agenda(off, later, PRIVATE, DINNER), days_later=2)
    expected = [_entry(DINNER, 0), (*whole, 2), _entry(TALKS, 1, hours=1), _entry(OPENING, 1, is_off=True)]
    assert program() == program() == sorted(expected)
