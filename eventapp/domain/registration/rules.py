"""What a conference's rules of registration must not say. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.errors import Problem
from eventapp.domain.registration.states import Approval, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.registration.plan import RegistrationPlan


def rule_problems(plan: RegistrationPlan) -> tuple[Problem, ...]:
    """Give what is wrong with a plan, at "rules.guest.mode" and the like.

    A guest has no delegation (decision 0013), and so nobody who speaks for it.
    """
    return tuple(_problems(plan))


def _problems(plan: RegistrationPlan) -> Iterator[Problem]:
    for category, rule in plan.rules.items():
        path = f"rules.{category.value}"
        if rule.opens_at and rule.closes_at and rule.closes_at <= rule.opens_at:
            yield Problem("closes-before-opening", f"{path}.closes_at")
    guest = plan.rule_of(AttendeeCategory.GUEST)
    if guest.mode is RegistrationMode.FOCAL_POINT:
        yield Problem("guest-without-focal-point", "rules.guest.mode")
    if guest.approval is Approval.FOCAL_POINT:
        yield Problem("guest-without-focal-point", "rules.guest.approval")
