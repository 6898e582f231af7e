"""Conferences: whole, and as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.errors import NotFoundError
from eventapp.models import Conference
from eventapp.queries.agenda import get_draft_agenda
from eventapp.queries.publications import list_publications

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def get_conference_file(tx: Session, slug: str) -> ConferenceFile:
    """Give the whole conference as one value: the draft and all publications.

    Raises: NotFoundError.
    """
    return ConferenceFile(agenda=get_draft_agenda(tx, slug), publications=list_publications(tx, slug))


def get_conference_id(tx: Session, slug: str) -> int:
    """Raises: NotFoundError."""
    found = tx.scalars(select(Conference.id).where(Conference.slug == slug)).one_or_none()
    if found is None:
        raise NotFoundError("unknown-conference", slug=slug)
    return found


def lock_conference(tx: Session, slug: str) -> None:
    """Wait until nobody else changes the conference, and let nobody until this transaction ends.

    SQLite has locked everything by then; for PostgreSQL it is the conference's row.
    Raises: NotFoundError.
    """
    if tx.scalars(select(Conference.id).where(Conference.slug == slug).with_for_update()).first() is None:
        raise NotFoundError("unknown-conference", slug=slug)


def has_conferences(tx: Session) -> bool:
    return tx.scalars(select(Conference.id).limit(1)).first() is not None


def find_conference_id(tx: Session, slug: str) -> int | None:
    return tx.scalars(select(Conference.id).where(Conference.slug == slug)).one_or_none()
