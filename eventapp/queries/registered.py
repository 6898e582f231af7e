"""Who is on the list and registered for sessions, as far as a publication has to tell them something."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.domain.notices import Registered
from eventapp.domain.registration import RegistrationState
from eventapp.domain.registration.participants import guests
from eventapp.importers.people import read_person
from eventapp.models import Registration, RegistrationSession

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from eventapp.domain.attendees import Delegation
    from eventapp.domain.items import Document
    from eventapp.domain.vocabulary import AttendeeCategory

_COLUMNS = (
    *(Registration.id, Registration.public_id, Registration.person),
    *(Registration.category, Registration.email, Registration.language),
)


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
    # Columns instead of whole rows: thousands of guests are read for a publication that concerns a few of them.
    statement = select(*_COLUMNS).where(*confirmed).order_by(Registration.registered_at, Registration.id)
    rows = tx.execute(statement) if sessions else ()
    return tuple(_registered(*row, zone=zone, chosen=sessions) for row in rows if row.id in sessions)


def list_off_list(tx: Session, conference_id: int) -> frozenset[str]:
    """Give the public ids of those who are not on the list, or not any more; the agenda may place them still."""
    statement = select(Registration.public_id).where(Registration.conference_id == conference_id)
    return frozenset(tx.scalars(statement.where(Registration.state != RegistrationState.CONFIRMED)))


def _registered(
    key: int,
    public_id: str,
    person: Document,
    category: AttendeeCategory,
    email: str,
    language: str,
    *,
    zone: str,
    chosen: Mapping[int, set[str]],
) -> Registered:
    delegation = _guests_at(language, zone)
    attendee = read_person(
        person, person_id=public_id, delegation=delegation, category=category, email=email, language=language
    )
    return Registered(attendee, frozenset(chosen[key]))


@lru_cache(maxsize=16)
def _guests_at(language: str, zone: str) -> Delegation:
    return replace(guests(language), home_zone=zone)
