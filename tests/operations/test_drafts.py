"""Steps of a draft: written item by item, undone and done again, refused where somebody else was faster."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from eventapp.audit import Action
from eventapp.db import reading, transaction
from eventapp.domain.drafts import Placing, place_session, without_item
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.models import AuditEntry, AuditMention, Conference, User
from eventapp.operations.drafts import (
    StaleItemError,
    Step,
    change_draft,
    edit_document,
    find_undoable,
    redo_change,
    undo_change,
)
from eventapp.operations.refused_steps import StepRefusedError, set_step_aside
from eventapp.policy import Actor
from eventapp.queries.agenda import get_draft_agenda
from eventapp.queries.drafts import get_draft
from tests.factories import local, make_agenda, make_room, make_session, make_topic
from tests.publishing import draft
from tests.strategies import agendas, counted

NOW = datetime(2023, 3, 9, 9, tzinfo=UTC)
SLUG = "sample-2023"
MOVE = Step(action=Action.SESSION_MOVE, subject="sessions/s1")
NINE, TEN, ELEVEN = (local(f"2023-03-12 {time}") for time in ("09:00", "10:00", "11:00"))


@pytest.fixture
def ann(app):
    return _user("ann")


@pytest.fixture
def ben(app):
    return _user("ben")


def _user(name):
    with transaction() as tx:
        user = User(email=f"{name}@example.org", name=name, language="en", is_admin=False, created_at=NOW)
        tx.add(user)
        tx.flush()
        return Actor(name, user_id=user.id)


def _change(edit, actor, *, step=MOVE, expected=None, slug=SLUG):
    with transaction() as tx:
        return change_draft(tx, slug, edit, step=step, expected=expected or {}, actor=actor, now=NOW)


def _move(start_at, end_at, actor, *, session="s1", room=None, expected=None):
    placing = Placing(start_at=start_at, end_at=end_at, room=room)
    return _change(lambda agenda: place_session(agenda, session, placing), actor, expected=expected)


def _undo(actor, slug=SLUG):
    with transaction() as tx:
        return undo_change(tx, slug, actor=actor, now=NOW)


def _redo(actor, slug=SLUG):
    with transaction() as tx:
        return redo_change(tx, slug, actor=actor, now=NOW)


def _stored(slug=SLUG):
    """Give the draft as its rows have it, past everything that is kept in memory."""
    with reading() as tx:
        return get_draft_agenda(tx, slug)


def _starts():
    return {session.id: session.start_at for session in _stored().sessions}


def test_move_is_written_logged_and_gives_the_draft_another_version(app, ann):
    draft(make_agenda(make_session(id="s1"), make_session(id="s2")))
    with reading() as tx:
        before = get_draft(tx, SLUG).version
    moved = _move(TEN, ELEVEN, ann)
    assert _starts() == {"s1": TEN, "s2": NINE}
    with reading() as tx:
        entry = tx.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
        mentions = list(tx.scalars(select(AuditMention.item).where(AuditMention.entry_id == entry.id)))
        stored = tx.scalars(select(Conference.draft_version)).one()
    assert (entry.action, entry.subject, entry.actor, mentions) == (
        "session:move",
        "sessions/s1",
        "ann",
        ["sessions/s1"],
    )
    assert entry.details["items"][0]["before"]["start"] == "2023-03-12T09:00:00+09:00"
    assert entry.details["items"][0]["after"]["start"] == "2023-03-12T10:00:00+09:00"
    assert stored == moved.version != before


def test_move_sends_the_same_statements_at_3_and_at_60_sessions(app, ann, count_statements):
    counts = []
    for size in (2, 3, 60):  # the first one looks up the keys that are known from then on
        draft(make_agenda(*(make_session(id=f"s{n}") for n in range(1, size + 1))))
        with reading() as tx:
            get_draft(tx, SLUG)
        with count_statements() as sent:
            _move(TEN, ELEVEN, ann)
        counts.append(len(sent))
    assert counts[1] == counts[2] <= 9


def test_step_that_changes_nothing_leaves_no_trace(app, ann):
    draft(make_agenda(make_session()))
    with reading() as tx:
        before = get_draft(tx, SLUG).version
    assert _move(NINE, TEN, ann).version == before
    with pytest.raises(DomainError, match="nothing-to-undo"):
        _undo(ann)


def test_failed_transaction_leaves_draft_and_memory_as_they_were(app, ann):
    draft(make_agenda(make_session()))
    with pytest.raises(RuntimeError):
        _move_and_fail(ann)
    with reading() as tx:
        assert get_draft(tx, SLUG).agenda == get_draft_agenda(tx, SLUG)
    assert _starts() == {"s1": NINE}


def _move_and_fail(actor):
    placing = Placing(start_at=TEN, end_at=ELEVEN, room=None)
    with transaction() as tx:
        change_draft(tx, SLUG, lambda a: place_session(a, "s1", placing), step=MOVE, expected={}, actor=actor, now=NOW)
        raise RuntimeError


def test_undo_and_redo_go_back_and_forth_through_several_steps(app, ann):
    draft(make_agenda(make_session(id="s1"), make_session(id="s2")))
    _move(TEN, ELEVEN, ann)
    _move(TEN, ELEVEN, ann, session="s2")
    _undo(ann)
    assert _starts() == {"s1": TEN, "s2": NINE}
    _undo(ann)
    assert _starts() == {"s1": NINE, "s2": NINE}
    with pytest.raises(DomainError, match="nothing-to-undo"):
        _undo(ann)
    _redo(ann)
    assert _starts() == {"s1": TEN, "s2": NINE}
    _redo(ann)
    assert _starts() == {"s1": TEN, "s2": TEN}
    with pytest.raises(DomainError, match="nothing-to-redo"):
        _redo(ann)


def test_new_step_ends_what_could_be_done_again(app, ann):
    draft(make_agenda(make_session(id="s1"), make_session(id="s2")))
    _move(TEN, ELEVEN, ann)
    _undo(ann)
    _move(TEN, ELEVEN, ann, session="s2")
    with pytest.raises(DomainError, match="nothing-to-redo"):
        _redo(ann)


def test_undo_is_of_ones_own_steps(app, ann, ben):
    draft(make_agenda(make_session(id="s1"), make_session(id="s2")))
    _move(TEN, ELEVEN, ann)
    _move(TEN, ELEVEN, ben, session="s2")
    _undo(ann)
    assert _starts() == {"s1": NINE, "s2": TEN}


def test_undo_is_refused_where_somebody_else_changed_the_same_thing_since(app, ann, ben):
    draft(make_agenda(make_session()))
    _move(TEN, ELEVEN, ann)
    _move(ELEVEN, local("2023-03-12 12:00"), ben)
    with pytest.raises(StepRefusedError, match="changed-since") as refused:
        _undo(ann)
    assert refused.value.values == {"item": "sessions/s1", "by": "ben"}
    assert _starts() == {"s1": ELEVEN}


def _set_aside(error, actor):
    with transaction() as tx:
        set_step_aside(tx, error, actor=actor)


def test_undo_passes_by_a_step_that_was_refused(app, ann, ben):
    draft(make_agenda(make_session(id="s1"), make_session(id="s2")))
    _move(TEN, ELEVEN, ann, session="s2")
    _move(TEN, ELEVEN, ann)
    _move(ELEVEN, local("2023-03-12 12:00"), ben)
    for _ in range(2):  # unless it is set aside, it stays the next one
        with pytest.raises(StepRefusedError, match="changed-since") as refused:
            _undo(ann)
    _set_aside(refused.value, ben)
    with pytest.raises(StepRefusedError):
        _undo(ann)
    _set_aside(refused.value, ann)
    _undo(ann)
    assert _starts() == {"s1": ELEVEN, "s2": NINE}
    with pytest.raises(DomainError, match="nothing-to-undo"):
        _undo(ann)
    _redo(ann)
    assert _starts() == {"s1": ELEVEN, "s2": TEN}


def test_redo_passes_by_a_step_that_was_refused(app, ann, ben):
    draft(make_agenda(make_session(id="s1"), make_session(id="s2")))
    _move(TEN, ELEVEN, ann)
    _move(TEN, ELEVEN, ann, session="s2")
    _undo(ann)
    _undo(ann)
    _move(ELEVEN, local("2023-03-12 12:00"), ben)
    with pytest.raises(StepRefusedError, match="changed-since") as refused:
        _redo(ann)
    assert refused.value.values == {"item": "sessions/s1", "by": "ben"}
    _set_aside(refused.value, ann)
    _redo(ann)
    assert _starts() == {"s1": ELEVEN, "s2": TEN}
    with pytest.raises(DomainError, match="nothing-to-redo"):
        _redo(ann)


def test_whose_change_it_was_stays_known_when_it_is_set_aside(app, ann, ben):
    draft(make_agenda(make_session()))
    _move(TEN, ELEVEN, ann)
    _move(ELEVEN, local("2023-03-12 12:00"), ben)
    with reading() as tx:
        step = find_undoable(tx, get_draft(tx, SLUG).conference_id, ben)
    _set_aside(StepRefusedError(DomainError("changed-since"), step.id), ben)
    with pytest.raises(DomainError, match="nothing-to-undo"):
        _undo(ben)
    with pytest.raises(StepRefusedError) as refused:
        _undo(ann)
    assert refused.value.values["by"] == "ben"


def test_undo_of_a_removal_is_refused_when_what_it_needs_is_gone(app, ann, ben):
    hall = make_room()
    draft(make_agenda(make_session(room=hall)))
    remove = Step(action=Action.SESSION_REMOVE, subject="sessions/s1")
    _edit(lambda d: without_item(d, "sessions", "s1"), ann, remove)
    _edit(lambda d: without_item(d, "rooms", "hall"), ben, Step(action=Action.ITEM_REMOVE, subject="rooms/hall"))
    with pytest.raises(StepRefusedError) as refused:
        _undo(ann)
    assert [(p.code, p.path) for p in refused.value.reason.problems] == [("unknown-reference", "sessions[0].room")]


def _edit(edit, actor, step):
    with transaction() as tx:
        return edit_document(tx, SLUG, edit, step=step, expected={}, actor=actor, now=NOW)


def test_change_of_an_item_that_somebody_else_changed_is_refused_with_what_stands_now(app, ann, ben):
    draft(make_agenda(make_session()))
    with reading() as tx:
        seen = get_draft(tx, SLUG).item_version("sessions/s1")
    _move(TEN, ELEVEN, ben, expected={"sessions/s1": seen})
    with pytest.raises(StaleItemError) as refused:
        _move(ELEVEN, local("2023-03-12 12:00"), ann, expected={"sessions/s1": seen})
    assert (refused.value.item, refused.value.draft.agenda.sessions[0].start_at) == ("sessions/s1", TEN)
    assert _starts() == {"s1": TEN}


def test_topics_that_change_numbers_with_each_other_are_written(app, ann):
    topics = (make_topic(id="a", number="1"), make_topic(id="b", number="2", position=2))
    draft(make_agenda(make_session(topics=topics)))
    swapped = (replace(topics[0], number="2"), replace(topics[1], number="1"))
    _change(lambda agenda: replace(agenda, sessions=(replace(agenda.sessions[0], topics=swapped),)), ann)
    assert {topic.id: topic.number for topic in _stored().topics} == {"a": "2", "b": "1"}


def test_edit_of_the_document_is_checked_by_the_rules_of_the_file(app, ann):
    draft(make_agenda(make_session()))

    def spoil(document):
        session = {**document["sessions"][0], "room": "nowhere", "end": "2023-03-12T08:00:00"}
        return {**document, "sessions": [session]}

    with pytest.raises(InvalidInputError) as refused:
        _edit(spoil, ann, MOVE)
    assert [(p.code, p.path) for p in refused.value.problems] == [
        ("unknown-reference", "sessions[0].room"),
        ("end-before-start", "sessions[0].end"),
    ]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=30,
)
@given(data=st.data())
def test_any_change_is_stored_as_made_and_undone_and_done_again(app, ann, data):
    one, other = (counted_agenda(data) for _ in range(2))
    assume(one != other)
    draft(one)
    assert _stored("invented-2026") == one
    _change(lambda _: other, ann, slug="invented-2026")
    assert _stored("invented-2026") == other
    _undo(ann, "invented-2026")
    assert _stored("invented-2026") == one
    _redo(ann, "invented-2026")
    assert _stored("invented-2026") == other


def counted_agenda(data):
    return counted(data.draw(agendas(("en", "ja"))))
