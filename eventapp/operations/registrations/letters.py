"""Telling a person by mail what became of the registration, with a link to the own page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.localized import Text
from eventapp.domain.names import name_in
from eventapp.domain.registration.participants import guests
from eventapp.importers.people import read_person
from eventapp.operations.outbox import Letter, Recipient, queue_letters
from eventapp.operations.registrations.links import issue_links
from eventapp.renderers.mail.registrations import Outcome, render_registration_mail

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.models import Registration
    from eventapp.operations.registrations.open_lists import OpenList

REGISTRATION_MAIL = "registration"


def tell(tx: Session, opened: OpenList, row: Registration, outcome: Outcome, *, now: datetime, note: str = "") -> None:
    """Queue one message to the person, in the person's language; nothing for one without an address.

    `note` is a sentence of whoever decided.
    """
    tell_all(tx, opened, [(row, outcome)], now=now, note=note)


def tell_all(
    tx: Session, opened: OpenList, told: Sequence[tuple[Registration, Outcome]], *, now: datetime, note: str = ""
) -> None:
    """Queue a message to each of these people, as `tell` does; in two statements for any number of them."""
    written = [(row, outcome) for row, outcome in told if row.email]
    ends_on = opened.conference.ends_on
    tokens = issue_links(tx, [row.id for row, _ in written], ends_on=ends_on, now=now) if opened.base_url else {}
    letters = [_letter(opened, row, outcome, tokens.get(row.id, ""), note, now=now) for row, outcome in written]
    queue_letters(tx, letters, kind=REGISTRATION_MAIL, now=now, conference_id=opened.conference.id)


def _letter(opened: OpenList, row: Registration, outcome: Outcome, token: str, note: str, *, now: datetime) -> Letter:
    conference = opened.conference
    order = conference.languages.split(",")
    title = conference.title.in_language(row.language, order=order) or Text(conference.slug, row.language)
    name = name_of(row)
    mail = render_registration_mail(
        outcome,
        row.language,
        conference=title.text,
        name=name,
        link=f"{opened.base_url}/me/{token}" if token else "",
        until_local=row.offered_until.astimezone(ZoneInfo(conference.zone)) if row.offered_until else None,
        beside=(now, conference.starts_on),
        note=note,
    )
    return Letter(mail=mail, to=Recipient(row.email, name, row.language), attendee=row.public_id)


def name_of(row: Registration) -> str:
    """Give the name as it was given, in the script of the person's language; "" for one put on the list by the agenda."""
    person = read_person(
        row.person,
        person_id=row.public_id,
        delegation=guests(row.language),
        category=row.category,
        email=row.email,
        language=row.language,
    )
    return name_in(person, row.language)
