"""A conference's own questions: asked, changed, put in order, taken out; what was answered stays readable."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.registration import Answer, Question, QuestionKind
from eventapp.models import AuditEntry, RegistrationAnswer
from eventapp.operations.registrations import questions as operations
from eventapp.operations.registrations.questions import StaleQuestionError
from eventapp.policy import Actor
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.registrations import get_plan
from eventapp.renderers.registration_plans import question_mark
from tests.factories import both, sample_agenda
from tests.publishing import draft
from tests.registrations import REGISTERED_AT, SITE, SLUG, give_plan, make_application, make_plan, register

BY = {"base_url": SITE, "actor": Actor("chief"), "now": REGISTERED_AT}
BUS = Question(key="", kind=QuestionKind.YES_NO, label=both("By bus?", "バスですか"))
VISIT = Question(
    key="",
    kind=QuestionKind.CHOICE,
    label=both("Which visit?", "どの見学ですか"),
    options=(("", both("Base", "基地")), ("", both("Ship", "艦艇"))),
)


@pytest.fixture
def conference(app):
    draft(sample_agenda())
    give_plan(make_plan())


def _asked():
    with reading() as tx:
        return get_plan(tx, get_conference_id(tx, SLUG), zone="Asia/Tokyo").plan.questions


def _add(question):
    with transaction() as tx:
        key = operations.add_question(tx, SLUG, question, **BY)
    return next(one for one in _asked() if one.key == key)


def _edit(question, *, seen):
    with transaction() as tx:
        operations.edit_question(tx, SLUG, question, seen=question_mark(seen), **BY)


def _remove(question, *, seen=None):
    with transaction() as tx:
        operations.remove_question(tx, SLUG, question.key, seen=question_mark(seen or question), **BY)


def test_added_questions_stand_last_with_keys_of_their_own(conference):
    first, second = _add(VISIT), _add(BUS)
    assert _asked() == (first, second)
    keys = {first.key, second.key, *dict(first.options)}
    assert (len(keys), "" in keys) == (4, False)
    assert [text for _, text in first.options] == [text for _, text in VISIT.options]


def test_key_that_a_form_invents_is_not_taken(conference):
    question = _add(
        replace(VISIT, key="q-mine", options=(("o-mine", both("Base", "基地")), ("o-mine", both("Ship", "艦艇"))))
    )
    assert not {"q-mine", "o-mine"} & {question.key, *dict(question.options)}
    base, ship = question.options
    _edit(replace(question, options=(ship, ("o-other", both("Port", "港")), ship, base)), seen=question)
    (after,) = _asked()
    assert (after.options[0], after.options[3], after.options[1][0] == "o-other") == (ship, base, False)
    assert len(dict(after.options)) == 4


def test_question_sent_twice_is_asked_once_and_like_ones_are_others(conference):
    first = _add(VISIT)
    assert (_add(VISIT), _asked()) == (first, (first,))
    others = (replace(VISIT, is_required=True), replace(VISIT, options=VISIT.options[::-1]))
    assert len({first.key, *(_add(other).key for other in others)}) == len(_asked()) == 3


def test_question_is_asked_earlier_and_later_but_no_further_than_the_ends(conference):
    first, second, third = (_add(replace(BUS, label=both(name, name))) for name in ("1", "2", "3"))
    for question, by, order in (
        (first, 1, (second, first, third)),
        (third, -1, (second, third, first)),
        (second, -1, (second, third, first)),
        (first, 1, (second, third, first)),
        (first, -5, (first, second, third)),
    ):
        with transaction() as tx:
            operations.move_question(tx, SLUG, question.key, by=by, **BY)
        assert _asked() == order


def test_answered_question_keeps_its_kind_and_the_options_that_were_chosen(conference):
    visit = _add(VISIT)
    (base, ship) = visit.options
    register(make_application(answers=(Answer(question=visit.key, value=base[0]),)))
    with pytest.raises(DomainError, match="question-answered"):
        _edit(replace(visit, kind=QuestionKind.TEXT, options=()), seen=visit)
    with pytest.raises(DomainError) as refused:
        _edit(replace(visit, options=(ship,)), seen=visit)
    assert (refused.value.code, refused.value.values) == ("option-chosen", {"option": "Base / 基地", "count": 1})
    renamed = replace(visit, options=((base[0], both("Air base", "航空基地")),))
    _edit(renamed, seen=visit)
    assert _asked() == (renamed,)


def test_question_without_answers_may_become_another_kind(conference):
    visit = _add(VISIT)
    changed = replace(visit, kind=QuestionKind.DATE, options=(), is_required=True)
    _edit(changed, seen=visit)
    assert _asked() == (changed,)


def test_answers_outlive_the_question_and_no_other_gets_its_key(conference):
    bus = _add(BUS)
    register(make_application(answers=(Answer(question=bus.key, value="yes"),)))
    _remove(bus)
    assert _asked() == ()
    with reading() as tx:
        assert tx.scalars(select(RegistrationAnswer.value)).all() == ["yes"]
    assert _add(BUS).key != bus.key


def test_slower_of_two_changes_nothing_and_is_told_what_stands(conference):
    bus = _add(BUS)
    faster = replace(bus, label=both("By coach?", "バスで行きますか"))
    _edit(faster, seen=bus)
    for write in (lambda: _edit(replace(bus, is_required=True), seen=bus), lambda: _remove(bus)):
        with pytest.raises(StaleQuestionError) as stale:
            write()
        assert (stale.value.question, _asked()) == (faster, (faster,))
    _edit(faster, seen=bus)
    assert _asked() == (faster,)


def test_question_that_is_gone_is_not_found(conference):
    bus = _add(BUS)
    _remove(bus)
    for write in (lambda: _edit(bus, seen=bus), lambda: _remove(bus)):
        with pytest.raises(NotFoundError):
            write()


def test_there_is_an_end_to_asking(conference):
    give_plan(make_plan(questions=tuple(replace(BUS, key=f"q-{n}") for n in range(50))))
    with pytest.raises(DomainError, match="too-many-questions"):
        _add(VISIT)


def test_every_write_leaves_one_entry(conference):
    bus = _add(BUS)
    required = replace(bus, is_required=True)
    _edit(required, seen=bus)
    _edit(required, seen=required)
    _add(BUS)
    with transaction() as tx:
        operations.move_question(tx, SLUG, bus.key, by=1, **BY)
    _remove(required)
    with reading() as tx:
        found = tx.scalars(
            select(AuditEntry.action).where(AuditEntry.action.startswith("question:")).order_by(AuditEntry.id)
        )
        assert found.all() == [
            *("question:add", "question:edit", "question:add", "question:move", "question:remove"),
        ]
