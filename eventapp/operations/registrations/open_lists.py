"""A conference's list while it is written: whoever has it has it alone until the transaction ends."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.domain.errors import NotFoundError
from eventapp.models import Conference, Registration
from eventapp.models.conferences import new_draft_version
from eventapp.queries.registrations import get_plan

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from eventapp.domain.registration import RegistrationPlan

# Without 0, 1, I, L, O and U: what is read aloud, typed on a phone or misread as a word.
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 8
_ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class OpenList:
    """The list of one conference, its rules, and where its links lead ("" for messages without links)."""

    conference: Conference
    plan: RegistrationPlan
    plan_version: str
    base_url: str

    @property
    def slug(self) -> str:
        return self.conference.slug

    def touch(self) -> None:
        """Say that the list is another one: what was made of it before is out of date."""
        self.conference.people_version = new_draft_version()


def open_list(tx: Session, slug: str, *, base_url: str = "") -> OpenList:
    """Give the list of a conference, for this transaction alone: two who want the last place come one after the other.

    Raises: NotFoundError.
    """
    return _list(tx, slug, base_url, select(Conference).where(Conference.slug == slug).with_for_update())


def look_at_list(tx: Session, slug: str) -> OpenList:
    """Give the list of a conference to look at: others may write it meanwhile. Raises: NotFoundError."""
    return _list(tx, slug, "", select(Conference).where(Conference.slug == slug))


def _list(tx: Session, slug: str, base_url: str, statement: Select[Conference]) -> OpenList:
    conference = tx.scalars(statement).one_or_none()
    if conference is None:
        raise NotFoundError("unknown-conference", slug=slug)
    standing = get_plan(tx, conference.id, zone=conference.zone)
    return OpenList(conference, standing.plan, standing.version, base_url.rstrip("/"))


def list_rows(tx: Session, opened: OpenList, names: Collection[str], *, side: str | None = None) -> list[Registration]:
    """Give the registrations named by public id, whoever registered first in front; `side` keeps a focal point to the own delegation.

    Raises: NotFoundError for an id that isn't there, or whose person was erased.
    """
    # PostgreSQL takes no NUL.
    known = {name for name in names if name.isprintable()}
    statement = select(Registration).where(
        Registration.conference_id == opened.conference.id,
        Registration.public_id.in_(known),
        Registration.erased_at.is_(None),
    )
    if side is not None:
        statement = statement.where(Registration.side == side)
    rows = list(tx.scalars(statement.order_by(Registration.registered_at, Registration.id)))
    if len(rows) != len(set(names)):
        raise NotFoundError("unknown-registration")
    return rows


def new_code() -> str:
    """Give what a desk types when a badge can't be read: 8 letters and digits, some 39 bits."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH))


def new_public_id() -> str:
    """Give the id of a new person, which tells nothing about him or her."""
    return f"p-{secrets.token_hex(_ID_BYTES)}"
