"""A conference's rules of registration: who may get on the list, when, how, and how many."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from eventapp.domain.errors import NotFoundError
from eventapp.domain.localized import NOTHING, Localized
from eventapp.domain.registration.states import Approval, QuestionKind, RegistrationMode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from eventapp.domain.vocabulary import AttendeeCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRule:
    """How one of a category gets on the list: open during [opens_at, closes_at), without an end where that is None."""

    mode: RegistrationMode = RegistrationMode.CLOSED
    approval: Approval = Approval.NONE
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the conference's own questions, asked of `categories`, of everybody where there are none.

    `options` are the keys and texts of a choice.
    """

    key: str
    kind: QuestionKind
    label: Localized
    hint: Localized = NOTHING
    options: tuple[tuple[str, Localized], ...] = ()
    categories: tuple[AttendeeCategory, ...] = ()
    is_required: bool = False

    def is_asked_of(self, category: AttendeeCategory) -> bool:
        return not self.categories or category in self.categories


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationPlan:
    """The rules of one conference; a category without a rule is closed.

    A limit that is not there is none. `changes_until` is when people can no more change what they gave; an offered place is
    kept for `offer_hours`; what was said about needs is erased `needs_kept_days` after the last day. Instants were typed in `zone`.
    """

    zone: str
    rules: Mapping[AttendeeCategory, CategoryRule] = field(default_factory=dict)
    capacity: int | None = None
    of_sides: Mapping[str, int] = field(default_factory=dict)
    of_sessions: Mapping[str, int] = field(default_factory=dict)
    changes_until: datetime | None = None
    offer_hours: int = 48
    needs_kept_days: int = 30
    questions: tuple[Question, ...] = ()

    def rule_of(self, category: AttendeeCategory) -> CategoryRule:
        return self.rules.get(category, _CLOSED)

    def questions_for(self, category: AttendeeCategory) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.is_asked_of(category))

    def get_question(self, key: str) -> Question:
        """Raises: NotFoundError for one that was never asked, or is asked no more."""
        found = next((question for question in self.questions if question.key == key), None)
        if found is None:
            raise NotFoundError("unknown-question")
        return found

    def can_be_changed(self, now: datetime) -> bool:
        """Say whether people may still change by themselves what they gave."""
        return self.changes_until is None or now < self.changes_until


_CLOSED = CategoryRule()


class Door(StrEnum):
    """Whether one of a category gets in now, and if not, why."""

    OPEN = "open"
    CLOSED = "closed"
    NOT_YET = "not-yet"
    OVER = "over"
    BY_INVITATION = "by-invitation"
    BY_FOCAL_POINT = "by-focal-point"


def door_of(rule: CategoryRule, *, now: datetime, is_invited: bool = False) -> Door:
    """Say whether somebody may register by himself or herself; an invitation opens what is open or by invitation, within its time."""
    if rule.mode is RegistrationMode.CLOSED:
        return Door.CLOSED
    if rule.mode is RegistrationMode.FOCAL_POINT:
        return Door.BY_FOCAL_POINT
    if rule.mode is RegistrationMode.INVITATION and not is_invited:
        return Door.BY_INVITATION
    if rule.opens_at is not None and now < rule.opens_at:
        return Door.NOT_YET
    if rule.closes_at is not None and now >= rule.closes_at:
        return Door.OVER
    return Door.OPEN
