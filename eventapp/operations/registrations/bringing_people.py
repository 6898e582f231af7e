"""A file's people brought to the list of one delegation: all rows or none, in one transaction and one step of the draft."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from eventapp.audit import Action, record
from eventapp.domain.accounts import normal_email
from eventapp.domain.attendees import PERSON_KEYS
from eventapp.domain.drafts.people import with_head, with_order
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.domain.registration import RegistrationSource, RegistrationState
from eventapp.operations.drafts import Step, edit_document
from eventapp.operations.registrations.agenda_entries import attendee_item, check_entry
from eventapp.operations.registrations.brought_people import application_of, find_brought_people
from eventapp.operations.registrations.letters import tell_all
from eventapp.operations.registrations.offers import renew_offers
from eventapp.operations.registrations.open_lists import list_rows, open_list
from eventapp.operations.registrations.registering import OUTCOMES, new_registration, write_needs
from eventapp.operations.registrations.sides import decides_all
from eventapp.queries.drafts import get_draft
from eventapp.renderers.glyphs import unprintable

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from sqlalchemy.orm import Session

    from eventapp.domain.items import Document
    from eventapp.domain.registration.bringing import BroughtRow, BroughtSide
    from eventapp.models import Registration
    from eventapp.operations.registrations.brought_people import Read
    from eventapp.operations.registrations.open_lists import OpenList
    from eventapp.policy import Actor

_SUBJECT_MAX = 100
_KEY_BYTES = 24
_NAMELESS = "?"
_PLACE = "precedence"
_REWRITTEN = frozenset({*PERSON_KEYS, "email", "language", "category"})


class ListChangedError(DomainError):
    """The delegation's list is another one than the actor saw."""

    def __init__(self) -> None:
        super().__init__("side-list-changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringing:
    """A file as it is brought: its name, the version of the list that the actor saw, whether new people are told by mail.

    `has_consent` says that the people agreed to what the file tells of their needs.
    """

    file_name: str
    seen: str
    is_told: bool
    has_consent: bool
    base_url: str


def bring_people(
    tx: Session, slug: str, side: str, read: Read, bringing: Bringing, *, actor: Actor, now: datetime
) -> BroughtSide:
    """Put a file's people on the list of a delegation; give what was brought. Who isn't in the file stays as he or she is.

    The same file again brings nothing new. A change of somebody confirmed by a focal point is marked for the organisers.
    Raises: NotFoundError; ListChangedError; InvalidInputError with all problems of all rows; DomainError("needs-without-consent").
    """
    opened = open_list(tx, slug, base_url=bringing.base_url)
    renew_offers(tx, opened, actor=actor, now=now)
    brought = find_brought_people(tx, opened, side, read, actor=actor)
    if brought.version != bringing.seen:
        raise ListChangedError
    if brought.problems:
        raise InvalidInputError(brought.problems)
    if brought.has_needs and not bringing.has_consent:
        raise DomainError("needs-without-consent")
    if brought.is_anything:
        _Writing(tx, opened, side, brought, bringing, actor, now).write()
    return brought


@dataclass
class _Writing:
    """Writes what is brought."""

    tx: Session
    opened: OpenList
    side: str
    brought: BroughtSide
    bringing: Bringing
    actor: Actor
    now: datetime

    def write(self) -> None:
        self.opened.touch()
        coming = self._enter()
        touched = self._amend()
        is_logged = self._write_draft(coming, touched)
        self._log([*coming.values(), *touched.values()], is_logged=is_logged)
        if self.bringing.is_told:
            told = [(row, OUTCOMES[row.state]) for row in coming.values()]
            tell_all(self.tx, self.opened, told, now=self.now)
        if any("category" in row.changed for row in self.brought.changed):
            renew_offers(self.tx, self.opened, actor=self.actor, now=self.now)

    @cached_property
    def _decides_all(self) -> bool:
        return decides_all(self.actor, self.opened.slug)

    def _enter(self) -> dict[str, Registration]:
        """Write a registration for each new row; give them by the id that the row has as it was read."""
        source = RegistrationSource.ORGANISER if self._decides_all else RegistrationSource.FOCAL_POINT
        coming: dict[str, Registration] = {}
        for one in self.brought.new:
            wish = application_of(one.row, source, key=secrets.token_urlsafe(_KEY_BYTES))
            row = coming[one.row.attendee.id] = new_registration(self.opened, wish, one.state, now=self.now)
            row.public_id = one.row.attendee.id if one.row.has_id else row.public_id
        self.tx.add_all(coming.values())
        self.tx.flush()
        for one in self.brought.new:
            self._write_needs(coming[one.row.attendee.id], one)
        return coming

    def _amend(self) -> dict[str, Registration]:
        """Write what is another of those who are there; give their registrations by id."""
        rows = {one.known.id: one for one in self.brought.changed if one.known}
        found = {row.public_id: row for row in list_rows(self.tx, self.opened, rows)} if rows else {}
        for name, row in found.items():
            one, person = rows[name], rows[name].row.attendee
            told = [key for key in one.changed if key != _PLACE]
            row.email, row.category = normal_email(person.email), person.category
            row.language = person.language or row.language
            kept = {key: value for key, value in row.person.items() if key not in PERSON_KEYS}
            row.person = {**kept, **one.row.person}
            self._write_needs(row, one)
            row.version += bool(told)
            if told and not self._decides_all and row.state is RegistrationState.CONFIRMED:
                row.amended = sorted({*row.amended, *told})
        self.tx.flush()
        return found

    def _write_needs(self, row: Registration, one: BroughtRow) -> None:
        if one.needs is not None:
            write_needs(self.tx, row.id, replace(one.needs, consented_at=self.now))

    def _write_draft(self, coming: dict[str, Registration], touched: dict[str, Registration]) -> bool:
        """Write the one step of the draft, and hold those who wait to the same rules; say whether there was a step."""
        names = {name: row.public_id for name, row in coming.items()}
        step = Step(action=Action.REGISTRATION_IMPORT, subject=self._subject, details=self._details, is_undoable=False)
        before = get_draft(self.tx, self.opened.slug)
        after = edit_document(
            self.tx,
            self.opened.slug,
            lambda document: self._edited(document, coming, names),
            step=step,
            expected={},
            unprintable=unprintable,
            actor=self.actor,
            now=self.now,
        )
        rows = (*coming.values(), *touched.values())
        if waiting := [row for row in rows if row.state is RegistrationState.PENDING]:
            check_entry(self.tx, self.opened.slug, waiting)
        return after.version != before.version

    def _edited(self, document: Document, coming: dict[str, Registration], names: dict[str, str]) -> Document:
        """Give the document with the people of the file as they would be, in their order, and the head."""
        changed = {one.known.id: one for one in self.brought.changed if one.known}
        attendees = [
            _rewritten(item, changed[item["id"]]) if item["id"] in changed else item
            for item in document.get("attendees", ())
        ]
        last = max((item[_PLACE] for item in attendees if item["delegation"] == self.side), default=0)
        new = [row for row in coming.values() if row.state is RegistrationState.CONFIRMED]
        attendees += [attendee_item(row, last + n) for n, row in enumerate(new, start=1)]
        edited = {**document, "attendees": attendees}
        if self.brought.has_order:
            there = {item["id"] for item in attendees}
            order = [names.get(name, name) for name in self.brought.order]
            edited = with_order(edited, self.side, [name for name in order if name in there])
        head = names.get(self.brought.head, self.brought.head)
        is_there = any(item["id"] == head for item in attendees)
        return with_head(edited, self.side, head) if is_there else edited

    def _log(self, rows: list[Registration], *, is_logged: bool) -> None:
        """Log those of whom the draft's step does not tell: who waits, or whose change is none of the draft's."""
        known = {attendee.id for attendee in get_draft(self.tx, self.opened.slug).agenda.attendees}
        untold = [f"attendees/{row.public_id}" for row in rows if not is_logged or row.public_id not in known]
        if untold:
            record(
                self.tx,
                Action.REGISTRATION_IMPORT,
                conference_slug=self.opened.slug,
                subject=self._subject,
                details=self._details,
                mentions=untold,
                actor=self.actor,
                now=self.now,
            )

    @property
    def _subject(self) -> str:
        return self.bringing.file_name[:_SUBJECT_MAX] or _NAMELESS

    @property
    def _details(self) -> dict[str, Any]:
        return {"side": self.side, "new": len(self.brought.new), "changed": len(self.brought.changed)}


def _rewritten(item: Document, one: BroughtRow) -> Document:
    """Give an attendee's item as the row has the person; what a file cannot tell stays."""
    person = one.row.attendee
    told = {"email": normal_email(person.email), "language": person.language}
    kept = {key: value for key, value in item.items() if key not in _REWRITTEN}
    filled = {key: value for key, value in told.items() if value}
    return {**kept, "category": person.category.value, **one.row.person, **filled}
