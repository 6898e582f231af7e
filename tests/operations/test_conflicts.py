"""A conflict is mended as proposed, as one step to undo; not at all when the draft no longer allows it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventapp.audit import Action
from eventapp.db import reading, transaction
from eventapp.domain.drafts import Placing
from eventapp.domain.errors import DomainError
from eventapp.models import AuditEntry
from eventapp.operations.conflicts import mend_conflict
from eventapp.operations.drafts import undo_change
from eventapp.operations.sessions import reschedule_session
from eventapp.policy import Actor
from eventapp.queries.drafts import get_draft
from tests.factories import make_agenda, make_room, make_session
from tests.members import make_user
from tests.publishing import draft

NOW = datetime(2023, 3, 1, 9, tzinfo=UTC)
SLUG = "sample-2023"
HALL, LARGE = make_room(capacity=10), make_room(id="large", position=2, capacity=90)
CROWDED = make_session(id="crowded", room=HALL, expected=50)
OTHER = make_session(id="other", start="2023-03-13 15:00", room=LARGE)


@pytest.fixture
def ann(app):
    draft(make_agenda(CROWDED, OTHER, rooms=(HALL, LARGE)))
    with transaction() as tx:
        user = make_user(tx)
        return Actor("ann", user_id=user.id)


def _draft():
    with reading() as tx:
        return get_draft(tx, SLUG)


def _proposed():
    found = _draft()
    conflict = found.conflicts[0]
    return conflict.key, found.mend_of(conflict).key


def _mend(ann, key, mend_key):
    with transaction() as tx:
        return mend_conflict(tx, SLUG, key, mend_key, actor=ann, now=NOW)


def _rooms():
    return {s.id: s.room.id for s in _draft().agenda.sessions}


def _move(ann, session, room):
    seen, placing = (
        _draft().item_version(f"sessions/{session.id}"),
        Placing(start_at=CROWDED.start_at, end_at=CROWDED.end_at, room=room),
    )
    with transaction() as tx:
        reschedule_session(tx, SLUG, session.id, placing, seen=seen, actor=ann, now=NOW)


def test_mend_is_one_step_in_the_log_that_can_be_undone(ann):
    assert _mend(ann, *_proposed()).placing.room == "large"
    assert (_rooms()["crowded"], _draft().conflicts) == ("large", ())
    with reading() as tx:
        entry = tx.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (entry.action, entry.subject, entry.actor) == (Action.SESSION_MOVE.value, "sessions/crowded", "ann")
    with transaction() as tx:
        undo_change(tx, SLUG, actor=ann, now=NOW)
    assert _rooms()["crowded"] == "hall"


def test_mend_still_holds_after_a_change_elsewhere(ann):
    proposed = _proposed()
    with transaction() as tx:
        seen = get_draft(tx, SLUG).item_version("sessions/other")
        placing = Placing(start_at=OTHER.start_at, end_at=OTHER.end_at, room="hall")
        reschedule_session(tx, SLUG, "other", placing, seen=seen, actor=ann, now=NOW)
    _mend(ann, *proposed)
    assert _rooms() == {"crowded": "large", "other": "hall"}


def test_mend_whose_room_was_taken_meanwhile_moves_nothing(ann):
    proposed = _proposed()
    _move(ann, OTHER, "large")
    with pytest.raises(DomainError, match="mend-is-gone"):
        _mend(ann, *proposed)
    assert _rooms() == {"crowded": "hall", "other": "large"}


@pytest.mark.parametrize("which", [0, 1])
def test_unknown_conflict_or_mend_moves_nothing(ann, which):
    given = list(_proposed())
    given[which] = "room-overlap:a+b"
    with pytest.raises(DomainError, match="mend-is-gone"):
        _mend(ann, *given)
    assert _rooms()["crowded"] == "hall"
