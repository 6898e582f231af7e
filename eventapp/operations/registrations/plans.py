"""Setting a conference's rules of registration."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.domain.registration.rules import rule_problems
from eventapp.models import RegistrationPlanRow
from eventapp.models.conferences import new_draft_version
from eventapp.operations.registrations.offers import renew_offers
from eventapp.operations.registrations.open_lists import open_list
from eventapp.renderers.registration_plans import plain_plan, rules_mark

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.registration import RegistrationPlan
    from eventapp.operations.registrations.open_lists import OpenList
    from eventapp.policy import Actor


class StalePlanError(DomainError):
    """Somebody set other rules meanwhile; `plan` is what stands now, `version` its version."""

    def __init__(self, plan: RegistrationPlan, version: str) -> None:
        super().__init__("stale-plan")
        self.plan = plan
        self.version = version


def set_plan(
    tx: Session, slug: str, plan: RegistrationPlan, *, seen: str, base_url: str, actor: Actor, now: datetime
) -> None:
    """Let a conference have these rules and questions; `seen` is the version that the actor saw. New places are offered at once.

    Fewer places than are taken stay taken. Raises: NotFoundError; StalePlanError; InvalidInputError.
    """
    opened = open_list(tx, slug, base_url=base_url)
    if opened.plan_version != seen:
        raise StalePlanError(opened.plan, opened.plan_version)
    write_plan(tx, opened, plan, action=Action.REGISTRATION_PLAN, actor=actor, now=now)


def set_rules(
    tx: Session, slug: str, plan: RegistrationPlan, *, seen: str, base_url: str, actor: Actor, now: datetime
) -> None:
    """Let a conference have these rules, its questions staying as they are; `seen` is the mark of the rules that the actor saw.

    Raises: as `set_plan`.
    """
    opened = open_list(tx, slug, base_url=base_url)
    if rules_mark(opened.plan) != seen:
        raise StalePlanError(opened.plan, rules_mark(opened.plan))
    after = replace(plan, questions=opened.plan.questions)
    write_plan(tx, opened, after, action=Action.REGISTRATION_PLAN, actor=actor, now=now)


def write_plan(
    tx: Session, opened: OpenList, plan: RegistrationPlan, *, action: Action, actor: Actor, now: datetime
) -> None:
    """Keep a plan if it is another one than stands, with one entry in the log, and offer the places that it makes.

    Raises: InvalidInputError with problems at "rules.guest.mode" and the like.
    """
    if problems := rule_problems(plan):
        raise InvalidInputError(problems)
    before, after = plain_plan(opened.plan), plain_plan(plan)
    if before == after and opened.plan_version:
        return
    statement = select(RegistrationPlanRow).where(RegistrationPlanRow.conference_id == opened.conference.id)
    row = tx.scalars(statement).one_or_none() or RegistrationPlanRow(conference_id=opened.conference.id)
    row.version, row.document = new_draft_version(), after
    tx.add(row)
    tx.flush()
    changed = {key: {"before": before[key], "after": after[key]} for key in after if before[key] != after[key]}
    details = {"changed": changed}
    record(tx, action, conference_slug=opened.slug, subject=opened.slug, details=details, actor=actor, now=now)
    renew_offers(tx, open_list(tx, opened.slug, base_url=opened.base_url), actor=actor, now=now)
