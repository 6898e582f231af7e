"""Tags: words by which organisers group people; nobody else sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action, record
from eventapp.operations.registrations.open_lists import list_rows, open_list

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor


def tag_people(
    tx: Session, slug: str, names: Collection[str], *, add: str = "", remove: str = "", actor: Actor, now: datetime
) -> int:
    """Give people one tag and take another from them; give how many have other tags than before.

    Raises: NotFoundError for an id that isn't there.
    """
    opened = open_list(tx, slug)
    changed = []
    for row in list_rows(tx, opened, names):
        tags = sorted({*row.tags, *([add] if add else [])} - {remove})
        if tags != row.tags:
            row.tags, row.version = tags, row.version + 1
            changed.append(f"attendees/{row.public_id}")
    if not changed:
        return 0
    opened.touch()
    record(
        tx,
        Action.REGISTRATION_TAG,
        conference_slug=slug,
        subject=changed[0] if len(changed) == 1 else "attendees",
        details={"add": add, "remove": remove, "people": len(changed)},
        mentions=changed,
        actor=actor,
        now=now,
    )
    tx.flush()
    return len(changed)
