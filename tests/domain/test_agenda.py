from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.agenda import arranged
from eventapp.domain.vocabulary import Role, SessionKind, SessionStatus, TransferMode
from tests.factories import (
    make_agenda,
    make_attendee,
    make_conference,
    make_delegation,
    make_room,
    make_session,
    make_topic,
    make_transfer,
    make_venue,
    sample_agenda,
)

TOKYO_VENUE, YOKOTA = make_venue(), make_venue(id="yokota", position=2)
COLLECTIONS = ("delegations", "venues", "rooms", "transfers", "attendees", "sessions", "unplaced_topics")


def test_arranged_twice_is_as_arranged_once():
    agenda = sample_agenda()
    assert arranged(agenda) == agenda


@given(st.randoms(use_true_random=False))
def test_arranged_makes_equal_content_an_equal_value(chance):
    agenda = sample_agenda()
    shuffled = {name: tuple(chance.sample(getattr(agenda, name), len(getattr(agenda, name)))) for name in COLLECTIONS}
    assert arranged(replace(agenda, **shuffled)) == agenda


def test_arranged_delegations_by_position():
    agenda = make_agenda(delegations=(make_delegation(code="US"), make_delegation(code="JP")))
    assert [d.code for d in agenda.delegations] == ["JP", "US"]


def test_arranged_rooms_by_venue_then_position():
    rooms = (
        make_room(id="a", venue=YOKOTA),
        make_room(id="b", venue=TOKYO_VENUE, position=2),
        make_room(id="c", venue=TOKYO_VENUE, position=1),
    )
    assert [r.id for r in make_agenda(rooms=rooms).rooms] == ["c", "b", "a"]


def test_arranged_attendees_in_protocol_order():
    us, jp = make_delegation(code="US"), make_delegation(code="JP")
    attendees = (
        make_attendee(id="adams", delegation=us, precedence=2),
        make_attendee(id="zane", delegation=us, precedence=1),
        make_attendee(id="abe", delegation=jp, precedence=10),
        make_attendee(id="watanabe", delegation=jp, precedence=2),
    )
    assert [a.id for a in make_agenda(attendees=attendees).attendees] == ["watanabe", "abe", "zane", "adams"]


def test_arranged_unplaced_topics_by_position():
    topics = (make_topic(id="a", position=2), make_topic(id="b", position=1))
    assert [t.id for t in make_agenda(unplaced_topics=topics).unplaced_topics] == ["b", "a"]


def test_arranged_topics_of_a_session_by_position():
    topics = (make_topic(id="a", position=2), make_topic(id="c", position=1), make_topic(id="b", position=1))
    assert [t.id for t in make_agenda(make_session(topics=topics)).topics] == ["b", "c", "a"]


def test_arranged_transfers_by_ends_mode_and_minutes():
    slow, quick = make_transfer(minutes=90), make_transfer(minutes=60)
    assert make_agenda(transfers=(slow, quick)).transfers == make_agenda(transfers=(quick, slow)).transfers


def test_dates_have_both_ends():
    assert make_conference().dates == (date(2023, 3, 12), date(2023, 3, 13))


def test_dates_over_the_end_of_a_month():
    conference = make_conference(starts_on=date(2024, 2, 28), ends_on=date(2024, 3, 1))
    assert conference.dates == (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1))


def test_days_without_sessions_are_there_and_empty():
    days = make_agenda().days
    assert [(day.on, day.sessions) for day in days] == [(date(2023, 3, 12), ()), (date(2023, 3, 13), ())]


def test_days_hold_the_sessions_that_start_on_them_in_order():
    days = sample_agenda().days
    assert [[s.id for s in day.sessions] for day in days] == [
        ["breakfast", "opening", "strategy", "break", "cyber", "relief", "coach", "restricted"],
        ["recommendations", "press", "reception", "wrap-up"],
    ]


def test_days_session_over_midnight_stands_on_the_day_it_starts():
    late = make_session(start="2023-03-12 23:00", minutes=180)
    assert [[s.id for s in day.sessions] for day in make_agenda(late).days] == [["s1"], []]


def test_days_outside_the_conference_stand_in_order_without_those_between():
    agenda = make_agenda(
        make_session(id="before", start="2023-03-10 18:00"), make_session(id="after", start="2023-03-15 09:00")
    )
    assert [day.on.day for day in agenda.days] == [10, 12, 13, 15]


def test_day_venues_in_order_once_each_in_a_row():
    hall, club = make_room(venue=TOKYO_VENUE), make_room(id="club", venue=YOKOTA)
    agenda = make_agenda(
        make_session(id="a", start="2023-03-12 09:00", room=hall),
        make_session(id="b", start="2023-03-12 10:00", room=hall),
        make_session(id="c", start="2023-03-12 11:00", from_venue=TOKYO_VENUE, to_venue=YOKOTA),
        make_session(id="d", start="2023-03-12 13:00", room=club),
        make_session(id="e", start="2023-03-12 14:00"),
        make_session(id="f", start="2023-03-12 15:00", room=hall),
    )
    assert [v.id for v in agenda.days[0].venues] == ["tokyo", "yokota", "tokyo"]


def test_day_venues_leave_out_those_of_cancelled_sessions():
    session = make_session(room=make_room())
    held, cancelled = make_agenda(session), make_agenda(replace(session, status=SessionStatus.CANCELLED))
    assert ([v.id for v in held.days[0].venues], cancelled.days[0].venues) == (["tokyo"], ())


def test_sides_leave_out_other_groups():
    assert [side.code for side in sample_agenda().sides] == ["JP", "US"]


def test_topics_are_those_of_sessions_then_the_unplaced():
    assert [t.number for t in sample_agenda().topics] == ["1", "2", "3", "3bis", "4", "5"]


def test_find_session_by_id_or_none():
    agenda = make_agenda(make_session(id="s1"))
    assert (agenda.find_session("s1"), agenda.find_session("s2")) == (agenda.sessions[0], None)


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        ({"transfer_mode": TransferMode.COACH}, 75),
        ({"transfer_mode": TransferMode.RAIL}, 60),
        ({"transfer_mode": None}, 60),
        ({"transfer_mode": TransferMode.AIR}, None),
        ({"to_venue": make_venue(id="kyoto")}, None),
        ({"from_venue": None, "to_venue": None}, None),
    ],
)
def test_travel_minutes_by_mode_or_else_the_quickest(fields, minutes):
    transfers = (make_transfer(), make_transfer(mode=TransferMode.RAIL, minutes=60))
    session = make_session(**({"from_venue": TOKYO_VENUE, "to_venue": YOKOTA} | fields))
    assert make_agenda(session, transfers=transfers).travel_minutes(session) == minutes


def test_travel_minutes_are_the_same_on_the_way_back():
    back = make_session(from_venue=YOKOTA, to_venue=TOKYO_VENUE)
    assert make_agenda(back, transfers=(make_transfer(),)).travel_minutes(back) == 75


def test_sample_agenda_is_the_same_every_time():
    assert sample_agenda() == sample_agenda()


def test_sample_agenda_names_only_people_of_its_list():
    agenda = sample_agenda()
    named = {p.attendee for s in agenda.sessions for p in s.all_placements}
    assert named <= set(agenda.attendees)
    assert {p.role for s in agenda.sessions for p in s.all_placements} == set(Role) - {Role.DISCUSSANT}


def test_neighbours_pass_over_what_has_no_card_and_end_with_the_agenda():
    one, two, lunch, three = (
        make_session(id="one", start="2023-03-12 09:00"),
        make_session(id="two", start="2023-03-12 10:00"),
        make_session(id="lunch", start="2023-03-12 12:00", kind=SessionKind.MEAL),
        make_session(id="three", start="2023-03-13 09:00"),
    )
    agenda = make_agenda(one, two, lunch, three)
    found = [[s and s.id for s in agenda.neighbours(session)] for session in (one, two, lunch, three)]
    assert found == [[None, "two"], ["one", "three"], ["two", "three"], ["two", None]]
