"""What a board shows besides the draft: one's own last steps, when the draft changed, who is here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from eventapp.models import DraftChange, Membership, Presence, User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

PRESENT = timedelta(seconds=40)
_OWN = (
    select(DraftChange.action, DraftChange.subject)
    .where(DraftChange.conference_id == bindparam("conference_id"), DraftChange.user_id == bindparam("user_id"))
    .limit(1)
)
_UNDO = _OWN.where(DraftChange.undone_at.is_(None)).order_by(DraftChange.id.desc())
_REDO = _OWN.where(DraftChange.undone_at.is_not(None)).order_by(DraftChange.id)
_CHANGED_AT = (
    select(DraftChange.at)
    .where(DraftChange.conference_id == bindparam("conference_id"))
    .order_by(DraftChange.id.desc())
    .limit(1)
)
_PRESENT = (
    select(Presence.user_id, User.name, User.email, Presence.item)
    .select_from(Presence)
    .join(User, User.id == Presence.user_id)
    .join(Membership, (Membership.user_id == User.id) & (Membership.conference_id == Presence.conference_id))
    .where(Presence.conference_id == bindparam("conference_id"), Presence.seen_at > bindparam("since"))
    .order_by(User.name, User.id)
)


@dataclass(frozen=True, slots=True)
class StepName:
    """A step as it is named: what was done ("session:move") and to what ("sessions/ws-5")."""

    action: str
    subject: str


@dataclass(frozen=True, slots=True)
class Present:
    """A member who is here now; `item` is what he or she has open to edit, "" for nothing."""

    user_id: int
    name: str
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardState:
    undo: StepName | None
    redo: StepName | None
    changed_at: datetime | None
    present: tuple[Present, ...]


def get_board_state(tx: Session, conference_id: int, user_id: int | None, *, now: datetime) -> BoardState:
    """Give what the actor can undo and redo, when anybody changed the draft last, and who is here, by name."""
    given = {"conference_id": conference_id, "user_id": user_id}
    undo = tx.execute(_UNDO, given).one_or_none()
    redo = tx.execute(_REDO, given).one_or_none()
    return BoardState(
        undo=StepName(undo.action, undo.subject) if undo else None,
        redo=StepName(redo.action, redo.subject) if redo else None,
        changed_at=tx.scalars(_CHANGED_AT, {"conference_id": conference_id}).one_or_none(),
        present=list_present(tx, conference_id, now=now),
    )


def list_present(tx: Session, conference_id: int, *, now: datetime) -> tuple[Present, ...]:
    """Give the members seen within the last forty seconds, by name, then id."""
    found = tx.execute(_PRESENT, {"conference_id": conference_id, "since": now - PRESENT})
    return tuple(Present(row.user_id, row.name or row.email.partition("@")[0], row.item) for row in found)


def presence_tag(present: Iterable[Present]) -> str:
    """Give what is another text when somebody came, went or opened something else."""
    return "+".join(f"{one.user_id}:{one.item}" for one in present)
