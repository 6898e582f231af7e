"""Who is on the list and registered for sessions, as far as a publication has to tell them something."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.domain.notices import Registered
from eventapp.domain.registration import RegistrationState
from eventapp.domain.registration.participants import guests
from eventapp.importers.people import read_person
from eventapp.models import Registration, RegistrationSession

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def list_registered(tx: Session, conference_id: int, *, zone: str) -> tuple[Registered, ...]:
    """Give everybody who is on the list and registered for a session, whoever registered first in front; two statements for any number.

    Of one who is in the agenda the attendee here is only what was given when registering. `zone` is where a guest is taken to be at home.
    """
    confirmed = (Registration.conference_id == conference_id, Registration.state == RegistrationState.CONFIRMED)
    chosen = select(RegistrationSession.registration_id, RegistrationSession.session).join(
        Registration, Registration.id == RegistrationSession.registration_id
    )
    sessions: dict[int, set[str]] = defaultdict(set)
    for key, session in tx.execute(chosen.where(*confirmed)):
        sessions[key].add(session)
    statement = select(Registration).where(*confirmed)
    rows = tx.scalars(statement.order_by(Registration.registered_at, Registration.id)) if sessions else ()
    return tuple(_registered(row, frozenset(sessions[row.id]), zone) for row in rows if row.id in sessions)


def _registered(row: Registration, sessions: frozenset[str], zone: str) -> Registered:
    attendee = read_person(
        row.person,
        person_id=row.public_id,
        delegation=replace(guests(row.language), home_zone=zone),
        category=row.category,
        email=row.email,
        language=row.language,
    )
    return Registered(attendee, sessions)
