"""Every attendee of a draft has a registration: the draft's own edits keep it so (decision 0013)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from eventapp.domain.accounts import normal_email
from eventapp.domain.registration import ListingConsent, RegistrationSource, RegistrationState
from eventapp.importers.people import PERSON_KEYS, STAY_KEYS
from eventapp.models import Conference, Registration
from eventapp.models.conferences import new_draft_version
from eventapp.operations.registrations.open_lists import new_code

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.items import Document

_TOLD = frozenset({*PERSON_KEYS, *STAY_KEYS})


def keep_registrations(
    tx: Session,
    conference_id: int,
    *,
    kept: Mapping[str, Attendee],
    came: frozenset[str],
    left: Mapping[str, Document],
    now: datetime,
) -> None:
    """Let the registrations follow attendees of the draft, by id: those written (`kept`), among them new ones (`came`), and those gone.

    Who comes is on the list, with a registration if there was none; who goes is withdrawn, and the registration keeps what the draft
    told of the person. Capacity is for those who register. The place of somebody erased comes and goes without one.
    """
    if not kept and not left:
        return
    known = {row.public_id: row for row in _rows(tx, conference_id, {*kept, *left})}
    for name in sorted(left.keys() & known.keys()):
        _take_off(known[name], left[name], now)
    for name, attendee in kept.items():
        if name in known:
            _follow(known[name], attendee, is_new=name in came, now=now)
    tx.flush()
    new = [_new(conference_id, attendee, now) for name, attendee in kept.items() if name not in known]
    if new:
        tx.execute(insert(Registration), new)
    touched = update(Conference).where(Conference.id == conference_id)
    tx.execute(touched.values(people_version=new_draft_version()))


def _rows(tx: Session, conference_id: int, names: set[str]) -> list[Registration]:
    statement = select(Registration).where(Registration.conference_id == conference_id)
    return list(tx.scalars(statement.where(Registration.public_id.in_(names))))


def _take_off(row: Registration, told: Document, now: datetime) -> None:
    row.person = {key: value for key, value in told.items() if key in _TOLD}
    if not row.state.is_ended:
        row.state, row.ended_at, row.offered_until = RegistrationState.WITHDRAWN, now, None
        row.step(now)


def _follow(row: Registration, attendee: Attendee, *, is_new: bool, now: datetime) -> None:
    before = (row.category, row.side, row.email, row.language)
    row.category, row.side = attendee.category, attendee.delegation.code
    row.email, row.language = normal_email(attendee.email), language_of(attendee)
    if before != (row.category, row.side, row.email, row.language):
        row.changed_at = max(now, row.changed_at or now)
    if is_new and row.state is not RegistrationState.CONFIRMED and row.erased_at is None:
        row.state, row.decided_at, row.ended_at, row.offered_until = RegistrationState.CONFIRMED, now, None, None
        row.step(now)


def language_of(attendee: Attendee) -> str:
    return attendee.language or attendee.delegation.language


def _new(conference_id: int, attendee: Attendee, now: datetime) -> dict[str, Any]:
    return {
        "conference_id": conference_id,
        "public_id": attendee.id,
        "state": RegistrationState.CONFIRMED,
        "source": RegistrationSource.ORGANISER,
        "category": attendee.category,
        "side": attendee.delegation.code,
        "email": normal_email(attendee.email),
        "language": language_of(attendee),
        "person": {},
        "listing": ListingConsent.UNASKED,
        "code": new_code(),
        "tags": [],
        "amended": [],
        "registered_at": now,
        "decided_at": now,
        "decided_by": "",
        "version": 1,
    }
