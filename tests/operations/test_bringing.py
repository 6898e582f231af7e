"""Files brought into a draft: one step, for the draft that was seen, with names that calendars may rely on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.bringing import Brought, brought_items
from eventapp.domain.errors import InvalidInputError
from eventapp.domain.localized import NOTHING
from eventapp.models import AuditEntry, User
from eventapp.operations.bringing import DraftChangedError, bring_in, find_brought
from eventapp.operations.drafts import undo_change
from eventapp.policy import Actor
from eventapp.queries.agenda import get_draft_agenda
from eventapp.queries.drafts import get_draft
from tests.factories import make_agenda, make_conference, make_session
from tests.publishing import draft, publish

NOW = datetime(2023, 3, 9, 9, tzinfo=UTC)
SLUG = "sample-2023"


@pytest.fixture
def ann(app):
    with transaction() as tx:
        user = User(email="ann@example.org", name="ann", language="en", is_admin=False, created_at=NOW)
        tx.add(user)
        tx.flush()
        return Actor("ann", user_id=user.id)


def _adding(*sessions):
    """Give what reads a file of some sessions."""

    def read(agenda):
        made = replace(agenda, sessions=(*agenda.sessions, *sessions))
        return Brought(agenda=made, items=brought_items(agenda, made))

    return read


def _bring(actor, *sessions, seen=None):
    with transaction() as tx:
        return bring_in(tx, SLUG, _adding(*sessions), file_name="rows.xlsx", seen=seen, actor=actor, now=NOW)


def _stored():
    with reading() as tx:
        return get_draft_agenda(tx, SLUG)


def _uids():
    return {session.id: session.uid for session in _stored().sessions}


def test_file_is_one_step_that_the_log_names_and_that_can_be_undone(ann):
    draft(make_agenda(make_session(id="s1")))
    before = _stored()
    _bring(ann, make_session(id="s2", uid=""), make_session(id="s3", uid=""))
    assert set(_uids()) == {"s1", "s2", "s3"}
    with reading() as tx:
        entry = tx.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (entry.action, entry.subject, entry.actor) == ("draft:import", "rows.xlsx", "ann")
    assert (entry.details["new"], entry.details["changed"]) == (2, 0)
    with transaction() as tx:
        undo_change(tx, SLUG, actor=ann, now=NOW)
    assert _stored() == before


def test_looking_writes_nothing(ann):
    draft(make_agenda(make_session(id="s1")))
    with reading() as tx:
        assert find_brought(tx, SLUG, _adding(make_session(id="s2", uid=""))).new == 1
    assert set(_uids()) == {"s1"}


def test_draft_that_is_not_the_one_seen_is_left_alone(ann):
    draft(make_agenda(make_session(id="s1")))
    with reading() as tx:
        seen = get_draft(tx, SLUG).version
    _bring(ann, make_session(id="s2", uid=""), seen=seen)
    with pytest.raises(DraftChangedError):
        _bring(ann, make_session(id="s3", uid=""), seen=seen)
    assert set(_uids()) == {"s1", "s2"}


def test_uid_of_another_conference_is_not_taken_over(ann):
    other = make_conference(slug="other", uid="other@example.org")
    draft(make_agenda(make_session(id="x", uid="foreign@example.org"), conference=other))
    draft(make_agenda(make_session(id="s1")))
    brought = _bring(
        ann, make_session(id="s2", uid="foreign@example.org"), make_session(id="s3", uid="free@example.org")
    )
    assert [(note.code, dict(note.values)) for note in brought.notes] == [("uids-elsewhere", {"count": 1})]
    uids = _uids()
    assert uids["s3"] == "free@example.org"
    assert uids["s2"].endswith("@eventapp")


def test_session_that_was_published_comes_back_under_its_own_uid(ann):
    publish(make_agenda(make_session(id="s1"), make_session(id="s2", uid="published@example.org")))
    draft(make_agenda(make_session(id="s1")))
    _bring(ann, make_session(id="s2", uid=""), make_session(id="s3", uid="published@example.org"))
    uids = _uids()
    assert uids["s2"] == "published@example.org"
    assert uids["s3"].endswith("@eventapp")


def test_what_breaks_a_rule_of_conference_files_is_refused(ann):
    draft(make_agenda(make_session(id="s1")))
    with pytest.raises(InvalidInputError):
        _bring(ann, make_session(id="s2", uid="", title=NOTHING))
    assert set(_uids()) == {"s1"}


def test_bringing_sends_as_many_statements_for_2_sessions_as_for_60(ann, count_statements):
    counts = []
    for size in (1, 2, 60):  # the first one looks up the keys that are known from then on
        draft(make_agenda(make_session(id="s1")))
        with reading() as tx:
            get_draft(tx, SLUG)
        with count_statements() as sent:
            _bring(ann, *(make_session(id=f"n{n}", uid="") for n in range(size)))
        counts.append(len(sent))
    assert counts[1] == counts[2]
