"""A proposed mend is near, allowed and true: the conflict is gone and no error is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.domain.conflicts import ConflictCode, Severity, find_conflicts
from eventapp.domain.conflicts.mending import propose_mend
from eventapp.domain.drafts import place_session
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import InterpretationMode, Role
from tests.factories import (
    local,
    make_agenda,
    make_attendee,
    make_room,
    make_session,
    make_topic,
    make_transfer,
    make_venue,
    placed,
)
from tests.strategies import agendas

TOKYO, YOKOTA = make_venue(), make_venue(id="yokota", position=2, gate_minutes=15)
HALL = make_room(venue=TOKYO, capacity=40)
SMALL, LARGE = (
    make_room(id=i, venue=TOKYO, capacity=c, position=n) for n, (i, c) in enumerate((("small", 10), ("large", 90)), 2)
)
CLUB = make_room(id="club", venue=YOKOTA, capacity=60, booths=2)
SATO = make_attendee()
PLACES = {
    "venues": (TOKYO, YOKOTA),
    "rooms": (HALL, SMALL, LARGE, CLUB),
    "transfers": (make_transfer(from_venue=TOKYO, to_venue=YOKOTA, minutes=30),),
}


def _at(name, start, minutes=60, **fields):
    return make_session(id=name, start=f"2023-03-12 {start}", minutes=minutes, **fields)


def _mend(*sessions):
    agenda = make_agenda(*sessions, **PLACES)
    mend = propose_mend(find_conflicts(agenda)[0], agenda)
    if mend is None:
        return None
    start = mend.placing.start_at.astimezone(mend.session.start_local.tzinfo)
    return mend.session.id, f"{start:%H:%M}", mend.placing.room


def test_too_small_room_is_mended_by_the_smallest_that_holds_all_in_the_same_venue():
    assert _mend(_at("a", "09:00", room=HALL, expected=50)) == ("a", "09:00", "large")


def test_missing_booth_is_mended_by_a_room_that_has_one():
    session = _at("a", "09:00", room=HALL, expected=30, interpretation=InterpretationMode.SIMULTANEOUS)
    assert _mend(session) == ("a", "09:00", "club")


def test_two_in_one_room_are_mended_by_another_room_for_the_later_one():
    assert _mend(_at("a", "09:00", room=HALL), _at("b", "09:30", room=HALL)) == ("b", "09:30", "small")


def test_fixed_session_stays_and_the_other_moves():
    fixed = _at("b", "09:30", room=HALL, is_fixed=True)
    assert _mend(_at("a", "09:00", room=HALL), fixed) == ("a", "09:00", "small")


def test_person_in_two_places_is_mended_by_the_nearest_time():
    people = {"placements": placed(Role.CHAIR, SATO)}
    assert _mend(_at("a", "09:00", room=HALL, **people), _at("b", "09:45", room=SMALL, **people)) == (
        "b",
        "10:00",
        "small",
    )


def test_short_transfer_is_mended_by_the_time_that_road_and_gate_take():
    people = {"placements": placed(Role.CHAIR, SATO)}
    assert _mend(_at("a", "09:00", room=HALL, **people), _at("b", "10:15", room=CLUB, **people)) == (
        "b",
        "10:45",
        "club",
    )


def test_room_that_cannot_be_had_is_mended_by_another_or_by_its_window():
    afternoon = make_room(venue=TOKYO, available=(Window(local("2023-03-12 13:00"), local("2023-03-12 17:00")),))
    alone = make_agenda(_at("a", "12:00", room=afternoon))
    mend = propose_mend(find_conflicts(alone)[0], alone)
    assert mend.placing.start_at - mend.session.start_at == timedelta(hours=1)


def test_session_of_another_week_goes_to_its_clock_on_the_nearest_day_that_is_free():
    late = make_session(id="a", start="2023-03-20 09:00", room=HALL)
    assert _mend(late) == ("a", "09:00", "hall")
    taken = make_session(id="b", start="2023-03-13 09:30", room=HALL)
    assert _mend(taken, late) == ("a", "08:30", "hall")


def test_session_of_another_week_brings_no_new_error_to_the_day_that_it_goes_to():
    people = {"placements": placed(Role.CHAIR, SATO)}
    late = make_session(id="a", start="2023-03-20 10:15", room=CLUB, **people)
    before = make_session(id="b", start="2023-03-13 09:00", room=HALL, **people)
    assert _mend(before, late) == ("a", "10:45", "club")


def test_topics_that_need_more_time_get_it_where_nothing_else_begins_meanwhile():
    full = _at("a", "09:00", room=HALL, topics=(make_topic(minutes=75),))
    alone = make_agenda(full, **PLACES)
    mend = propose_mend(find_conflicts(alone)[0], alone)
    assert (mend.is_longer, mend.is_other_room, mend.placing.end_at) == (True, False, local("2023-03-12 10:15"))
    followed = make_agenda(full, _at("b", "10:10", room=LARGE), **PLACES)
    assert propose_mend(find_conflicts(followed)[0], followed) is None


def test_what_is_fixed_or_has_no_room_and_time_within_reach_has_no_mend():
    assert _mend(make_session(id="a", start="2023-03-20 09:00", is_fixed=True)) is None
    never = make_room(id="never", available=(Window(local("2023-03-01 13:00"), local("2023-03-01 17:00")),))
    agenda = make_agenda(_at("a", "09:00", room=never), rooms=(never,))
    assert propose_mend(find_conflicts(agenda)[0], agenda) is None


def test_mends_that_do_the_same_have_one_key():
    agenda = make_agenda(_at("a", "09:00", room=HALL, expected=50), **PLACES)
    later = make_agenda(_at("a", "09:05", room=HALL, expected=50), **PLACES)
    keys = [propose_mend(find_conflicts(one)[0], one).key for one in (agenda, agenda, later)]
    assert keys[0] == keys[1] != keys[2]


def _of(*people):
    return {"placements": placed(Role.CHAIR, *people)}


def test_person_who_is_not_there_is_mended_by_the_nearest_time_at_which_all_are():
    late = replace(SATO, arrives_at=local("2023-03-12 10:30"))
    busy = make_attendee(id="ueda", away=(Window(local("2023-03-12 11:00"), local("2023-03-12 12:10")),))
    assert _mend(_at("a", "09:00", room=HALL, **_of(late))) == ("a", "10:30", "hall")
    assert _mend(_at("a", "09:00", room=HALL, **_of(late, busy))) == ("a", "12:10", "hall")
    assert _mend(_at("a", "12:00", room=HALL, **_of(busy))) == ("a", "12:10", "hall")


def test_person_who_leaves_is_mended_by_an_earlier_time():
    gone = replace(SATO, leaves_at=local("2023-03-12 14:30"))
    assert _mend(_at("a", "14:00", room=HALL, **_of(gone))) == ("a", "13:30", "hall")


def test_person_who_is_there_on_another_day_only_is_mended_by_the_nearest_one():
    sato = replace(SATO, arrives_at=local("2023-03-13 09:30"))
    agenda = make_agenda(_at("a", "09:00", room=HALL, **_of(sato)), **PLACES)
    mend = propose_mend(find_conflicts(agenda)[0], agenda)
    assert mend.placing.start_at == local("2023-03-13 09:30")
    never = replace(SATO, arrives_at=local("2023-03-20 09:30"))
    assert _mend(_at("a", "09:00", room=HALL, **_of(never))) is None


def test_mend_for_something_else_costs_nobody_who_is_there_the_session():
    """The nearest free time is 10:00, but then Ueda is away; that Sato isn't there before 16:00 stands already."""
    late = replace(SATO, arrives_at=local("2023-03-12 16:00"))
    away = Window(local("2023-03-12 10:15"), local("2023-03-12 13:00"))
    ueda = make_attendee(id="ueda", away=(away,))
    alone = {"rooms": (HALL,), "venues": (TOKYO,)}
    agenda = make_agenda(
        _at("a", "08:00", 120, room=HALL, is_fixed=True), _at("b", "09:00", room=HALL, **_of(late, ueda)), **alone
    )
    overlap = next(c for c in find_conflicts(agenda) if c.key == "room-overlap:a+b")
    mend = propose_mend(overlap, agenda)
    assert mend.placing.start_at == local("2023-03-12 13:00")


def test_topics_that_need_more_time_do_not_get_it_when_somebody_has_left_by_then():
    absent = make_attendee(id="ueda", leaves_at=local("2023-03-12 08:00"))

    def mend(leaves_at, *others):
        people = _of(replace(SATO, leaves_at=local(leaves_at)), *others)
        agenda = make_agenda(_at("a", "09:00", room=HALL, topics=(make_topic(minutes=75),), **people), **PLACES)
        overrun = next(c for c in find_conflicts(agenda) if c.code is ConflictCode.TOPICS_OVERRUN)
        return propose_mend(overrun, agenda)

    assert mend("2023-03-12 10:15").is_longer
    assert mend("2023-03-12 10:15", absent).is_longer
    assert mend("2023-03-12 10:14") is None
    assert mend("2023-03-12 10:14", absent) is None


def _assert_true(mend, conflict, agenda, before):
    after = find_conflicts(place_session(agenda, mend.session.id, mend.placing))
    assert (conflict.code, conflict.id) not in {(c.code, c.id) for c in after}
    assert {(c.code, c.id) for c in after if c.severity is Severity.ERROR} <= {(c.code, c.id) for c in before}
    assert not mend.session.is_fixed


_STAYS = (
    *({}, {}, {"arrives_at": local("2023-03-12 11:00")}, {"leaves_at": local("2023-03-12 14:00")}),
    {"away": (Window(local("2023-03-12 12:00"), local("2023-03-12 13:30")),)},
    {"arrives_at": local("2023-03-13 10:00")},
)


@settings(deadline=None, max_examples=20)
@given(
    plan=st.lists(
        st.tuples(st.integers(0, 100), st.sampled_from((30, 60, 90)), st.integers(0, 3), st.integers(0, 5)),
        min_size=10,
        max_size=25,
    )
)
def test_mend_holds_in_a_crowded_day_of_two_venues(plan):
    people = [make_attendee(id=f"p{n}", **stay) for n, stay in enumerate(_STAYS)]
    rooms = (HALL, SMALL, LARGE, CLUB)
    sessions = [
        _at(
            f"s{n}",
            f"{8 + at // 12:02}:{at % 12 * 5:02}",
            minutes,
            room=rooms[room],
            placements=placed(Role.CHAIR, people[who]),
        )
        for n, (at, minutes, room, who) in enumerate(plan)
    ]
    agenda = make_agenda(*sessions, **PLACES)
    before = find_conflicts(agenda)
    for conflict in before[:8]:
        mend = propose_mend(conflict, agenda)
        if mend is not None:
            _assert_true(mend, conflict, agenda, before)


@settings(deadline=None, max_examples=100)
@given(agenda=agendas(("en", "ja")))
def test_mend_of_any_agenda_takes_the_conflict_away_and_makes_no_error(agenda):
    before = find_conflicts(agenda)
    for conflict in before[:6]:
        mend = propose_mend(conflict, agenda)
        if mend is not None:
            _assert_true(mend, conflict, agenda, before)


def test_mend_is_at_an_hour_at_which_one_meets():
    """A day that is full from eight on has no room at dawn, though the session would fit there."""
    hall = make_room(id="hall")
    full = [make_session(id=f"f{n}", room=hall, start=f"2023-03-12 {n:02}:00") for n in range(8, 20)]
    double = make_session(id="double", room=hall, start="2023-03-12 10:00")
    agenda = make_agenda(*full, double)
    overlap = next(c for c in find_conflicts(agenda) if "double" in c.id)
    assert propose_mend(overlap, agenda) is None
    early = replace(agenda, sessions=tuple(s for s in agenda.sessions if s.id != "f8"))
    mend = propose_mend(overlap, early)
    assert f"{mend.placing.start_at.astimezone(ZoneInfo(double.zone)):%H:%M}" == "08:00"
