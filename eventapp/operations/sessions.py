"""Sessions of a draft moved, slipped, parted and joined: each one step that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action
from eventapp.domain import drafts
from eventapp.domain.drafts import Named, Placing, Slip
from eventapp.domain.identity import unique_id
from eventapp.operations.drafts import Step, change_draft
from eventapp.operations.uids import new_uid

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session as Transaction

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.sessions import Session
    from eventapp.policy import Actor
    from eventapp.queries.drafts import Draft


def reschedule_session(
    tx: Transaction, slug: str, session_id: str, placing: Placing, *, seen: str, actor: Actor, now: datetime
) -> Draft:
    """Put a session at another time or in another room; `seen` is the version of it that the actor saw.

    Raises: NotFoundError; StaleItemError; DomainError("end-before-start").
    """
    item = f"sessions/{session_id}"
    return change_draft(
        tx,
        slug,
        lambda agenda: drafts.place_session(agenda, session_id, placing),
        step=Step(action=Action.SESSION_MOVE, subject=item),
        expected={item: seen},
        actor=actor,
        now=now,
    )


def slip_day(tx: Transaction, slug: str, slip: Slip, *, actor: Actor, now: datetime) -> Draft:
    """Move everything that the slip is about; what is fixed or kept stays."""
    return change_draft(
        tx,
        slug,
        lambda agenda: drafts.slip_sessions(agenda, slip),
        step=Step(action=Action.DAY_SLIP, subject=f"days/{slip.on.isoformat()}", details={"minutes": slip.minutes}),
        expected={},
        actor=actor,
        now=now,
    )


def swap_sessions(
    tx: Transaction, slug: str, session_id: str, other_id: str, *, seen: str, actor: Actor, now: datetime
) -> Draft:
    """Give two sessions each other's time and room. Raises: NotFoundError; StaleItemError; DomainError("same-session")."""
    item = f"sessions/{session_id}"
    return change_draft(
        tx,
        slug,
        lambda agenda: drafts.swap_sessions(agenda, session_id, other_id),
        step=Step(action=Action.SESSION_SWAP, subject=item, details={"other": f"sessions/{other_id}"}),
        expected={item: seen},
        actor=actor,
        now=now,
    )


def split_session(
    tx: Transaction, slug: str, session_id: str, at: datetime, *, seen: str, actor: Actor, now: datetime
) -> Draft:
    """Let a session end at an instant and another one go on. Raises: NotFoundError; StaleItemError; DomainError("split-outside")."""
    item = f"sessions/{session_id}"
    return change_draft(
        tx,
        slug,
        lambda agenda: drafts.split_session(agenda, session_id, at, new=_name_like(agenda, session_id)),
        step=Step(action=Action.SESSION_SPLIT, subject=item),
        expected={item: seen},
        actor=actor,
        now=now,
    )


def merge_sessions(
    tx: Transaction, slug: str, session_id: str, other_id: str, *, seen: str, actor: Actor, now: datetime
) -> Draft:
    """Take another session into one. Raises: NotFoundError; StaleItemError; DomainError("same-session", "different-days")."""
    item = f"sessions/{session_id}"
    return change_draft(
        tx,
        slug,
        lambda agenda: drafts.merge_sessions(agenda, session_id, other_id),
        step=Step(action=Action.SESSION_MERGE, subject=item, details={"other": f"sessions/{other_id}"}),
        expected={item: seen},
        actor=actor,
        now=now,
    )


def duplicate_session(tx: Transaction, slug: str, session_id: str, *, actor: Actor, now: datetime) -> Draft:
    """Put a copy of a session right after it. Raises: NotFoundError."""
    return change_draft(
        tx,
        slug,
        lambda agenda: drafts.duplicate_session(agenda, session_id, new=_name_like(agenda, session_id)),
        step=Step(action=Action.SESSION_DUPLICATE, subject=f"sessions/{session_id}"),
        expected={},
        actor=actor,
        now=now,
    )


def duplicate_day(tx: Transaction, slug: str, on: date, to: date, *, actor: Actor, now: datetime) -> Draft:
    """Copy a day's sessions to another day. Raises: DomainError("empty-day", "same-day"); GapTimeError, FoldTimeError."""
    taken: set[str] = set()

    def copied(agenda: Agenda) -> Agenda:
        taken.update(session.id for session in agenda.sessions)
        return drafts.duplicate_day(agenda, on, to, name=lambda session: _name(session, taken))

    return change_draft(
        tx,
        slug,
        copied,
        step=Step(
            action=Action.DAY_DUPLICATE, subject=f"days/{on.isoformat()}", details={"to": f"days/{to.isoformat()}"}
        ),
        expected={},
        actor=actor,
        now=now,
    )


def _name_like(agenda: Agenda, session_id: str) -> Named:
    session = agenda.find_session(session_id)
    taken = {one.id for one in agenda.sessions}
    return _name(session, taken) if session else Named("", "")


def _name(session: Session, taken: set[str]) -> Named:
    """Give a new name made of the session's own title, remembered as taken."""
    name = unique_id(session.title, session.id, taken)
    taken.add(name)
    return Named(name, new_uid())
