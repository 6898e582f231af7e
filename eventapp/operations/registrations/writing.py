"""Writing to people: one message each, in the person's own language, through the outbox."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.audit import Action, record
from eventapp.domain.localized import Text
from eventapp.domain.names import name_in
from eventapp.models import OutboxMessage
from eventapp.operations.outbox import Letter, Recipient, queue_letters
from eventapp.operations.registrations.open_lists import list_rows, open_list
from eventapp.queries.registrations import list_participants
from eventapp.renderers.mail import ORGANISERS_LETTER
from eventapp.renderers.mail.letters import render_letter

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.localized import Localized
    from eventapp.policy import Actor
    from eventapp.renderers.mail import Mail


@dataclass(frozen=True, slots=True)
class Written:
    """To how many it goes, and the public ids of those who have no address."""

    sent: int
    without_address: tuple[str, ...]


def write_to_people(
    tx: Session,
    slug: str,
    names: Collection[str],
    *,
    subject: Localized,
    text: Localized,
    key: str,
    actor: Actor,
    now: datetime,
) -> Written:
    """Queue one message to each of these people; whose language is not written gets the conference's first one that is.

    `key` is the form's own, which is chance: the same form with the same words sent twice writes once to each.
    Raises: NotFoundError for an id that isn't there.
    """
    opened = open_list(tx, slug)
    wanted = {row.public_id for row in list_rows(tx, opened, names)}
    people = [one for one in list_participants(tx, slug) if one.id in wanted]
    order = opened.conference.languages.split(",")
    letters = []
    for one in people:
        attendee = one.attendee
        language = attendee.language or attendee.delegation.language
        if not attendee.email:
            continue
        said = text.in_language(language, order=order) or Text("", language)
        title = opened.conference.title.in_language(said.language, order=order) or Text(slug, said.language)
        headed = subject.in_language(said.language, order=order) or Text("", language)
        name = name_in(attendee, said.language)
        mail = render_letter(headed.text, said, name=name, conference=title.text, writer=actor.name)
        to = Recipient(attendee.email, name, language)
        letters.append(Letter(mail=mail, to=to, attendee=one.id, mark=_mark(key, one.id, mail)))
    told = _list_known(tx, [letter.mark for letter in letters])
    sent, letters = len(letters), [letter for letter in letters if letter.mark not in told]
    without_address = tuple(one.id for one in people if not one.attendee.email)
    if told and not letters:
        return Written(sent, without_address)
    queue_letters(tx, letters, kind=ORGANISERS_LETTER, now=now, conference_id=opened.conference.id)
    mentions = [f"attendees/{letter.attendee}" for letter in letters]
    record(
        tx,
        Action.REGISTRATION_WRITE,
        conference_slug=slug,
        subject=mentions[0] if len(mentions) == 1 else "attendees",
        details={"people": len(letters), "subject": subject.as_dict()},
        mentions=mentions,
        actor=actor,
        now=now,
    )
    return Written(sent, without_address)


def _mark(key: str, person: str, mail: Mail) -> str:
    """Give what names a letter of one form to one person; with other words it is another letter."""
    told = f"{key}\n{person}\n{mail.subject}\n{mail.plain}"
    return hashlib.sha256(told.encode()).hexdigest()[:32] if key else secrets.token_hex(16)


def _list_known(tx: Session, marks: Collection[str]) -> frozenset[str]:
    return frozenset(tx.scalars(select(OutboxMessage.message_id).where(OutboxMessage.message_id.in_(marks))))
