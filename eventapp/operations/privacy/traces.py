"""As whom a person was known at a conference: ids, and the forms in which messages to others name him or her."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.audit import Action
from eventapp.domain.names import badge_name, list_name, name_in, native_name
from eventapp.models import AuditEntry
from eventapp.queries.registrations import get_participant
from eventapp.renderers.wording import INTERFACE_LANGUAGES

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from eventapp.queries.personal_data import PersonAt


def list_known_as(tx: Session, person: PersonAt) -> tuple[str, ...]:
    """Give the public ids under which a person was known at the conference: the own one, then those that it took up, by the log."""
    merged: dict[str, list[str]] = defaultdict(list)
    wanted = (AuditEntry.conference_slug == person.slug, AuditEntry.action == Action.REGISTRATION_MERGE.value)
    for entry in tx.scalars(select(AuditEntry).where(*wanted).order_by(AuditEntry.id)):
        merged[entry.subject.partition("/")[2]].append(entry.details["gone"])
    known = [person.public_id]
    for one in known:
        known += [gone for gone in merged[one] if gone not in known]
    return tuple(known)


def list_names_told(tx: Session, person: PersonAt) -> tuple[str, ...]:
    """Give the forms in which messages to others name a person."""
    attendee = get_participant(tx, person.slug, person.public_id).attendee
    forms = [list_name(attendee), native_name(attendee), badge_name(attendee)]
    forms += [name_in(attendee, language) for language in INTERFACE_LANGUAGES]
    return tuple(dict.fromkeys(said for said in forms if said))
