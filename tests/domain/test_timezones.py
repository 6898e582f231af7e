from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventapp.domain.timezones import (
    FoldTimeError,
    GapTimeError,
    Transition,
    comes_twice,
    is_ambiguous,
    is_zone,
    to_utc,
    transitions,
)
from tests.factories import NEW_YORK, TOKYO, utc

GAP = datetime(2026, 3, 8, 2, 30)  # noqa: DTZ001 - a wall time as typed
FOLD = datetime(2026, 11, 1, 1, 30)  # noqa: DTZ001 - a wall time as typed
SPRING_2023 = Transition(
    zone=NEW_YORK,
    at=utc("2023-03-12 07:00"),
    minutes_before=-300,
    minutes_after=-240,
    name_before="EST",
    name_after="EDT",
)
walls = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2037, 1, 1))  # noqa: DTZ001 - wall times are naive
zones = st.sampled_from([NEW_YORK, TOKYO, "Europe/Dublin", "Australia/Lord_Howe", "America/Santiago", "UTC"])


@pytest.mark.parametrize("name", [TOKYO, NEW_YORK, "America/Argentina/Ushuaia", "Etc/GMT+5", "UTC"])
def test_is_zone_known_place_is_true(name):
    assert is_zone(name) is True


NO_ZONES = [
    "",
    "Tokyo",
    "Asia/Nowhere",
    "asia/tokyo",
    "America",
    "localtime",
    "posixrules",
    "JST",
    "+09:00",
    "../etc/passwd",
]
FOLDERS = ["right/Asia/Tokyo", "posix/Asia/Tokyo"]
NO_PATHS = [
    "/usr/share/zoneinfo/Asia/Tokyo",
    "Asia/../Asia/Tokyo",
    "Asia/Tokyo/",
    "Asia/Tokyo\0",
    "\ud800/x",
    "x/" * 400,
]


@pytest.mark.parametrize("name", [*NO_ZONES, *FOLDERS, *NO_PATHS], ids=ascii)
def test_is_zone_anything_else_is_false(name):
    assert is_zone(name) is False


def test_to_utc_wall_time_of_tokyo():
    assert to_utc(datetime(2023, 3, 12, 9), TOKYO) == utc("2023-03-12 00:00")  # noqa: DTZ001 - a wall time


def test_to_utc_result_is_in_utc():
    assert to_utc(datetime(2023, 3, 12, 9), TOKYO).tzinfo is UTC  # noqa: DTZ001 - a wall time


def test_to_utc_in_a_gap_is_refused():
    with pytest.raises(GapTimeError) as refused:
        to_utc(GAP, NEW_YORK)
    assert (refused.value.code, refused.value.values) == ("gap-time", {"wall": GAP, "zone": NEW_YORK})


def test_to_utc_in_a_fold_is_refused():
    with pytest.raises(FoldTimeError) as refused:
        to_utc(FOLD, NEW_YORK)
    assert (refused.value.code, refused.value.values) == ("fold-time", {"wall": FOLD, "zone": NEW_YORK})


@pytest.mark.parametrize("fold", [0, 1])
def test_to_utc_fold_of_the_wall_time_changes_nothing(fold):
    with pytest.raises(FoldTimeError):
        to_utc(FOLD.replace(fold=fold), NEW_YORK)
    with pytest.raises(GapTimeError):
        to_utc(GAP.replace(fold=fold), NEW_YORK)


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        ("2026-03-08 01:59", "2026-03-08 06:59"),
        ("2026-03-08 03:00", "2026-03-08 07:00"),
        ("2026-11-01 00:59", "2026-11-01 04:59"),
        ("2026-11-01 02:00", "2026-11-01 07:00"),
    ],
)
def test_to_utc_at_the_edges_of_gap_and_fold_is_plain(wall, instant):
    assert to_utc(datetime.fromisoformat(wall), NEW_YORK) == utc(instant)


@given(walls, zones)
@example(GAP, NEW_YORK)
@example(FOLD, NEW_YORK)
def test_to_utc_refuses_exactly_the_walls_that_are_not_shown_once(wall, zone):
    instants = {wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)}
    shown = {at for at in instants if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall}
    try:
        assert {to_utc(wall, zone)} == shown
    except GapTimeError:
        assert len(shown) == 0
    except FoldTimeError:
        assert len(shown) == 2


@pytest.mark.parametrize(
    ("instant", "ambiguous"),
    [
        ("2026-11-01 04:59", False),
        ("2026-11-01 05:00", True),
        ("2026-11-01 05:30", True),
        ("2026-11-01 06:30", True),
        ("2026-11-01 07:00", False),
        ("2026-03-08 07:00", False),
    ],
)
def test_is_ambiguous_for_both_hours_of_a_fold(instant, ambiguous):
    assert is_ambiguous(utc(instant), NEW_YORK) is ambiguous


def test_transitions_american_spring_of_2023():
    assert transitions(NEW_YORK, utc("2023-03-11 00:00"), utc("2023-03-14 00:00")) == (SPRING_2023,)


def test_transitions_of_a_year_are_in_order():
    found = transitions(NEW_YORK, utc("2023-01-01 00:00"), utc("2024-01-01 00:00"))
    assert [(t.at, t.is_forward) for t in found] == [(utc("2023-03-12 07:00"), True), (utc("2023-11-05 06:00"), False)]


def test_transitions_end_is_exclusive():
    assert transitions(NEW_YORK, utc("2023-03-12 00:00"), utc("2023-03-12 07:00")) == ()


def test_transitions_zone_without_daylight_time_has_none():
    assert transitions(TOKYO, utc("2023-01-01 00:00"), utc("2024-01-01 00:00")) == ()


def test_transitions_empty_interval_has_none():
    assert transitions(NEW_YORK, utc("2023-03-12 07:00"), utc("2023-03-12 07:00")) == ()


def test_transitions_half_an_hour_of_lord_howe():
    found = transitions("Australia/Lord_Howe", utc("2023-04-01 00:00"), utc("2023-04-02 00:00"))
    assert [(t.at, t.minutes_before, t.minutes_after) for t in found] == [(utc("2023-04-01 15:00"), 660, 630)]


def test_transitions_start_is_inclusive():
    assert transitions(NEW_YORK, SPRING_2023.at, utc("2023-03-12 08:00")) == (SPRING_2023,)


def test_transitions_midnight_that_clocks_skip_belongs_to_its_day():
    zone = "America/Santiago"
    midnight, following = (datetime(2022, 9, day, tzinfo=ZoneInfo(zone)) for day in (11, 12))
    assert [t.at for t in transitions(zone, midnight, following)] == [utc("2022-09-11 04:00")]


def test_transitions_first_and_second_reading_of_a_fold_are_two_starts():
    first = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo(NEW_YORK))
    end = datetime(2026, 11, 2, tzinfo=ZoneInfo(NEW_YORK))
    found = [[t.at for t in transitions(NEW_YORK, start, end)] for start in (first, first.replace(fold=1))]
    assert found == [[utc("2026-11-01 06:00")], []]


@given(st.timedeltas(timedelta(days=-1), timedelta(days=1)), st.timedeltas(timedelta(0), timedelta(days=2)))
@example(timedelta(hours=-7), timedelta(hours=7, milliseconds=500))
@example(timedelta(0), timedelta(0))
@example(timedelta(milliseconds=1), timedelta(hours=1))
def test_transitions_wherever_the_interval_lies(offset, length):
    start = SPRING_2023.at + offset
    expected = (SPRING_2023,) if start <= SPRING_2023.at < start + length else ()
    assert transitions(NEW_YORK, start, start + length) == expected


@pytest.mark.parametrize(
    ("wall", "is_twice"),
    [("2023-11-05 01:30", True), ("2023-11-05 02:00", False), ("2023-03-12 02:30", False), ("2023-07-01 09:00", False)],
)
def test_only_a_time_in_a_fold_comes_twice(wall, is_twice):
    assert comes_twice(datetime.fromisoformat(wall), "America/New_York") is is_twice
