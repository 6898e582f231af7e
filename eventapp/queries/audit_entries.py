"""The log: who changed what, when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from eventapp.models import AuditEntry, AuditMention, Invitation, User

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

PAGE = 50
_ACCOUNT, _INVITATION, _CHECK_IN = "user:", "invitation:", "check-in:"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogWishes:
    """What of a log is wanted: entries of one item, person or `span` of time ([start, end)), those before an entry.

    The hundreds of check-ins are left out unless they are asked for, or one item is, such as the person who came in.
    """

    item: str = ""
    user_id: int | None = None
    span: tuple[datetime, datetime] | None = None
    before: int | None = None
    with_check_ins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    id: int
    at: datetime
    actor: str
    user_id: int | None
    action: str
    subject: str
    details: dict[str, Any]


def list_log(tx: Session, slug: str, wishes: LogWishes, *, limit: int = PAGE + 1) -> tuple[LogEntry, ...]:
    """Give entries of a conference, the one written last first: one more than a page says that there are older ones.

    Where the subject is an account ("user:6") it is given by the name that it has now, where it is an invitation by
    that of the address; it is "" for one that is gone.
    """
    statement = select(AuditEntry).where(AuditEntry.conference_slug == slug)
    if wishes.item:
        mentioned = select(AuditMention.entry_id).where(
            AuditMention.conference_slug == slug, AuditMention.item == wishes.item
        )
        statement = statement.where(AuditEntry.id.in_(mentioned))
    elif not wishes.with_check_ins:
        statement = statement.where(AuditEntry.action.not_like(f"{_CHECK_IN}%"))
    if wishes.user_id is not None:
        statement = statement.where(AuditEntry.user_id == wishes.user_id)
    if wishes.span is not None:
        start, end = wishes.span
        statement = statement.where(AuditEntry.at >= start, AuditEntry.at < end)
    if wishes.before is not None:
        statement = statement.where(AuditEntry.id < wishes.before)
    rows = tx.scalars(statement.order_by(AuditEntry.id.desc()).limit(limit)).all()
    subjects = {row.subject for row in rows}
    names = _names_of_accounts(tx, subjects) | _names_of_invited(tx, subjects)
    return tuple(
        LogEntry(
            id=row.id,
            at=row.at,
            actor=row.actor,
            user_id=row.user_id,
            action=row.action,
            subject=names.get(row.subject, row.subject),
            details=row.details,
        )
        for row in rows
    )


def _names_of_accounts(tx: Session, subjects: set[str]) -> dict[str, str]:
    """Give names by subject; nothing is asked where no subject is an account."""
    ids = _ids(subjects, _ACCOUNT)
    if not ids:
        return {}
    rows = tx.execute(select(User.id, User.name, User.email).where(User.id.in_(ids)))
    return {f"{_ACCOUNT}{row.id}": row.name or row.email.partition("@")[0] for row in rows}


def _names_of_invited(tx: Session, subjects: set[str]) -> dict[str, str]:
    ids = _ids(subjects, _INVITATION)
    if not ids:
        return {}
    rows = tx.execute(select(Invitation.id, Invitation.email).where(Invitation.id.in_(ids)))
    found = {row.id: row.email.partition("@")[0] for row in rows}
    return {f"{_INVITATION}{one}": found.get(one, "") for one in ids}


def _ids(subjects: set[str], prefix: str) -> list[int]:
    keys = [subject.removeprefix(prefix) for subject in subjects if subject.startswith(prefix)]
    return [int(key) for key in keys if key.isdecimal()]


def list_log_people(tx: Session, slug: str) -> tuple[tuple[int, str], ...]:
    """Give the ids and names of the members and others who signed in and stand in a conference's log, by name."""
    statement = (
        select(AuditEntry.user_id, AuditEntry.actor)
        .where(AuditEntry.conference_slug == slug, AuditEntry.user_id.is_not(None))
        .distinct()
    )
    names: dict[int, str] = {row.user_id: row.actor for row in tx.execute(statement)}
    return tuple(sorted(names.items(), key=lambda one: (one[1], one[0])))
