"""Another address for a registration: it holds once somebody who reads its mail says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action, record
from eventapp.domain.accounts import normal_email
from eventapp.domain.errors import DomainError
from eventapp.domain.localized import Text
from eventapp.operations.outbox import Recipient, queue_mail
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.operations.registrations.letters import name_of, tell
from eventapp.operations.registrations.open_lists import open_list
from eventapp.queries.registrations import find_active_by_email, get_registration
from eventapp.renderers.mail.addresses import ADDRESS_MAIL, render_address_mail
from eventapp.renderers.mail.registrations import Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor


def ask_new_address(
    tx: Session, slug: str, public_id: str, email: str, *, link: str, actor: Actor, now: datetime
) -> None:
    """Send the link that takes a new address to that address, whoever else may use it. Raises: NotFoundError."""
    conference, row = open_list(tx, slug).conference, get_registration(tx, slug, public_id)
    title = conference.title.in_language(row.language, order=conference.languages.split(","))
    name = name_of(row)
    mail = render_address_mail(row.language, conference=(title or Text(slug, row.language)).text, name=name, link=link)
    to = Recipient(normal_email(email), name, row.language)
    queue_mail(tx, mail, kind=ADDRESS_MAIL, to=to, now=now, conference_id=conference.id, attendee=public_id)
    subject = f"attendees/{public_id}"
    record(
        tx,
        Action.ADDRESS_ASK,
        conference_slug=slug,
        subject=subject,
        details={},
        mentions=[subject],
        actor=actor,
        now=now,
    )


def take_new_address(
    tx: Session, slug: str, public_id: str, email: str, *, before: str, base_url: str, actor: Actor, now: datetime
) -> None:
    """Let a registration have an address whose mail is read by who asks, and send the way to the own page there.

    `before` is the address that it had when the link was asked for. Raises: NotFoundError; DomainError("address-over") where it has another one
    by now, ("address-used") where somebody else is registered with the new one.
    """
    opened = open_list(tx, slug, base_url=base_url)
    row = get_registration(tx, slug, public_id)
    if row.email != before or row.state.is_ended:
        raise DomainError("address-over")
    other = find_active_by_email(tx, row.conference_id, normal_email(email))
    if other is not None and other.id != row.id:
        raise DomainError("address-used")
    amendment = Amendment(email=email, base_url=base_url)
    amend_registration(tx, slug, public_id, amendment, seen=row.version, is_marked=True, actor=actor, now=now)
    tell(tx, opened, row, Outcome.LINK, now=now)
