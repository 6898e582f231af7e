"""The door of a category: who gets in when; and the plan as it is kept."""

from __future__ import annotations

import pytest

from eventapp.domain.registration import (
    Approval,
    CategoryRule,
    Door,
    Question,
    QuestionKind,
    RegistrationMode,
    RegistrationPlan,
    RegistrationState,
    door_of,
    may_become,
)
from eventapp.domain.registration.rules import rule_problems
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.importers.registration_plans import read_plan
from eventapp.renderers.registration_plans import plain_plan
from tests.factories import both, utc

M = RegistrationMode
OPENS, CLOSES = utc("2023-02-01 00:00"), utc("2023-03-03 09:00")


@pytest.mark.parametrize(
    ("mode", "at", "invited", "door"),
    [
        (M.OPEN, utc("2023-02-15 00:00"), False, Door.OPEN),
        (M.OPEN, utc("2023-01-31 23:59"), False, Door.NOT_YET),
        (M.OPEN, OPENS, False, Door.OPEN),
        (M.OPEN, CLOSES, False, Door.OVER),
        (M.OPEN, CLOSES, True, Door.OVER),
        (M.INVITATION, utc("2023-02-15 00:00"), False, Door.BY_INVITATION),
        (M.INVITATION, utc("2023-02-15 00:00"), True, Door.OPEN),
        (M.FOCAL_POINT, utc("2023-02-15 00:00"), True, Door.BY_FOCAL_POINT),
        (M.CLOSED, utc("2023-02-15 00:00"), True, Door.CLOSED),
    ],
)
def test_door_is_as_the_rule_says(mode, at, invited, door):
    rule = CategoryRule(mode=mode, opens_at=OPENS, closes_at=CLOSES)
    assert door_of(rule, now=at, is_invited=invited) is door


def test_category_without_a_rule_is_closed():
    plan = RegistrationPlan(zone="Asia/Tokyo")
    assert door_of(plan.rule_of(AttendeeCategory.PRESS), now=OPENS) is Door.CLOSED


def test_plan_is_read_as_it_was_kept():
    question = Question(
        key="visit",
        kind=QuestionKind.CHOICE,
        label=both("Which visit?", "どちらを見学しますか"),
        hint=both("One only", "一つだけ"),
        options=(("base", both("Air base", "基地")), ("port", both("Port", "港"))),
        categories=(AttendeeCategory.PRESS,),
        is_required=True,
    )
    plan = RegistrationPlan(
        zone="Asia/Tokyo",
        rules={
            AttendeeCategory.DELEGATE: CategoryRule(
                mode=M.OPEN, approval=Approval.FOCAL_POINT, opens_at=OPENS, closes_at=CLOSES, capacity=40
            ),
            AttendeeCategory.PRESS: CategoryRule(mode=M.INVITATION),
        },
        capacity=60,
        of_sides={"JP": 30},
        of_sessions={"public": 100},
        changes_until=CLOSES,
        offer_hours=24,
        needs_kept_days=10,
        questions=(question,),
    )
    assert read_plan(plain_plan(plan)) == plan
    asked = {category: plan.questions_for(category) for category in (AttendeeCategory.PRESS, AttendeeCategory.STAFF)}
    assert asked == {AttendeeCategory.PRESS: (question,), AttendeeCategory.STAFF: ()}


def test_ended_registration_comes_back_only_by_a_decision():
    follows = {
        state: {other.value for other in RegistrationState if may_become(state, other)}
        for state in RegistrationState
        if state.is_ended
    }
    back = {"confirmed", "waitlisted"}
    ended = (RegistrationState.DECLINED, RegistrationState.WITHDRAWN, RegistrationState.LAPSED)
    assert follows == dict.fromkeys(ended, back)


@pytest.mark.parametrize(
    ("category", "fields", "problem"),
    [
        ("guest", {"mode": M.FOCAL_POINT}, ("guest-without-focal-point", "rules.guest.mode")),
        ("guest", {"approval": Approval.FOCAL_POINT}, ("guest-without-focal-point", "rules.guest.approval")),
        ("press", {"opens_at": CLOSES, "closes_at": CLOSES}, ("closes-before-opening", "rules.press.closes_at")),
    ],
)
def test_rules_that_nobody_can_follow_are_refused(category, fields, problem):
    rules = {AttendeeCategory(category): CategoryRule(**fields)}
    found = rule_problems(RegistrationPlan(zone="Asia/Tokyo", rules=rules))
    assert [(one.code, one.path) for one in found] == [problem]


def test_rules_that_can_be_followed_have_no_problem():
    rule = CategoryRule(mode=M.FOCAL_POINT, approval=Approval.FOCAL_POINT, opens_at=OPENS, closes_at=CLOSES)
    rules = {AttendeeCategory.DELEGATE: rule, AttendeeCategory.GUEST: CategoryRule(mode=M.OPEN, closes_at=CLOSES)}
    assert rule_problems(RegistrationPlan(zone="Asia/Tokyo", rules=rules)) == ()
