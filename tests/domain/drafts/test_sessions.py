"""Placing, copying, joining and parting sessions, as values."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from eventapp.domain.drafts import (
    Named,
    Placing,
    Slip,
    duplicate_day,
    duplicate_session,
    merge_sessions,
    place_session,
    slip_sessions,
    slipped,
    split_session,
    swap_sessions,
)
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.timezones import GapTimeError
from eventapp.domain.vocabulary import InterpretationMode, Role, SessionStatus
from tests.factories import (
    NEW_YORK,
    local,
    make_agenda,
    make_attendee,
    make_conference,
    make_room,
    make_session,
    make_topic,
    make_venue,
    placed,
)

SUNDAY, MONDAY = date(2023, 3, 12), date(2023, 3, 13)
NEW = Named("new", "new-uid@example.org")
HALL = make_room()
ABROAD = make_room(id="abroad", venue=make_venue(id="washington", position=2, zone=NEW_YORK))


def _at(name, start, minutes=60, **fields):
    return make_session(id=name, start=f"2023-03-12 {start}", minutes=minutes, **fields)


def _wall(text):
    return local(f"2023-03-12 {text}")


def _spans(agenda):
    return {s.id: (f"{s.start_local:%d %H:%M}", s.minutes, s.room.id if s.room else None) for s in agenda.sessions}


def _placing(start, end, room=None):
    return Placing(start_at=_wall(start), end_at=_wall(end), room=room)


def test_placed_session_has_the_time_and_room_wanted_and_others_stay():
    agenda = make_agenda(_at("a", "09:00"), _at("b", "09:00"), rooms=(HALL,))
    moved = place_session(agenda, "a", _placing("11:00", "11:45", "hall"))
    assert _spans(moved) == {"b": ("12 09:00", 60, None), "a": ("12 11:00", 45, "hall")}


def test_session_placed_in_another_venue_is_on_that_venues_clock():
    agenda = make_agenda(_at("a", "09:00", room=HALL), rooms=(HALL, ABROAD))
    assert place_session(agenda, "a", _placing("09:00", "10:00", "abroad")).sessions[0].zone == NEW_YORK
    assert place_session(agenda, "a", _placing("09:00", "10:00")).sessions[0].zone == "Asia/Tokyo"


def test_placing_an_end_before_its_start_or_in_an_unknown_room_is_refused():
    agenda = make_agenda(_at("a", "09:00"))
    with pytest.raises(DomainError, match="end-before-start"):
        place_session(agenda, "a", _placing("10:00", "10:00"))
    with pytest.raises(NotFoundError):
        place_session(agenda, "a", _placing("10:00", "11:00", "nowhere"))
    with pytest.raises(NotFoundError):
        place_session(agenda, "b", _placing("10:00", "11:00"))


def test_swapped_sessions_have_each_others_time_length_and_room():
    agenda = make_agenda(_at("a", "09:00", 30, room=HALL), _at("b", "11:00", 90))
    swapped = swap_sessions(agenda, "a", "b")
    assert _spans(swapped) == {"b": ("12 09:00", 30, "hall"), "a": ("12 11:00", 90, None)}
    assert swap_sessions(swapped, "a", "b") == agenda
    with pytest.raises(DomainError, match="same-session"):
        swap_sessions(agenda, "a", "a")


@pytest.mark.parametrize(
    ("mode", "stay", "go"),
    [(InterpretationMode.NONE, ["t1", "t2"], ["t3"]), (InterpretationMode.CONSECUTIVE, ["t1"], ["t2", "t3"])],
)
def test_split_session_keeps_the_topics_that_fit(mode, stay, go):
    topics = tuple(make_topic(id=f"t{n}", number=str(n), position=n, minutes=20) for n in (1, 2, 3))
    people = placed(Role.CHAIR, make_attendee())
    session = _at("a", "09:00", 90, number=3, interpretation=mode, topics=topics, placements=people)
    parted = split_session(make_agenda(session), "a", _wall("09:50"), new=NEW)
    first, second = parted.sessions
    assert _spans(parted) == {"a": ("12 09:00", 50, None), "new": ("12 09:50", 40, None)}
    assert ([t.id for t in first.topics], [t.id for t in second.topics]) == (stay, go)
    assert [t.position for t in second.topics] == list(range(1, len(go) + 1))
    assert (first.number, second.number, second.uid, second.placements) == (3, None, "new-uid@example.org", people)


@pytest.mark.parametrize("at", ["09:00", "10:00", "08:00"])
def test_split_at_the_edge_or_outside_is_refused(at):
    with pytest.raises(DomainError, match="split-outside"):
        split_session(make_agenda(_at("a", "09:00")), "a", _wall(at), new=NEW)


def test_merged_session_lasts_from_first_to_last_and_takes_topics_and_people():
    sato, ueda = make_attendee(), make_attendee(id="ueda", precedence=2)
    one = _at("a", "09:00", topics=(make_topic(),), placements=placed(Role.CHAIR, sato))
    other = _at("b", "10:30", topics=(make_topic(id="t2", number="2"),), placements=placed(Role.CHAIR, sato, ueda))
    merged = merge_sessions(make_agenda(one, other), "a", "b")
    assert _spans(merged) == {"a": ("12 09:00", 150, None)}
    session = merged.sessions[0]
    assert [(t.id, t.position) for t in session.topics] == [("t1", 1), ("t2", 2)]
    assert [p.attendee.id for p in session.placements] == ["sato", "ueda"]


def test_sessions_of_two_days_are_not_merged():
    agenda = make_agenda(_at("a", "09:00"), make_session(id="b", start="2023-03-13 09:00"))
    with pytest.raises(DomainError, match="different-days"):
        merge_sessions(agenda, "a", "b")


def test_copy_stands_right_after_without_number_topics_and_pin():
    session = _at("a", "09:00", 45, number=2, is_fixed=True, topics=(make_topic(),), room=HALL)
    copied = duplicate_session(make_agenda(session), "a", new=NEW)
    assert _spans(copied) == {"a": ("12 09:00", 45, "hall"), "new": ("12 09:45", 45, "hall")}
    copy = copied.find_session("new")
    assert (copy.number, copy.topics, copy.is_fixed, copy.uid) == (None, (), False, "new-uid@example.org")


def test_copied_day_has_the_same_wall_times_and_lengths_and_no_cancelled_session():
    agenda = make_agenda(_at("a", "09:00"), _at("b", "23:30", 90), _at("c", "10:00", status=SessionStatus.CANCELLED))
    copied = duplicate_day(agenda, SUNDAY, MONDAY, name=lambda s: Named(f"{s.id}-2", f"{s.id}-2@example.org"))
    copies = {name: span for name, span in _spans(copied).items() if name.endswith("-2")}
    assert copies == {"a-2": ("13 09:00", 60, None), "b-2": ("13 23:30", 90, None)}


def test_copying_onto_a_day_on_which_the_wall_time_does_not_exist_is_refused():
    saturday = make_session(id="a", start="2023-03-11 02:30", zone=NEW_YORK)
    agenda = make_agenda(saturday, conference=make_conference(zone=NEW_YORK, starts_on=date(2023, 3, 11)))
    with pytest.raises(GapTimeError):
        duplicate_day(agenda, date(2023, 3, 11), SUNDAY, name=lambda _: NEW)


@pytest.mark.parametrize(("on", "to", "code"), [(MONDAY, SUNDAY, "empty-day"), (SUNDAY, SUNDAY, "same-day")])
def test_copying_an_empty_day_or_onto_itself_is_refused(on, to, code):
    with pytest.raises(DomainError, match=code):
        duplicate_day(make_agenda(_at("a", "09:00")), on, to, name=lambda _: NEW)


# slip

DAY = make_agenda(
    _at("before", "10:00", 20),
    _at("at", "10:20"),
    _at("pinned", "11:00", is_fixed=True),
    _at("kept", "11:30"),
    _at("late", "23:50", 30),
    _at("off", "12:00", status=SessionStatus.CANCELLED),
    make_session(id="next", start="2023-03-13 10:20"),
)
SLIP = Slip(on=SUNDAY, from_at=_wall("10:20"), minutes=15, kept=frozenset({"kept"}))


def test_slip_moves_what_starts_from_then_on_except_what_is_fixed_or_kept():
    after = slip_sessions(DAY, SLIP)
    moved = {s.id: s.start_at - DAY.find_session(s.id).start_at for s in after.sessions}
    assert {name for name, by in moved.items() if by} == {"at", "late"}
    assert {by for by in moved.values() if by} == {timedelta(minutes=15)}
    assert {s.id: s.minutes for s in after.sessions} == {s.id: s.minutes for s in DAY.sessions}


def test_slip_looks_at_fixed_and_kept_sessions_and_says_that_they_stay():
    looked_at = {one.session.id: one.moves for one in slipped(DAY, SLIP)}
    assert looked_at == {"at": True, "pinned": False, "kept": False, "late": True}


def test_slip_ends_with_the_time_up_to_which_it_is_wanted_included():
    slip = Slip(on=SUNDAY, from_at=_wall("10:00"), minutes=-5, until_at=_wall("11:30"))
    assert [one.session.id for one in slipped(DAY, slip) if one.moves] == ["before", "at", "kept"]


def test_slip_and_its_opposite_leave_the_day_as_it_was():
    day = make_agenda(*(s for s in DAY.sessions if s.id != "late"))
    back = Slip(on=SUNDAY, from_at=_wall("10:35"), minutes=-15, kept=SLIP.kept)
    assert slip_sessions(slip_sessions(day, SLIP), back) == day
