from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from eventapp.domain.changed_details import Detail, changed_details, people_change, topic_change
from eventapp.domain.differences import Change, ChangeKind, difference
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import (
    AgreementState,
    AttributionRule,
    InterpretationMode,
    Role,
    SessionKind,
    SessionStatus,
    TransferMode,
)
from tests.factories import (
    both,
    make_agenda,
    make_attendee,
    make_delegation,
    make_room,
    make_session,
    make_topic,
    make_venue,
    placed,
    sample_agenda,
)

SATO = make_attendee()
ADAMS = make_attendee(id="adams", delegation=make_delegation(code="US"))
HALL, STUDY = make_room(), make_room(id="study", position=2)
TOPIC = make_topic(placements=placed(Role.LEAD, SATO))
SESSION = make_session(room=HALL, placements=placed(Role.CHAIR, SATO), topics=(TOPIC,))
CANCELLED = replace(SESSION, status=SessionStatus.CANCELLED)
MINISTER = replace(SATO, position=both("Minister"))
LATER = timedelta(minutes=15)


def _kinds(before, after):
    """Give the kinds of change of the one session of both agendas; () when nothing changed."""
    changes = difference(make_agenda(before), make_agenda(after)).changes
    return tuple(kind for change in changes for kind in change.kinds)


def test_difference_of_an_agenda_from_itself_is_empty():
    same = difference(sample_agenda(), sample_agenda())
    assert (same.changes, bool(same)) == ((), False)


def test_difference_new_session_is_added():
    (change,) = difference(make_agenda(), make_agenda(SESSION)).changes
    assert (change.kinds, change.before, change.after) == ((ChangeKind.ADDED,), None, SESSION)


def test_difference_cancelled_session_is_removed():
    (change,) = difference(make_agenda(SESSION), make_agenda(CANCELLED)).changes
    assert (change.kinds, change.before, change.after) == ((ChangeKind.REMOVED,), SESSION, CANCELLED)


def test_difference_reinstated_session_is_added_and_did_not_move():
    later = replace(SESSION, end_at=SESSION.end_at + LATER)
    (change,) = difference(make_agenda(CANCELLED), make_agenda(later)).changes
    assert (change.kinds, change.before, change.moved_in_time) == ((ChangeKind.ADDED,), None, False)


def test_difference_still_cancelled_session_has_none():
    assert _kinds(CANCELLED, replace(CANCELLED, title=both("Other"))) == ()


def test_difference_session_new_and_cancelled_at_once_has_none():
    assert difference(make_agenda(), make_agenda(CANCELLED)).changes == ()


def test_difference_absent_later_is_not_named():
    assert difference(make_agenda(SESSION), make_agenda()).changes == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"start_at": SESSION.start_at + LATER, "end_at": SESSION.end_at + LATER},
        {"end_at": SESSION.end_at + LATER},
        {"from_venue": make_venue()},
        {"to_venue": make_venue()},
    ],
)
def test_difference_other_time_or_way_is_moved(fields):
    assert _kinds(SESSION, replace(SESSION, **fields)) == (ChangeKind.MOVED,)


def test_difference_other_title_is_renamed():
    assert _kinds(SESSION, replace(SESSION, title=both("Session s1", "別の題"))) == (ChangeKind.RENAMED,)


@pytest.mark.parametrize(
    "fields",
    [
        {"description": both("New")},
        {"attribution": AttributionRule.CLOSED},
        {"interpretation": InterpretationMode.CONSECUTIVE},
        {"kind": SessionKind.BRIEFING},
        {"number": 3},
        {"status": SessionStatus.TENTATIVE},
        {"topics": (replace(TOPIC, title=both("New")),)},
        {"topics": (replace(TOPIC, text=both("New")),)},
        {"topics": (replace(TOPIC, number="1bis"),)},
        {"topics": (replace(TOPIC, minutes=20),)},
        {"topics": (replace(TOPIC, agreement=AgreementState.COUNTERED),)},
        {"topics": (TOPIC, make_topic(id="t2", position=2))},
        {"topics": (replace(TOPIC, questions=(both("New"),)),)},
        {"topics": (replace(TOPIC, proposed_by="US"),)},
        {"room": replace(HALL, name=both("Great Hall"))},
        {"room": replace(HALL, venue=make_venue(name=both("New Institute")))},
        {"room": replace(HALL, venue=make_venue(address=both("Other street")))},
        {"zone": "Asia/Seoul"},
        {"audience": "participants"},
        {"side_cap": 4},
        {"transfer_mode": TransferMode.COACH},
    ],
)
def test_difference_of_what_else_a_reader_sees_is_details(fields):
    assert _kinds(SESSION, replace(SESSION, **fields)) == (ChangeKind.DETAILS,)


@pytest.mark.parametrize(
    "fields",
    [
        {"family_name": "Sato"},
        {"position": both("Minister")},
        {"badge_name": "Sato-san"},
        {"delegation": replace(SATO.delegation, name=both("Host side"))},
    ],
)
def test_difference_of_how_a_person_is_printed_is_details(fields):
    session = replace(SESSION, topics=())
    renamed = replace(session, placements=placed(Role.CHAIR, replace(SATO, **fields)))
    assert _kinds(session, renamed) == (ChangeKind.DETAILS,)


@pytest.mark.parametrize("room", [STUDY, None])
def test_difference_other_room_is_moved_only(room):
    assert _kinds(SESSION, replace(SESSION, room=room)) == (ChangeKind.MOVED,)


@pytest.mark.parametrize(
    "placements",
    [(), placed(Role.SPEAKER, SATO), placed(Role.CHAIR, SATO, ADAMS), placed(Role.CHAIR, ADAMS)],
)
def test_difference_other_people_is_people_only(placements):
    assert _kinds(SESSION, replace(SESSION, placements=placements)) == (ChangeKind.PEOPLE,)


def test_difference_other_lead_of_a_topic_is_people_only():
    topic = replace(TOPIC, placements=placed(Role.LEAD, ADAMS))
    assert _kinds(SESSION, replace(SESSION, topics=(topic,))) == (ChangeKind.PEOPLE,)


def test_difference_of_a_persons_contact_is_none():
    session = replace(SESSION, topics=())
    reachable = replace(SATO, email="sato@example.org", id_name="SATO")
    assert _kinds(session, replace(session, placements=placed(Role.CHAIR, reachable))) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"arrives_at": SESSION.end_at},
        {"leaves_at": SESSION.end_at},
        {"away": (Window(SESSION.start_at, SESSION.end_at),)},
        {"interpretation_language": "ja"},
    ],
)
def test_difference_of_when_a_person_is_there_is_none(fields):
    session = replace(SESSION, topics=())
    assert _kinds(session, replace(session, placements=placed(Role.CHAIR, replace(SATO, **fields)))) == ()


@pytest.mark.parametrize("fields", [{"expected": 12}, {"uid": "other@example.org"}, {"sequence": 4}])
def test_difference_of_what_no_reader_sees_is_none(fields):
    assert _kinds(SESSION, replace(SESSION, **fields)) == ()


def test_difference_several_kinds_are_in_their_order():
    after = replace(SESSION, end_at=SESSION.end_at + LATER, title=both("New"), description=both("New"))
    assert _kinds(SESSION, after) == (ChangeKind.MOVED, ChangeKind.RENAMED, ChangeKind.DETAILS)


def test_difference_is_ordered_by_time_in_the_later_agenda():
    early, late = make_session(id="a"), make_session(id="b", start="2023-03-12 11:00")
    swapped = (
        replace(early, start_at=late.start_at + LATER, end_at=late.end_at + LATER),
        replace(late, title=both("x")),
    )
    changes = difference(make_agenda(early, late), make_agenda(*swapped)).changes
    assert [change.after.id for change in changes] == ["b", "a"]


@pytest.mark.parametrize(
    ("fields", "time", "place"),
    [({"end_at": SESSION.end_at + LATER}, True, False), ({"room": STUDY}, False, True), ({"number": 2}, False, False)],
)
def test_change_says_whether_time_or_place_moved(fields, time, place):
    (change,) = difference(make_agenda(SESSION), make_agenda(replace(SESSION, **fields))).changes
    assert (change.moved_in_time, change.moved_in_place) == (time, place)


def test_change_of_an_added_session_did_not_move():
    (change,) = difference(make_agenda(), make_agenda(SESSION)).changes
    assert (change.moved_in_time, change.moved_in_place) == (False, False)


def test_difference_find_gives_the_change_of_a_session():
    other = make_session(id="s2")
    found = difference(make_agenda(SESSION), make_agenda(replace(SESSION, number=2), other))
    kinds = {name: change and change.kinds for name in ("s1", "s2", "s3") for change in [found.find(name)]}
    assert kinds == {"s1": (ChangeKind.DETAILS,), "s2": (ChangeKind.ADDED,), "s3": None}


def _finer(**fields):
    (change,) = difference(make_agenda(SESSION), make_agenda(replace(SESSION, **fields))).changes
    return change


def test_people_change_tells_who_came_who_went_and_who_does_something_else():
    swapped = _finer(placements=placed(Role.CHAIR, ADAMS), topics=())
    gone = people_change(swapped.before, swapped.after)
    assert ([a.id for a in gone.added], [a.id for a in gone.removed], gone.other_role) == ([ADAMS.id], [SATO.id], ())
    other = _finer(placements=placed(Role.DISCUSSANT, SATO))
    assert people_change(other.before, other.after).other_role == (SATO,)


def test_topic_change_tells_topics_by_what_happened_to_them():
    more = make_topic(id="more", position=2, number="8")
    after = replace(SESSION, topics=(replace(TOPIC, minutes=99), more))
    forth, back = topic_change(SESSION, after), topic_change(after, SESSION)
    assert [[t.id for t in part] for part in (forth.added, forth.removed, forth.changed)] == [["more"], [], [TOPIC.id]]
    assert [[t.id for t in part] for part in (back.added, back.removed)] == [[], ["more"]]


@pytest.mark.parametrize(
    ("fields", "details"),
    [
        ({"description": both("New")}, (Detail.DESCRIPTION,)),
        ({"kind": SessionKind.CEREMONY, "number": 3}, (Detail.KIND,)),
        ({"attribution": AttributionRule.CLOSED, "side_cap": 4}, (Detail.ATTRIBUTION, Detail.SIDE_CAP)),
        ({"interpretation": InterpretationMode.WHISPERING}, (Detail.INTERPRETATION,)),
        ({"status": SessionStatus.TENTATIVE}, (Detail.STATUS,)),
        ({"room": replace(HALL, name=both("Other name"))}, (Detail.PLACE_NAME,)),
        (
            {
                "placements": placed(Role.CHAIR, MINISTER),
                "topics": (replace(TOPIC, placements=placed(Role.LEAD, MINISTER)),),
            },
            (Detail.PERSON_NAME,),
        ),
        ({"topics": (replace(TOPIC, minutes=99),)}, ()),
    ],
)
def test_changed_details_name_each_that_changed(fields, details):
    assert changed_details(_finer(**fields)) == details


def test_changed_details_of_a_new_order_of_topics():
    more = make_topic(id="more", position=2, number="8")
    before, after = (replace(SESSION, topics=topics) for topics in ((TOPIC, more), (more, TOPIC)))
    change = Change(kinds=(ChangeKind.DETAILS,), before=before, after=after)
    assert changed_details(change) == (Detail.TOPIC_ORDER,)


def test_changed_details_without_any_other_are_the_road():
    change = Change(kinds=(ChangeKind.DETAILS,), before=SESSION, after=SESSION)
    assert changed_details(change) == (Detail.ROAD,)
