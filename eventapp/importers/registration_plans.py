"""A registration plan read from the plain document that is kept of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from eventapp.domain.localized import Localized
from eventapp.domain.registration import (
    Approval,
    CategoryRule,
    Question,
    QuestionKind,
    RegistrationMode,
    RegistrationPlan,
)
from eventapp.domain.vocabulary import AttendeeCategory

if TYPE_CHECKING:
    from eventapp.domain.items import Document


def read_plan(document: Document) -> RegistrationPlan:
    """Give the plan that `plain_plan` made the document of."""
    return RegistrationPlan(
        zone=document["zone"],
        rules={AttendeeCategory(word): _rule(rule) for word, rule in document["rules"].items()},
        capacity=document["capacity"],
        of_sides=document["of_sides"],
        of_sessions=document["of_sessions"],
        changes_until=_instant(document["changes_until"]),
        offer_hours=document["offer_hours"],
        needs_kept_days=document["needs_kept_days"],
        questions=tuple(_question(question) for question in document["questions"]),
    )


def _rule(rule: Document) -> CategoryRule:
    return CategoryRule(
        mode=RegistrationMode(rule["mode"]),
        approval=Approval(rule["approval"]),
        opens_at=_instant(rule["opens_at"]),
        closes_at=_instant(rule["closes_at"]),
        capacity=rule["capacity"],
    )


def _question(question: Document) -> Question:
    return Question(
        key=question["key"],
        kind=QuestionKind(question["kind"]),
        label=Localized.of(question["label"]),
        hint=Localized.of(question["hint"]),
        options=tuple((option["key"], Localized.of(option["text"])) for option in question["options"]),
        categories=tuple(AttendeeCategory(word) for word in question["categories"]),
        is_required=question["is_required"],
    )


def _instant(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
