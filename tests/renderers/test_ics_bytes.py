"""The raw bytes of whole calendars, looked at without any reader."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from icalendar import Calendar

from eventapp.renderers.ics import render_calendar, render_session_calendar, render_vevent
from tests.renderers.ics_agendas import AS_OF, BASE_URL, build_agenda, build_session, full_agenda
from tests.renderers.ics_bytes import components, logical_lines

ROOT = Path(__file__).parents[2]
LANGUAGES = [("en",), ("ja",), ("en", "ja"), ("ja", "en")]


def whole(agenda=None, languages=("en", "ja"), **more):
    agenda = agenda or full_agenda()
    return render_calendar(agenda, languages=languages, base_url=BASE_URL, as_of=AS_OF, number=3, **more)


@pytest.mark.parametrize("languages", LANGUAGES)
def test_physical_lines_end_with_crlf_and_are_short_utf8(languages):
    raw = whole(languages=languages)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        assert line.decode() == line.decode().replace("\ufeff", "")


def test_header_names_describes_and_paces_the_calendar():
    lines = logical_lines(whole())
    assert lines[: lines.index("BEGIN:VTIMEZONE")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//eventapp//Conference agenda//EN",
        "CALSCALE:GREGORIAN",
        "DESCRIPTION:US–Japan dialogue\\n\\n日米対話\\nhttps://events.example.org/conferences/next-2026/",
        "X-WR-CALDESC:US–Japan dialogue\\n\\n日米対話\\nhttps://events.example.org/conferences/next-2026/",
        "NAME:NEXT Alliance Conference / NEXTアライアンス会議",
        "X-WR-CALNAME:NEXT Alliance Conference / NEXTアライアンス会議",
        "COLOR:midnightblue",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]


def test_nothing_of_a_message_an_alarm_or_a_secret_is_written():
    names = {re.split("[;:]", line)[0] for line in logical_lines(whole())}
    forbidden = {"METHOD", "ORGANIZER", "ATTENDEE", "SOURCE", "X-ALT-DESC", "ATTACH", "CLASS"}
    assert names & forbidden == set()
    assert b"VALARM" not in whole()
    assert components(whole(), "VCALENDAR")[0].split("BEGIN:VTIMEZONE")[0].count("UID:") == 0


def test_every_vevent_has_the_required_properties_once():
    vevents = components(whole(), "VEVENT")
    assert len(vevents) == 8
    for vevent in vevents:
        count = Counter(re.split("[;:]", line)[0] for line in vevent.split("\r\n"))
        once = {"UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "DTSTART", "DTEND", "STATUS", "TRANSP", "URL"}
        assert {name: count[name] for name in once} == dict.fromkeys(once, 1)
        assert max(count.values()) == 1


def test_uids_are_unique_and_are_the_stored_ones():
    uids = re.findall(r"\r\nUID:(\S+)", "\r\n".join(logical_lines(whole())))
    assert uids == [
        "conference-uid@eventapp",
        *(f"{name}-uid@eventapp" for name in ("plenary", "break", "coach", "remote", "gone", "maybe", "night")),
    ]


def test_every_zone_is_defined_once_and_none_is_unused():
    lines = logical_lines(whole())
    defined = [line.removeprefix("TZID:") for line in lines if line.startswith("TZID:")]
    used = {match[1] for line in lines if (match := re.match(r"DT(?:START|END);TZID=([^:]+):", line))}
    assert defined == ["America/New_York", "Asia/Tokyo"]
    assert used == set(defined)


def test_calendar_in_one_zone_defines_that_zone_only():
    assert [line for line in logical_lines(whole(build_agenda())) if "TZID:" in line] == ["TZID:Asia/Tokyo"]


def test_text_that_looks_like_a_time_asks_for_no_zone():
    session = build_session(title=replace(build_session().title, texts=(("en", "x\r\nDTSTART;TZID=Europe/Paris:1"),)))
    assert b"TZID:Europe/Paris" not in whole(build_agenda(session))


def test_same_agenda_gives_the_same_bytes_twice():
    assert whole(full_agenda()) == whole(full_agenda())


@pytest.mark.parametrize("seed", ["0", "11", "12", "15"])
def test_bytes_do_not_depend_on_the_hash_seed(seed):
    code = (
        "import hashlib; from tests.renderers.test_ics_bytes import whole; print(hashlib.sha256(whole()).hexdigest())"
        "; from eventapp.renderers.ics.vtimezones import find_rule; print(find_rule('Europe/London', 2026, 2026))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": chosen, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for chosen in ("1", seed)
    ]
    assert runs[0] == runs[1]


@pytest.mark.parametrize("languages", LANGUAGES)
def test_spliced_calendar_equals_the_built_one(languages):
    agenda = full_agenda()
    settings = {"languages": languages, "base_url": BASE_URL}
    chunks = {session.id: render_vevent(session, agenda, **settings) for session in agenda.sessions}
    spliced = whole(agenda, languages, chunks=chunks)
    assert spliced == whole(agenda, languages)
    assert Calendar.from_ical(spliced) == Calendar.from_ical(whole(agenda, languages))


def test_given_chunks_are_spliced_untouched_and_missing_ones_rendered():
    agenda = full_agenda()
    chunk = b"BEGIN:VEVENT\r\nUID:kept\r\nEND:VEVENT\r\n"
    raw = whole(agenda, chunks={"plenary": chunk})
    assert raw.count(chunk) == 1
    assert b"UID:plenary-uid@eventapp" not in raw
    assert b"UID:night-uid@eventapp" in raw


def test_chunk_in_a_zone_without_rule_is_refused():
    chunk = b"BEGIN:VEVENT\r\nDTSTART;TZID=America/Sao_Paulo:20190101T000000\r\nEND:VEVENT\r\n"
    agenda = build_agenda(starts_on=AS_OF.date().replace(year=2019), ends_on=AS_OF.date().replace(year=2019))
    with pytest.raises(ValueError, match="America/Sao_Paulo"):
        whole(agenda, chunks={"s1": chunk})


def test_vevents_stand_in_the_order_of_the_agenda_after_the_conference():
    agenda = full_agenda()
    uids = [str(vevent["UID"]) for vevent in Calendar.from_ical(whole(agenda)).walk("VEVENT")]
    assert uids == [agenda.conference.uid, *(session.uid for session in agenda.sessions)]


def test_download_of_one_session_is_a_copy_without_name_or_pace():
    agenda = full_agenda()
    session = agenda.find_session("remote")
    raw = render_session_calendar(render_vevent(session, agenda, languages=("en",), base_url=BASE_URL), agenda)
    lines = logical_lines(raw)
    assert lines[:6] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//eventapp//Conference agenda//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VTIMEZONE",
        "TZID:America/New_York",
    ]
    assert [line for line in lines if line.startswith("UID")] == ["UID:remote-uid@eventapp"]
    assert render_vevent(session, agenda, languages=("en",), base_url=BASE_URL) in raw
    assert raw.endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")
