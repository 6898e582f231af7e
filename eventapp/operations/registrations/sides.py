"""People of one delegation, as its focal point has to do with them: never those of another one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eventapp.domain.errors import DomainError
from eventapp.domain.registration import Approval, RegistrationSource, RegistrationState
from eventapp.operations.registrations.agenda_entries import check_entry
from eventapp.operations.registrations.amending import amend_registration
from eventapp.operations.registrations.deciding import (
    Terms,
    approve_registrations,
    decline_registrations,
    withdraw_registration,
)
from eventapp.operations.registrations.offers import renew_offers
from eventapp.operations.registrations.open_lists import open_list
from eventapp.operations.registrations.registering import add_person
from eventapp.policy import Facts, Permission, allows
from eventapp.queries.side_lists import get_of_side, version_of_person

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.registration import Application
    from eventapp.models import Registration
    from eventapp.operations.registrations.amending import Amendment
    from eventapp.operations.registrations.deciding import Decided
    from eventapp.policy import Actor


@dataclass(frozen=True, slots=True)
class Whom:
    """A person as an address names one: the conference's slug, the delegation's code, the person's id."""

    slug: str
    side: str
    name: str

    @property
    def item(self) -> str:
        """The name of the person's item in the draft."""
        return f"attendees/{self.name}"


class StalePersonError(DomainError):
    """Somebody changed the person, or the registration, meanwhile."""

    def __init__(self) -> None:
        super().__init__("stale-registration")


def add_of_side(
    tx: Session, slug: str, side: str, application: Application, *, base_url: str, actor: Actor, now: datetime
) -> str:
    """Put a person on the list of a delegation; give the public id.

    Raises: NotFoundError; ListFullError; InvalidInputError, also for one who waits for a decision.
    """
    source = RegistrationSource.ORGANISER if decides_all(actor, slug) else RegistrationSource.FOCAL_POINT
    wish = replace(application, side=side, source=source)
    name = add_person(tx, slug, wish, base_url=base_url, actor=actor, now=now)
    row = get_of_side(tx, slug, side, name)
    if row.state is RegistrationState.PENDING:
        check_entry(tx, slug, [row])
    return name


def amend_of_side(
    tx: Session, whom: Whom, amendment: Amendment, *, seen: str, base_url: str, actor: Actor, now: datetime
) -> tuple[str, ...]:
    """Change a person of a delegation; give the names of what changed. A focal point's change is marked for the organisers.

    `seen` is the version of the person that the actor saw. Raises: NotFoundError; StalePersonError; ListFullError; InvalidInputError.
    """
    opened = open_list(tx, whom.slug, base_url=base_url)
    row = must_be_seen(tx, whom, seen)
    is_marked = not decides_all(actor, whom.slug)
    changed = amend_registration(
        tx,
        whom.slug,
        whom.name,
        replace(amendment, base_url=base_url),
        seen=row.version,
        is_marked=is_marked,
        actor=actor,
        now=now,
    )
    if "category" in changed:
        renew_offers(tx, opened, actor=actor, now=now)
    if changed and row.state is RegistrationState.PENDING:
        check_entry(tx, whom.slug, [row])
    return changed


def withdraw_of_side(tx: Session, whom: Whom, *, seen: str, base_url: str, actor: Actor, now: datetime) -> None:
    """Take a person of a delegation off the list; taken off twice is taken off once.

    Raises: NotFoundError; StalePersonError; DomainError("cannot-withdraw").
    """
    open_list(tx, whom.slug)
    if get_of_side(tx, whom.slug, whom.side, whom.name).state is RegistrationState.WITHDRAWN:
        return
    must_be_seen(tx, whom, seen)
    withdraw_registration(tx, whom.slug, whom.name, side=whom.side, base_url=base_url, actor=actor, now=now)


def approve_of_side(tx: Session, whom: Whom, *, seen: int, base_url: str, actor: Actor, now: datetime) -> Decided:
    """Approve one who waits for the delegation's decision; decided on already, it stays as it is.

    `seen` is the registration's version that the actor saw. Raises: NotFoundError; StalePersonError for one who waits and was changed;
    DomainError("not-yours-to-decide") where an organiser decides on the category.
    """
    is_open = _must_decide(tx, whom, seen, actor)
    names = [whom.name] if is_open else []
    return approve_registrations(
        tx, whom.slug, names, terms=Terms(side=whom.side), base_url=base_url, actor=actor, now=now
    )


def decline_of_side(
    tx: Session, whom: Whom, *, seen: int, note: str = "", base_url: str, actor: Actor, now: datetime
) -> Decided:
    """Decline one who waits for the delegation's decision, with a `note` to the person if there is one.

    Raises: as `approve_of_side`.
    """
    is_open = _must_decide(tx, whom, seen, actor)
    names = [whom.name] if is_open else []
    return decline_registrations(
        tx, whom.slug, names, terms=Terms(side=whom.side), note=note, base_url=base_url, actor=actor, now=now
    )


def must_be_seen(tx: Session, whom: Whom, seen: str) -> Registration:
    """Give the registration of a person of whom the actor saw this version, while the list is open.

    Raises: NotFoundError; StalePersonError.
    """
    row = get_of_side(tx, whom.slug, whom.side, whom.name)
    if version_of_person(tx, whom.slug, row) != seen:
        raise StalePersonError
    return row


def decides_all(actor: Actor, slug: str) -> bool:
    """Say whether the actor decides about every registration, not those of one delegation alone."""
    return allows(actor, Permission.REGISTRATION_DECIDE, Facts(slug))


def _must_decide(tx: Session, whom: Whom, seen: int, actor: Actor) -> bool:
    """Say whether a person waits for a decision, which has to be the actor's, about the person as he or she was seen."""
    opened = open_list(tx, whom.slug)
    row = get_of_side(tx, whom.slug, whom.side, whom.name)
    approval = opened.plan.rule_of(row.category).approval
    if approval is not Approval.FOCAL_POINT and not decides_all(actor, whom.slug):
        raise DomainError("not-yours-to-decide")
    if row.state is not RegistrationState.PENDING:
        return False
    if row.version != seen:
        raise StalePersonError
    return True
