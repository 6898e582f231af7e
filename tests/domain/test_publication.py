from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.differences import ChangeKind, difference
from eventapp.domain.localized import NOTHING
from eventapp.domain.publication import Publication, freeze
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import AttributionRule, Role, SessionKind, SessionStatus
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

FIRST, SECOND, THIRD, FOURTH = (utc(f"2023-03-0{day} 09:00") for day in (1, 2, 3, 4))
SATO = make_attendee()
SESSION = make_session(room=make_room(), placements=placed(Role.CHAIR, SATO), topics=(make_topic(),))
OTHER = make_session(id="s2", start="2023-03-12 11:00")
LATER = timedelta(minutes=15)
CANCELLED = {"status": SessionStatus.CANCELLED}


def _frozen(*versions):
    """Freeze drafts, each a tuple of sessions, one after the other on FIRST, SECOND, …; give the last."""
    frozen = None
    for sessions, as_of in zip(versions, (FIRST, SECOND, THIRD, FOURTH), strict=False):
        frozen = freeze(make_agenda(*sessions), frozen, as_of=as_of)
    return frozen


def _revision(agenda, session_id="s1"):
    session = agenda.find_session(session_id)
    return (session.sequence, session.modified_at)


def test_freeze_first_version_starts_at_zero():
    assert _revision(_frozen([SESSION])) == (0, FIRST)


def test_freeze_first_version_forgets_the_drafts_own_revision():
    assert _revision(_frozen([replace(SESSION, sequence=7, modified_at=THIRD)])) == (0, FIRST)


def test_freeze_unchanged_session_keeps_its_revision():
    assert _revision(_frozen([SESSION], [SESSION], [SESSION])) == (0, FIRST)


@pytest.mark.parametrize(
    "fields",
    [
        {"start_at": SESSION.start_at - LATER},
        {"end_at": SESSION.end_at + LATER},
        {"title": both("New")},
        {"description": both("New")},
        {"room": None},
        {"room": replace(SESSION.room, name=both("Great Hall"))},
        {"room": replace(SESSION.room, venue=make_venue(id="yokota", position=2))},
        {"status": SessionStatus.TENTATIVE},
        {"attribution": AttributionRule.CLOSED},
        {"audience": "participants"},
        {"side_cap": 4},
        {"placements": ()},
        {"topics": ()},
        {"topics": (make_topic(title=both("New")),)},
        {"placements": placed(Role.CHAIR, replace(SATO, family_name="Sato"))},
    ],
)
def test_freeze_steps_once_when_a_reader_sees_a_change(fields):
    changed = replace(SESSION, **fields)
    assert _revision(_frozen([SESSION], [changed])) == (1, SECOND)
    assert _revision(_frozen([SESSION], [changed], [changed])) == (1, SECOND)


@pytest.mark.parametrize("fields", [{"expected": 12}, {"uid": "other@example.org"}, {"sequence": 5}])
def test_freeze_keeps_the_revision_when_no_reader_sees_the_change(fields):
    assert _revision(_frozen([SESSION], [replace(SESSION, **fields)])) == (0, FIRST)


def test_freeze_keeps_the_revision_when_a_persons_contact_changes():
    reachable = replace(SATO, email="sato@example.org", id_name="SATO AI")
    lead = make_topic(placements=placed(Role.LEAD, reachable))
    before = replace(SESSION, topics=(make_topic(placements=placed(Role.LEAD, SATO)),))
    after = replace(SESSION, placements=placed(Role.CHAIR, reachable), topics=(lead,))
    frozen = _frozen([before], [after])
    assert (_revision(frozen), frozen.find_session("s1").people) == ((0, FIRST), (reachable,))


def test_freeze_keeps_the_revision_when_it_changes_when_a_person_is_there():
    there = replace(
        SATO, arrives_at=FIRST, leaves_at=SECOND, away=(Window(FIRST, SECOND),), interpretation_language="ja"
    )
    after = replace(
        SESSION, placements=placed(Role.CHAIR, there), topics=(make_topic(placements=placed(Role.LEAD, there)),)
    )
    before = replace(SESSION, topics=(make_topic(placements=placed(Role.LEAD, SATO)),))
    frozen = _frozen([before], [after])
    assert (_revision(frozen), frozen.find_session("s1").people) == ((0, FIRST), (there,))


def test_freeze_keeps_the_revision_when_positions_are_counted_anew():
    room = replace(SESSION.room, position=7, capacity=90, venue=replace(SESSION.room.venue, position=4, gate_minutes=5))
    delegation = replace(SATO.delegation, position=3, head="sato")
    renumbered = replace(
        SESSION,
        room=room,
        topics=(make_topic(position=12),),
        placements=placed(Role.CHAIR, replace(SATO, precedence=8, delegation=delegation)),
    )
    assert _revision(_frozen([SESSION], [renumbered])) == (0, FIRST)


def test_freeze_steps_when_a_cancelled_session_reads_otherwise():
    cancelled = replace(SESSION, status=SessionStatus.CANCELLED)
    assert _revision(_frozen([cancelled], [replace(cancelled, title=both("New"))])) == (1, SECOND)


def test_freeze_steps_again_when_a_change_is_taken_back():
    assert _revision(_frozen([SESSION], [replace(SESSION, title=both("New"))], [SESSION])) == (2, THIRD)


def test_freeze_changes_only_the_session_that_changed():
    frozen = _frozen([SESSION, OTHER], [replace(SESSION, title=both("New")), OTHER])
    assert (_revision(frozen), _revision(frozen, "s2")) == ((1, SECOND), (0, FIRST))


def test_freeze_session_new_in_a_later_version_starts_at_zero():
    assert _revision(_frozen([SESSION], [SESSION, OTHER]), "s2") == (0, SECOND)


def test_freeze_uid_stays_that_of_the_first_publication():
    frozen = _frozen([SESSION], [replace(SESSION, uid="other@example.org", title=both("New"))])
    assert frozen.find_session("s1").uid == SESSION.uid


def test_freeze_uid_of_the_conference_stays_that_of_the_first_publication():
    first = _frozen([SESSION])
    renamed = replace(first, conference=replace(first.conference, uid="other@example.org"))
    assert freeze(renamed, first, as_of=SECOND) == first


def test_freeze_removed_session_stays_cancelled():
    removed = _frozen([SESSION, OTHER], [OTHER]).find_session("s1")
    cancelled = replace(SESSION, status=SessionStatus.CANCELLED, placements=(), sequence=1, modified_at=SECOND)
    assert removed == cancelled


def test_freeze_removed_session_stays_cancelled_in_later_versions():
    assert _frozen([SESSION], [], [OTHER], [OTHER]).find_session("s1") == _frozen([SESSION], []).find_session("s1")


def test_freeze_session_cancelled_then_removed_keeps_its_revision():
    assert _revision(_frozen([OTHER], [replace(OTHER, **CANCELLED)], []), "s2") == (1, SECOND)


def test_freeze_reinstated_session_is_confirmed_and_steps():
    reinstated = _frozen([SESSION], [], [SESSION]).find_session("s1")
    assert reinstated == replace(SESSION, sequence=2, modified_at=THIRD)


def test_freeze_topic_of_a_removed_session_stands_where_the_draft_has_it_now():
    moved = replace(OTHER, topics=SESSION.topics)
    frozen = _frozen([SESSION], [moved])
    assert [(s.id, [t.id for t in s.topics]) for s in frozen.sessions] == [("s1", []), ("s2", ["t1"])]
    assert freeze(make_agenda(moved), frozen, as_of=THIRD) == frozen


def test_freeze_topic_that_is_gone_too_stays_with_its_removed_session():
    assert [t.id for t in _frozen([SESSION], [OTHER]).topics] == ["t1"]


def test_freeze_removed_session_keeps_its_room_and_venue_in_the_agenda():
    frozen = _frozen([SESSION], [OTHER])
    assert ([v.id for v in frozen.venues], frozen.rooms) == (["tokyo"], (SESSION.room,))
    assert freeze(make_agenda(OTHER), frozen, as_of=THIRD) == frozen


def test_freeze_removed_movement_keeps_its_venues_in_the_agenda():
    ends = make_venue(), make_venue(id="yokota", position=2)
    frozen = _frozen([make_session(from_venue=ends[0], to_venue=ends[1])], [])
    assert frozen.venues == ends


def test_freeze_removed_session_stands_in_the_room_as_it_is_called_now():
    great = replace(SESSION.room, name=both("Great Hall"))
    frozen = _frozen([SESSION], [replace(OTHER, room=great)])
    assert (frozen.find_session("s1").room, frozen.rooms) == (great, (great,))


def test_freeze_removed_session_names_nobody_who_left_the_list():
    ueda = make_attendee(id="ueda", precedence=2)
    topic = make_topic(placements=placed(Role.LEAD, SATO, ueda))
    both_placed = replace(SESSION, placements=placed(Role.CHAIR, SATO, ueda), topics=(topic,))
    frozen = _frozen([both_placed], [replace(OTHER, placements=placed(Role.CHAIR, ueda))])
    assert [p.attendee for p in frozen.find_session("s1").all_placements] == [ueda, ueda]
    assert frozen.attendees == (ueda,)


def test_freeze_session_never_published_leaves_no_trace():
    assert _frozen([OTHER], [OTHER]).find_session("s1") is None


def test_freeze_of_the_frozen_against_itself_changes_nothing():
    frozen = _frozen([SESSION, OTHER], [replace(SESSION, title=both("New"))])
    assert freeze(frozen, frozen, as_of=THIRD) == frozen


def test_freeze_of_the_sample_against_itself_changes_nothing():
    frozen = freeze(sample_agenda(), None, as_of=FIRST)
    assert freeze(sample_agenda(), frozen, as_of=SECOND) == frozen


def test_freeze_puts_the_removed_session_where_it_stood():
    middle = make_session(id="s1b", start="2023-03-12 10:00")
    assert [s.id for s in _frozen([SESSION, middle, OTHER], [OTHER, SESSION]).sessions] == ["s1", "s1b", "s2"]


def test_freeze_takes_everything_but_sessions_from_the_draft():
    draft = make_agenda(OTHER, conference=replace(make_agenda().conference, title=both("New")))
    frozen = freeze(draft, _frozen([OTHER]), as_of=SECOND)
    assert replace(frozen, sessions=()) == replace(draft, sessions=())


def _frozen_without_side(session):
    """Freeze a draft with a session, then one without it and without the side JP."""
    first = freeze(make_agenda(session, delegations=(make_delegation(),)), None, as_of=FIRST)
    return freeze(make_agenda(OTHER), first, as_of=SECOND)


def test_freeze_drops_the_removed_session_of_a_side_that_left():
    own = make_session(audience="side:JP")
    assert [s.id for s in _frozen_without_side(own).sessions] == ["s2"]


def test_freeze_names_no_delegation_that_left():
    hosted = make_room(venue=make_venue(host_side="JP"))
    frozen = _frozen_without_side(make_session(room=hosted, topics=(make_topic(proposed_by="JP"),)))
    assert frozen.delegations == ()
    assert frozen.find_session("s1").topics[0].proposed_by is None
    assert [venue.host_side for venue in frozen.venues] == [None]


def test_freeze_leaves_a_number_to_the_topic_that_has_it_now():
    reused = make_session(id="s2", start="2023-03-12 11:00", topics=(make_topic(id="t2", number="1"),))
    frozen = _frozen([SESSION, OTHER], [reused])
    assert [topic.id for topic in frozen.topics] == ["t2"]


@pytest.mark.parametrize(
    "after",
    [
        [],
        [replace(SESSION, end_at=SESSION.end_at + LATER)],
        [replace(SESSION, room=None), OTHER],
        [replace(SESSION, title=both("New"), placements=())],
        [replace(SESSION, status=SessionStatus.CANCELLED)],
    ],
)
def test_freeze_steps_wherever_the_difference_names_a_change(after):
    before, frozen = _frozen([SESSION]), _frozen([SESSION], after)
    told = {change.after.id for change in difference(before, frozen).changes}
    assert told == {s.id for s in frozen.sessions if s.modified_at == SECOND}


@st.composite
def drafts(draw):
    """Give up to four versions of up to four sessions, each as it was, moved, renamed, cancelled or missing."""
    states = st.sampled_from([{}, {}, {"title": both("New")}, {"start_at": SESSION.start_at + LATER}, CANCELLED, None])
    version = st.tuples(*[states] * 4)
    return [
        [make_session(id=f"s{n}", **state) for n, state in enumerate(draw(version)) if state is not None]
        for _ in range(draw(st.integers(1, 4)))
    ]


@given(drafts())
def test_freeze_of_any_versions_loses_no_session_and_steps_only_upwards(versions):
    previous = None
    for sessions, as_of in zip(versions, (FIRST, SECOND, THIRD, FOURTH), strict=False):
        draft = make_agenda(*sessions)
        frozen = freeze(draft, previous, as_of=as_of)
        was = {s.id: s for s in previous.sessions} if previous else {}
        assert {s.id for s in frozen.sessions} == {s.id for s in sessions} | was.keys()
        for session in frozen.sessions:
            old = was.get(session.id)
            same = old is not None and session == old
            first = (0, as_of) if old is None else (old.sequence + 1, as_of)
            assert (session.sequence, session.modified_at) == ((old.sequence, old.modified_at) if same else first)
        assert freeze(frozen, frozen, as_of=FOURTH) == frozen
        assert freeze(draft, frozen, as_of=FOURTH) == frozen
        previous = frozen


def _publication(number, agenda):
    return Publication(number=number, as_of=FIRST, published_by="Organiser", note=NOTHING, agenda=agenda)


def test_difference_from_no_publication_is_none():
    assert _publication(1, _frozen([SESSION])).difference_from(None) is None


def test_difference_from_the_previous_publication():
    first, second = _publication(1, _frozen([SESSION])), _publication(2, _frozen([SESSION], [OTHER]))
    assert second.difference_from(first) == difference(first.agenda, second.agenda)
    assert [(c.after.id, c.kinds) for c in second.difference_from(first).changes] == [
        ("s1", ("removed",)),
        ("s2", ("added",)),
    ]


@pytest.mark.parametrize("changed", ["minutes", "gate_minutes"])
def test_freeze_steps_for_another_road_of_a_movement(changed):
    here, there = make_venue(id="here"), make_venue(id="there", gate_minutes=10)
    movement = make_session(kind=SessionKind.TRANSFER, from_venue=here, to_venue=there)
    way = make_transfer(from_venue=here, to_venue=there, minutes=75)
    before = make_agenda(movement, venues=(here, there), transfers=(way,))
    if changed == "minutes":
        after = replace(before, transfers=(replace(way, minutes=80),))
    else:
        there = replace(there, gate_minutes=30)
        moved = replace(movement, to_venue=there)
        after = replace(before, venues=(here, there), sessions=(moved,), transfers=(replace(way, to_venue=there),))
    first = freeze(before, None, as_of=FIRST)
    second = freeze(after, first, as_of=SECOND)
    assert _revision(second) == (1, SECOND)
    assert [c.kinds for c in difference(first, second).changes] == [(ChangeKind.DETAILS,)]
    assert _revision(freeze(after, second, as_of=THIRD)) == (1, SECOND)
