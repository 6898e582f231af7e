"""A conference at other dates: clocks kept, names new, what cannot be said so refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.domain.cloning import Edition, clone_agenda, next_edition, shift_of
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import AgreementState, ConferenceStatus, Role, SessionStatus
from tests.contacts import CONTACT, with_contact
from tests.factories import (
    NEW_YORK,
    local,
    make_agenda,
    make_attendee,
    make_conference,
    make_room,
    make_session,
    make_topic,
    placed,
    utc,
)
from tests.strategies import agendas


def _clone(agenda, starts_on, *, keeps_weekdays=False, with_people=True):
    numbers = count(1)
    edition = Edition(slug="next-edition", starts_on=starts_on, series="talks", edition=2)
    return clone_agenda(
        agenda,
        edition,
        keeps_weekdays=keeps_weekdays,
        with_people=with_people,
        new_uid=lambda: f"new-{next(numbers)}@example.org",
    )


def test_next_edition_keeps_whom_to_ask():
    assert _clone(with_contact(make_agenda()), date(2024, 3, 10)).conference.contact == CONTACT


@pytest.mark.parametrize(
    ("starts_on", "first"),
    [
        (date(2024, 3, 10), date(2024, 3, 10)),
        (date(2024, 3, 11), date(2024, 3, 10)),
        (date(2024, 3, 13), date(2024, 3, 10)),
        (date(2024, 3, 14), date(2024, 3, 17)),
        (date(2022, 3, 15), date(2022, 3, 13)),
    ],
)
def test_kept_weekday_is_that_of_the_nearest_day(starts_on, first):
    agenda = make_agenda()
    shift = shift_of(agenda, starts_on, keeps_weekdays=True)
    assert agenda.conference.starts_on + shift == first
    assert shift_of(agenda, starts_on, keeps_weekdays=False) == starts_on - agenda.conference.starts_on


def test_clone_is_planned_proposed_anew_and_without_what_was_cancelled():
    agenda = make_agenda(
        make_session(id="a", status=SessionStatus.TENTATIVE, topics=(make_topic(),)),
        make_session(id="b", status=SessionStatus.CANCELLED),
    )
    clone = _clone(agenda, date(2024, 3, 10))
    assert (clone.conference.status, clone.conference.series, clone.conference.edition) == (
        ConferenceStatus.PLANNED,
        "talks",
        2,
    )
    assert [(s.id, s.status) for s in clone.sessions] == [("a", SessionStatus.CONFIRMED)]
    assert [t.agreement for t in clone.topics] == [AgreementState.PROPOSED]


def test_windows_of_rooms_move_along():
    room = make_room(available=(Window(local("2023-03-12 09:00"), local("2023-03-12 17:00")),))
    clone = _clone(make_agenda(make_session(room=room)), date(2023, 3, 19))
    assert clone.rooms[0].available == (Window(local("2023-03-19 09:00"), local("2023-03-19 17:00")),)
    assert clone.sessions[0].room == clone.rooms[0]


def test_when_people_are_there_is_not_known_of_the_next_edition():
    start, end = local("2023-03-12 09:00"), local("2023-03-12 17:00")
    person = make_attendee(arrives_at=start, leaves_at=end, away=(Window(start, end),), interpretation_language="ja")
    topic = make_topic(placements=placed(Role.LEAD, person))
    clone = _clone(make_agenda(make_session(placements=placed(Role.CHAIR, person), topics=(topic,))), date(2024, 3, 10))
    unknown = replace(person, arrives_at=None, leaves_at=None, away=())
    (session,) = clone.sessions
    assert {*clone.attendees, *(p.attendee for p in session.all_placements)} == {unknown}


def test_time_that_its_new_day_does_not_have_is_refused_by_name():
    session = make_session(id="night", start="2023-03-11 02:30", zone=NEW_YORK)
    agenda = make_agenda(session, conference=make_conference(zone=NEW_YORK, starts_on=date(2023, 3, 11)))
    with pytest.raises(InvalidInputError) as refused:
        _clone(agenda, date(2023, 3, 12))
    assert [(p.code, p.item) for p in refused.value.problems] == [("gap-time", "night")]


def _length_on_the_clock(session):
    return session.end_local.replace(tzinfo=None) - session.start_local.replace(tzinfo=None)


def test_length_is_that_on_the_clock_though_an_hour_is_skipped():
    session = make_session(start="2023-03-11 23:00", minutes=240, zone=NEW_YORK)
    agenda = make_agenda(session, conference=make_conference(zone=NEW_YORK, starts_on=date(2023, 3, 11)))
    assert _clone(agenda, date(2023, 3, 12)).sessions[0].minutes == 300
    before = make_session(start="2023-03-10 23:00", minutes=240, zone=NEW_YORK)
    agenda = make_agenda(before, conference=make_conference(zone=NEW_YORK, starts_on=date(2023, 3, 10)))
    assert _clone(agenda, date(2023, 3, 11)).sessions[0].minutes == 180


def test_end_that_lay_in_the_second_of_two_hours_is_refused_by_name():
    # 01:45 EDT to 01:15 EST: half an hour, whose end is before its start on any other day.
    session = make_session(id="night", start="2023-11-05 01:45", minutes=30, zone=NEW_YORK)
    session = replace(session, start_at=utc("2023-11-05 05:45"), end_at=utc("2023-11-05 06:15"))
    agenda = make_agenda(
        session, conference=make_conference(zone=NEW_YORK, starts_on=date(2023, 11, 5), ends_on=date(2023, 11, 5))
    )
    with pytest.raises(InvalidInputError) as refused:
        _clone(agenda, date(2023, 11, 12))
    assert [(p.code, p.item) for p in refused.value.problems] == [("end-before-start", "night")]


@pytest.mark.parametrize("starts_on", [date.min, date(1973, 12, 31), date(8999, 1, 1), date.max])
def test_day_that_no_conference_can_be_on_is_refused(starts_on):
    with pytest.raises(DomainError, match="time-out-of-range"):
        _clone(make_agenda(), starts_on)


@pytest.mark.parametrize(
    ("series", "edition", "expected"),
    [("", None, ("", None)), ("talks", None, ("talks", 1)), ("talks", 2, ("talks", 3)), ("", 4, ("", 5))],
)
def test_next_edition_is_one_higher_in_the_same_series(series, edition, expected):
    conference = make_conference(series=series, edition=edition)
    after = next_edition(conference, slug="next", starts_on=date(2024, 3, 10))
    assert (after.series, after.edition) == expected


@given(days=st.integers(-4000, 4000))
def test_kept_weekday_is_the_same_and_at_most_three_days_away(days):
    agenda = make_agenda()
    wanted = agenda.conference.starts_on + timedelta(days=days)
    first = agenda.conference.starts_on + shift_of(agenda, wanted, keeps_weekdays=True)
    assert first.weekday() == agenda.conference.starts_on.weekday()
    assert abs((first - wanted).days) <= 3


@settings(deadline=None, max_examples=60)
@given(agenda=agendas(("en", "ja")), days=st.integers(-800, 800), with_people=st.booleans())
def test_any_clone_has_the_same_clocks_and_no_name_of_before(agenda, days, with_people):
    starts_on = agenda.conference.starts_on + timedelta(days=days)
    try:
        clone = _clone(agenda, starts_on, with_people=with_people)
    except InvalidInputError as error:
        assert {p.code for p in error.problems} <= {"gap-time", "fold-time", "end-before-start"}  # noqa: PT017 - only these may come
        return
    before = {s.id: s for s in agenda.sessions if not s.is_cancelled}
    assert {s.id for s in clone.sessions} == set(before)
    for session in clone.sessions:
        walls = [s.start_local.replace(tzinfo=None, fold=0) for s in (before[session.id], session)]
        assert walls[1] - walls[0] == timedelta(days=days)
        assert _length_on_the_clock(session) == _length_on_the_clock(before[session.id])
    assert not {s.uid for s in clone.sessions} & {s.uid for s in agenda.sessions}
    assert with_people or not any(s.people for s in clone.sessions)
