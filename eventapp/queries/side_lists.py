"""Reading the list of one delegation: its people, each with the version that a form shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.domain.errors import NotFoundError
from eventapp.models import Conference, Registration, RegistrationNeeds
from eventapp.queries.drafts import get_draft, version_of
from eventapp.queries.registrations import get_participant, get_plan, get_registration, list_participants

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from eventapp.domain.items import Document
    from eventapp.domain.registration import RegistrationPlan
    from eventapp.domain.registration.participants import Participant
    from eventapp.queries.drafts import Draft


@dataclass(frozen=True, slots=True)
class SideList:
    """A delegation's people in protocol order, those who are not in the agenda last; the rules by which they came."""

    people: tuple[Participant, ...]
    plan: RegistrationPlan


@dataclass(frozen=True, slots=True)
class SidePerson:
    """One of a delegation's people as its form begins: `document` has the keys of an attendee in a conference file.

    `has_needs` says that needs were told, not which.
    """

    participant: Participant
    document: Document
    version: str
    has_needs: bool


def get_side_list(tx: Session, draft: Draft, side: str) -> SideList:
    """Give the list of a delegation, in the same number of statements for any number of people."""
    conference = draft.agenda.conference
    people = list_participants(tx, conference.slug, side=side)
    return SideList(people, get_plan(tx, draft.conference_id, zone=conference.zone).plan)


def get_of_side(tx: Session, slug: str, side: str, public_id: str) -> Registration:
    """Give a registration of the delegation. Raises: NotFoundError, also for somebody of another one."""
    row = get_registration(tx, slug, public_id)
    if row.side != side:
        raise NotFoundError("unknown-registration")
    return row


def list_erased(tx: Session, slug: str, side: str) -> frozenset[str]:
    """Give the ids of those of a delegation who were erased: where a session keeps their place, the draft still has them."""
    statement = select(Registration.public_id).join(Conference, Conference.id == Registration.conference_id)
    theirs = (Conference.slug == slug, Registration.side == side, Registration.erased_at.is_not(None))
    return frozenset(tx.scalars(statement.where(*theirs)))


def get_side_person(tx: Session, slug: str, side: str, public_id: str) -> SidePerson:
    """Raises: NotFoundError, also for somebody of another delegation."""
    row = get_of_side(tx, slug, side, public_id)
    has_needs = tx.scalars(select(RegistrationNeeds.id).filter_by(registration_id=row.id)).one_or_none() is not None
    return SidePerson(
        get_participant(tx, slug, public_id), _document(tx, slug, row), version_of_person(tx, slug, row), has_needs
    )


def version_of_person(tx: Session, slug: str, row: Registration) -> str:
    """Give what a form shows of a person as one version: another one after any change but of the place in the order."""
    item = get_draft(tx, slug).items.get(f"attendees/{row.public_id}")
    told = {key: value for key, value in item.items() if key != "precedence"} if item else None
    return f"{row.version}.{version_of(told)}"


def _document(tx: Session, slug: str, row: Registration) -> Document:
    item = get_draft(tx, slug).items.get(f"attendees/{row.public_id}")
    given = {"email": row.email, "language": row.language, "category": row.category.value}
    return {**(item or row.person), **given, "listing": row.listing.value}
