"""Items written from forms: one step each, autosaves of one form in one step together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, InvalidInputError, NotFoundError
from eventapp.models import DraftChange
from eventapp.operations.drafts import StaleItemError, redo_change, undo_change
from eventapp.operations.items import add_item, remove_item, save_item
from eventapp.policy import Actor
from eventapp.queries.drafts import get_draft
from tests.factories import make_agenda, make_session, make_topic
from tests.members import make_user
from tests.publishing import draft

NOW = datetime(2023, 3, 9, 9, tzinfo=UTC)
SLUG = "sample-2023"
ITEM = "sessions/s1"


@pytest.fixture
def ann(app):
    draft(make_agenda(make_session(id="s1", topics=(make_topic(id="t1"),)), make_session(id="s2")))
    with transaction() as tx:
        return Actor("ann", user_id=make_user(tx).id)


def _draft():
    with reading() as tx:
        return get_draft(tx, SLUG)


def _title(item=ITEM):
    return _draft().items[item]["title"]["en"]


def _save(actor, title, *, item=ITEM, minutes=0, is_autosave=True, seen=None):
    now = NOW + timedelta(minutes=minutes)
    found = _draft()
    value = {key: value for key, value in found.items[item].items() if key != "order"} | {"title": {"en": title}}
    seen = found.item_version(item) if seen is None else seen
    with transaction() as tx:
        save_item(tx, SLUG, item, value, seen=seen, is_autosave=is_autosave, actor=actor, now=now)


def _undo(actor):
    with transaction() as tx:
        undo_change(tx, SLUG, actor=actor, now=NOW)


def _steps():
    with reading() as tx:
        return tx.scalar(select(func.count()).select_from(DraftChange))


def test_autosaves_of_one_form_within_ten_minutes_are_one_step(ann):
    before = _title()
    for minutes, title in enumerate(("A", "Ab", "Abc")):
        _save(ann, title, minutes=3 * minutes)
    assert (_title(), _steps()) == ("Abc", 1)
    _undo(ann)
    assert _title() == before
    with transaction() as tx:
        redo_change(tx, SLUG, actor=ann, now=NOW)
    assert _title() == "Abc"


@pytest.mark.parametrize(
    "second",
    [{"minutes": 10}, {"is_autosave": False}, {"item": "sessions/s2"}],
    ids=["ten minutes later", "saved by hand", "another form"],
)
def test_other_saves_are_steps_of_their_own(ann, second):
    _save(ann, "A")
    _save(ann, "Ab", **second)
    assert _steps() == 2


def test_autosave_after_somebody_elses_change_is_a_step_of_its_own(ann):
    with transaction() as tx:
        ben = Actor("ben", user_id=make_user(tx).id)
    _save(ann, "A")
    _save(ben, "B")
    _save(ann, "C")
    assert _steps() == 3
    _undo(ann)
    assert _title() == "B"


def test_autosaves_that_come_back_to_the_beginning_leave_no_step(ann):
    before = _draft().items[ITEM]["title"]
    _save(ann, "A")
    found = _draft()
    value = found.items[ITEM] | {"title": before}
    with transaction() as tx:
        save_item(tx, SLUG, ITEM, value, seen=found.item_version(ITEM), is_autosave=True, actor=ann, now=NOW)
    assert _steps() == 0
    with pytest.raises(DomainError, match="nothing-to-undo"):
        _undo(ann)


def test_stale_version_and_wrong_values_are_refused(ann):
    with pytest.raises(StaleItemError):
        _save(ann, "A", seen="other")
    with pytest.raises(InvalidInputError) as refused:
        _save(ann, " A")
    assert [(p.code, p.path) for p in refused.value.problems] == [("outer-space", "sessions[0].title.en")]
    with pytest.raises(NotFoundError), transaction() as tx:
        save_item(tx, SLUG, "sessions/none", {}, seen="", actor=ann, now=NOW)


def test_topic_is_added_behind_another_and_removed_again(ann):
    value = {"id": "t1b", "number": "1bis", "purpose": "decision", "title": {"en": "Between"}, "session": "s1"}
    with transaction() as tx:
        add_item(tx, SLUG, "topics", value, after="t1", actor=ann, now=NOW)
    session = _draft().agenda.find_session("s1")
    assert [topic.number for topic in session.topics] == ["1", "1bis"]
    with transaction() as tx:
        remove_item(tx, SLUG, "topics/t1b", seen=_draft().item_version("topics/t1b"), actor=ann, now=NOW)
    assert "topics/t1b" not in _draft().items


def test_item_whose_name_is_taken_is_refused(ann):
    value = {"code": "GB", "name": {"en": "Again"}, "zone": "Asia/Tokyo", "language": "ja"}
    with transaction() as tx:
        add_item(tx, SLUG, "delegations", value, actor=ann, now=NOW)
    with pytest.raises(InvalidInputError), transaction() as tx:
        add_item(tx, SLUG, "delegations", value, actor=ann, now=NOW)
