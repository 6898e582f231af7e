"""Times as they are written, and as two readers of different make understand them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from icalendar import Calendar

from eventapp.renderers.ics import render_session_calendar, render_umbrella, render_vevent
from tests.renderers.ics_agendas import (
    AS_OF,
    BASE_URL,
    NEW_YORK,
    TOKYO,
    build_agenda,
    build_session,
    full_agenda,
    properties,
    session_at,
)

SETTINGS = {"languages": ("en",), "base_url": BASE_URL}


def only(agenda):
    (session,) = agenda.sessions
    return session


def written(session, **conference):
    agenda = build_agenda(session, **conference)
    lines = properties(render_vevent(only(agenda), agenda, **SETTINGS))
    return {name: value for name, value in lines.items() if name.startswith(("DTSTART", "DTEND"))}


def read(session, **conference):
    """The instants as icalendar and as vobject, which evaluates the VTIMEZONE, read them."""
    agenda = build_agenda(session, **conference)
    raw = render_session_calendar(render_vevent(only(agenda), agenda, **SETTINGS), agenda)
    (ours,) = Calendar.from_ical(raw).walk("VEVENT")
    theirs = vobject.readOne(raw.decode()).vevent
    return [
        (ours["DTSTART"].dt.astimezone(UTC), ours["DTEND"].dt.astimezone(UTC)),
        (theirs.dtstart.value.astimezone(UTC), theirs.dtend.value.astimezone(UTC)),
    ]


def test_local_time_with_its_zone():
    assert written(session_at("2026-03-08 09:00", 90, TOKYO)) == {
        "DTSTART;TZID=Asia/Tokyo": "20260308T090000",
        "DTEND;TZID=Asia/Tokyo": "20260308T103000",
    }


def test_session_over_midnight_ends_on_the_next_day():
    assert written(session_at("2026-03-09 23:00", 180, TOKYO)) == {
        "DTSTART;TZID=Asia/Tokyo": "20260309T230000",
        "DTEND;TZID=Asia/Tokyo": "20260310T020000",
    }


def test_zero_length_has_no_end():
    assert written(session_at("2026-03-08 09:00", 0, TOKYO)) == {"DTSTART;TZID=Asia/Tokyo": "20260308T090000"}


@pytest.mark.parametrize(
    ("start", "end", "lines"),
    [
        ("05:30", "06:30", {"DTSTART": "20261101T053000Z", "DTEND": "20261101T063000Z"}),  # 01:30 EDT to 01:30 EST
        ("04:30", "05:15", {"DTSTART": "20261101T043000Z", "DTEND": "20261101T051500Z"}),  # ends at 01:15 EDT
        ("06:45", "08:00", {"DTSTART": "20261101T064500Z", "DTEND": "20261101T080000Z"}),  # starts at 01:45 EST
        (
            "04:00",
            "07:00",  # 00:00 EDT to 02:00 EST: three hours, two on the wall
            {"DTSTART;TZID=America/New_York": "20261101T000000", "DTEND;TZID=America/New_York": "20261101T020000"},
        ),
    ],
)
def test_ambiguous_times_of_1_november_are_written_in_utc(start, end, lines):
    on = date(2026, 11, 1)
    start_at, end_at = (
        datetime.combine(on, datetime.strptime(t, "%H:%M").replace(tzinfo=UTC).timetz()) for t in (start, end)
    )
    session = build_session(start_at=start_at, end_at=end_at, zone=NEW_YORK)
    conference = {"starts_on": on, "ends_on": on, "zone": NEW_YORK}
    assert written(session, **conference) == lines
    assert read(session, **conference) == [(start_at, end_at)] * 2


@pytest.mark.parametrize("wall", ["00:30", "01:59", "03:00", "03:30", "23:00"])
def test_times_around_the_gap_of_8_march_are_read_right(wall):
    session = session_at(f"2026-03-08 {wall}", 30, NEW_YORK)
    assert written(session)["DTSTART;TZID=America/New_York"] == f"20260308T{wall.replace(':', '')}00"
    assert read(session) == [(session.start_at, session.end_at)] * 2


def test_session_across_the_gap_keeps_its_length():
    session = session_at("2026-03-08 01:30", 60, NEW_YORK)
    assert written(session)["DTEND;TZID=America/New_York"] == "20260308T033000"
    assert read(session) == [(session.start_at, session.end_at)] * 2


def test_zone_that_no_yearly_rule_describes_is_written_in_utc():
    session = session_at("2019-02-20 09:00", 60, "America/Sao_Paulo")
    conference = {"starts_on": date(2019, 2, 20), "ends_on": date(2019, 2, 21)}
    assert written(session, **conference) == {"DTSTART": "20190220T120000Z", "DTEND": "20190220T130000Z"}


def test_session_in_a_year_that_the_conference_rule_does_not_describe_is_written_in_utc():
    conference = {"starts_on": date(2026, 6, 1), "ends_on": date(2026, 6, 2)}
    assert written(session_at("2026-06-01 09:00", 60, "Africa/Cairo"), **conference) == {
        "DTSTART;TZID=Africa/Cairo": "20260601T090000",
        "DTEND;TZID=Africa/Cairo": "20260601T100000",
    }
    assert written(session_at("2024-10-31 09:00", 60, "Africa/Cairo"), **conference) == {
        "DTSTART": "20241031T060000Z",
        "DTEND": "20241031T070000Z",
    }


def test_utc_itself_needs_no_zone():
    session = build_session(zone="UTC")
    assert written(session) == {"DTSTART": "20260308T000000Z", "DTEND": "20260308T013000Z"}
    agenda = build_agenda(session)
    assert b"VTIMEZONE" not in render_session_calendar(render_vevent(only(agenda), agenda, **SETTINGS), agenda)


def test_fractions_of_a_second_are_dropped():
    start_at = datetime(2026, 3, 8, 0, 0, 0, 900_000, tzinfo=UTC)
    lines = written(build_session(start_at=start_at, end_at=start_at + timedelta(milliseconds=50)))
    assert lines == {"DTSTART;TZID=Asia/Tokyo": "20260308T090000"}


def test_all_sessions_of_a_calendar_are_read_back_at_their_instants():
    for session in full_agenda().sessions:
        assert read(session) == [(session.start_at, session.end_at)] * 2


def test_conference_lasts_all_day_to_the_day_after_its_last():
    agenda = full_agenda()
    chunk = render_umbrella(agenda, languages=("en",), base_url=BASE_URL, as_of=AS_OF, number=4)
    lines = properties(chunk)
    assert lines["DTSTART;VALUE=DATE"] == "20260307"
    assert lines["DTEND;VALUE=DATE"] == "20260311"


def test_stamps_are_the_time_of_the_last_change_in_utc():
    agenda = build_agenda()
    local = AS_OF.astimezone(only(agenda).start_local.tzinfo).replace(microsecond=7)
    session = replace(only(agenda), modified_at=local)
    lines = properties(render_vevent(session, agenda, **SETTINGS))
    assert (lines["DTSTAMP"], lines["LAST-MODIFIED"]) == ("20260227T090000Z", "20260227T090000Z")
