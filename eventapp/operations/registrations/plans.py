"""Setting a conference's rules of registration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError
from eventapp.models import RegistrationPlanRow
from eventapp.models.conferences import new_draft_version
from eventapp.operations.registrations.offers import renew_offers
from eventapp.operations.registrations.open_lists import open_list
from eventapp.renderers.registration_plans import plain_plan

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.registration import RegistrationPlan
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
    """Let a conference have these rules; `seen` is the version that the actor saw. New places are offered at once.

    Fewer places than are taken stay taken. Raises: NotFoundError; StalePlanError.
    """
    opened = open_list(tx, slug, base_url=base_url)
    if opened.plan_version != seen:
        raise StalePlanError(opened.plan, opened.plan_version)
    before, after = plain_plan(opened.plan), plain_plan(plan)
    if before == after and seen:
        return
    statement = select(RegistrationPlanRow).where(RegistrationPlanRow.conference_id == opened.conference.id)
    row = tx.scalars(statement).one_or_none() or RegistrationPlanRow(conference_id=opened.conference.id)
    row.version, row.document = new_draft_version(), after
    tx.add(row)
    tx.flush()
    changed = {key: {"before": before[key], "after": after[key]} for key in after if before[key] != after[key]}
    record(
        tx,
        Action.REGISTRATION_PLAN,
        conference_slug=slug,
        subject=slug,
        details={"changed": changed},
        actor=actor,
        now=now,
    )
    renew_offers(tx, open_list(tx, slug, base_url=base_url), actor=actor, now=now)
