"""The conference file as it is written: read back, it is the same conference."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings

from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.localized import NOTHING
from eventapp.domain.publication import Publication, freeze
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import Role
from eventapp.importers.conference_file.reading import read_conference_file
from eventapp.renderers.conference_file import render_conference_file
from tests.factories import (
    NEW_YORK,
    make_agenda,
    make_attendee,
    make_conference,
    make_session,
    placed,
    sample_agenda,
    utc,
)
from tests.strategies import conference_files

FIRST = utc("2026-10-01 09:00")
# New York's clocks show 01:30 twice on 1 November 2026: at 05:30 and at 06:30 UTC.
BEFORE_CHANGE, AFTER_CHANGE = utc("2026-11-01 05:30"), utc("2026-11-01 06:30")


def _in_new_york(start_at, **fields):
    session = make_session(id="s-1", start_at=start_at, zone=NEW_YORK, **fields)
    return make_agenda(session, conference=make_conference(zone=NEW_YORK))


@given(conference_files())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_any_conference_is_read_back_equal(conference_file):
    assert read_conference_file(render_conference_file(conference_file)) == conference_file


def test_demo_is_read_back_equal():
    demo = read_conference_file((files("eventapp") / "demo" / "next-alliance-2023.toml").read_bytes())
    written = render_conference_file(demo)
    assert read_conference_file(written) == demo
    assert render_conference_file(read_conference_file(written)) == written


def test_sample_is_read_back_equal():
    conference_file = ConferenceFile(agenda=sample_agenda())
    assert read_conference_file(render_conference_file(conference_file)) == conference_file


@pytest.mark.parametrize(
    ("start_at", "written"),
    [
        (BEFORE_CHANGE, "start = 2026-11-01T01:30:00-04:00"),
        (AFTER_CHANGE, "start = 2026-11-01T01:30:00-05:00"),
        (AFTER_CHANGE + timedelta(minutes=30), "start = 2026-11-01T02:00:00"),
    ],
)
def test_time_is_written_with_its_offset_only_where_the_clock_shows_it_twice(start_at, written):
    lines = render_conference_file(ConferenceFile(agenda=_in_new_york(start_at))).decode().splitlines()
    assert [line for line in lines if line.startswith("start =")] == [written]


def test_times_of_people_are_written_on_the_conferences_clock():
    person = make_attendee(
        arrives_at=BEFORE_CHANGE,
        leaves_at=AFTER_CHANGE + timedelta(hours=1),
        away=(Window(AFTER_CHANGE, AFTER_CHANGE + timedelta(minutes=30)),),
        interpretation_language="ja",
    )
    agenda = make_agenda(make_session(placements=placed(Role.CHAIR, person)), conference=make_conference(zone=NEW_YORK))
    written = render_conference_file(ConferenceFile(agenda=agenda)).decode()
    (table,) = tomllib.loads(written)["attendees"]
    assert {key: table[key] for key in ("arrives", "leaves", "away", "interpretation_language")} == {
        "arrives": datetime.fromisoformat("2026-11-01T01:30:00-04:00"),
        "leaves": datetime.fromisoformat("2026-11-01T02:30:00"),
        "away": [
            {
                "start": datetime.fromisoformat("2026-11-01T01:30:00-05:00"),
                "end": datetime.fromisoformat("2026-11-01T02:00:00"),
            }
        ],
        "interpretation_language": "ja",
    }
    assert read_conference_file(written.encode()).agenda.attendees == (person,)


@pytest.mark.parametrize(("then", "now"), [(BEFORE_CHANGE, AFTER_CHANGE), (AFTER_CHANGE, BEFORE_CHANGE)])
def test_version_that_differs_by_the_hour_that_comes_twice_is_read_back_equal(then, now):
    conference_file = ConferenceFile(agenda=_in_new_york(now), publications=(_published(_in_new_york(then)),))
    read = read_conference_file(render_conference_file(conference_file))
    assert [read.publications[0].agenda.sessions[0].start_at, read.agenda.sessions[0].start_at] == [then, now]


def test_zone_is_written_only_where_the_session_does_not_inherit_it():
    zones = [
        [table.get("zone") for table in tomllib.loads(render_conference_file(file).decode())["sessions"]]
        for file in (
            ConferenceFile(agenda=_in_new_york(BEFORE_CHANGE)),
            ConferenceFile(agenda=make_agenda(make_session(zone=NEW_YORK))),
        )
    ]
    assert zones == [[None], [NEW_YORK]]


def test_version_equal_to_the_draft_has_no_before():
    agenda = sample_agenda()
    document = tomllib.loads(
        render_conference_file(ConferenceFile(agenda=agenda, publications=(_published(agenda),))).decode()
    )
    assert [sorted(table) for table in document["publications"]] == [["as_of", "number", "published_by"]]


def test_reordered_topics_of_a_version_are_told_by_their_ids():
    agenda = sample_agenda()
    before = _published(agenda)
    swapped = [
        replace(s, topics=tuple(replace(t, position=3 - t.position) for t in s.topics)) if len(s.topics) == 2 else s
        for s in agenda.sessions
    ]
    conference_file = ConferenceFile(agenda=_with_sessions(agenda, swapped), publications=(before,))
    written = render_conference_file(conference_file)
    told = tomllib.loads(written.decode())["publications"][0]["before"]
    assert told == {"order": {"topics": [topic.id for topic in agenda.topics]}}
    assert read_conference_file(written) == conference_file


def _with_sessions(agenda, sessions):
    return replace(
        agenda,
        sessions=tuple(replace(s, topics=tuple(sorted(s.topics, key=lambda t: t.position))) for s in sessions),
    )


def _published(agenda):
    frozen = freeze(agenda, None, as_of=FIRST)
    return Publication(number=1, as_of=FIRST, published_by="Organiser", note=NOTHING, agenda=frozen)
