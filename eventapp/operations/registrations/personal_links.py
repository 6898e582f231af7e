"""Mailing somebody the way to the own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action, record
from eventapp.operations.registrations.letters import tell
from eventapp.operations.registrations.open_lists import list_rows, open_list
from eventapp.renderers.mail.registrations import Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor


def send_personal_link(tx: Session, slug: str, public_id: str, *, base_url: str, actor: Actor, now: datetime) -> None:
    """Queue a message with a new link to the person's own page; those sent before hold as well.

    Raises: NotFoundError.
    """
    opened = open_list(tx, slug, base_url=base_url)
    (row,) = list_rows(tx, opened, [public_id])
    tell(tx, opened, row, Outcome.LINK, now=now)
    subject = f"attendees/{public_id}"
    record(
        tx,
        Action.PERSONAL_LINK_SEND,
        conference_slug=slug,
        subject=subject,
        details={},
        mentions=[subject],
        actor=actor,
        now=now,
    )
