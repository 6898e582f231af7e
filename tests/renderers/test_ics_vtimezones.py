"""VTIMEZONEs against the time zone data, evaluated by dateutil's recurrences and not by our own arithmetic."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from eventapp.renderers.ics.vtimezones import YearlyRule, describes, find_rule, render_vtimezone
from tests.renderers.ics_bytes import onsets, wrong_offsets

ZONES = [
    *("America/New_York", "America/Los_Angeles", "America/Sao_Paulo", "America/Havana", "America/St_Johns"),
    *("America/Santiago", "Asia/Tokyo", "Asia/Seoul", "Asia/Kolkata", "Asia/Kathmandu"),
    *("Asia/Jerusalem", "Asia/Beirut", "Europe/London", "Europe/Dublin", "Europe/Berlin", "Europe/Chisinau"),
    *("Africa/Casablanca", "Africa/Cairo", "Australia/Sydney", "Australia/Lord_Howe", "Australia/Adelaide"),
    *("Pacific/Auckland", "Pacific/Chatham", "Pacific/Honolulu", "Pacific/Kiritimati", "Antarctica/Troll"),
]
NEW_YORK = """\
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZNAME:EDT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZNAME:EST
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE
"""
TOKYO = """\
BEGIN:VTIMEZONE
TZID:Asia/Tokyo
BEGIN:STANDARD
DTSTART:19700101T000000
TZNAME:JST
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
END:STANDARD
END:VTIMEZONE
"""


def written(zone, year):
    rule = find_rule(zone, year, year)
    assert rule is not None
    return render_vtimezone(rule)


@pytest.mark.parametrize("year", [2023, 2026, 2027])
@pytest.mark.parametrize("zone", ZONES)
def test_offsets_equal_those_of_the_zone_in_the_whole_year(zone, year):
    assert wrong_offsets(written(zone, year).decode(), zone, year) == []


@pytest.mark.parametrize(("zone", "block"), [("America/New_York", NEW_YORK), ("Asia/Tokyo", TOKYO)])
@pytest.mark.parametrize("year", [2010, 2023, 2026, 2035])
def test_blocks_are_constant_bytes(zone, block, year):
    assert written(zone, year) == block.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("zone", ZONES)
def test_rules_are_what_outlook_reads(zone):
    text = written(zone, 2026).decode()
    rules = re.findall(r"\r\nRRULE:(.*)\r\n", text)
    assert len(rules) in {0, 2}
    assert all(re.fullmatch(r"FREQ=YEARLY;BYMONTH=\d+;BYDAY=(-1|[1-4])[A-Z]{2}", rule) for rule in rules)
    assert text.count("BEGIN:STANDARD") == 1
    assert "RDATE" not in text
    assert f"\r\nTZID:{zone}\r\n" in text


@pytest.mark.parametrize(
    ("zone", "year"),
    [
        ("America/Sao_Paulo", 2019),  # the last summer time ends in February
        ("Europe/Istanbul", 2016),  # stays on summer time
        ("Asia/Almaty", 2024),  # moves an hour west
        ("America/Nuuk", 2023),  # an hour east, and no winter time that year
        ("Africa/Cairo", 2010),  # four changes
    ],
)
def test_zone_without_a_yearly_rule_in_that_year_has_none(zone, year):
    assert find_rule(zone, year, year) is None


def test_rule_has_to_hold_in_every_year_of_the_conference():
    assert find_rule("America/Sao_Paulo", 2018, 2019) is None
    assert find_rule("America/New_York", 2026, 2027) == find_rule("America/New_York", 2026, 2026)


def test_rule_begins_a_year_before_the_conference_so_that_january_is_described():
    assert find_rule("America/New_York", 2007, 2007).since == 2006
    january = datetime(2007, 1, 15, tzinfo=UTC)
    changes = onsets(written("America/New_York", 2007).decode(), 2007)
    assert [after for instant, after in changes if instant <= january][-1] == timedelta(hours=-5)


def test_describes_says_no_for_a_rule_that_is_wrong():
    rule = YearlyRule("America/New_York", 2007, -300, "EST")
    assert not describes(rule, 2026)
