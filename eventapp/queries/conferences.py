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
    from collections.abc import Iterable

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


def lock_conferences(tx: Session, keys: Iterable[int]) -> None:
    """Lock several as `lock_conference` does one, always in the same order."""
    wanted = select(Conference.id).where(Conference.id.in_(sorted(keys)))
    tx.execute(wanted.order_by(Conference.id).with_for_update()).all()


def hold_conference(tx: Session, slug: str) -> int:
    """Give the key of a conference that nobody locks until this transaction ends; any number may hold it at once.

    Whoever writes what belongs to a conference comes to hold it in the end, since the row refers to it. Who locks other rows for that holds it
    before: those who change the conference lock it first and such rows then, and two that go opposite ways would wait for each other for good.
    Whoever holds it must not lock it after that. Raises: NotFoundError.
    """
    found = tx.scalars(
        select(Conference.id).where(Conference.slug == slug).with_for_update(read=True, key_share=True)
    ).one_or_none()
    if found is None:
        raise NotFoundError("unknown-conference", slug=slug)
    return found


def has_conferences(tx: Session) -> bool:
    return tx.scalars(select(Conference.id).limit(1)).first() is not None


def find_conference_id(tx: Session, slug: str) -> int | None:
    return tx.scalars(select(Conference.id).where(Conference.slug == slug)).one_or_none()
