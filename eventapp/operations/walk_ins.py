"""Who comes to the desk without being on the list: put on it, or confirmed by an organiser, and checked in at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eventapp.domain.accounts import normal_email
from eventapp.domain.errors import DomainError
from eventapp.operations.check_ins import Outcome, tell_check_ins
from eventapp.operations.registrations.deciding import Terms, approve_registrations
from eventapp.operations.registrations.open_lists import open_list
from eventapp.operations.registrations.registering import add_person, is_of_key
from eventapp.queries.registrations import find_active_by_email

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.check_ins import Said
    from eventapp.domain.registration import Application
    from eventapp.policy import Actor


class KnownPersonError(DomainError):
    """Somebody with this address is on the list already: `public_id`."""

    def __init__(self, public_id: str) -> None:
        super().__init__("known-person")
        self.public_id = public_id


def admit_walk_in(
    tx: Session, slug: str, application: Application, said: Said, *, base_url: str, actor: Actor, now: datetime
) -> Outcome:
    """Put somebody who comes without a registration on the list and check him or her in; the same form sent twice does it once.

    `said` names nobody yet. Raises: NotFoundError; ListFullError; KnownPersonError where the address is registered already.
    """
    opened = open_list(tx, slug)
    email = normal_email(application.email)
    known = find_active_by_email(tx, opened.conference.id, email) if email else None
    if known is not None and not is_of_key(known, application.key):
        raise KnownPersonError(known.public_id)
    name = add_person(tx, slug, application, base_url=base_url, actor=actor, now=now)
    (outcome,) = tell_check_ins(tx, slug, [replace(said, whom=name)], actor=actor, now=now)
    return outcome


def admit_person(
    tx: Session,
    slug: str,
    said: Said,
    *,
    is_beyond_limits: bool = False,
    base_url: str,
    actor: Actor,
    now: datetime,
) -> Outcome:
    """Confirm somebody who was not on the list, and check him or her in; without a place it is the waiting list, and nobody is let in.

    `is_beyond_limits` is as in `Terms`. Raises: NotFoundError.
    """
    terms = Terms(is_beyond_limits=is_beyond_limits)
    approve_registrations(tx, slug, [said.whom], terms=terms, base_url=base_url, actor=actor, now=now)
    tx.flush()
    (outcome,) = tell_check_ins(tx, slug, [said], actor=actor, now=now)
    return outcome
