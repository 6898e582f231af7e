"""The way to the reader's own page, put into a message as it goes out (see renderers/mail/own_pages.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.models import Conference, Registration
from eventapp.operations.registrations.links import issue_link
from eventapp.renderers.mail.own_pages import OWN_CHANGES, OWN_PAGE

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.models import OutboxMessage


def with_own_page(tx: Session, row: OutboxMessage, *, now: datetime) -> tuple[str, str]:
    """Give plain text and HTML of a message with a new link of its reader's in place of the one that stands for it.

    For who has no registration any more it leads to where a link is asked for.
    """
    if OWN_PAGE not in row.plain or row.conference_id is None:
        return row.plain, row.html
    statement = select(Registration.id, Conference.slug, Conference.ends_on).join_from(
        Conference,
        Registration,
        (Registration.conference_id == Conference.id) & (Registration.public_id == row.attendee),
        isouter=True,
    )
    key, slug, ends_on = tx.execute(statement.where(Conference.id == row.conference_id)).one()
    if key:
        way = f"/me/{issue_link(tx, key, ends_on=ends_on, now=now)}"
        return row.plain.replace(OWN_PAGE, way), row.html.replace(OWN_PAGE, way)
    plain, html = (text.replace(OWN_CHANGES, OWN_PAGE) for text in (row.plain, row.html))
    way = f"/conferences/{slug}/register/link"
    return plain.replace(OWN_PAGE, way), html.replace(OWN_PAGE, way)
