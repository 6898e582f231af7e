"""Deadlines: listed by time, what is done last, each change in the log, none of another conference within reach."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.errors import NotFoundError
from eventapp.models import AuditEntry, Deadline
from eventapp.operations.deadlines import add_deadline, remove_deadline, settle_deadline
from eventapp.policy import Actor
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.deadlines import list_deadlines
from tests.factories import both, make_agenda, make_conference
from tests.publishing import draft

NOW = datetime(2023, 3, 1, 9, tzinfo=UTC)
SLUG = "sample-2023"
ANN = Actor("ann")


@pytest.fixture
def conference(app):
    draft(make_agenda())
    draft(make_agenda(conference=make_conference(slug="other-2023", uid="other@example.org")))


def _add(title, *, hours, slug=SLUG):
    with transaction() as tx:
        due_at = NOW + timedelta(hours=hours)
        add_deadline(tx, slug, both(title, "期限"), due_at, "Asia/Tokyo", actor=ANN, now=NOW)
    with reading() as tx:
        return tx.scalars(select(Deadline.id).order_by(Deadline.id.desc()).limit(1)).one()


def _write(operation, key, slug=SLUG):
    with transaction() as tx:
        operation(tx, slug, key, actor=ANN, now=NOW)


def _titles(**wanted):
    with reading() as tx:
        found = list_deadlines(tx, get_conference_id(tx, SLUG), **wanted)
        return [one.title.as_dict()["en"] for one in found]


def test_deadlines_are_listed_by_time_and_what_is_done_last(conference):
    late, early, elsewhere = _add("late", hours=9), _add("early", hours=1), _add("x", hours=2, slug="other-2023")
    assert late != early != elsewhere
    assert _titles() == ["early", "late"]
    _write(settle_deadline, early)
    assert (_titles(), _titles(with_done=True)) == (["late"], ["late", "early"])
    assert _titles(with_done=True, limit=1) == ["late"]
    _write(remove_deadline, late)
    assert _titles(with_done=True) == ["early"]


def test_each_change_of_a_deadline_is_one_entry_of_the_log_with_what_was_due(conference):
    key = _add("Roster", hours=1)
    _write(settle_deadline, key)
    _write(remove_deadline, key)
    with reading() as tx:
        statement = select(AuditEntry).where(AuditEntry.action.startswith("deadline:")).order_by(AuditEntry.id)
        told = [(e.action, e.actor, e.subject, e.details) for e in tx.scalars(statement)]
    details = {"title": {"en": "Roster", "ja": "期限"}, "due_at": "2023-03-01T10:00:00+00:00"}
    actions = ("deadline:add", "deadline:settle", "deadline:remove")
    assert told == [(action, "ann", "Roster", details) for action in actions]


@pytest.mark.parametrize("operation", [settle_deadline, remove_deadline])
def test_deadline_of_another_conference_is_out_of_reach(conference, operation):
    key = _add("theirs", hours=1, slug="other-2023")
    with pytest.raises(NotFoundError):
        _write(operation, key)
    with reading() as tx:
        assert [(d.id, d.done_at) for d in tx.scalars(select(Deadline))] == [(key, None)]
