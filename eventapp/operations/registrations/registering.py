"""Getting on the list: by oneself, or by whoever may put people on it. Capacity is never exceeded."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.audit import Action, record
from eventapp.domain.accounts import normal_email
from eventapp.domain.errors import DomainError
from eventapp.domain.registration import (
    Application,
    Approval,
    Claim,
    Door,
    RegistrationSource,
    RegistrationState,
    door_of,
    missing_places,
)
from eventapp.models import Conference, Registration, RegistrationAnswer, RegistrationNeeds, RegistrationSession
from eventapp.operations.registrations.agenda_entries import enter_agenda
from eventapp.operations.registrations.letters import tell
from eventapp.operations.registrations.offers import lapse_offers, offer_places
from eventapp.operations.registrations.open_lists import OpenList, new_code, new_public_id, open_list
from eventapp.queries.registrations import count_taken, find_active_by_email
from eventapp.renderers.mail.registrations import Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.registration import Needs
    from eventapp.domain.registration.places import Limit
    from eventapp.policy import Actor

OUTCOMES = {
    RegistrationState.PENDING: Outcome.PENDING,
    RegistrationState.WAITLISTED: Outcome.WAITLISTED,
    RegistrationState.CONFIRMED: Outcome.CONFIRMED,
}


class ListFullError(DomainError):
    """There is no place; `limits` says where none is."""

    def __init__(self, limits: tuple[Limit, ...]) -> None:
        super().__init__("list-full", limits=limits)
        self.limits = limits


def register_person(
    tx: Session,
    slug: str,
    application: Application,
    *,
    base_url: str,
    is_invited: bool = False,
    actor: Actor,
    now: datetime,
) -> str | None:
    """Take up somebody's own registration: confirmed, waiting for a decision or on the waiting list; give the public id.

    The same form sent twice registers once. An address that is registered already is told so by mail, and None is given: the page must not tell.
    Raises: NotFoundError; DomainError("registration-closed", "-not-yet", "-over", "-by-invitation", "-by-focal-point").
    """
    opened = open_list(tx, slug, base_url=base_url)
    if (again := find_by_key(tx, opened, application.key)) is not None:
        return again.public_id
    rule = opened.plan.rule_of(application.category)
    door = door_of(rule, now=now, is_invited=is_invited)
    if door is not Door.OPEN:
        raise DomainError(f"registration-{door.value}")
    known = find_active_by_email(tx, opened.conference.id, normal_email(application.email))
    if known is not None:
        tell(tx, opened, known, Outcome.KNOWN, now=now)
        return None
    lapse_offers(tx, opened, actor=actor, now=now)
    if rule.approval is not Approval.NONE:
        state = RegistrationState.PENDING
    else:
        missing = _missing(tx, opened, application, actor=actor, now=now)
        state = RegistrationState.WAITLISTED if missing else RegistrationState.CONFIRMED
    return _enter(tx, opened, application, state, actor=actor, now=now).public_id


def add_person(
    tx: Session,
    slug: str,
    application: Application,
    *,
    base_url: str,
    is_told: bool = True,
    actor: Actor,
    now: datetime,
) -> str:
    """Put somebody on the list, as an organiser, a desk or the delegation's focal point does; give the public id.

    What a focal point adds waits for a decision where the category's rule says that an organiser decides.
    Raises: NotFoundError; ListFullError.
    """
    opened = open_list(tx, slug, base_url=base_url)
    if (again := find_by_key(tx, opened, application.key)) is not None:
        return again.public_id
    lapse_offers(tx, opened, actor=actor, now=now)
    state = state_when_added(opened, application)
    if state is RegistrationState.CONFIRMED and (missing := _missing(tx, opened, application, actor=actor, now=now)):
        raise ListFullError(missing)
    return _enter(tx, opened, application, state, is_told=is_told, actor=actor, now=now).public_id


def state_when_added(opened: OpenList, application: Application) -> RegistrationState:
    """Give the state in which one is put on the list by others."""
    by_side = application.source is RegistrationSource.FOCAL_POINT
    needs_decision = by_side and opened.plan.rule_of(application.category).approval is Approval.ORGANISER
    return RegistrationState.PENDING if needs_decision else RegistrationState.CONFIRMED


def write_needs(tx: Session, registration_id: int, needs: Needs) -> None:
    """Let a registration have these needs, none if there are none."""
    row = tx.scalars(select(RegistrationNeeds).filter_by(registration_id=registration_id)).one_or_none()
    if row is not None:
        tx.delete(row)
        tx.flush()
    _add_needs(tx, registration_id, needs)


def _add_needs(tx: Session, registration_id: int, needs: Needs) -> None:
    if needs:
        diets = [diet.value for diet in needs.diets]
        texts = {"dietary": needs.dietary, "accessibility": needs.accessibility}
        tx.add(
            RegistrationNeeds(registration_id=registration_id, diets=diets, consented_at=needs.consented_at, **texts)
        )


def is_of_key(row: Registration, key: str) -> bool:
    """Say whether a registration came of the form that has this key."""
    return row.key_hash == _key_hash(key)


def _missing(
    tx: Session, opened: OpenList, application: Application, *, actor: Actor, now: datetime
) -> tuple[Limit, ...]:
    """Give what stands in the way of one more; a place that somebody waits for is offered first."""
    claim = Claim(id=0, category=application.category, side=application.side, sessions=application.sessions)
    conference_id = opened.conference.id
    missing = missing_places(opened.plan, count_taken(tx, conference_id), claim)
    if missing or not offer_places(tx, opened, actor=actor, now=now):
        return missing
    return missing_places(opened.plan, count_taken(tx, conference_id), claim)


def was_sent(tx: Session, slug: str, key: str) -> bool:
    """Say whether something came of a form with this key already."""
    statement = select(Registration.id).join(Conference, Conference.id == Registration.conference_id)
    return (
        tx.execute(statement.where(Conference.slug == slug, Registration.key_hash == _key_hash(key))).first()
        is not None
    )


def find_by_key(tx: Session, opened: OpenList, key: str) -> Registration | None:
    """Give the registration that came of a form with this key: the same form sent twice is one."""
    statement = select(Registration).where(
        Registration.conference_id == opened.conference.id, Registration.key_hash == _key_hash(key)
    )
    return tx.scalars(statement).one_or_none()


def _key_hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _enter(
    tx: Session,
    opened: OpenList,
    application: Application,
    state: RegistrationState,
    *,
    is_told: bool = True,
    actor: Actor,
    now: datetime,
) -> Registration:
    """Write the registration with all that was given, put a confirmed person into the draft, tell the person, log it."""
    row = write_registration(tx, opened, application, state, now=now)
    if state is RegistrationState.CONFIRMED:
        enter_agenda(tx, opened.slug, [row], actor=actor, now=now)
    if is_told:
        tell(tx, opened, row, OUTCOMES[state], now=now)
    opened.touch()
    # The log names the person by id only: it is kept longer than what was given.
    details = {"state": state.value, "category": row.category.value, "side": row.side, "source": row.source.value}
    record(
        tx,
        Action.REGISTRATION_ADD,
        conference_slug=opened.slug,
        subject=f"attendees/{row.public_id}",
        details=details,
        mentions=[f"attendees/{row.public_id}"],
        actor=actor,
        now=now,
    )
    return row


def write_registration(
    tx: Session, opened: OpenList, application: Application, state: RegistrationState, *, now: datetime
) -> Registration:
    """Give a new registration with all that was given; nobody is told, the draft stays as it is."""
    row = new_registration(opened, application, state, now=now)
    tx.add(row)
    tx.flush()
    for session in application.sessions:
        tx.add(RegistrationSession(registration_id=row.id, session=session))
    for answer in application.answers:
        of_file = {"media_type": answer.media_type, "content": answer.content}
        tx.add(RegistrationAnswer(registration_id=row.id, question=answer.question, value=answer.value, **of_file))
    _add_needs(tx, row.id, application.needs)
    return row


def new_registration(
    opened: OpenList, application: Application, state: RegistrationState, *, now: datetime
) -> Registration:
    """Give the row of an application, not written yet."""
    return Registration(
        conference_id=opened.conference.id,
        public_id=new_public_id(),
        state=state,
        source=application.source,
        category=application.category,
        side=application.side,
        email=normal_email(application.email),
        language=application.language,
        person=application.person,
        listing=application.listing,
        listing_at=now,
        code=new_code(),
        key_hash=_key_hash(application.key),
        registered_at=now,
        decided_at=now if state is RegistrationState.CONFIRMED else None,
        waiting_since=now if state is RegistrationState.WAITLISTED else None,
    )
