"""What people need at table and on the way: only what they consented to, only of those on the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.domain.registration import Diet, Needs, RegistrationState
from eventapp.models import Registration, RegistrationNeeds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session


def list_needs(tx: Session, conference_id: int) -> Mapping[str, Needs]:
    """Give what was said by each, by public id; those who said nothing or took it back are absent."""
    columns = (
        Registration.public_id,
        RegistrationNeeds.diets,
        RegistrationNeeds.dietary,
        RegistrationNeeds.accessibility,
        RegistrationNeeds.consented_at,
    )
    statement = (
        select(*columns)
        .join(Registration, Registration.id == RegistrationNeeds.registration_id)
        .where(Registration.conference_id == conference_id, Registration.state == RegistrationState.CONFIRMED)
        .where(RegistrationNeeds.consented_at.is_not(None))
        .order_by(Registration.id)
    )
    return {
        name: Needs(diets=tuple(map(Diet, diets)), dietary=dietary, accessibility=accessibility, consented_at=at)
        for name, diets, dietary, accessibility, at in tx.execute(statement)
    }
