"""Who may come in where, who is expected, how many came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from eventapp.domain.check_ins import (
    CONFERENCE_SCOPE,
    Scope,
    SideCount,
    count_sides,
    desk_name,
    find_scope,
    is_expected,
    is_listed,
    is_scope_path,
    scopes_of,
)
from eventapp.domain.registration import ListingConsent, RegistrationSource, RegistrationState
from eventapp.domain.registration.participants import Participant, guests
from eventapp.domain.vocabulary import AttendeeCategory, Role, SessionKind, SessionStatus
from tests.factories import (
    TOKYO,
    local,
    make_agenda,
    make_attendee,
    make_delegation,
    make_placement,
    make_session,
    sample_agenda,
)

AT = datetime(2023, 3, 1, tzinfo=UTC)
OPEN = make_session(id="open")


def _participant(name="sato", *, side="JP", state=RegistrationState.CONFIRMED, sessions=(), key=1, **fields):
    delegation = make_delegation(code=side) if side else guests("en")
    category = AttendeeCategory.DELEGATE if side else AttendeeCategory.GUEST
    attendee = make_attendee(id=name, delegation=delegation, **{"category": category, **fields})
    return Participant(
        key=key,
        attendee=attendee,
        state=state,
        source=RegistrationSource.SELF,
        listing=ListingConsent.UNASKED,
        code="QX7DPV2K",
        is_in_agenda=bool(side),
        registered_at=AT,
        sessions=sessions,
    )


def _at(session):
    return Scope(f"sessions/{session.id}", session.day_on, session)


def test_scopes_are_the_whole_then_each_day_with_its_sessions():
    paths = [scope.path for scope in scopes_of(sample_agenda())]
    assert paths[:2] == ["", "days/2023-03-12"]
    assert paths.index("days/2023-03-13") > 2
    assert find_scope(sample_agenda(), paths[2]).session.id == paths[2].removeprefix("sessions/")
    assert find_scope(sample_agenda(), "sessions/none") is None


def test_breaks_and_cancelled_sessions_have_no_door():
    agenda = make_agenda(
        make_session(id="talk"),
        make_session(id="tea", kind=SessionKind.BREAK),
        make_session(id="off", status=SessionStatus.CANCELLED),
    )
    assert [s.path for s in scopes_of(agenda) if s.session] == ["sessions/talk"]


@pytest.mark.parametrize("path", ["", "days/2023-03-12", "sessions/ws-5", "sessions/s"])
def test_path_has_its_form(path):
    assert is_scope_path(path)


@pytest.mark.parametrize("path", ["days", "days/", "sessions/", "rooms/hall", "sessions/A", "sessions/a b", "x", "\n"])
def test_anything_else_is_no_path(path):
    assert not is_scope_path(path)


def test_everybody_may_come_to_the_conference_and_its_days():
    day = Scope("days/2023-03-12", OPEN.day_on)
    assert [is_listed(_participant(side=side), scope) for side in ("JP", "") for scope in (CONFERENCE_SCOPE, day)] == [
        *([True] * 4),
    ]


@pytest.mark.parametrize(
    ("who", "session", "listed"),
    [
        ({}, {}, True),
        ({}, {"audience": "participants"}, True),
        ({}, {"audience": "side:JP"}, True),
        ({}, {"audience": "side:US"}, False),
        ({}, {"audience": "staff"}, False),
        ({}, {"kind": SessionKind.RESTRICTED}, False),
        ({"side": ""}, {}, True),
        ({"side": ""}, {"audience": "participants"}, False),
        ({"side": "", "sessions": ("open",)}, {"audience": "participants"}, True),
        ({"side": "", "sessions": ("other",)}, {}, False),
    ],
)
def test_list_of_a_session(who, session, listed):
    assert is_listed(_participant(**who), _at(make_session(id="open", **session))) is listed


@pytest.mark.parametrize("role", [Role.CHAIR, Role.PARTICIPANT])
def test_whoever_is_placed_is_on_the_list_of_a_closed_door(role):
    one = _participant()
    session = make_session(
        id="open", kind=SessionKind.RESTRICTED, placements=(make_placement(attendee=one.attendee, role=role),)
    )
    assert is_listed(one, _at(session))
    assert not is_listed(_participant("other"), _at(session))


def test_session_whose_participants_are_named_is_for_them():
    named = make_placement(attendee=make_attendee(id="mori"), role=Role.PARTICIPANT)
    chaired = make_placement(attendee=make_attendee(id="mori"), role=Role.CHAIR)
    assert not is_listed(_participant(), _at(make_session(placements=(named,))))
    assert is_listed(_participant(), _at(make_session(placements=(chaired,))))


@pytest.mark.parametrize(
    ("presence", "expected"),
    [
        ({}, (True, True)),
        ({"arrives_at": local("2023-03-12 10:00", TOKYO)}, (True, False)),
        ({"arrives_at": local("2023-03-13 00:00", TOKYO)}, (False, False)),
        ({"leaves_at": local("2023-03-12 00:00", TOKYO)}, (False, False)),
        ({"leaves_at": local("2023-03-12 09:30", TOKYO)}, (True, True)),
    ],
)
def test_whoever_is_not_there_yet_or_any_more_is_not_expected(presence, expected):
    one = _participant(**presence)
    day = Scope("days/2023-03-12", OPEN.day_on)
    assert (is_expected(one, day, zone=TOKYO), is_expected(one, _at(OPEN), zone=TOKYO)) == expected
    assert is_expected(one, CONFERENCE_SCOPE, zone=TOKYO)


def test_counts_are_by_side_in_order_of_those_confirmed():
    everybody = (
        _participant("a", side="US", key=1),
        _participant("b", side="US", key=2),
        _participant("c", side="US", key=3, state=RegistrationState.WITHDRAWN),
        _participant("d", side="JP", key=4),
        _participant("e", side="", key=5, sessions=("other",)),
    )
    assert count_sides(everybody, CONFERENCE_SCOPE, {1, 3, 5}, zone=TOKYO) == (
        SideCount("US", 1, 2),
        SideCount("JP", 0, 1),
        SideCount("", 1, 1),
    )
    # A guest of another session who was let in counts without having been expected.
    assert count_sides(everybody, _at(OPEN), {5}, zone=TOKYO)[-1] == SideCount("", 1, 0)
    erased = {"JP": 1, "SEC": 2}
    assert count_sides(everybody, _at(OPEN), (), erased=erased, zone=TOKYO) == (
        SideCount("US", 0, 2),
        SideCount("JP", 1, 1),
        SideCount("SEC", 2, 0),
    )
    assert count_sides(everybody, _at(OPEN), (), zone=TOKYO) == (SideCount("US", 0, 2), SideCount("JP", 0, 1))


def test_attendee_of_another_time_zone_is_there_by_the_conferences_days():
    one = _participant(arrives_at=local("2023-03-12 23:59", TOKYO))
    day = Scope("days/2023-03-12", OPEN.day_on)
    assert is_expected(one, day, zone=TOKYO)
    assert not is_expected(
        replace(one, attendee=replace(one.attendee, arrives_at=local("2023-03-13 00:00", TOKYO))), day, zone=TOKYO
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Desk   A ", "Desk A"), ("受付Ａ", "受付Ａ"), ("x" * 50, "x" * 40), ("a\x00b", ""), ("\u202eA", ""), ("", "")],
)
def test_name_of_a_desk(typed, kept):
    assert desk_name(typed) == kept
