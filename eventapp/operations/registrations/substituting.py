"""One person in the place of another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete

from eventapp.audit import Action
from eventapp.domain.drafts.people import with_substitute
from eventapp.domain.errors import DomainError
from eventapp.domain.registration import RegistrationSource, RegistrationState, missing_places
from eventapp.models import RegistrationNeeds
from eventapp.operations.drafts import Step, edit_document
from eventapp.operations.kept_invitations import take_back_invitations
from eventapp.operations.registrations.agenda_entries import attendee_item
from eventapp.operations.registrations.letters import tell_all
from eventapp.operations.registrations.offers import renew_offers
from eventapp.operations.registrations.open_lists import open_list
from eventapp.operations.registrations.registering import ListFullError, find_by_key, write_registration
from eventapp.operations.registrations.sides import decides_all, must_be_seen
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import claim_of, count_taken, list_sessions_of
from eventapp.renderers.glyphs import unprintable
from eventapp.renderers.mail.registrations import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.registration import Application
    from eventapp.models import Registration
    from eventapp.operations.registrations.open_lists import OpenList
    from eventapp.operations.registrations.sides import Whom
    from eventapp.policy import Actor

_S = RegistrationState
REPLACES = "replaces"


def substitute_person(
    tx: Session, whom: Whom, application: Application, *, seen: str, base_url: str, actor: Actor, now: datetime
) -> str:
    """Put a new person in the place of one: precedence, head, sessions and topics, in one step of the draft; give the new public id.

    Who is replaced is withdrawn; both are told. The place was approved: the new person has it at once, and a focal point's substitution is
    marked for the organisers. `seen` is the version of the person replaced that the actor saw. The same form sent twice does it once.
    Raises: NotFoundError; StalePersonError; ListFullError; InvalidInputError;
    DomainError("cannot-substitute") for one who is not in the agenda, or was declined.
    """
    opened = open_list(tx, whom.slug, base_url=base_url)
    if (again := find_by_key(tx, opened, application.key)) is not None:
        return again.public_id
    leaving = _leaving(tx, whom, seen)
    was_told = leaving.state is _S.WITHDRAWN
    renew_offers(tx, opened, actor=actor, now=now)
    wish = _completed(application, whom, list_sessions_of(tx, leaving.id), actor)
    _must_have_place(tx, opened, leaving, wish)
    coming = write_registration(tx, opened, wish, _S.CONFIRMED, now=now)
    coming.amended = [] if decides_all(actor, whom.slug) else [REPLACES]
    _exchange(tx, whom, leaving, coming, actor=actor, now=now)
    opened.touch()
    take_back_invitations(tx, whom.slug, leaving.public_id, base_url=base_url, now=now)
    told = [(coming, Outcome.CONFIRMED), *([] if was_told else [(leaving, Outcome.REPLACED)])]
    tell_all(tx, opened, told, now=now)
    renew_offers(tx, opened, actor=actor, now=now)
    return coming.public_id


def _leaving(tx: Session, whom: Whom, seen: str) -> Registration:
    """Give who is to be replaced: somebody on the list, or who left it and is in the agenda still."""
    leaving = must_be_seen(tx, whom, seen)
    if leaving.state not in {_S.CONFIRMED, _S.WITHDRAWN} or whom.item not in get_draft(tx, whom.slug).items:
        raise DomainError("cannot-substitute")
    return leaving


def _completed(application: Application, whom: Whom, sessions: Sequence[str], actor: Actor) -> Application:
    """Give the application with what comes of the place: the delegation, the sessions registered for."""
    source = RegistrationSource.ORGANISER if decides_all(actor, whom.slug) else RegistrationSource.FOCAL_POINT
    return replace(application, side=whom.side, source=source, sessions=tuple(sessions))


def _must_have_place(tx: Session, opened: OpenList, leaving: Registration, wish: Application) -> None:
    """Refuse a new person who needs a place that the one replaced does not leave."""
    left = claim_of(leaving, wish.sessions)
    needed = replace(left, id=0, category=wish.category)
    missing = missing_places(opened.plan, count_taken(tx, opened.conference.id), needed)
    given = set(left.limits()) if leaving.state.holds_place else set()
    if lacking := tuple(limit for limit in missing if limit not in given):
        raise ListFullError(lacking)


def _exchange(
    tx: Session, whom: Whom, leaving: Registration, coming: Registration, *, actor: Actor, now: datetime
) -> None:
    """Write the draft's one step; the registrations follow it, and what was told of needs goes."""
    step = Step(
        action=Action.REGISTRATION_SUBSTITUTE,
        subject=f"attendees/{coming.public_id}",
        details={"replaced": leaving.public_id},
        is_undoable=False,
    )
    edit_document(
        tx,
        whom.slug,
        lambda document: with_substitute(document, leaving.public_id, attendee_item(coming, 1)),
        step=step,
        expected={},
        unprintable=unprintable,
        actor=actor,
        now=now,
    )
    leaving.decided_at, leaving.decided_by = now, actor.name
    tx.execute(delete(RegistrationNeeds).where(RegistrationNeeds.registration_id == leaving.id))
