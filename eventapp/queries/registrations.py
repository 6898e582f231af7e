"""Reading registrations: the plan, the places taken, who waits, and everybody as lists show them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from eventapp.db import is_writing, table_of
from eventapp.domain.errors import NotFoundError
from eventapp.domain.memories import Memory
from eventapp.domain.registration import Claim, RegistrationPlan, RegistrationState, Taken, missing_places
from eventapp.domain.registration.participants import Participant, guests
from eventapp.importers.people import read_person
from eventapp.importers.registration_plans import read_plan
from eventapp.models import Conference, PersonalLink, Registration, RegistrationPlanRow, RegistrationSession
from eventapp.queries.drafts import get_draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.attendees import Attendee, Delegation
    from eventapp.domain.registration.places import Limit
    from eventapp.queries.drafts import Draft

_HOLDING = tuple(state for state in RegistrationState if state.holds_place)
_REGISTRATIONS, _SESSIONS = table_of(Registration), table_of(RegistrationSession)
_HELD = (
    _REGISTRATIONS.c.conference_id == bindparam("conference_id"),
    _REGISTRATIONS.c.state.in_(_HOLDING),
)
_TAKEN = (
    select(_REGISTRATIONS.c.category, _REGISTRATIONS.c.side, func.count())
    .where(*_HELD)
    .group_by(_REGISTRATIONS.c.category, _REGISTRATIONS.c.side)
)
_TAKEN_IN_SESSIONS = (
    select(_SESSIONS.c.session, func.count())
    .join(_REGISTRATIONS, _REGISTRATIONS.c.id == _SESSIONS.c.registration_id)
    .where(*_HELD)
    .group_by(_SESSIONS.c.session)
)
_ENDED = tuple(state for state in RegistrationState if state.is_ended)
_ACTIVE_BY_EMAIL = (
    select(Registration)
    .where(Registration.conference_id == bindparam("conference_id"), Registration.email == bindparam("email"))
    .where(Registration.state.not_in(_ENDED))
    .order_by(Registration.id)
    .limit(1)
)
_PEOPLE_VERSION = select(Conference.people_version).where(Conference.id == bindparam("conference_id"))
_PEOPLE: Memory[tuple[Participant, ...]] = Memory(most=64)
_PLANS: dict[str, RegistrationPlan] = {}
_PLANS_KEPT = 64


@dataclass(frozen=True, slots=True)
class StandingPlan:
    """A conference's plan and its version, "" for one that nobody set yet."""

    plan: RegistrationPlan
    version: str


def get_plan(tx: Session, conference_id: int, *, zone: str) -> StandingPlan:
    """Give the plan of a conference; without one everything is closed."""
    statement = select(RegistrationPlanRow.id, RegistrationPlanRow.version)
    row = tx.execute(statement.where(RegistrationPlanRow.conference_id == conference_id)).one_or_none()
    return StandingPlan(plan_of(tx, *row), row[1]) if row else StandingPlan(RegistrationPlan(zone=zone), "")


def plan_of(tx: Session, key: int, version: str) -> RegistrationPlan:
    """Give the plan of a row, read once by each process: a version is random and never names another plan."""
    found = _PLANS.get(version)
    if found is None:
        document = tx.scalars(select(RegistrationPlanRow.document).where(RegistrationPlanRow.id == key)).one()
        if len(_PLANS) >= _PLANS_KEPT:
            _PLANS.clear()
        found = _PLANS[version] = read_plan(document)
    return found


def count_taken(tx: Session, conference_id: int) -> Taken:
    """Count the places that are taken, in two statements however many there are."""
    taken = Taken()
    for category, side, count in tx.execute(_TAKEN, {"conference_id": conference_id}):
        taken.add(Claim(id=0, category=category, side=side), places=count)
    for session, count in tx.execute(_TAKEN_IN_SESSIONS, {"conference_id": conference_id}):
        taken.counts["session", session] = count
    return taken


def find_missing_places(
    tx: Session, conference_id: int, people: Iterable[Participant], *, zone: str
) -> dict[str, tuple[Limit, ...]]:
    """Give what stands in the way of a place for each of these people alone, by public id; who could have one is left out."""
    plan, taken = get_plan(tx, conference_id, zone=zone).plan, count_taken(tx, conference_id)
    claims = (
        (one.id, Claim(id=one.key, category=one.attendee.category, side=one.side, sessions=one.sessions))
        for one in people
    )
    return {name: limits for name, claim in claims if (limits := missing_places(plan, taken, claim))}


def list_waiting(tx: Session, conference_id: int) -> tuple[Claim, ...]:
    """Give the claims of those on the waiting list, whoever waits longest first."""
    statement = (
        select(Registration)
        .where(Registration.conference_id == conference_id, Registration.state == RegistrationState.WAITLISTED)
        .order_by(Registration.waiting_since, Registration.id)
    )
    rows = tx.scalars(statement).all()
    sessions = _sessions_of(tx, [row.id for row in rows])
    return tuple(claim_of(row, sessions.get(row.id, ())) for row in rows)


def claim_of(row: Registration, sessions: Sequence[str]) -> Claim:
    return Claim(id=row.id, category=row.category, side=row.side, sessions=tuple(sessions))


def list_sessions_of(tx: Session, registration_id: int) -> tuple[str, ...]:
    """Give the ids of the sessions that a registration is for, in order of id."""
    return _sessions_of(tx, [registration_id]).get(registration_id, ())


def _sessions_of(tx: Session, keys: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    if keys:
        statement = select(RegistrationSession).where(RegistrationSession.registration_id.in_(keys))
        for row in tx.scalars(statement.order_by(RegistrationSession.session)):
            found[row.registration_id].append(row.session)
    return {key: tuple(names) for key, names in found.items()}


def get_registration(tx: Session, slug: str, public_id: str, *, for_update: bool = False) -> Registration:
    """Raises: NotFoundError, also for somebody erased."""
    if not public_id.isprintable():
        # PostgreSQL takes no NUL.
        raise NotFoundError("unknown-registration")
    statement = select(Registration).join(Conference, Conference.id == Registration.conference_id)
    statement = statement.where(
        Conference.slug == slug, Registration.public_id == public_id, Registration.erased_at.is_(None)
    )
    row = tx.scalars(
        statement.with_for_update(of=Registration, key_share=True) if for_update else statement
    ).one_or_none()
    if row is None:
        raise NotFoundError("unknown-registration")
    return row


def find_active_by_email(tx: Session, conference_id: int, email: str) -> Registration | None:
    """Give the registration of an address that has not ended, the oldest if there are several."""
    return tx.scalars(_ACTIVE_BY_EMAIL, {"conference_id": conference_id, "email": email}).one_or_none()


@dataclass(frozen=True, slots=True)
class Linked:
    """Whom a personal link belongs to: the registration's key and public id, and its conference's slug."""

    registration_id: int
    public_id: str
    slug: str


def find_linked(tx: Session, token_hash: str, purpose: str, *, now: datetime) -> Linked | None:
    """Give whose link this is, None for one that expired, was revoked, serves another purpose or never was."""
    statement = (
        select(Registration.id, Registration.public_id, Conference.slug)
        .join(PersonalLink, PersonalLink.registration_id == Registration.id)
        .join(Conference, Conference.id == Registration.conference_id)
        .where(PersonalLink.token_hash == token_hash, PersonalLink.purpose == purpose)
        .where(PersonalLink.revoked_at.is_(None), PersonalLink.expires_at > now)
    )
    row = tx.execute(statement).one_or_none()
    return Linked(*row) if row else None


def get_participant(tx: Session, slug: str, public_id: str) -> Participant:
    """Raises: NotFoundError."""
    row = get_registration(tx, slug, public_id)
    return _participants(get_draft(tx, slug), [row], {row.id: list_sessions_of(tx, row.id)})[0]


def list_participants(tx: Session, slug: str, *, side: str | None = None) -> tuple[Participant, ...]:
    """Give everybody who registered or was put on the list, in whatever state but erased: in protocol order, guests last by time.

    `side` keeps one delegation's. The same number of statements for any number of people; outside of a transaction that writes they
    are read once for as long as nobody changes a person or the draft. Raises: NotFoundError.
    """
    draft = get_draft(tx, slug)
    if is_writing(tx):
        return _read_participants(tx, draft, side)
    versions = (tx.scalars(_PEOPLE_VERSION, {"conference_id": draft.conference_id}).one(), draft.version)
    return _PEOPLE.get((draft.conference_id, side), versions, lambda: _read_participants(tx, draft, side))


def _read_participants(tx: Session, draft: Draft, side: str | None) -> tuple[Participant, ...]:
    known = (Registration.conference_id == draft.conference_id, Registration.erased_at.is_(None))
    statement = select(Registration).where(*known)
    if side is not None:
        statement = statement.where(Registration.side == side)
    rows = tx.scalars(statement.order_by(Registration.registered_at, Registration.id)).all()
    sessions = _all_sessions(tx, draft.conference_id)
    return tuple(sorted(_participants(draft, rows, sessions), key=_protocol_order))


def _all_sessions(tx: Session, conference_id: int) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    statement = select(RegistrationSession.registration_id, RegistrationSession.session).join(
        Registration, Registration.id == RegistrationSession.registration_id
    )
    of_conference = statement.where(Registration.conference_id == conference_id)
    for key, session in tx.execute(of_conference.order_by(RegistrationSession.session)):
        found[key].append(session)
    return {key: tuple(names) for key, names in found.items()}


def _participants(
    draft: Draft, rows: Sequence[Registration], sessions: Mapping[int, tuple[str, ...]]
) -> tuple[Participant, ...]:
    known = {attendee.id: attendee for attendee in draft.agenda.attendees}
    delegations = {delegation.code: delegation for delegation in draft.agenda.delegations}
    nobody = guests(draft.agenda.conference.languages[0])
    return tuple(
        _participant(
            row,
            known.get(row.public_id) or _given(row, delegations.get(row.side, nobody)),
            sessions.get(row.id, ()),
            is_in_agenda=row.public_id in known,
        )
        for row in rows
    )


def _given(row: Registration, delegation: Delegation) -> Attendee:
    return read_person(
        row.person,
        person_id=row.public_id,
        delegation=delegation,
        category=row.category,
        email=row.email,
        language=row.language,
    )


def _participant(
    row: Registration, attendee: Attendee, sessions: tuple[str, ...], *, is_in_agenda: bool
) -> Participant:
    return Participant(
        key=row.id,
        attendee=attendee,
        state=row.state,
        source=row.source,
        listing=row.listing,
        code=row.code,
        is_in_agenda=is_in_agenda,
        registered_at=row.registered_at,
        tags=tuple(row.tags),
        amended=tuple(row.amended),
        sessions=sessions,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        waiting_since=row.waiting_since,
        offered_until=row.offered_until,
        ended_at=row.ended_at,
        version=row.version,
    )


def _protocol_order(participant: Participant) -> tuple[int, str, int, datetime, int]:
    attendee = participant.attendee
    delegation = attendee.delegation
    return (delegation.position, delegation.code, attendee.precedence, participant.registered_at, participant.key)
