"""How many are on the list, wait for a decision, wait for a place: by category, delegation, session."""

from __future__ import annotations

import pytest

from eventapp.db import reading
from eventapp.domain.registration import Answer, Approval, CategoryRule, RegistrationMode
from eventapp.domain.registration.counts import Counts
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.registration_counts import count_answers, count_everybody
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import GUEST, OPEN, SLUG, give_plan, make_application, make_plan, register

DELEGATE = AttendeeCategory.DELEGATE
DECIDED = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER)


@pytest.fixture
def conference(app):
    draft(sample_agenda())


def _counts():
    with reading() as tx:
        return count_everybody(tx, get_conference_id(tx, SLUG))


def test_everybody_is_counted_once_under_each_limit(conference):
    before = _counts()
    plan = {"rules": {GUEST: OPEN, DELEGATE: DECIDED}, "of_sessions": {"s-open": 1}}
    give_plan(make_plan(**plan))
    for fields in (
        *({"sessions": ("s-open",)}, {"sessions": ("s-open",)}, {"sessions": ("s-2",)}),
        {"category": DELEGATE, "side": "JP", "sessions": ("s-open",)},
    ):
        register(make_application(**fields))
    after = _counts()
    assert after.whole == Counts(taken=before.whole.taken + 2, pending=1, waiting=1)
    assert after.of("category", "guest") == Counts(taken=2, waiting=1)
    assert after.of("side", "JP") == Counts(taken=before.of("side", "JP").taken, pending=1)
    assert after.of("session", "s-open") == Counts(taken=1, pending=1, waiting=1)
    assert (after.of("session", "s-2"), after.of("session", "none")) == (Counts(taken=1), Counts())


def test_offered_places_are_among_those_taken(conference):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=0)}))
    register()
    register()
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=1)}))
    assert _counts().of("category", "guest") == Counts(taken=1, offered=1, waiting=1)


def test_same_statements_for_many_as_for_none(conference, count_statements):
    counts = []
    for _ in range(2):
        with count_statements() as sent:
            _counts()
        counts.append(len(sent))
        give_plan(make_plan())
        for _ in range(5):
            register(make_application(sessions=("s-open",)))
    assert counts[0] == counts[1]


def test_answers_are_counted_by_question(conference):
    give_plan(make_plan())
    for value in ("base", "ship"):
        register(make_application(answers=(Answer(question="visit", value=value),)))
    register(make_application(answers=(Answer(question="bus", value="yes"),)))
    with reading() as tx:
        assert count_answers(tx, get_conference_id(tx, SLUG)) == {"visit": 2, "bus": 1}
