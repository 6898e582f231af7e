"""Reading what desks told: who is in, since when, and whether anything changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from eventapp.domain.check_ins import Standing, Told, Verb
from eventapp.domain.errors import NotFoundError
from eventapp.models import CheckIn, CheckInTold, Conference, Publication, Registration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from eventapp.domain.check_ins import Said

_LAST_TOLD = (
    select(func.coalesce(func.max(CheckInTold.id), 0))
    .where(CheckInTold.conference_id == Conference.id)
    .correlate(Conference)
    .scalar_subquery()
)
_LAST_PUBLICATION = (
    select(func.coalesce(func.max(Publication.id), 0))
    .where(Publication.conference_id == Conference.id)
    .correlate(Conference)
    .scalar_subquery()
)
_STATE = select(
    *(Conference.id, Conference.zone, Conference.people_version, Conference.draft_version),
    *(_LAST_PUBLICATION, _LAST_TOLD),
).where(Conference.slug == bindparam("slug"))


@dataclass(frozen=True, slots=True)
class DeskState:
    """What the page of a desk is made of: as long as these are the same, so is the page."""

    conference_id: int
    zone: str
    people_version: str
    draft_version: str
    publication_id: int
    last_told: int


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is or was in: `standing` is None for who is not any more; `last` is the number of what was told last."""

    registration_id: int
    standing: Standing | None
    last: int


def get_desk_state(tx: Session, slug: str) -> DeskState:
    """Give the state in one statement.

    Raises: NotFoundError.
    """
    row = tx.execute(_STATE, {"slug": slug}).one_or_none()
    if row is None:
        raise NotFoundError("unknown-conference", slug=slug)
    return DeskState(*row)


def list_present(tx: Session, conference_id: int, scope: str) -> tuple[Present, ...]:
    """Give everybody who was ever checked in in a scope, whoever came last first."""
    statement = select(CheckIn).where(CheckIn.conference_id == conference_id, CheckIn.scope == scope)
    return tuple(_present(row) for row in tx.scalars(statement.order_by(CheckIn.at.desc(), CheckIn.id.desc())))


def count_erased(tx: Session, conference_id: int, scope: str) -> Mapping[str, int]:
    """Count by delegation those who are in in a scope and were erased since: they count, nobody names them."""
    statement = (
        select(Registration.side, func.count())
        .join(CheckIn, CheckIn.registration_id == Registration.id)
        .where(CheckIn.conference_id == conference_id, CheckIn.scope == scope, CheckIn.undone_at.is_(None))
        .where(Registration.erased_at.is_not(None))
        .group_by(Registration.side)
    )
    return {row[0]: row[1] for row in tx.execute(statement)}


def list_told_of(tx: Session, registration_id: int, scope: str) -> tuple[Told, ...]:
    """Give all that was told of a person in a scope, in the order in which it came.

    What was told is erased some time after the conference, how people stand is not: the check-in that counts is among it all the same.
    """
    statement = select(CheckInTold).where(CheckInTold.registration_id == registration_id, CheckInTold.scope == scope)
    told = tuple(_told(row) for row in tx.scalars(statement.order_by(CheckInTold.number)))
    kept = find_check_in(tx, registration_id, scope)
    if kept is None or kept.undone_at or any(one.number == kept.number for one in told):
        return told
    of_old = Told(number=kept.number, verb=Verb.IN, at=kept.at, source="", by=kept.by, desk=kept.desk)
    return (of_old, *told)


def next_number(tx: Session, registration_id: int, scope: str) -> int:
    """Give the number of what is told next of a person in a scope: each is used once, whatever was erased meanwhile."""
    told = select(func.max(CheckInTold.number)).filter_by(registration_id=registration_id, scope=scope)
    kept = find_check_in(tx, registration_id, scope)
    return max(tx.scalar(told) or 0, kept.last if kept else 0) + 1


def list_known_keys(tx: Session, conference_id: int, keys: list[str]) -> Mapping[str, CheckInTold]:
    """Give what was told under these keys already, by key."""
    statement = select(CheckInTold).where(CheckInTold.conference_id == conference_id, CheckInTold.key.in_(keys))
    return {row.key: row for row in tx.scalars(statement)}


def list_told_about(tx: Session, conference_id: int, said: list[Said]) -> Mapping[str, Registration]:
    """Give the registrations that things said are about, by public id and by code, for this transaction alone.

    They are locked in one order, so that two desks that tell of the same people never wait for each other.
    """
    names = {one.whom for one in said}
    statement = (
        select(Registration)
        .where(Registration.conference_id == conference_id, Registration.erased_at.is_(None))
        .where(Registration.public_id.in_(names) | Registration.code.in_(names))
        .order_by(Registration.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    rows = tx.scalars(statement).all()
    return {row.code: row for row in rows} | {row.public_id: row for row in rows}


def find_check_in(tx: Session, registration_id: int, scope: str) -> CheckIn | None:
    return tx.scalars(select(CheckIn).filter_by(registration_id=registration_id, scope=scope)).one_or_none()


def _told(row: CheckInTold) -> Told:
    return Told(
        number=row.number,
        verb=row.verb,
        at=row.at,
        source=row.source,
        by=row.by,
        desk=row.desk,
        seen=row.seen,
    )


def _present(row: CheckIn) -> Present:
    standing = Standing(since=row.at, by=row.by, desk=row.desk, number=row.number)
    return Present(row.registration_id, None if row.undone_at else standing, row.last)
