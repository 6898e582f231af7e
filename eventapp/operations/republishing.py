"""What can be done with versions that were published: taken back, opened again as the draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError
from eventapp.domain.localized import NOTHING
from eventapp.domain.publication import Publication, freeze
from eventapp.operations.drafts import Step, change_draft
from eventapp.operations.outbox import cancel_messages
from eventapp.operations.publications import add_publication, tell_of_publication
from eventapp.queries.conferences import get_conference_id, lock_conference
from eventapp.queries.publications import list_publications

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.agenda import Agenda
    from eventapp.policy import Actor
    from eventapp.queries.drafts import Draft


def take_back_publication(
    tx: Session, slug: str, number: int, *, base_url: str = "", actor: Actor, now: datetime
) -> Publication:
    """Give readers the version before the last one again, as a new version: numbers and SEQUENCE never go back.

    Messages of the version taken back that still wait are not sent; who was told of it is told of the way back. The draft stays.
    Raises: NotFoundError; DomainError("not-the-last") unless `number` is the last version and there is one before it.
    Source: RFC 5546 §2.1.4 (SEQUENCE rises with every revision).
    """
    lock_conference(tx, slug)
    made = list_publications(tx, slug)
    if len(made) < 2 or made[-1].number != number:  # noqa: PLR2004 - the last and the one before it
        raise DomainError("not-the-last", number=number)
    last, before = made[-1], made[-2]
    as_of = now.replace(microsecond=0)
    frozen = freeze(before.agenda, last.agenda, as_of=as_of)
    publication = Publication(
        number=last.number + 1,
        as_of=as_of,
        published_by=actor.name,
        note=NOTHING,
        agenda=frozen,
        takes_back=last.number,
    )
    conference_id = get_conference_id(tx, slug)
    add_publication(tx, conference_id, publication, last, overrides=[], user_id=actor.user_id)
    # First: it takes up what those were not told yet whose messages wait.
    tell_of_publication(tx, conference_id, publication, last, base_url=base_url, now=now)
    cancel_messages(tx, conference_id=conference_id, publication_number=last.number, now=now)
    record(
        tx,
        Action.AGENDA_WITHDRAW,
        conference_slug=slug,
        subject=f"v{last.number}",
        details={"as": publication.number},
        actor=actor,
        now=now,
    )
    return publication


def reopen_publication(tx: Session, slug: str, number: int, *, actor: Actor, now: datetime) -> Draft:
    """Make a version the draft again: one step that can be undone.

    Raises: NotFoundError; DomainError("unknown-version"), ("has-focal-points").
    """
    publications = list_publications(tx, slug)
    found = next((one for one in publications if one.number == number), None)
    if found is None:
        raise DomainError("unknown-version", number=number, last=publications[-1].number if publications else 0)
    return change_draft(
        tx,
        slug,
        lambda _: as_draft(found.agenda),
        step=Step(action=Action.DRAFT_REOPEN, subject=f"versions/{number}"),
        expected={},
        actor=actor,
        now=now,
    )


def as_draft(agenda: Agenda) -> Agenda:
    """Give a frozen agenda without what publishing gave its sessions."""
    sessions = tuple(replace(session, sequence=0, modified_at=None) for session in agenda.sessions)
    return replace(agenda, sessions=sessions)
