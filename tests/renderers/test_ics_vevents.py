"""What a VEVENT says: titles, descriptions, places, states and who is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from icalendar import Event

from eventapp.domain.publication import freeze
from eventapp.domain.venues import GeoPoint
from eventapp.domain.vocabulary import (
    ConferenceStatus,
    SessionKind,
    SessionStatus,
)
from eventapp.renderers.ics import render_umbrella, render_vevent
from tests.renderers.ics_agendas import (
    AS_OF,
    BASE_URL,
    HALL,
    ROOM,
    SESSION_PAGE,
    both,
    build_agenda,
    build_session,
    chunk_of,
    chunk_with,
    english,
    full_agenda,
    lines_of,
    properties,
)


def umbrella(agenda=None, languages=("en",), number=3):
    return render_umbrella(agenda or full_agenda(), languages=languages, base_url=BASE_URL, as_of=AS_OF, number=number)


@pytest.mark.parametrize(
    ("languages", "title", "line"),
    [
        (("en",), both("Relief", "救援"), {"SUMMARY;LANGUAGE=en": "Relief"}),
        (("ja",), both("Relief", "救援"), {"SUMMARY;LANGUAGE=ja": "救援"}),
        (("en", "ja"), both("Relief", "救援"), {"SUMMARY;LANGUAGE=en": "Relief / 救援"}),
        (("ja", "en"), both("Relief", "救援"), {"SUMMARY;LANGUAGE=ja": "救援 / Relief"}),
        (("ja",), english("Relief"), {"SUMMARY;LANGUAGE=en": "Relief"}),
        (("ja", "en"), english("Relief"), {"SUMMARY;LANGUAGE=en": "Relief"}),
        (("en", "ja"), both("NEXT", "NEXT"), {"SUMMARY;LANGUAGE=en": "NEXT"}),
    ],
)
def test_summary_is_one_value_with_the_leading_language(languages, title, line):
    lines = properties(chunk_with(languages, title=title))
    assert {name: value for name, value in lines.items() if name.startswith("SUMMARY")} == line


@pytest.mark.parametrize("languages", [("en",), ("ja",), ("en", "ja"), ("ja", "en")])
def test_cancelled_session_says_so_in_both_languages_and_frees_the_reader(languages):
    lines = lines_of("gone", languages=languages)
    assert lines[f"SUMMARY;LANGUAGE={languages[0]}"].startswith("[CANCELLED / 中止] ")
    assert (lines["STATUS"], lines["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


def test_removed_session_stays_cancelled_with_the_next_sequence():
    before = build_agenda(build_session("s1"), build_session("s2"))
    after = freeze(replace(before, sessions=before.sessions[:1]), before, as_of=AS_OF)
    lines = lines_of("s2", after)
    assert (lines["UID"], lines["SEQUENCE"], lines["STATUS"]) == ("s2-uid@eventapp", "1", "CANCELLED")


@pytest.mark.parametrize(
    ("kind", "transp"),
    [
        (SessionKind.BREAK, "TRANSPARENT"),
        (SessionKind.FREE_TIME, "TRANSPARENT"),
        (SessionKind.MEAL, "OPAQUE"),
        (SessionKind.PLENARY, "OPAQUE"),
    ],
)
def test_breaks_and_free_time_leave_the_reader_free(kind, transp):
    assert properties(chunk_with(kind=kind))["TRANSP"] == transp


@pytest.mark.parametrize(
    ("status", "written"),
    [(SessionStatus.CONFIRMED, "CONFIRMED"), (SessionStatus.TENTATIVE, "TENTATIVE")],
)
def test_status_is_one_of_the_rfc(status, written):
    assert properties(chunk_with(status=status))["STATUS"] == written


def test_identity_version_and_parent_are_the_stored_ones():
    agenda = build_agenda()
    session = replace(agenda.sessions[0], sequence=4)
    lines = properties(render_vevent(session, agenda, languages=("en",), base_url=BASE_URL + "/"))
    assert (lines["UID"], lines["SEQUENCE"]) == ("s1-uid@eventapp", "4")
    assert lines["RELATED-TO;RELTYPE=PARENT"] == "conference-uid@eventapp"
    assert lines["URL"] == SESSION_PAGE + "s1"


def test_draft_session_is_refused():
    agenda = build_agenda()
    with pytest.raises(ValueError, match="s1"):
        render_vevent(replace(agenda.sessions[0], modified_at=None), agenda, languages=("en",), base_url=BASE_URL)


def test_place_is_one_line_in_the_leading_language():
    assert lines_of("plenary")["LOCATION"] == "Hall A\\, Conference hall\\, 2-4-1 Hirakawacho\\, Chiyoda-ku\\, Tokyo"
    assert lines_of("plenary", languages=("ja", "en"))["LOCATION"] == "ホールA 東京会場 東京都千代田区平河町2-4-1"
    assert lines_of("plenary")["GEO"] == "35.681235;139.7412"


def test_session_without_room_has_no_place():
    names = properties(chunk_with(room=None)).keys()
    assert {"LOCATION", "GEO"} & set(names) == set()


@pytest.mark.parametrize(
    ("latitude", "longitude", "written"),
    [(51.4779, 0.00001, "51.4779;0.0"), (-33.8568, 151.2153, "-33.8568;151.2153")],
)
def test_geo_has_no_exponent(latitude, longitude, written):
    venue = replace(HALL, geo=GeoPoint(latitude=latitude, longitude=longitude))
    assert properties(chunk_with(room=replace(ROOM, venue=venue)))["GEO"] == written


def test_category_is_the_kind_without_its_number():
    assert properties(chunk_with(kind=SessionKind.WORKING_SESSION, number=5))["CATEGORIES"] == "Working session"


def test_umbrella_is_free_all_day_with_the_version_of_the_publication():
    lines = properties(umbrella(number=3))
    assert lines == {
        "BEGIN": "VEVENT",
        "SUMMARY;LANGUAGE=en": "NEXT Alliance Conference",
        "DTSTART;VALUE=DATE": "20260307",
        "DTEND;VALUE=DATE": "20260311",
        "DTSTAMP": "20260227T090000Z",
        "UID": "conference-uid@eventapp",
        "SEQUENCE": "2",
        "DESCRIPTION": "US–Japan dialogue\\nv3\\, as of 27 Feb 18:00\u00a0JST\\n"
        "https://events.example.org/conferences/next-2026/",
        "LAST-MODIFIED": "20260227T090000Z",
        "STATUS": "CONFIRMED",
        "TRANSP": "TRANSPARENT",
        "URL": "https://events.example.org/conferences/next-2026/",
        "END": "VEVENT",
    }


@pytest.mark.parametrize(
    ("status", "written", "prefix"),
    [
        (ConferenceStatus.PLANNED, "TENTATIVE", ""),
        (ConferenceStatus.ARCHIVED, "CONFIRMED", ""),
        (ConferenceStatus.CANCELLED, "CANCELLED", "[CANCELLED / 中止] "),
    ],
)
def test_umbrella_says_how_the_conference_stands(status, written, prefix):
    lines = properties(umbrella(build_agenda(status=status)))
    assert lines["STATUS"] == written
    assert lines["SUMMARY;LANGUAGE=en"] == f"{prefix}NEXT Alliance Conference"


def test_addresses_are_ascii_and_cannot_break_the_line():
    agenda = build_agenda(slug="a b/é\r\nX")
    lines = properties(chunk_of("s1", agenda))
    assert lines["URL"] == "https://events.example.org/conferences/a%20b%2F%C3%A9%0D%0AX/sessions/s1"


def test_description_is_read_back_whole():
    chunk = chunk_of("plenary", languages=("ja", "en"))
    assert str(Event.from_ical(chunk)["SUMMARY"]) == "災害救援 / Disaster relief"
