"""Publications: which is the last, and the values of those asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased, undefer

from eventapp.db import first_row
from eventapp.domain.errors import InvalidInputError, NotFoundError
from eventapp.domain.publication import Publication
from eventapp.domain.vocabulary import ConferenceStatus
from eventapp.importers.agenda_json import read_agenda_json
from eventapp.models import Conference, OutboxMessage, Registration, User
from eventapp.models import Publication as PublicationRow
from eventapp.renderers.mail import CHANGE_NOTICE

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class PublicationKey:
    """What identifies a frozen agenda for good: the row's id, which is never used again, and its number.

    `has_list` says whether there is a public list of participants besides, `has_registration` whether rules of registration were set,
    if that was asked.
    """

    id: int
    number: int
    has_list: bool = False
    has_registration: bool = False


_LATEST = (
    "SELECT p.id, p.number FROM publication p JOIN conference c ON c.id = p.conference_id "
    "WHERE c.slug = {mark} ORDER BY p.number DESC LIMIT 1"
)


_LATEST_WITH_LIST = _LATEST.replace(
    "p.number FROM",
    "p.number, EXISTS (SELECT 1 FROM participants_issue i WHERE i.conference_id = p.conference_id AND i.audience = 'public'), "
    "EXISTS (SELECT 1 FROM registration_plan r WHERE r.conference_id = p.conference_id) FROM",
)


def find_latest_publication(engine: Engine, slug: str, *, asks_for_list: bool = False) -> PublicationKey | None:
    """Give the key of the last publication; None for an unknown or unpublished conference."""
    row = first_row(engine, _LATEST_WITH_LIST if asks_for_list else _LATEST, (slug,))
    return PublicationKey(row[0], row[1], *map(bool, row[2:])) if row else None


def get_publication(tx: Session, publication_id: int) -> Publication:
    """Give one publication with its agenda.

    Raises: NotFoundError.
    """
    row = tx.get(PublicationRow, publication_id, options=[undefer(PublicationRow.agenda)])
    if row is None:
        raise NotFoundError("unknown-publication", publication=publication_id)
    return _value(row)


def find_previous_key(tx: Session, publication_id: int) -> int | None:
    """Give the id of the publication before this one, None for a first one."""
    this, before = aliased(PublicationRow), PublicationRow
    statement = (
        select(before.id)
        .join(this, (this.conference_id == before.conference_id) & (this.number > before.number))
        .where(this.id == publication_id)
        .order_by(before.number.desc())
        .limit(1)
    )
    return tx.scalars(statement).one_or_none()


def find_last_publication(tx: Session, conference_id: int) -> Publication | None:
    """Give a conference's last publication."""
    statement = (
        select(PublicationRow)
        .where(PublicationRow.conference_id == conference_id)
        .order_by(PublicationRow.number.desc())
        .limit(1)
        .options(undefer(PublicationRow.agenda))
    )
    row = tx.scalars(statement).one_or_none()
    return _value(row) if row else None


def find_last_number(tx: Session, conference_id: int) -> int | None:
    """Give the number of a conference's last publication, None before the first."""
    return tx.scalar(select(func.max(PublicationRow.number)).where(PublicationRow.conference_id == conference_id))


def find_number_at(tx: Session, conference_id: int, at: datetime) -> int | None:
    """Give the number of the publication that stood at an instant, None before the first."""
    earlier = (PublicationRow.conference_id == conference_id, PublicationRow.as_of <= at)
    return tx.scalar(select(func.max(PublicationRow.number)).where(*earlier))


def find_numbered_key(tx: Session, publication_id: int, number: int) -> int | None:
    """Give the id of the publication with this number of the conference that another one is of."""
    this, other = aliased(PublicationRow), PublicationRow
    statement = select(other.id).join(this, this.conference_id == other.conference_id)
    return tx.scalars(statement.where(this.id == publication_id, other.number == number)).one_or_none()


def list_publications(tx: Session, slug: str) -> tuple[Publication, ...]:
    """Give all publications of a conference, the first first."""
    statement = (
        select(PublicationRow)
        .join(Conference, Conference.id == PublicationRow.conference_id)
        .where(Conference.slug == slug)
        .order_by(PublicationRow.number)
        .options(undefer(PublicationRow.agenda))
    )
    return tuple(_value(row) for row in tx.scalars(statement))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVersion:
    """What is known of a publication besides its agenda; `told` counts its notices, by how they stand; `seen` those acknowledged."""

    number: int
    as_of: datetime
    overrides: list[dict[str, str]]
    publisher: str
    told: int
    sent: int
    failed: int
    seen: int


def list_published_versions(tx: Session, conference_id: int) -> tuple[PublishedVersion, ...]:
    """Give what is known of each publication of a conference, the first first."""
    statement = (
        select(PublicationRow.number, PublicationRow.as_of, PublicationRow.overrides, User.name, User.email)
        .select_from(PublicationRow)
        .outerjoin(User, User.id == PublicationRow.user_id)
        .where(PublicationRow.conference_id == conference_id)
        .order_by(PublicationRow.number)
    )
    counted = (
        select(
            OutboxMessage.publication_number,
            func.count(OutboxMessage.id),
            func.count(OutboxMessage.sent_at),
            func.count(OutboxMessage.failed_at),
            func.count(Registration.id),
        )
        .outerjoin(
            Registration,
            (Registration.conference_id == OutboxMessage.conference_id)
            & (Registration.public_id == OutboxMessage.attendee)
            & (Registration.agenda_seen >= OutboxMessage.publication_number),
        )
        .where(OutboxMessage.conference_id == conference_id, OutboxMessage.cancelled_at.is_(None))
        .where(OutboxMessage.kind == CHANGE_NOTICE)
        .group_by(OutboxMessage.publication_number)
    )
    counts = {number: tuple(counts) for number, *counts in tx.execute(counted)}
    found = []
    for row in tx.execute(statement):
        told, sent, failed, seen = counts.get(row.number, (0, 0, 0, 0))
        found.append(
            PublishedVersion(
                number=row.number,
                as_of=row.as_of,
                overrides=row.overrides,
                publisher=row.name or row.email or "",
                told=told,
                sent=sent,
                failed=failed,
                seen=seen,
            )
        )
    return tuple(found)


def list_latest_publications(tx: Session) -> tuple[PublicationKey, ...]:
    """Give the last publication of each conference that the public may know of, the latest conference first, then by slug."""
    later = aliased(PublicationRow)
    is_overtaken = exists().where(
        later.conference_id == PublicationRow.conference_id, later.number > PublicationRow.number
    )
    statement = (
        select(PublicationRow.id, PublicationRow.number)
        .join(Conference, Conference.id == PublicationRow.conference_id)
        .where(~is_overtaken, Conference.status != ConferenceStatus.ARCHIVED)
        .order_by(Conference.starts_on.desc(), Conference.slug)
    )
    return tuple(PublicationKey(key, number) for key, number in tx.execute(statement))


def _value(row: PublicationRow) -> Publication:
    """Give the value of a row; what we froze ourselves and cannot read is a fault of ours, not of who asks."""
    try:
        agenda = read_agenda_json(row.agenda.encode())
    except InvalidInputError as error:
        raise RuntimeError(f"publication {row.id} cannot be read: {error.problems[0]}") from error
    return Publication(
        number=row.number,
        as_of=row.as_of,
        published_by=row.published_by,
        note=row.note,
        agenda=agenda,
        takes_back=row.takes_back,
        rewritten_at=row.rewritten_at,
    )
