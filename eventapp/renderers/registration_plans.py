"""A registration plan as the plain document that is kept of it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.items import Document
    from eventapp.domain.registration import CategoryRule, Question, RegistrationPlan


def plain_plan(plan: RegistrationPlan) -> Document:
    """Give the document of a plan: instants in UTC as ISO 8601, words as in the program, None for what is not limited."""
    return {
        "zone": plan.zone,
        "rules": {category.value: _rule(rule) for category, rule in plan.rules.items()},
        "capacity": plan.capacity,
        "of_sides": dict(plan.of_sides),
        "of_sessions": dict(plan.of_sessions),
        "changes_until": _instant(plan.changes_until),
        "offer_hours": plan.offer_hours,
        "needs_kept_days": plan.needs_kept_days,
        "questions": [_question(question) for question in plan.questions],
    }


def rules_mark(plan: RegistrationPlan) -> str:
    """Give a short mark of the rules without the questions, which are written apart: another one after every change."""
    return _mark({key: value for key, value in plain_plan(plan).items() if key != "questions"})


def question_mark(question: Question) -> str:
    """Give a short mark of a question, another one after every change."""
    return _mark(_question(question))


def _mark(document: Document) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:16]


def _rule(rule: CategoryRule) -> Document:
    return {
        "mode": rule.mode.value,
        "approval": rule.approval.value,
        "opens_at": _instant(rule.opens_at),
        "closes_at": _instant(rule.closes_at),
        "capacity": rule.capacity,
    }


def _question(question: Question) -> Document:
    return {
        "key": question.key,
        "kind": question.kind.value,
        "label": question.label.as_dict(),
        "hint": question.hint.as_dict(),
        "options": [{"key": key, "text": text.as_dict()} for key, text in question.options],
        "categories": [category.value for category in question.categories],
        "is_required": question.is_required,
    }


def _instant(at: datetime | None) -> Any:
    return at.isoformat() if at else None
