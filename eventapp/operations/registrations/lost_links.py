"""Links to the own page that were lost or are no longer wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.audit import Action, record
from eventapp.domain.accounts import normal_email
from eventapp.models import Registration
from eventapp.operations.feeds import revoke_feeds
from eventapp.operations.registrations.letters import tell
from eventapp.operations.registrations.links import revoke_links
from eventapp.operations.registrations.open_lists import open_list
from eventapp.queries.registrations import find_active_by_email, get_registration
from eventapp.renderers.mail.registrations import Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.operations.registrations.open_lists import OpenList
    from eventapp.policy import Actor


def send_lost_link(tx: Session, slug: str, email: str, *, base_url: str, actor: Actor, now: datetime) -> None:
    """Send a new link to whoever is registered with this address, of one who left to the last registration; nobody else gets a mail.

    Raises: NotFoundError for a conference that isn't there.
    """
    opened = open_list(tx, slug, base_url=base_url)
    address = normal_email(email)
    row = find_active_by_email(tx, opened.conference.id, address) or _last(tx, opened, address)
    if row is not None:
        _send(tx, opened, row, actor=actor, now=now)


def send_new_link(tx: Session, slug: str, public_id: str, *, base_url: str, actor: Actor, now: datetime) -> None:
    """Send a new link to a person who asks for it on the own page. Raises: NotFoundError."""
    _send(tx, open_list(tx, slug, base_url=base_url), get_registration(tx, slug, public_id), actor=actor, now=now)


def end_links(tx: Session, slug: str, public_id: str, *, actor: Actor, now: datetime) -> None:
    """End every link of a person, that of the page on which it was asked for and those of calendars too. Raises: NotFoundError."""
    row = get_registration(tx, slug, public_id)
    revoke_links(tx, row.id, now=now)
    revoke_feeds(tx, row.id, now=now)
    _record(tx, slug, row, Action.REGISTRATION_UNLINK, actor=actor, now=now)


def _last(tx: Session, opened: OpenList, address: str) -> Registration | None:
    theirs = (Registration.conference_id == opened.conference.id, Registration.email == address)
    statement = select(Registration).where(*theirs, Registration.erased_at.is_(None))
    return tx.scalars(statement.order_by(Registration.id.desc()).limit(1)).one_or_none()


def _send(tx: Session, opened: OpenList, row: Registration, *, actor: Actor, now: datetime) -> None:
    tell(tx, opened, row, Outcome.LINK, now=now)
    _record(tx, opened.slug, row, Action.REGISTRATION_LINK, actor=actor, now=now)


def _record(tx: Session, slug: str, row: Registration, action: Action, *, actor: Actor, now: datetime) -> None:
    subject = f"attendees/{row.public_id}"
    record(tx, action, conference_slug=slug, subject=subject, details={}, mentions=[subject], actor=actor, now=now)
