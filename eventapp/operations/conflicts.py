"""A conflict mended as was proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.errors import DomainError
from eventapp.operations.sessions import reschedule_session
from eventapp.queries.drafts import get_draft

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Transaction

    from eventapp.domain.conflicts.mending import Mend
    from eventapp.policy import Actor


def mend_conflict(tx: Transaction, slug: str, key: str, mend_key: str, *, actor: Actor, now: datetime) -> Mend:
    """Move the session of a conflict to where the mend says, as one step that can be undone; give what was done.

    Nobody changes the draft between the look and the move, so that the mend holds for what stands then.
    Raises: NotFoundError; DomainError("mend-is-gone") when the conflict or this way out of it is no longer there.
    """
    draft = get_draft(tx, slug, for_update=True)
    conflict = next((one for one in draft.conflicts if one.key == key), None)
    mend = draft.mend_of(conflict) if conflict else None
    if mend is None or mend.key != mend_key:
        raise DomainError("mend-is-gone")
    seen = draft.item_version(f"sessions/{mend.session.id}")
    reschedule_session(tx, slug, mend.session.id, mend.placing, seen=seen, actor=actor, now=now)
    return mend
