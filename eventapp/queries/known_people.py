"""Who the people were of whom a conference's log tells, also where no list has them any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.models import AuditEntry, Conference, Registration
from eventapp.queries.registrations import list_participants

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from eventapp.domain.attendees import Attendee

_MERGE = "registration:merge"


def list_known_people(tx: Session, slug: str) -> Mapping[str, Attendee | None]:
    """Give everybody who is or was on the list by id, None for one who was erased; of two registrations made one both ids are the person's.

    In the same number of statements for any number of people. Raises: NotFoundError.
    """
    known: dict[str, Attendee | None] = {one.id: one.attendee for one in list_participants(tx, slug)}
    erased = select(Registration.public_id).join(Conference, Conference.id == Registration.conference_id)
    known |= dict.fromkeys(tx.scalars(erased.where(Conference.slug == slug, Registration.erased_at.is_not(None))))
    merged = select(AuditEntry.subject, AuditEntry.details).where(AuditEntry.conference_slug == slug)
    merged = merged.where(AuditEntry.action == _MERGE)
    # The last one first: who took up another may have been taken up since.
    for subject, details in tx.execute(merged.order_by(AuditEntry.id.desc())):
        kept = subject.partition("/")[2]
        if kept in known:
            known.setdefault(details["gone"], known[kept])
    return known
