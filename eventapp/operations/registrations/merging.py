"""Two registrations of one person become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import UniqueConstraint, delete, select, update

from eventapp.audit import Action, record
from eventapp.domain.drafts import with_item
from eventapp.domain.drafts.editing import index_of
from eventapp.domain.drafts.people import merge_attendees
from eventapp.domain.errors import DomainError
from eventapp.domain.registration import ListingConsent
from eventapp.importers.people import PERSON_KEYS, STAY_KEYS
from eventapp.models import OutboxMessage, ReceivedMessage, Registration
from eventapp.operations.check_ins import hand_over_check_ins
from eventapp.operations.drafts import Step, edit_document
from eventapp.operations.kept_invitations import merge_invitations, settle_invitations
from eventapp.operations.participants import hand_over_lines
from eventapp.operations.registrations.merged_places import place_of_both
from eventapp.operations.registrations.offers import renew_offers
from eventapp.operations.registrations.open_lists import list_rows, open_list
from eventapp.queries.drafts import get_draft
from eventapp.queries.personal_data import tables_of_registrations

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from eventapp.domain.items import Document
    from eventapp.policy import Actor


def merge_people(
    tx: Session,
    slug: str,
    *,
    keep: str,
    gone: str,
    seen: tuple[int, int],
    base_url: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Let one registration take up another of the same person: sessions, needs, answers, check-ins, links, placements in the draft.

    Where both have something, the one kept holds; of two places the one nearer to the list, and what gets free is offered. Sessions by mail
    go to the kept one's address alone.
    `seen` are the versions of both that the actor saw. It cannot be undone.
    Raises: NotFoundError; ListFullError; DomainError("same-person", "stale-registration"); DomainError("merge-across") for a guest's
    that would take up an attendee's of the draft.
    """
    if keep == gone:
        raise DomainError("same-person")
    opened = open_list(tx, slug, base_url=base_url)
    rows = {row.public_id: row for row in list_rows(tx, opened, [keep, gone])}
    kept, other = rows[keep], rows[gone]
    if (kept.version, other.version) != seen:
        raise DomainError("stale-registration")
    names = {attendee.id for attendee in get_draft(tx, slug).agenda.attendees}
    if gone in names and keep not in names:
        raise DomainError("merge-across")
    merge_invitations(tx, slug, keep=keep, gone=gone, base_url=base_url, now=now)
    columns, told = place_of_both(tx, opened, kept, other), _told_of(tx, slug, other)
    if keep in names:
        _merge_in_draft(tx, slug, keep, gone if gone in names else "", told=told, actor=actor, now=now)
    _take_over(tx, kept, other, columns)
    kept.step(now)
    opened.touch()
    settle_invitations(tx, slug, keep, base_url=base_url, now=now)
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
    renew_offers(tx, opened, actor=actor, now=now)


def _merge_in_draft(
    tx: Session, slug: str, keep: str, gone: str, *, told: Document, actor: Actor, now: datetime
) -> None:
    """Let an attendee of the draft take up another, or what was told of a guest, for whom `gone` is ""."""
    action, subject = (Action.ITEM_REMOVE, gone) if gone else (Action.ITEM_EDIT, keep)
    edit_document(
        tx,
        slug,
        lambda document: _merged(document, keep, gone, told),
        step=Step(action=action, subject=f"attendees/{subject}", is_undoable=False),
        expected={},
        actor=actor,
        now=now,
    )


def _take_over(tx: Session, kept: Registration, other: Registration, columns: dict[str, Any]) -> None:
    """Let one registration have `columns` and all that hangs on the other, which is gone then."""
    # Messages first: whoever sends one at this moment is waited for, so that the link it gives its reader is handed over below.
    for model in (OutboxMessage, ReceivedMessage):
        theirs = (model.conference_id == kept.conference_id, model.attendee == other.public_id)
        tx.execute(update(model).where(*theirs).values(attendee=kept.public_id))
    hand_over_check_ins(tx, kept=kept.id, gone=other.id)
    for table in tables_of_registrations():
        _hand_over(tx, table, kept.id, other.id)
    for column, value in columns.items():
        setattr(kept, column, value)
    kept.email = kept.email or other.email
    kept.person = {**other.person, **{key: value for key, value in kept.person.items() if value}}
    if kept.listing is ListingConsent.UNASKED:
        kept.listing, kept.listing_at = other.listing, other.listing_at
    hand_over_lines(tx, kept.conference_id, keep=kept.public_id, gone=other.public_id, listing=kept.listing)
    kept.tags = sorted({*kept.tags, *other.tags})
    tx.flush()
    tx.execute(delete(Registration).where(Registration.id == other.id))
    tx.expire_all()


def _told_of(tx: Session, slug: str, row: Registration) -> Document:
    """Give what is told of a person, in the draft or with the registration, as an attendee's item has it."""
    told = get_draft(tx, slug).items.get(f"attendees/{row.public_id}") or row.person | {"email": row.email}
    return {key: value for key, value in told.items() if key in {*PERSON_KEYS, *STAY_KEYS, "email"} and value}


def _merged(document: Document, keep: str, gone: str, told: Document) -> Document:
    """Give the document in which an attendee has what was told of the other one where nothing was told; `gone` is "" for a guest."""
    if gone:
        document = merge_attendees(document, keep=keep, gone=gone)
    there = document["attendees"][index_of(document, "attendees", keep)]
    return with_item(document, f"attendees/{keep}", told | there)


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
