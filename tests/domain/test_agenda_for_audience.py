"""What each reader may see. To show a thing hidden, it is made first and staff is seen to see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from eventapp.domain.audiences import PARTICIPANTS, PUBLIC, STAFF, VENUE_STAFF, Audience
from eventapp.domain.localized import NOTHING
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import AttributionRule, InterpretationMode, Role
from tests.factories import (
    both,
    make_agenda,
    make_attendee,
    make_delegation,
    make_room,
    make_session,
    make_topic,
    make_transfer,
    make_venue,
    placed,
    sample_agenda,
    utc,
)

SIDE_JP, SIDE_US = Audience.parse("side:JP"), Audience.parse("side:US")
SATO = make_attendee(id="sato", email="sato@example.org", id_name="SATO AI")
ADAMS = make_attendee(id="adams", delegation=make_delegation(code="US"), email="adams@example.org")
READ_ALL = (PARTICIPANTS, SIDE_JP, SIDE_US)
UNNAMED = (AttributionRule.NOT_FOR_ATTRIBUTION, AttributionRule.CHATHAM_HOUSE, AttributionRule.CLOSED)


def _agenda(**fields):
    """One session with a chair, a topic with a lead and everything that may be hidden."""
    topic = make_topic(placements=placed(Role.LEAD, ADAMS), text=both("Text"), questions=(both("Question"),))
    defaults = {
        "placements": placed(Role.CHAIR, SATO),
        "topics": (topic,),
        "description": both("Description"),
        "expected": 30,
    }
    return make_agenda(make_session(**(defaults | fields)))


def _everybody(agenda):
    return {*agenda.attendees, *(p.attendee for s in agenda.sessions for p in s.all_placements)}


def _ids(agenda):
    return [session.id for session in agenda.sessions]


@pytest.mark.parametrize(
    ("kept_for", "readers"),
    [
        ("public", {PUBLIC, PARTICIPANTS, STAFF, SIDE_JP, SIDE_US}),
        ("participants", {PARTICIPANTS, STAFF, SIDE_JP, SIDE_US}),
        ("staff", {STAFF}),
        ("side:JP", {SIDE_JP}),
        ("side:US", {SIDE_US}),
    ],
)
def test_session_is_there_for_exactly_its_readers(kept_for, readers):
    agenda = _agenda(audience=kept_for)
    seen_by = {
        reader for reader in (PUBLIC, PARTICIPANTS, STAFF, SIDE_JP, SIDE_US) if _ids(agenda.for_audience(reader))
    }
    assert seen_by == readers


def test_sample_sessions_of_each_reader():
    agenda = sample_agenda()
    hidden = {
        reader: set(_ids(agenda)) - set(_ids(agenda.for_audience(reader))) for reader in (PUBLIC, *READ_ALL, STAFF)
    }
    assert hidden == {
        PUBLIC: {"breakfast", "relief", "coach", "reception", "wrap-up"},
        PARTICIPANTS: {"breakfast", "wrap-up"},
        SIDE_JP: {"wrap-up"},
        SIDE_US: {"breakfast", "wrap-up"},
        STAFF: {"breakfast"},
    }


@pytest.mark.parametrize("rule", UNNAMED)
def test_public_reads_no_name_where_the_rule_forbids(rule):
    agenda = _agenda(attribution=rule)
    assert [a.id for a in agenda.for_audience(STAFF).sessions[0].people] == ["sato", "adams"]
    public = agenda.for_audience(PUBLIC)
    assert (public.sessions[0].people, public.attendees) == ((), ())


@pytest.mark.parametrize("rule", UNNAMED)
@pytest.mark.parametrize("reader", READ_ALL)
def test_participants_read_the_names_under_every_rule(rule, reader):
    agenda = _agenda(attribution=rule).for_audience(reader)
    assert [a.id for a in agenda.sessions[0].people] == ["sato", "adams"]


def test_public_reads_names_on_the_record():
    public = _agenda(attribution=AttributionRule.ON_RECORD).for_audience(PUBLIC)
    assert [a.id for a in public.sessions[0].people] == ["sato", "adams"]
    assert [a.id for a in public.attendees] == ["sato", "adams"]


def test_public_list_of_people_leaves_out_who_is_named_nowhere():
    quiet = make_attendee(id="quiet", precedence=2)
    agenda = replace(_agenda(), attendees=(SATO, quiet, ADAMS))
    seen = {reader: [a.id for a in agenda.for_audience(reader).attendees] for reader in (STAFF, PARTICIPANTS, PUBLIC)}
    everybody = ["sato", "quiet", "adams"]
    assert seen == {STAFF: everybody, PARTICIPANTS: everybody, PUBLIC: ["sato", "adams"]}


def test_public_list_of_people_leaves_out_those_of_hidden_sessions():
    hidden = make_session(audience="participants", placements=placed(Role.CHAIR, SATO))
    agenda = make_agenda(hidden)
    assert [a.id for a in agenda.for_audience(STAFF).attendees] == ["sato"]
    assert agenda.for_audience(PUBLIC).attendees == ()


@pytest.mark.parametrize("rule", [AttributionRule.NOT_FOR_ATTRIBUTION, AttributionRule.CHATHAM_HOUSE])
def test_public_reads_the_topics_without_their_leads(rule):
    agenda = _agenda(attribution=rule)
    (public,) = agenda.for_audience(PUBLIC).sessions
    (topic,) = agenda.sessions[0].topics
    assert (public.topics, public.description) == ((replace(topic, placements=()),), both("Description"))


def test_public_reads_of_a_closed_session_neither_topics_nor_description():
    agenda = _agenda(attribution=AttributionRule.CLOSED)
    (staff,) = agenda.for_audience(STAFF).sessions
    assert (staff.description, [t.id for t in staff.topics]) == (both("Description"), ["t1"])
    (public,) = agenda.for_audience(PUBLIC).sessions
    assert (public.description, public.topics) == (NOTHING, ())
    assert (public.title, public.start_at, public.room) == (staff.title, staff.start_at, staff.room)


def test_public_reads_the_signs_of_a_closed_session():
    fields = {"interpretation": InterpretationMode.CONSECUTIVE, "side_cap": 4}
    agenda = _agenda(attribution=AttributionRule.CLOSED, **fields)
    seen = agenda.for_audience(PUBLIC).sessions[0]
    assert (seen.interpretation, seen.side_cap) == (InterpretationMode.CONSECUTIVE, 4)


@pytest.mark.parametrize("kept_for", ["participants", "staff"])
@pytest.mark.parametrize("rule", list(AttributionRule))
def test_venue_staff_knows_of_a_session_that_is_not_public_only_that_it_is_on(kept_for, rule):
    agenda = _agenda(audience=kept_for, attribution=rule)
    (seen,), (whole,) = agenda.for_audience(VENUE_STAFF).sessions, agenda.for_audience(STAFF).sessions
    assert seen == replace(whole, placements=(), topics=(), description=NOTHING, expected=None)
    assert seen != whole


@pytest.mark.parametrize("rule", list(AttributionRule))
def test_venue_staff_reads_a_public_session_as_the_public_does(rule):
    agenda = _agenda(attribution=rule)
    assert agenda.for_audience(VENUE_STAFF).sessions == agenda.for_audience(PUBLIC).sessions
    assert _ids(_agenda(audience="side:JP").for_audience(VENUE_STAFF)) == []


@pytest.mark.parametrize("reader", READ_ALL)
def test_participants_read_a_closed_session_in_full(reader):
    (session,) = _agenda(attribution=AttributionRule.CLOSED).for_audience(reader).sessions
    assert (session.description, [t.id for t in session.topics]) == (both("Description"), ["t1"])


@pytest.mark.parametrize("reader", [PUBLIC, *READ_ALL])
def test_contact_data_are_for_staff_only(reader):
    agenda = _agenda()
    assert {p.email for p in _everybody(agenda.for_audience(STAFF))} == {"sato@example.org", "adams@example.org"}
    assert {p.id_name for p in _everybody(agenda.for_audience(STAFF))} == {"SATO AI", ""}
    assert {(p.email, p.id_name) for p in _everybody(agenda.for_audience(reader))} == {("", "")}


@pytest.mark.parametrize("reader", [PUBLIC, *READ_ALL])
def test_expected_number_is_for_staff_only(reader):
    agenda = _agenda()
    assert agenda.for_audience(STAFF).sessions[0].expected == 30
    assert agenda.for_audience(reader).sessions[0].expected is None


@pytest.mark.parametrize("reader", [PUBLIC, *READ_ALL])
def test_unplaced_topics_are_for_staff_only(reader):
    agenda = sample_agenda()
    assert [t.id for t in agenda.for_audience(STAFF).unplaced_topics] == ["topic-5"]
    assert agenda.for_audience(reader).unplaced_topics == ()


def test_head_of_delegation_is_not_for_the_public():
    agenda = sample_agenda()
    heads = {r: [d.head for d in agenda.for_audience(r).delegations] for r in (STAFF, PARTICIPANTS, PUBLIC)}
    named = ["aoki", "carter", None]
    assert heads == {STAFF: named, PARTICIPANTS: named, PUBLIC: [None, None, None]}


def test_head_of_delegation_is_not_for_the_public_in_a_placement_either():
    agenda = _agenda(placements=placed(Role.CHAIR, replace(SATO, delegation=make_delegation(head="quiet"))))
    heads = {r: {a.delegation.head for a in _everybody(agenda.for_audience(r))} for r in (STAFF, PUBLIC)}
    assert heads == {STAFF: {"quiet", None}, PUBLIC: {None}}


@pytest.mark.parametrize("reader", [PUBLIC, *READ_ALL, STAFF])
def test_people_and_delegations_are_the_same_values_everywhere(reader):
    agenda = sample_agenda().for_audience(reader)
    assert {p.attendee for s in agenda.sessions for p in s.all_placements} <= set(agenda.attendees)
    assert {a.delegation for a in agenda.attendees} <= set(agenda.delegations)


@pytest.mark.parametrize("reader", [PUBLIC, *READ_ALL, STAFF])
def test_for_audience_twice_is_as_once(reader):
    smaller = sample_agenda().for_audience(reader)
    assert smaller.for_audience(reader) == smaller


@pytest.mark.parametrize("reader", READ_ALL)
def test_public_sees_no_more_through_another_readers_agenda(reader):
    agenda = sample_agenda()
    assert agenda.for_audience(reader).for_audience(PUBLIC) == agenda.for_audience(PUBLIC)


def test_public_reads_no_place_where_nothing_public_happens():
    hall, annex = make_venue(id="hall"), make_venue(id="annex")
    rooms = tuple(make_room(id=f"r-{venue.id}", venue=venue) for venue in (hall, annex))
    way = make_transfer(from_venue=hall, to_venue=annex)
    sessions = (make_session(room=rooms[0]), make_session(id="s2", room=rooms[1], audience="staff"))
    agenda = make_agenda(*sessions, transfers=(way,))
    seen = {r: agenda.for_audience(r) for r in (STAFF, PUBLIC)}
    assert {r: [v.id for v in a.venues] for r, a in seen.items()} == {STAFF: ["annex", "hall"], PUBLIC: ["hall"]}
    assert {r: [x.id for x in a.rooms] for r, a in seen.items()} == {STAFF: ["r-annex", "r-hall"], PUBLIC: ["r-hall"]}
    assert {r: len(a.transfers) for r, a in seen.items()} == {STAFF: 1, PUBLIC: 0}


@pytest.mark.parametrize(
    ("reader", "seen"),
    [(STAFF, {"sato", "adams"}), (SIDE_JP, {"sato"}), (SIDE_US, {"adams"}), (PARTICIPANTS, set()), (PUBLIC, set())],
)
def test_when_somebody_is_there_is_for_staff_and_the_own_delegation(reader, seen):
    at = utc("2023-03-12 01:00")
    told = {
        "arrives_at": at,
        "leaves_at": at + timedelta(days=1),
        "away": (Window(at + timedelta(hours=1), at + timedelta(hours=2)),),
        "interpretation_language": "ja",
    }
    sato, adams = replace(SATO, **told), replace(ADAMS, **told)
    agenda = _agenda(
        placements=placed(Role.CHAIR, sato), topics=(make_topic(placements=placed(Role.LEAD, adams)),)
    ).for_audience(reader)
    found = {p.id: {name: getattr(p, name) for name in told} for p in _everybody(agenda)}
    unsaid = {"arrives_at": None, "leaves_at": None, "away": (), "interpretation_language": ""}
    assert found == {name: told if name in seen else unsaid for name in ("sato", "adams")}
