"""What the page to register needs to know of a conference before anybody registers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from eventapp.domain.errors import NotFoundError
from eventapp.domain.registration import RegistrationPlan
from eventapp.domain.registration.fronts import DelegationChoice, Front
from eventapp.models import Attendee, Conference, Delegation, RegistrationPlanRow
from eventapp.queries.registrations import plan_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from eventapp.domain.vocabulary import AttendeeCategory


_C, _P = Conference, RegistrationPlanRow
_FRONT = (
    select(_C.id, _C.title, _C.starts_on, _C.ends_on, _C.zone, _C.languages, _P.id, _P.version)
    .outerjoin(_P, _P.conference_id == _C.id)
    .where(_C.slug == bindparam("slug"))
)


def get_front(tx: Session, slug: str) -> Front:
    """Give it in one small statement; the plan is read again only when it is another one. Raises: NotFoundError."""
    row = tx.execute(_FRONT, {"slug": slug}).one_or_none()
    if row is None:
        raise NotFoundError("unknown-conference", slug=slug)
    key, title, starts_on, ends_on, zone, languages, plan_key, version = row
    plan = plan_of(tx, plan_key, version) if version else RegistrationPlan(zone=zone)
    return Front(key, slug, title, starts_on, ends_on, zone, tuple(languages.split(",")), plan)


def list_delegation_choices(tx: Session, conference_id: int) -> tuple[DelegationChoice, ...]:
    """Give the conference's delegations in its order."""
    delegation = select(Delegation).where(Delegation.conference_id == conference_id)
    categories: dict[int, set[AttendeeCategory]] = defaultdict(set)
    held = select(Attendee.delegation_id, Attendee.category).join(Delegation, Delegation.id == Attendee.delegation_id)
    for key, category in tx.execute(held.where(Delegation.conference_id == conference_id).distinct()):
        categories[key].add(category)
    rows = tx.scalars(delegation.order_by(Delegation.position, Delegation.code))
    return tuple(
        DelegationChoice(row.code, row.name, row.language, row.is_side, frozenset(categories[row.id])) for row in rows
    )
