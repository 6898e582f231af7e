"""Where sessions stand on a board."""

from __future__ import annotations

import itertools
from datetime import date

from hypothesis import given, settings

from eventapp.domain.layout import lay_out, row_bounds, unplaced_sessions
from eventapp.domain.vocabulary import SessionKind
from tests.factories import make_agenda, make_room, make_session, make_venue
from tests.strategies import agendas

TOKYO, YOKOTA = make_venue(), make_venue(id="yokota", position=2)
HALL, STUDY = make_room(venue=TOKYO), make_room(id="study", venue=TOKYO, position=2)
CLUB = make_room(id="club", venue=YOKOTA)


def _at(name, start, minutes=60, **fields):
    return make_session(id=name, start=f"2023-03-12 {start}", minutes=minutes, **fields)


def _layout(*sessions, all_rooms=False, **fields):
    agenda = make_agenda(*sessions, venues=(TOKYO, YOKOTA), rooms=(HALL, STUDY, CLUB), **fields)
    day = next(day for day in agenda.days if day.on == date(2023, 3, 12))
    return lay_out(agenda, day, all_rooms=all_rooms)


def _columns(layout):
    return [(c.room.id if c.room else None, c.lane) for c in layout.columns]


def _blocks(layout):
    return {b.session.id: (b.start, b.end, b.column, b.span) for b in layout.blocks}


def test_rooms_stand_by_venue_in_the_order_of_the_day_and_unused_ones_only_if_wanted():
    sessions = (_at("a", "09:00", room=CLUB), _at("b", "11:00", room=STUDY))
    assert _columns(_layout(*sessions)) == [("club", 0), ("study", 0)]
    assert _columns(_layout(*sessions, all_rooms=True)) == [("club", 0), ("hall", 0), ("study", 0)]
    assert _columns(_layout()) == [("hall", 0), ("study", 0), ("club", 0)]


def test_two_sessions_at_once_in_one_room_stand_in_two_lanes_and_a_lone_one_over_both():
    layout = _layout(_at("a", "09:00", room=HALL), _at("b", "09:30", room=HALL), _at("c", "11:00", room=HALL))
    assert _columns(layout) == [("hall", 0), ("hall", 1)]
    assert _blocks(layout) == {"a": (540, 600, 0, 1), "b": (570, 630, 1, 1), "c": (660, 720, 0, 2)}


def test_break_without_a_room_stands_over_the_rooms_of_the_venue_where_the_day_is():
    layout = _layout(
        _at("a", "09:00", room=HALL),
        _at("b", "09:00", room=STUDY),
        _at("break", "10:00", 15, kind=SessionKind.BREAK),
        _at("c", "11:00", room=CLUB),
    )
    assert _blocks(layout)["break"] == (600, 615, 0, 2)


def test_break_beside_a_session_stands_over_what_is_free():
    layout = _layout(
        _at("a", "09:00", room=HALL),
        _at("b", "09:00", 120, room=STUDY),
        _at("break", "10:00", 15, kind=SessionKind.BREAK),
    )
    assert _blocks(layout)["break"] == (600, 615, 0, 1)


def test_session_that_needs_a_room_and_has_none_stands_in_a_column_without_one_and_is_not_placed():
    sessions = (_at("a", "09:00", room=HALL), _at("lost", "09:00"), _at("tea", "10:00", kind=SessionKind.BREAK))
    layout = _layout(*sessions)
    assert (_columns(layout)[-1], _blocks(layout)["lost"]) == ((None, 0), (540, 600, 1, 1))
    assert [s.id for s in unplaced_sessions(make_agenda(*sessions))] == ["lost"]


def test_session_over_midnight_goes_on_below_its_day():
    layout = _layout(_at("night", "23:00", 150, room=HALL))
    assert _blocks(layout)["night"][:2] == (1380, 1530)
    assert row_bounds([layout])[-1] == 1530


def test_rows_begin_at_each_half_hour_and_wherever_a_session_does():
    layout = _layout(_at("a", "09:10", 25, room=HALL))
    bounds = row_bounds([layout])
    assert (bounds[0], bounds[-1]) == (480, 1080)
    assert [m for m in bounds if m % 30] == [550, 575]
    assert max(b - a for a, b in itertools.pairwise(bounds)) == 30


@settings(deadline=None, max_examples=60)
@given(agenda=agendas(("en", "ja")))
def test_every_session_stands_once_and_none_over_another(agenda):
    for day in agenda.days:
        layout = lay_out(agenda, day, all_rooms=False)
        assert sorted(b.session.id for b in layout.blocks) == sorted(s.id for s in day.sessions)
        cells = [(column, b.start, b.end) for b in layout.blocks for column in range(b.column, b.column + b.span)]
        assert all(0 <= column < len(layout.columns) for column, _, _ in cells)
        for n, (column, start, end) in enumerate(cells):
            others = cells[n + 1 :]
            assert not any(c == column and s < end and start < e for c, s, e in others)
