"""Erasing what was written to somebody, and by whom nobody is named any more."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, or_, select

from eventapp.models import Invitation, OutboxMessage, ReceivedMessage, RegistrationInvitation

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session


def erase_address(tx: Session, email: str) -> bool:
    """Remove the messages and invitations to an address, and what came from it; say whether there were any."""
    to_it = (
        (OutboxMessage, func.lower(OutboxMessage.recipient)),
        (RegistrationInvitation, RegistrationInvitation.email),
        (Invitation, func.lower(Invitation.email)),
        (ReceivedMessage, ReceivedMessage.sender),
    )
    gone = [tx.execute(delete(model).where(column == email).returning(model.id)).all() for model, column in to_it]
    return any(gone)


def erase_messages_to(tx: Session, conference_id: int, people: Collection[str]) -> None:
    """Remove the messages to people of a conference, whatever address they had then, and what others answered for them."""
    for model in (OutboxMessage, ReceivedMessage):
        tx.execute(delete(model).where(model.conference_id == conference_id, model.attendee.in_(people)))


def erase_texts_naming(tx: Session, names: Collection[str], *, conference_id: int | None = None) -> None:
    """Take the texts out of others' messages that tell one of these names, once they are done with; who got what when stays.

    What still waits goes out as it is: the other person has to know of it.
    """
    said = {form for name in names if name for form in (name, escape(name), name.replace(",", "\\,"))}
    if not said:
        return
    # LIKE knows no capitals in SQLite, and finds "LI" in "link": it only narrows what is read.
    written = OutboxMessage.subject + OutboxMessage.plain + OutboxMessage.html + OutboxMessage.calendar
    statement = select(OutboxMessage).where(or_(*(written.contains(name, autoescape=True) for name in said)))
    if conference_id is not None:
        statement = statement.where(OutboxMessage.conference_id == conference_id)
    names_one = re.compile("|".join(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])" for name in sorted(said)))
    for row in tx.scalars(statement.where(OutboxMessage.is_waiting.is_(False))):
        if any(names_one.search(text) for text in (row.plain, row.html, row.calendar)):
            row.plain = row.html = row.calendar = ""
        if names_one.search(row.subject):
            row.subject = ""
    tx.flush()
