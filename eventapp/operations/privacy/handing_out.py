"""Handing out what is kept of a person; the log says that it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action, record
from eventapp.domain.errors import NotFoundError
from eventapp.queries.personal_data import PersonalData, collect_personal_data, find_person

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor


def hand_out(tx: Session, who: str, *, actor: Actor, now: datetime) -> PersonalData:
    """Give everything that is kept of a person, named by the address or as "conference/id".

    Raises: NotFoundError("nobody-known").
    """
    people = find_person(tx, who)
    data = collect_personal_data(tx, who, people)
    if not people and not any(data.document.values()):
        raise NotFoundError("nobody-known", who=who)
    for person in people:
        item = f"attendees/{person.public_id}"
        record(
            tx,
            Action.PERSON_EXPORT,
            conference_slug=person.slug,
            subject=item,
            details={},
            mentions=[item],
            actor=actor,
            now=now,
        )
    return data
