from __future__ import annotations

from datetime import date, timedelta

import pytest

from eventapp.domain.vocabulary import AgreementState, Role, SessionKind, SessionStatus
from tests.factories import (
    NEW_YORK,
    local,
    make_attendee,
    make_room,
    make_session,
    make_topic,
    make_venue,
    placed,
    utc,
)

SATO, UEDA = make_attendee(id="sato"), make_attendee(id="ueda")


def test_start_local_and_end_local_are_in_the_zone_of_the_session():
    session = make_session(start_at=utc("2023-03-12 06:30"), minutes=45, zone=NEW_YORK)
    shown = [f"{at:%H:%M %Z}" for at in (session.start_local, session.end_local)]
    assert shown == ["01:30 EST", "03:15 EDT"]


def test_minutes_are_elapsed_also_over_a_change_of_clocks():
    assert make_session(start="2023-03-12 01:30", zone=NEW_YORK, minutes=45).minutes == 45


def test_day_on_of_a_session_over_midnight_is_the_day_it_starts():
    assert make_session(start="2023-03-12 23:30", minutes=120).day_on == date(2023, 3, 12)


def test_day_on_is_local_not_utc():
    assert make_session(start="2023-03-13 08:00").day_on == date(2023, 3, 13)


def test_venue_is_that_of_the_room():
    assert make_session(room=make_room(venue=make_venue(id="yokota"))).venue == make_venue(id="yokota")


def test_venue_without_a_room_is_none():
    assert make_session(from_venue=make_venue(), to_venue=make_venue(id="yokota")).venue is None


def test_people_are_once_each_as_first_named():
    topic = make_topic(placements=placed(Role.LEAD, UEDA, SATO))
    session = make_session(placements=placed(Role.CHAIR, SATO), topics=(topic,))
    assert session.people == (SATO, UEDA)
    assert [p.attendee.id for p in session.all_placements] == ["sato", "ueda", "sato"]


@pytest.mark.parametrize("status", SessionStatus)
def test_is_cancelled_only_when_cancelled(status):
    assert make_session(status=status).is_cancelled is (status is SessionStatus.CANCELLED)


def test_sort_key_orders_by_start_then_end_then_room_then_id():
    second_venue = make_room(id="club", venue=make_venue(id="yokota", position=2))
    hall, study = make_room(id="hall"), make_room(id="study", position=2)
    ordered = [
        make_session(id="a", start="2023-03-12 08:00", minutes=200),
        make_session(id="z", minutes=30, room=second_venue),
        make_session(id="y", room=hall),
        make_session(id="b", room=study),
        make_session(id="c", room=study),
        make_session(id="a2", room=second_venue),
    ]
    backwards = ordered[::-1]
    assert sorted(backwards, key=lambda s: s.sort_key) == ordered


def test_sort_key_compares_instants_of_different_zones():
    earlier = make_session(id="b", start_at=local("2023-03-11 18:59", NEW_YORK), zone=NEW_YORK)
    later = make_session(id="a", start_at=earlier.start_at + timedelta(minutes=1))
    assert sorted([later, earlier], key=lambda s: s.sort_key) == [earlier, later]


def test_kinds_that_are_one_quiet_line():
    quiet = {kind for kind in SessionKind if kind.is_quiet}
    assert quiet == {SessionKind.MEAL, SessionKind.BREAK, SessionKind.ARRIVAL, SessionKind.FREE_TIME}


def test_kinds_that_leave_the_reader_free():
    assert {kind for kind in SessionKind if kind.is_free} == {SessionKind.BREAK, SessionKind.FREE_TIME}


def test_is_agreed_only_when_accepted_without_reserve():
    assert [state for state in AgreementState if state.is_agreed] == [AgreementState.ACCEPTED]
