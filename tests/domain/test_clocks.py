from __future__ import annotations

from datetime import date

import pytest

from eventapp.domain.agenda import Day
from eventapp.domain.clocks import Distance, abbreviation, clock_names, clock_notes, read_clock, second_zones
from tests.factories import (
    NEW_YORK,
    TOKYO,
    local,
    make_agenda,
    make_delegation,
    make_session,
    sample_agenda,
    utc,
)

SUNDAY, MONDAY = date(2023, 3, 12), date(2023, 3, 13)


@pytest.mark.parametrize(
    ("in_tokyo", "in_new_york"),
    [("2023-03-12 09:00", "Sat 19:00 EST"), ("2023-03-13 09:00", "Sun 20:00 EDT")],
)
def test_read_clock_acceptance_facts(in_tokyo, in_new_york):
    start = local(in_tokyo)
    reading = read_clock(start, start, NEW_YORK)
    assert f"{reading.start_local:%a %H:%M} {reading.start_name}" == in_new_york


def test_read_clock_session_over_the_change_of_clocks():
    reading = read_clock(local("2023-03-12 15:30"), local("2023-03-12 16:15"), NEW_YORK)
    shown = (f"{reading.start_local:%H:%M} {reading.start_name}", f"{reading.end_local:%H:%M} {reading.end_name}")
    assert shown == ("01:30 EST", "03:15 EDT")
    assert (reading.changes_inside, reading.crosses_midnight) == (True, False)


def test_read_clock_session_before_the_change_says_one_name():
    reading = read_clock(local("2023-03-12 15:00"), local("2023-03-12 15:59"), NEW_YORK)
    assert (reading.start_name, reading.end_name, reading.changes_inside) == ("EST", "EST", False)


def test_read_clock_session_over_midnight_there():
    reading = read_clock(local("2023-03-12 13:15"), local("2023-03-12 15:00"), NEW_YORK)
    shown = [f"{at:%a %H:%M}" for at in (reading.start_local, reading.end_local)]
    assert (shown, reading.crosses_midnight) == (["Sat 23:15", "Sun 01:00"], True)


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        (TOKYO, "JST"),
        ("UTC", "UTC"),
        ("Asia/Bangkok", "UTC+07"),
        ("Asia/Kathmandu", "UTC+0545"),
        ("America/Sao_Paulo", "UTC-03"),
    ],
)
def test_abbreviation_digits_are_told_from_utc(zone, name):
    reading = read_clock(utc("2023-03-12 00:00"), utc("2023-03-12 01:00"), zone)
    assert abbreviation(reading.start_local) == name


@pytest.mark.parametrize(
    ("on", "zone", "names"),
    [
        (SUNDAY, TOKYO, ("JST",)),
        (date(2026, 10, 31), NEW_YORK, ("EDT",)),
        (date(2026, 11, 1), NEW_YORK, ("EDT", "EST")),
        (date(2026, 11, 2), NEW_YORK, ("EST",)),
        (date(2026, 3, 8), NEW_YORK, ("EST", "EDT")),
        (date(2026, 3, 8), "America/Havana", ("CDT",)),  # its clocks go forward at midnight itself
    ],
)
def test_clock_names_are_those_of_the_day(on, zone, names):
    assert clock_names(on, zone) == names


def test_second_zones_are_those_of_sides_away_from_home_once_each():
    delegations = (
        make_delegation(code="JP"),
        make_delegation(code="US"),
        make_delegation(code="CA", position=3),
        make_delegation(code="AU", position=4, home_zone="Australia/Sydney"),
        make_delegation(code="PRESS", position=5, home_zone="Europe/London", is_side=False),
    )
    assert second_zones(make_agenda(delegations=delegations)) == (NEW_YORK, "Australia/Sydney")


def test_second_zones_follow_the_order_of_the_sides():
    us = make_delegation(code="US", position=9)
    au = make_delegation(code="AU", position=3, home_zone="Australia/Sydney")
    assert second_zones(make_agenda(delegations=(us, au))) == ("Australia/Sydney", NEW_YORK)


def test_clock_notes_of_the_sunday_of_the_change():
    sunday = sample_agenda().days[0]
    (note,) = clock_notes(sunday, (NEW_YORK,), TOKYO)
    assert note.transition.at == local("2023-03-12 16:00")
    assert (note.minutes_behind_before, note.minutes_behind_after) == (14 * 60, 13 * 60)
    assert (note.transition.name_before, note.transition.name_after) == ("EST", "EDT")


def test_clock_notes_of_other_days_are_none():
    assert clock_notes(sample_agenda().days[1], (NEW_YORK,), TOKYO) == ()
    assert clock_notes(Day(on=date(2023, 3, 11), sessions=()), (NEW_YORK,), TOKYO) == ()


def test_clock_notes_of_zones_not_shown_are_none():
    assert clock_notes(Day(on=SUNDAY, sessions=()), (), TOKYO) == ()


def test_clock_notes_are_in_order_of_time_then_zone():
    zones = ("America/Los_Angeles", NEW_YORK, "America/Detroit")
    notes = clock_notes(Day(on=SUNDAY, sessions=()), zones, TOKYO)
    assert [note.transition.zone for note in notes] == ["America/Detroit", NEW_YORK, "America/Los_Angeles"]


def test_clock_notes_day_lasts_until_its_last_session_ends():
    # The clocks of Los Angeles change at 10:00 UTC, which is midnight after that Sunday on Kiritimati (14 hours ahead).
    zone, pacific = "Pacific/Kiritimati", ("America/Los_Angeles",)
    late = make_session(start="2023-03-12 22:00", minutes=150, zone=zone)
    assert clock_notes(Day(on=SUNDAY, sessions=()), pacific, zone) == ()
    (note,) = clock_notes(Day(on=SUNDAY, sessions=(late,)), pacific, zone)
    assert note.transition.at == utc("2023-03-12 10:00")


def test_clock_notes_zone_behind_the_venue_by_negative_minutes():
    (note,) = clock_notes(Day(on=date(2023, 10, 1), sessions=()), ("Australia/Sydney",), TOKYO)
    assert (note.minutes_behind_before, note.minutes_behind_after) == (-60, -120)


def test_clock_notes_both_clocks_change_together():
    (note,) = clock_notes(Day(on=date(2023, 3, 26), sessions=()), ("Europe/London",), "Europe/Berlin")
    assert (note.minutes_behind_before, note.minutes_behind_after) == (60, 60)


def test_clock_notes_venue_tells_how_far_it_moves_from_the_other_clocks():
    (note,) = clock_notes(Day(on=date(2026, 11, 1), sessions=()), (NEW_YORK, TOKYO, "UTC"), NEW_YORK)
    assert note.distances == (Distance(TOKYO, 13 * 60, 14 * 60), Distance("UTC", 4 * 60, 5 * 60))


def test_clock_notes_venue_is_silent_on_a_clock_that_changes_with_it():
    notes = clock_notes(Day(on=date(2023, 3, 26), sessions=()), ("Europe/Berlin", "Europe/London"), "Europe/Berlin")
    assert [note.distances for note in notes] == [(), ()]


@pytest.mark.parametrize(
    ("start", "end", "is_needed"),
    [
        ("04:00", "05:00", True),  # ends at the first 01:00
        ("05:30", "05:45", True),
        ("06:30", "07:15", True),  # starts in the second 01:30
        ("04:30", "06:15", True),  # from one clock into the other
        ("07:00", "08:00", False),
        ("03:00", "04:30", False),
    ],
)
def test_read_clock_needs_its_name_around_the_hour_that_comes_twice(start, end, is_needed):
    reading = read_clock(utc(f"2026-11-01 {start}"), utc(f"2026-11-01 {end}"), NEW_YORK)
    assert reading.needs_name == is_needed
