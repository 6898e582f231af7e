"""Conferences: whole, and as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.vocabulary import ConferenceStatus
from eventapp.models import Conference, Publication
from eventapp.queries.agenda import get_draft_agenda
from eventapp.queries.publications import list_publications

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def get_conference_file(tx: Session, slug: str) -> ConferenceFile:
    """Give the whole conference as one value: the draft and all publications.

    Raises: NotFoundError.
    """
    return ConferenceFile(agenda=get_draft_agenda(tx, slug), publications=list_publications(tx, slug))


def list_published_slugs(tx: Session) -> tuple[str, ...]:
    """Give the conferences that the public may know of, the latest first, then by slug."""
    has_publication = exists().where(Publication.conference_id == Conference.id)
    statement = (
        select(Conference.slug)
        .where(has_publication, Conference.status != ConferenceStatus.ARCHIVED)
        .order_by(Conference.starts_on.desc(), Conference.slug)
    )
    return tuple(tx.scalars(statement))


def has_conferences(tx: Session) -> bool:
    return tx.scalars(select(Conference.id).limit(1)).first() is not None
