"""The names of things as a member may know them: of people who are in no agenda only who may read registrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.policy import Permission
from eventapp.queries.known_people import list_known_people
from eventapp.renderers.known_things import KnownThings
from eventapp.renderers.log_values import names_people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from eventapp.queries.audit_entries import LogEntry
    from eventapp.web.workplace import Workplace


def known_things(
    place: Workplace, tx: Session, entries: Iterable[LogEntry], *, with_values: bool = True
) -> KnownThings:
    """Give the names of what these entries of the log tell of, in the reader's language; nothing is asked where no entry names people.

    Without values an entry tells only what it is about.
    """
    told = ((entry.subject, entry.details if with_values else {}) for entry in entries)
    is_asked = place.allows(Permission.REGISTRATION_READ) and any(names_people(*one) for one in told)
    return KnownThings(place.agenda, place.words, list_known_people(tx, place.slug) if is_asked else {})
