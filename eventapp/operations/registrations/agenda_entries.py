"""Who is confirmed and has a delegation is an attendee of the draft; guests never are (decision 0013)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action
from eventapp.importers.agenda_json import read_draft
from eventapp.importers.people import PERSON_KEYS, STAY_KEYS
from eventapp.operations.drafts import Step, edit_document
from eventapp.queries.drafts import get_draft
from eventapp.renderers.agenda_json import plain_document
from eventapp.renderers.glyphs import unprintable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.items import Document
    from eventapp.models import Registration
    from eventapp.policy import Actor


def enter_agenda(tx: Session, slug: str, rows: Sequence[Registration], *, actor: Actor, now: datetime) -> None:
    """Add the people of confirmed registrations to the draft, last in their delegations, as one step that undo leaves alone.

    Those without a delegation and those who are there already are passed over. Raises: InvalidInputError.
    """
    tx.flush()
    of_sides = [row for row in rows if row.side]
    if not of_sides:
        return  # the draft is not even looked at for a guest
    known = {attendee.id for attendee in get_draft(tx, slug).agenda.attendees}
    coming = [row for row in of_sides if row.public_id not in known]
    if not coming:
        return
    edit_document(
        tx,
        slug,
        lambda document: _with_people(document, coming),
        step=Step(action=Action.ITEM_ADD, subject=_subject([row.public_id for row in coming]), is_undoable=False),
        expected={},
        unprintable=unprintable,
        actor=actor,
        now=now,
    )


def check_entry(tx: Session, slug: str, rows: Sequence[Registration]) -> None:
    """Hold people who are not in the draft yet to the rules of a conference file: what waits must be fit to come in.

    Raises: InvalidInputError with the problems at their paths in the document that has them last.
    """
    tx.flush()
    read_draft(_with_people(plain_document(get_draft(tx, slug).agenda), rows), unprintable=unprintable)


def leave_agenda(tx: Session, slug: str, names: Collection[str], *, actor: Actor, now: datetime) -> None:
    """Take people out of the draft who are placed nowhere; those who are stay until an organiser decides on their sessions."""
    agenda = get_draft(tx, slug).agenda
    placed = {p.attendee.id for session in agenda.sessions for p in session.all_placements}
    placed |= {p.attendee.id for topic in agenda.unplaced_topics for p in topic.placements}
    going = {attendee.id for attendee in agenda.attendees if attendee.id in names} - placed
    if not going:
        return
    edit_document(
        tx,
        slug,
        lambda document: _without_people(document, going),
        step=Step(action=Action.ITEM_REMOVE, subject=_subject(sorted(going)), is_undoable=False),
        expected={},
        actor=actor,
        now=now,
    )


def attendee_item(row: Registration, precedence: int) -> Document:
    """Give the draft's item of a person, from what was given."""
    person = {key: value for key, value in row.person.items() if key in {*PERSON_KEYS, *STAY_KEYS} and value}
    given = {"email": row.email, "language": row.language}
    return {
        "id": row.public_id,
        "delegation": row.side,
        "precedence": precedence,
        "category": row.category.value,
        **person,
        **{key: value for key, value in given.items() if value},
    }


def _with_people(document: Document, rows: Sequence[Registration]) -> Document:
    attendees = list(document.get("attendees", ()))
    for row in rows:
        places = [item["precedence"] for item in attendees if item["delegation"] == row.side]
        attendees.append(attendee_item(row, max(places, default=0) + 1))
    return {**document, "attendees": attendees}


def _without_people(document: Document, names: Collection[str]) -> Document:
    delegations = [
        {key: value for key, value in item.items() if key != "head" or value not in names}
        for item in document.get("delegations", ())
    ]
    attendees = [item for item in document["attendees"] if item["id"] not in names]
    return {**document, "delegations": delegations, "attendees": attendees}


def _subject(names: Sequence[str]) -> str:
    return f"attendees/{names[0]}" if len(names) == 1 else "attendees"
