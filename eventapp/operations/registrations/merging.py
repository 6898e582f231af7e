"""Two registrations of one person become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import UniqueConstraint, delete, select, update

from eventapp.audit import Action, record
from eventapp.domain.drafts.people import merge_attendees
from eventapp.domain.errors import DomainError
from eventapp.models import OutboxMessage, Registration
from eventapp.operations.check_ins import hand_over_check_ins
from eventapp.operations.drafts import Step, edit_document
from eventapp.operations.registrations.open_lists import list_rows, open_list
from eventapp.queries.drafts import get_draft
from eventapp.queries.personal_data import tables_of_registrations

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from eventapp.policy import Actor


def merge_people(
    tx: Session, slug: str, *, keep: str, gone: str, seen: tuple[int, int], actor: Actor, now: datetime
) -> None:
    """Let one registration take up another of the same person: sessions, needs, answers, check-ins, links, placements in the draft.

    Where both have something, the one kept holds. `seen` are the versions of both that the actor saw. It cannot be undone.
    Raises: NotFoundError; DomainError("same-person", "stale-registration"); DomainError("merge-across") for a guest's that would
    take up an attendee's of the draft.
    """
    if keep == gone:
        raise DomainError("same-person")
    opened = open_list(tx, slug)
    rows = {row.public_id: row for row in list_rows(tx, opened, [keep, gone])}
    kept, other = rows[keep], rows[gone]
    if (kept.version, other.version) != seen:
        raise DomainError("stale-registration")
    names = {attendee.id for attendee in get_draft(tx, slug).agenda.attendees}
    if gone in names and keep not in names:
        raise DomainError("merge-across")
    if gone in names:
        step = Step(action=Action.ITEM_REMOVE, subject=f"attendees/{gone}", is_undoable=False)
        edit_document(
            tx,
            slug,
            lambda document: merge_attendees(document, keep=keep, gone=gone),
            step=step,
            expected={},
            actor=actor,
            now=now,
        )
    hand_over_check_ins(tx, kept=kept.id, gone=other.id)
    for table in tables_of_registrations():
        _hand_over(tx, table, kept.id, other.id)
    told = (OutboxMessage.conference_id == opened.conference.id, OutboxMessage.attendee == gone)
    tx.execute(update(OutboxMessage).where(*told).values(attendee=keep))
    kept.email = kept.email or other.email
    kept.person = {**other.person, **{key: value for key, value in kept.person.items() if value}}
    kept.tags = sorted({*kept.tags, *other.tags})
    kept.version += 1
    tx.flush()
    tx.execute(delete(Registration).where(Registration.id == other.id))
    opened.touch()
    mentions = [f"attendees/{keep}", f"attendees/{gone}"]
    record(
        tx,
        Action.REGISTRATION_MERGE,
        conference_slug=slug,
        subject=mentions[0],
        details={"gone": gone},
        mentions=mentions,
        actor=actor,
        now=now,
    )
    tx.flush()


def _hand_over(tx: Session, table: Table, kept: int, gone: int) -> None:
    """Let the rows that hang on one registration hang on the other, but for those of which that has its own."""
    owner = table.c.registration_id
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and owner in set(constraint.columns):
            others = [column for column in constraint.columns if column is not owner]
            own = {tuple(row) for row in tx.execute(select(owner, *others).where(owner == kept))}
            for row in tx.execute(select(table.c.id, *others).where(owner == gone)).all():
                if (kept, *row[1:]) in own:
                    tx.execute(delete(table).where(table.c.id == row[0]))
    tx.execute(update(table).where(owner == gone).values(registration_id=kept))
