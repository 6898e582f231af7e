"""Changing what was given: by the person, by the focal point, by an organiser."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eventapp.audit import Action, record
from eventapp.domain.accounts import normal_email
from eventapp.domain.drafts import with_item
from eventapp.domain.drafts.editing import index_of
from eventapp.domain.errors import DomainError
from eventapp.domain.participants import audiences_of
from eventapp.domain.registration import RegistrationState, missing_places
from eventapp.importers.people import PERSON_KEYS, STAY_KEYS
from eventapp.operations.drafts import Step, edit_document
from eventapp.operations.kept_invitations import settle_invitations
from eventapp.operations.participants import withhold_person
from eventapp.operations.registrations.choices import write_choices
from eventapp.operations.registrations.open_lists import open_list
from eventapp.operations.registrations.registering import ListFullError, write_needs
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import claim_of, count_taken, get_registration, list_sessions_of
from eventapp.renderers.glyphs import unprintable

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.items import Document
    from eventapp.domain.registration import ListingConsent, Needs
    from eventapp.domain.vocabulary import AttendeeCategory
    from eventapp.models import Registration
    from eventapp.operations.registrations.choices import Choices
    from eventapp.operations.registrations.open_lists import OpenList
    from eventapp.policy import Actor


class StaleRegistrationError(DomainError):
    """Somebody changed the registration meanwhile."""

    def __init__(self, version: int) -> None:
        super().__init__("stale-registration")
        self.version = version


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What a registration is to be; None, and a key that `person` lacks, leaves a thing as it is, an empty text takes it away.

    `base_url` is of the links in the mails that it causes, "" for none.
    """

    person: Document | None = None
    email: str | None = None
    language: str | None = None
    category: AttendeeCategory | None = None
    listing: ListingConsent | None = None
    needs: Needs | None = None
    choices: Choices | None = None
    base_url: str = ""


_TOLD = frozenset({*PERSON_KEYS, *STAY_KEYS})
# What decides which sessions somebody is invited to by mail, and where to.
_OF_INVITATIONS = frozenset({"email", "category", "sessions"})


def amend_registration(
    tx: Session,
    slug: str,
    public_id: str,
    amendment: Amendment,
    *,
    seen: int,
    is_marked: bool,
    actor: Actor,
    now: datetime,
) -> tuple[str, ...]:
    """Change a registration, in the draft too where the person is an attendee; give the names of what changed.

    Who takes back the consent to be named leaves at once the lists that were given out; who gives up a session frees a place there. `seen` is
    the version that the actor saw. Who has sessions by mail is invited and uninvited accordingly. `is_marked` shows the change of a confirmed one to the organisers until one of them saw it.
    Raises: NotFoundError; StaleRegistrationError; ListFullError where the other category or a session has no place;
    InvalidInputError with the problems at their paths in the draft's document.
    """
    opened = open_list(tx, slug, base_url=amendment.base_url)
    row = get_registration(tx, slug, public_id)
    if row.version != seen:
        raise StaleRegistrationError(row.version)
    if amendment.category is not None and amendment.category is not row.category:
        _must_have_place(tx, opened, row, amendment.category)
    changed = _amend_person(tx, slug, row, amendment, actor=actor, now=now)
    if amendment.listing is not None and amendment.listing is not row.listing:
        _consent_otherwise(tx, row, amendment.listing, now)
        changed.append("listing")
    if amendment.needs is not None:
        write_needs(tx, row.id, amendment.needs)
        changed.append("needs")
    if amendment.choices is not None:
        changed += write_choices(tx, opened, row, amendment.choices, actor=actor, now=now)
    if not changed:
        return ()
    row.step(now)
    if is_marked and row.state is RegistrationState.CONFIRMED:
        row.amended = sorted({*row.amended, *changed})
    opened.touch()
    subject = f"attendees/{public_id}"
    record(
        tx,
        Action.REGISTRATION_AMEND,
        conference_slug=slug,
        subject=subject,
        details={"fields": changed},
        mentions=[subject],
        actor=actor,
        now=now,
    )
    tx.flush()
    _settle(tx, slug, public_id, changed, amendment.base_url, now)
    return tuple(changed)


def _consent_otherwise(tx: Session, row: Registration, listing: ListingConsent, now: datetime) -> None:
    """Let somebody be named to others than before; lists given out to those who may not read the name any more lose it."""
    lost = set(audiences_of(row.listing)) - set(audiences_of(listing))
    withhold_person(tx, row.conference_id, row.public_id, audiences=lost)
    row.listing, row.listing_at = listing, now


def _settle(tx: Session, slug: str, public_id: str, changed: Collection[str], base_url: str, now: datetime) -> None:
    """Keep the calendar right of somebody who has sessions by mail."""
    if not _OF_INVITATIONS.isdisjoint(changed):
        settle_invitations(tx, slug, public_id, base_url=base_url, now=now)


def see_amendments(tx: Session, slug: str, public_id: str, *, actor: Actor, now: datetime) -> None:
    """Note that an organiser saw what was changed after the decision."""
    opened = open_list(tx, slug)
    row = get_registration(tx, slug, public_id)
    if not row.amended:
        return
    fields, row.amended = row.amended, []
    opened.touch()
    subject = f"attendees/{public_id}"
    record(
        tx,
        Action.REGISTRATION_SEE,
        conference_slug=slug,
        subject=subject,
        details={"fields": fields},
        mentions=[subject],
        actor=actor,
        now=now,
    )


def _must_have_place(tx: Session, opened: OpenList, row: Registration, category: AttendeeCategory) -> None:
    """Refuse another category to one who holds a place where that category has none left."""
    if not row.state.holds_place:
        return
    claim = replace(claim_of(row, list_sessions_of(tx, row.id)), category=category)
    missing = missing_places(opened.plan, count_taken(tx, opened.conference.id), claim)
    if of_category := tuple(limit for limit in missing if limit == ("category", category.value)):
        raise ListFullError(of_category)


def _amend_person(
    tx: Session, slug: str, row: Registration, amendment: Amendment, *, actor: Actor, now: datetime
) -> list[str]:
    """Write what is told of the person; give the names of the fields that are other ones now."""
    name = f"attendees/{row.public_id}"
    item = get_draft(tx, slug).items.get(name)
    before = _with_kept(item or row.person, row)
    after = _amended(before, amendment)
    row.email, row.language, row.category = after["email"], after["language"], amendment.category or row.category
    tx.flush()
    if item is not None and before != after:
        # The draft says how a thing is written: a time with its offset, a text without what it doesn't need.
        _edit_attendee(tx, slug, row.public_id, after, actor=actor, now=now)
        after = _with_kept(get_draft(tx, slug).items[name], row)
    row.person = {key: value for key, value in after.items() if key in _TOLD}
    return sorted(key for key in {*before, *after} if before.get(key) != after.get(key))


def _with_kept(document: Document, row: Registration) -> Document:
    """Give what is told of a person with what registration and attendee both have."""
    return {**document, "email": row.email, "language": row.language, "category": row.category.value}


def _amended(before: Document, amendment: Amendment) -> Document:
    """Give what is told of the person afterwards; what is empty is gone."""
    given = {key: value for key, value in (amendment.person or {}).items() if key in _TOLD}
    after = {key: value for key, value in (before | given).items() if value or key not in _TOLD}
    email, language, category = amendment.email, amendment.language, amendment.category
    after["email"] = before["email"] if email is None else normal_email(email)
    after["language"] = before["language"] if language is None else language
    after["category"] = before["category"] if category is None else category.value
    return after


def _edit_attendee(tx: Session, slug: str, name: str, value: Document, *, actor: Actor, now: datetime) -> None:
    wanted = {key: text for key, text in value.items() if text or key not in {"email", "language"}}

    def edit(document: Document) -> Document:
        there = document["attendees"][index_of(document, "attendees", name)]
        kept = {key: text for key, text in there.items() if key not in {*_TOLD, "email", "language", "category"}}
        return with_item(document, f"attendees/{name}", kept | wanted)

    step = Step(action=Action.ITEM_EDIT, subject=f"attendees/{name}")
    edit_document(tx, slug, edit, step=step, expected={}, unprintable=unprintable, actor=actor, now=now)
