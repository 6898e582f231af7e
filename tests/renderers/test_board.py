"""The board as a view: what its cards say, and that a board which remembers is the one made anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.conflicts import find_conflicts
from eventapp.domain.drafts import Placing, place_session
from eventapp.domain.vocabulary import SessionKind
from eventapp.renderers.view.board import BoardMarks, KnownBoard, build_board
from eventapp.renderers.view.conflicts import flags_of
from eventapp.renderers.view.voice import Voice
from tests.factories import make_agenda, make_room, make_session, sample_agenda

ENGLISH = Voice(("en", "ja"), ("en", "ja"))
NOTHING_MARKED = BoardMarks(versions={}, flags={}, changes={}, held={})
SAMPLE = sample_agenda()
ROOMS = (None, *(room.id for room in SAMPLE.rooms))


def _board(agenda, *, voice=ENGLISH, marks=NOTHING_MARKED, known=None):
    days = [day.on for day in agenda.days]
    return build_board(agenda, days, zones=("America/New_York",), marks=marks, voice=voice, known=known)


def _cards(board):
    return {cell.card.id: cell.card for row in board.rows for cell in row.cells if cell.card}


def _placing(start, minutes, room):
    return Placing(start_at=start, end_at=start + timedelta(minutes=minutes), room=room)


@pytest.mark.parametrize(
    ("fields", "english", "japanese"),
    [
        ({"kind": SessionKind.WORKING_SESSION, "number": 5}, "WS 5", "分科会5"),
        ({"kind": SessionKind.WORKING_SESSION}, "Working session", "分科会"),
        ({"kind": SessionKind.RESTRICTED, "side_cap": 4}, "1+3", "1+3"),
        ({"kind": SessionKind.PRESS}, "Press", "報道"),
        ({"kind": SessionKind.PLENARY, "number": 3}, "Plenary 3", "全体会合3"),
    ],
)
def test_card_calls_its_kind_as_short_as_is_usual(fields, english, japanese):
    agenda = make_agenda(make_session(id="one", **fields))
    voices = (ENGLISH, Voice(("ja", "en"), ("en", "ja")))
    assert [_cards(_board(agenda, voice=voice))["one"].short_kind for voice in voices] == [english, japanese]


def test_card_names_its_room():
    agenda = make_agenda(make_session(id="in"), make_session(id="out", room=make_room(id="hall")))
    cards = _cards(_board(agenda))
    assert (cards["in"].place, cards["out"].place) == ("", "Room hall")


moves = st.lists(
    st.tuples(
        st.sampled_from([session.id for session in SAMPLE.sessions]),
        st.integers(-20, 20),
        st.integers(1, 12),
        st.sampled_from(ROOMS),
    ),
    max_size=6,
)


@given(moves)
def test_board_that_remembers_is_the_one_made_anew(steps):
    agenda, known = SAMPLE, KnownBoard()
    for name, later, length, room in steps:
        start = agenda.find_session(name).start_at + later * timedelta(minutes=15)
        agenda = place_session(agenda, name, _placing(start, length * 15, room))
        marks = BoardMarks(versions={}, flags=flags_of(find_conflicts(agenda)), changes={}, held={name: "Ann"})
        assert _board(agenda, marks=marks, known=known) == _board(agenda, marks=marks)


def test_board_that_remembers_keeps_the_cards_that_show_the_same():
    known = KnownBoard()
    before = _cards(_board(SAMPLE, known=known))
    name = SAMPLE.sessions[0].id
    start = SAMPLE.sessions[0].start_at + timedelta(minutes=15)
    moved = place_session(SAMPLE, name, _placing(start, 45, None))
    after = _cards(_board(moved, known=known))
    assert {key for key in after if after[key] is not before[key]} == {name}
