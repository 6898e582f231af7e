"""Erasing a person everywhere: what stays says that somebody was there, not who."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import undefer

from eventapp.audit import Action, record
from eventapp.db import table_of
from eventapp.domain.accounts import normal_email
from eventapp.domain.drafts import with_item
from eventapp.domain.drafts.editing import index_of
from eventapp.domain.erasure import erased_attendee, without_person
from eventapp.domain.errors import NotFoundError
from eventapp.domain.publication import with_steps
from eventapp.domain.registration import ListingConsent, RegistrationState
from eventapp.importers.agenda_json import read_agenda_json
from eventapp.models import (
    AuditEntry,
    CheckIn,
    Conference,
    Confirmation,
    DraftChange,
    Publication,
    Registration,
    RegistrationSession,
)
from eventapp.models.conferences import new_draft_version
from eventapp.operations.drafts import Step, edit_document
from eventapp.operations.kept_invitations import queue_invitation_news
from eventapp.operations.participants import withhold_person
from eventapp.operations.privacy.accounts import erase_account, scrub_address
from eventapp.operations.privacy.messages import erase_address, erase_messages_to, erase_texts_naming
from eventapp.operations.privacy.traces import list_known_as, list_names_told
from eventapp.operations.registrations.deciding import end_registration, free_places
from eventapp.operations.registrations.open_lists import open_list
from eventapp.queries.conferences import lock_conferences
from eventapp.queries.drafts import get_draft
from eventapp.queries.personal_data import find_person, list_conferences_by_account, tables_of_registrations
from eventapp.queries.publications import find_last_publication
from eventapp.renderers.agenda_json import render_agenda_json
from eventapp.renderers.known_things import ERASED
from eventapp.renderers.wording import words_in

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.items import Document
    from eventapp.domain.publication import Publication as Published
    from eventapp.policy import Actor
    from eventapp.queries.personal_data import PersonAt

# What somebody wrote to the person or of the person: a note, a letter's subject, tags.
_WRITTEN = {"note", "subject", "add", "remove"}
# Who attended what, where nobody is named any more, is what the conference's own numbers are made of.
_COUNTED = {RegistrationSession.__tablename__, CheckIn.__tablename__}


@dataclass(frozen=True, slots=True)
class Erased:
    """At how many conferences the person was, and whether there was an account."""

    conferences: int
    had_account: bool


def erase_person(tx: Session, who: str, *, base_url: str, actor: Actor, now: datetime) -> Erased:
    """Erase a person everywhere, named by the address or as "conference/id".

    Gone are registrations and all that hangs on them, the attendee in drafts, publications, steps and log, messages, invitations, the account.
    The registration has ended and its place goes to whoever waits. Sessions of an agenda keep the place, without a name. Publications get new ids, so that nothing that was
    rendered of them before is given out again. Raises: NotFoundError("nobody-known"); DomainError("last-organiser") for the account of
    one who is the only organiser of a conference.
    """
    people, email = find_person(tx, who), normal_email(who) if "@" in who else ""
    # All of them before anything is changed: what names an account stands in rows of any of them.
    lock_conferences(tx, {one.conference_id for one in people} | list_conferences_by_account(tx, email))
    erased = words_in("en")(ERASED)
    had_account = bool(email) and erase_account(tx, email, erased=erased, actor=actor, now=now)
    found_mail = bool(email) and erase_address(tx, email)
    if not people and not had_account and not found_mail:
        raise NotFoundError("nobody-known", who=who)
    for person in people:
        _erase_at(tx, person, base_url=base_url, actor=actor, now=now)
    if email:
        scrub_address(tx, email, erased=erased)
    return Erased(len({person.conference_id for person in people}), had_account)


def _erase_at(tx: Session, person: PersonAt, *, base_url: str, actor: Actor, now: datetime) -> None:
    opened = open_list(tx, person.slug, base_url=base_url)
    row = tx.get_one(Registration, person.registration_id)
    email, position, ids = row.email, _position(tx, person), list_known_as(tx, person)
    names = list_names_told(tx, person)
    for table in tables_of_registrations():
        if table.name not in _COUNTED:
            tx.execute(delete(table).where(table.c.registration_id == person.registration_id))
    _erase_attendee(tx, person, position, actor=actor, now=now)
    if not row.state.is_ended:
        end_registration(tx, row, RegistrationState.WITHDRAWN, actor=actor, now=now)
    # After the attendee has no name any more: whoever leaves the draft is told to the registration and the log as the draft has it.
    free_places(tx, opened, [row], actor=actor, now=now)
    row.person, row.email, row.key_hash, row.tags, row.amended = {}, "", None, [], []
    row.listing, row.erased_at, row.version = ListingConsent.NOBODY, now, row.version + 1
    tx.flush()
    before = find_last_publication(tx, person.conference_id)
    for known_as in ids:
        _scrub(tx, replace(person, public_id=known_as), position, now)
    if before is not None:
        _step_sessions(tx, person.conference_id, before, ids, base_url=base_url, now=now)
    erase_messages_to(tx, person.conference_id, ids)
    erase_texts_naming(tx, names, conference_id=person.conference_id)
    item = f"attendees/{person.public_id}"
    if email:
        erase_address(tx, email)
        scrub_address(tx, email, erased=words_in("en")(ERASED))
    versions = {"people_version": new_draft_version(), "draft_version": new_draft_version()}
    tx.execute(update(Conference).where(Conference.id == person.conference_id).values(**versions))
    record(
        tx,
        Action.PERSON_ERASE,
        conference_slug=person.slug,
        subject=item,
        details={},
        mentions=[item],
        actor=actor,
        now=now,
    )


def _scrub(tx: Session, person: PersonAt, position: dict[str, str], now: datetime) -> None:
    """Take the person out of whatever tells of the attendee of this id."""
    _scrub_steps(tx, person, position)
    _scrub_log(tx, person, position)
    _scrub_publications(tx, person, position, now)
    withhold_person(tx, person.conference_id, person.public_id)
    item = f"attendees/{person.public_id}"
    tx.execute(
        delete(Confirmation).where(Confirmation.conference_id == person.conference_id, Confirmation.item == item)
    )


def _position(tx: Session, person: PersonAt) -> dict[str, str]:
    languages = tx.scalars(select(Conference.languages).where(Conference.id == person.conference_id)).one()
    return {code: words_in(code)(ERASED) for code in languages.split(",")}


def _erase_attendee(tx: Session, person: PersonAt, position: dict[str, str], *, actor: Actor, now: datetime) -> None:
    """Let the draft's attendee be one without a name; who is in no draft is in none."""
    item = f"attendees/{person.public_id}"
    if item not in get_draft(tx, person.slug).items:
        return

    def edit(document: Document) -> Document:
        there = document["attendees"][index_of(document, "attendees", person.public_id)]
        return with_item(document, item, erased_attendee(there, position))

    step = Step(action=Action.ITEM_EDIT, subject=item, is_undoable=False)
    edit_document(tx, person.slug, edit, step=step, expected={}, actor=actor, now=now)


def _scrub_steps(tx: Session, person: PersonAt, position: dict[str, str]) -> None:
    """Take the person out of the steps that undo remembers."""
    for change in tx.scalars(select(DraftChange).where(DraftChange.conference_id == person.conference_id)):
        scrubbed = without_person(change.items, person.public_id, position)
        if scrubbed is not change.items:
            change.items = scrubbed


def _scrub_log(tx: Session, person: PersonAt, position: dict[str, str]) -> None:
    """Take the person out of the entries that tell of the draft's items, and out of those of the person what somebody wrote."""
    item = f"attendees/{person.public_id}"
    for entry in tx.scalars(select(AuditEntry).where(AuditEntry.conference_slug == person.slug)):
        scrubbed = without_person(entry.details, person.public_id, position)
        if entry.subject == item and _WRITTEN & scrubbed.keys():
            scrubbed = {key: value for key, value in scrubbed.items() if key not in _WRITTEN}
        if scrubbed is not entry.details:
            entry.details = scrubbed


def _scrub_publications(tx: Session, person: PersonAt, position: dict[str, str], now: datetime) -> None:
    """Take the person out of what was published; each version that changes gets a new id, by which rendered pages are kept."""
    statement = select(Publication).where(Publication.conference_id == person.conference_id)
    for row in tx.scalars(statement.options(undefer(Publication.agenda)).order_by(Publication.number)).all():
        agenda, difference = json.loads(row.agenda), row.difference
        scrubbed = without_person(agenda, person.public_id, position)
        told = without_person(difference, person.public_id, position)
        if scrubbed is agenda and told is difference:
            continue
        values: dict[str, Any] = {
            column.key: getattr(row, column.key)
            for column in table_of(Publication).columns
            if column.key not in {"id", "agenda", "difference", "rewritten_at"}
        }
        tx.delete(row)
        tx.flush()
        tx.add(Publication(**values, agenda=_canonical(scrubbed), difference=told, rewritten_at=now))
        tx.flush()


def _step_sessions(
    tx: Session, conference_id: int, before: Published, ids: Collection[str], *, base_url: str, now: datetime
) -> None:
    """Let the calendars of others know that a name has gone: the sessions change as by a publication, and who was invited is sent them anew."""
    row = tx.scalars(
        select(Publication)
        .where(Publication.conference_id == conference_id)
        .order_by(Publication.number.desc())
        .options(undefer(Publication.agenda))
        .limit(1)
    ).one()
    agenda = read_agenda_json(row.agenda.encode())
    stepped = with_steps(agenda, ids, at=now.replace(microsecond=0))
    if stepped == agenda:
        return
    row.agenda = render_agenda_json(stepped, number=row.number, as_of=row.as_of).decode()
    tx.flush()
    after = replace(before, agenda=stepped)
    queue_invitation_news(tx, conference_id, after, before, says_what=False, base_url=base_url, now=now)


def _canonical(agenda: Document) -> str:
    return json.dumps(agenda, ensure_ascii=False, separators=(",", ":")) + "\n"
