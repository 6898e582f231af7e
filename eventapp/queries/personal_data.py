"""Everything that is kept of one person, wherever it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import undefer

from eventapp.db import Base, table_of
from eventapp.domain.accounts import normal_email
from eventapp.domain.localized import Localized
from eventapp.models import (
    Attendee,
    Conference,
    Membership,
    OutboxMessage,
    ParticipantsIssue,
    Placement,
    ReceivedMessage,
    Registration,
    RegistrationAnswer,
    RegistrationInvitation,
    User,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from eventapp.domain.items import Document

# Secrets of links, though only as hashes, and bytes, which are files of their own.
_LEFT_OUT = {"token_hash", "password_hash", "key_hash", "content"}


@dataclass(frozen=True, slots=True)
class PersonAt:
    """One person at one conference: the registration's key, its public id and the conference's slug."""

    registration_id: int
    conference_id: int
    public_id: str
    slug: str


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What is kept: a document by what it is about, and the files that the person gave, by name."""

    document: Document
    files: tuple[tuple[str, bytes], ...]


def find_person(tx: Session, who: str) -> tuple[PersonAt, ...]:
    """Give where a person is known, by the address or as "conference/id"; nothing where nowhere."""
    statement = (
        select(Registration.id, Registration.conference_id, Registration.public_id, Conference.slug)
        .join(Conference, Conference.id == Registration.conference_id)
        .where(Registration.erased_at.is_(None))
        .order_by(Registration.id)
    )
    if "@" in who:
        found = statement.where(Registration.email == normal_email(who))
    else:
        slug, _, public_id = who.partition("/")
        found = statement.where(Conference.slug == slug, Registration.public_id == public_id)
    return tuple(PersonAt(*row) for row in tx.execute(found))


def list_conferences_by_account(tx: Session, email: str) -> frozenset[int]:
    """Give the keys of the conferences where the account of an address, if there is one, is a member."""
    member = select(Membership.conference_id).join(User, User.id == Membership.user_id)
    return frozenset(tx.scalars(member.where(User.email == email)))


def tables_of_registrations() -> Iterator[Table]:
    """Give the tables whose rows hang on a registration, in order of name."""
    registration = table_of(Registration)
    for table in sorted(Base.metadata.tables.values(), key=lambda one: one.name):
        if any(key.column.table is registration for column in table.columns for key in column.foreign_keys):
            yield table


def collect_personal_data(tx: Session, who: str, people: tuple[PersonAt, ...]) -> PersonalData:
    """Give everything that is kept of a person: registrations with all that hangs on them, places in agendas, mails, the account."""
    email = normal_email(who) if "@" in who else ""
    document: Document = {
        "registrations": [_registration(tx, one) for one in people],
        "invitations": _rows(tx, select(RegistrationInvitation).filter_by(email=email)) if email else [],
        "messages": _messages(tx, email, people),
        "received": _rows(tx, select(ReceivedMessage).filter_by(sender=email)) if email else [],
        "account": _account(tx, email) if email else None,
    }
    return PersonalData(document, tuple(_files(tx, people)))


def _messages(tx: Session, email: str, people: tuple[PersonAt, ...]) -> list[Document]:
    """Give the messages to the address, and to the person wherever that was another one then."""
    to_it = [func.lower(OutboxMessage.recipient) == email] if email else []
    to_them = (
        and_(OutboxMessage.conference_id == p.conference_id, OutboxMessage.attendee == p.public_id) for p in people
    )
    wanted = (*to_it, *to_them)
    return _rows(tx, select(OutboxMessage).where(or_(*wanted)).order_by(OutboxMessage.id)) if wanted else []


def _registration(tx: Session, person: PersonAt) -> Document:
    document: Document = {"conference": person.slug}
    document["registration"] = _row(tx.get_one(Registration, person.registration_id))
    for table in tables_of_registrations():
        statement = select(table).where(table.c.registration_id == person.registration_id)
        document[table.name] = [_plain_mapping(row) for row in tx.execute(statement).mappings()]
    attendee = tx.scalars(
        select(Attendee).where(Attendee.conference_id == person.conference_id, Attendee.public_id == person.public_id)
    ).one_or_none()
    document["attendee"] = _row(attendee) if attendee else None
    placed = select(Placement).where(Placement.attendee_id == attendee.id) if attendee else None
    document["placements"] = _rows(tx, placed) if placed is not None else []
    document["lists"] = list(_lines(tx, person))
    return document


def _lines(tx: Session, person: PersonAt) -> Iterator[Document]:
    """Give what each list of participants that was given out says of the person."""
    statement = select(ParticipantsIssue).where(ParticipantsIssue.conference_id == person.conference_id)
    for issue in tx.scalars(statement.options(undefer(ParticipantsIssue.document)).order_by(ParticipantsIssue.id)):
        for line in (one for group in issue.document["groups"] for one in group["people"]):
            if line["id"] == person.public_id:
                yield {"audience": issue.audience, "number": issue.number, "issued_at": _plain(issue.issued_at), **line}


def _account(tx: Session, email: str) -> Document | None:
    user = tx.scalars(select(User).where(User.email == email)).one_or_none()
    if user is None:
        return None
    return _row(user) | {"memberships": _rows(tx, select(Membership).where(Membership.user_id == user.id))}


def _files(tx: Session, people: tuple[PersonAt, ...]) -> Iterator[tuple[str, bytes]]:
    keys = [one.registration_id for one in people]
    statement = select(RegistrationAnswer).where(RegistrationAnswer.registration_id.in_(keys))
    for answer in tx.scalars(statement.options(undefer(RegistrationAnswer.content)).order_by(RegistrationAnswer.id)):
        if answer.content is not None:
            name = re.sub(r"[/\\]", "_", answer.value)
            yield f"{answer.registration_id}-{answer.question}-{name}", answer.content


def _rows(tx: Session, statement: Any) -> list[Document]:
    return [_row(row) for row in tx.scalars(statement)]


def _row(row: Base) -> Document:
    return _plain_mapping(
        {column.key: getattr(row, column.key) for column in table_of(type(row)).columns if column.key not in _LEFT_OUT}
    )


def _plain_mapping(row: Any) -> Document:
    return {key: _plain(value) for key, value in row.items() if key not in _LEFT_OUT}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value.as_dict() if isinstance(value, Localized) else value
