"""What a person's own page shows: the registration with everything that was given, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from eventapp.domain.registration import Diet, Needs, RegistrationState
from eventapp.models import Conference, PersonalLink, Registration, RegistrationAnswer, RegistrationNeeds
from eventapp.queries.publications import find_last_number, find_number_at
from eventapp.queries.registration_fronts import get_front
from eventapp.queries.registrations import find_linked, get_participant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.registration.fronts import Front
    from eventapp.domain.registration.participants import Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """Whose page it is, with the answers by question.

    `place` is the place on the waiting list, from 1, 0 for who isn't on it. `seen` is the number of the publication up to which the person
    knows the agenda: the one acknowledged, else the one that stood when the person registered.
    """

    front: Front
    participant: Participant
    needs: Needs
    answers: Mapping[str, str]
    place: int
    seen: int
    last_number: int


def find_personal(tx: Session, token_hash: str, purpose: str, *, now: datetime) -> Personal | None:
    """Give whose page a link opens, None for one that does not hold."""
    linked = find_linked(tx, token_hash, purpose, now=now)
    return get_personal(tx, linked.slug, linked.public_id) if linked else None


def get_personal(tx: Session, slug: str, public_id: str) -> Personal:
    """Raises: NotFoundError."""
    participant, front = get_participant(tx, slug, public_id), get_front(tx, slug)
    last = find_last_number(tx, front.conference_id) or 0
    acknowledged = tx.scalar(select(Registration.agenda_seen).where(Registration.id == participant.key))
    answers = select(RegistrationAnswer.question, RegistrationAnswer.value)
    given = tx.execute(answers.where(RegistrationAnswer.registration_id == participant.key))
    return Personal(
        front=front,
        participant=participant,
        needs=_needs(tx, participant.key),
        answers={question: value for question, value in given},  # noqa: C416 - a Row is no pair to the type checker
        place=_place(tx, participant, front.conference_id),
        seen=acknowledged or find_number_at(tx, front.conference_id, participant.registered_at) or min(last, 1),
        last_number=last,
    )


def find_slug_of_link(tx: Session, token_hash: str) -> str | None:
    """Give the conference of a link, whether or not it still holds; None for one that never was."""
    statement = (
        select(Conference.slug)
        .join(Registration, Registration.conference_id == Conference.id)
        .join(PersonalLink, PersonalLink.registration_id == Registration.id)
    )
    return tx.scalars(statement.where(PersonalLink.token_hash == token_hash)).one_or_none()


def _needs(tx: Session, key: int) -> Needs:
    row = tx.scalars(select(RegistrationNeeds).where(RegistrationNeeds.registration_id == key)).one_or_none()
    if row is None:
        return Needs()
    return Needs(
        diets=tuple(Diet(word) for word in row.diets),
        dietary=row.dietary,
        accessibility=row.accessibility,
        consented_at=row.consented_at,
    )


def _place(tx: Session, participant: Participant, conference_id: int) -> int:
    """Count those who wait longer, the person with them."""
    if participant.state is not RegistrationState.WAITLISTED:
        return 0
    since = participant.waiting_since
    earlier = or_(
        Registration.waiting_since < since,
        and_(Registration.waiting_since == since, Registration.id <= participant.key),
    )
    waiting = (Registration.conference_id == conference_id, Registration.state == RegistrationState.WAITLISTED)
    return tx.scalar(select(func.count()).where(*waiting, earlier)) or 0
