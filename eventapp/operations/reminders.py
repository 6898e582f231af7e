"""Reminding those who were told of a version of the agenda and have not said that they saw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError
from eventapp.domain.localized import Text
from eventapp.models import Publication, Registration
from eventapp.operations.outbox import Letter, Recipient, queue_letters
from eventapp.operations.registrations.open_lists import open_list
from eventapp.queries.acknowledgements import list_told
from eventapp.queries.publications import find_last_number, find_last_publication
from eventapp.renderers.mail import CHANGE_REMINDER, render_reminder
from eventapp.renderers.mail.contacts import contact_line

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.acknowledgements import Told
    from eventapp.operations.registrations.open_lists import OpenList
    from eventapp.policy import Actor


@dataclass(frozen=True, slots=True)
class RemindedOf:
    """How many reminders were written, and how many were not because the last one is not a day old."""

    sent: int
    early: int


def remind_unseen(
    tx: Session, slug: str, number: int, *, base_url: str = "", actor: Actor, now: datetime
) -> RemindedOf:
    """Write one message to each person who was told of a version and has not said to have seen it, in the person's language.

    Nobody gets two within a day. Raises: NotFoundError; DomainError("unknown-version").
    """
    opened = open_list(tx, slug, base_url=base_url)
    conference = opened.conference
    last = find_last_number(tx, conference.id) or 0
    if not 1 <= number <= last:
        raise DomainError("unknown-version", number=number, last=last)
    missing = [one for one in list_told(tx, conference.id, number) if one.is_missing and one.email]
    due = [one for one in missing if one.may_be_reminded(now)]
    if due:
        letters = _letters(tx, opened, due, number)
        queue_letters(
            tx, letters, kind=CHANGE_REMINDER, now=now, conference_id=conference.id, publication_number=number
        )
        mentions = [f"versions/{number}", *(f"attendees/{one.person}" for one in due)]
        details = {"people": len(due)}
        record(
            tx,
            Action.NOTICE_REMIND,
            conference_slug=slug,
            subject=f"v{number}",
            details=details,
            mentions=mentions,
            actor=actor,
            now=now,
        )
    return RemindedOf(len(due), len(missing) - len(due))


def _letters(tx: Session, opened: OpenList, due: list[Told], number: int) -> list[Letter]:
    conference = opened.conference
    as_of = tx.scalars(
        select(Publication.as_of).where(Publication.conference_id == conference.id, Publication.number == number)
    ).one()
    spoken = select(Registration.public_id, Registration.language).where(Registration.conference_id == conference.id)
    languages = {person: language for person, language in tx.execute(spoken)}  # noqa: C416 - a Row is no pair
    order = conference.languages.split(",")
    published = find_last_publication(tx, conference.id)

    def letter(one: Told) -> Letter:
        language = languages[one.person]
        title = conference.title.in_language(language, order=order) or Text(opened.slug, language)
        mail = render_reminder(
            language,
            conference=title.text,
            name=one.name,
            number=number,
            as_of_local=as_of.astimezone(ZoneInfo(conference.zone)),
            beside=(conference.starts_on,),
            base_url=opened.base_url,
            contact=contact_line(published.agenda.conference, language) if published else "",
        )
        return Letter(mail=mail, to=Recipient(one.email, one.name, language), attendee=one.person)

    return [letter(one) for one in due]
