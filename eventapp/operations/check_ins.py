"""What desks tell is taken down, once each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from eventapp.audit import Action, record
from eventapp.domain.check_ins import OutcomeKind, Verb, standing_of
from eventapp.domain.registration import RegistrationState
from eventapp.models import CheckIn, CheckInTold, Registration
from eventapp.queries.check_ins import find_check_in, list_known_keys, list_told_about, list_told_of, next_number
from eventapp.queries.conferences import hold_conference

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.check_ins import Said, Standing
    from eventapp.policy import Actor

_ACTIONS = {Verb.IN: Action.CHECK_IN_ADD, Verb.UNDO: Action.CHECK_IN_UNDO}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a thing said: how the person stands now, None for not in; `last` is the number of what was told last."""

    key: str
    kind: OutcomeKind
    person: str = ""
    standing: Standing | None = None
    last: int = 0


def tell_check_ins(tx: Session, slug: str, said: Sequence[Said], *, actor: Actor, now: datetime) -> tuple[Outcome, ...]:
    """Take down what a desk says, in its order, each key once; give what came of each.

    Whoever is not confirmed is not let in, and who is unknown neither: that is said, the others are taken all the same.
    Raises: NotFoundError for the conference.
    """
    conference_id = hold_conference(tx, slug)
    people = list_told_about(tx, conference_id, list(said))
    known = dict(list_known_keys(tx, conference_id, [one.key for one in said]))
    taker = _Taker(tx, slug, conference_id, actor, now)
    outcomes = []
    for one in said:
        row = people.get(one.whom)
        if one.key in known:
            outcomes.append(taker.again(one, known[one.key], row))
        elif row is None:
            outcomes.append(Outcome(key=one.key, kind=OutcomeKind.UNKNOWN))
        elif one.verb is Verb.IN and row.state is not RegistrationState.CONFIRMED:
            outcomes.append(Outcome(key=one.key, kind=OutcomeKind.NOT_ON_LIST, person=row.public_id))
        else:
            outcome, known[one.key] = taker.take(one, row)
            outcomes.append(outcome)
    return tuple(outcomes)


@dataclass(frozen=True, slots=True)
class _Taker:
    """Whoever takes things down for one desk in one transaction."""

    tx: Session
    slug: str
    conference_id: int
    actor: Actor
    now: datetime

    def take(self, said: Said, row: Registration) -> tuple[Outcome, CheckInTold]:
        """Take a thing down that was not told before, and let the person stand by it."""
        written = CheckInTold(
            conference_id=self.conference_id,
            registration_id=row.id,
            scope=said.scope,
            number=next_number(self.tx, row.id, said.scope),
            verb=said.verb,
            at=said.at,
            source=said.source,
            seen=said.seen,
            by=self.actor.name,
            desk=said.desk,
            key=said.key,
            received_at=self.now,
        )
        self.tx.add(written)
        self.tx.flush()
        standing = _let_stand(self.tx, self.conference_id, row.id, said.scope)
        self._record(said, row.public_id)
        kind = OutcomeKind.after(said.verb, standing, written.number)
        outcome = Outcome(key=said.key, kind=kind, person=row.public_id, standing=standing, last=written.number)
        return outcome, written

    def _record(self, said: Said, person: str) -> None:
        record(
            self.tx,
            _ACTIONS[said.verb],
            conference_slug=self.slug,
            subject=f"attendees/{person}",
            details={"scope": said.scope, "desk": said.desk, "said_at": said.at.isoformat()},
            mentions=[f"attendees/{person}"],
            actor=self.actor,
            now=self.now,
        )

    def again(self, said: Said, told: CheckInTold, row: Registration | None) -> Outcome:
        """Say what came of a thing that was told already."""
        entries = list_told_of(self.tx, told.registration_id, told.scope)
        standing = standing_of(entries)
        kind = OutcomeKind.after(told.verb, standing, told.number)
        person = row.public_id if row else ""
        last = next_number(self.tx, told.registration_id, told.scope) - 1
        return Outcome(key=said.key, kind=kind, person=person, standing=standing, last=last)


def _let_stand(tx: Session, conference_id: int, registration_id: int, scope: str) -> Standing | None:
    """Write how a person stands after all that was told, and give it."""
    told = list_told_of(tx, registration_id, scope)
    standing = standing_of(told)
    check_in = find_check_in(tx, registration_id, scope)
    if check_in is None and standing is None:
        return None
    if check_in is None:
        check_in = CheckIn(conference_id=conference_id, registration_id=registration_id, scope=scope)
        tx.add(check_in)
    if standing is not None:
        check_in.at, check_in.by, check_in.desk = standing.since, standing.by, standing.desk
        check_in.number = standing.number
    check_in.last = max(one.number for one in told)
    check_in.undone_at = None if standing else max(told, key=lambda one: one.number).at
    tx.flush()
    return standing


def hand_over_check_ins(tx: Session, *, kept: int, gone: int) -> None:
    """Let one registration take up how another of the same person stands; what was told of the other goes with it.

    Who is in by both is in since the earlier one.
    """
    both = select(Registration.id).where(Registration.id.in_([kept, gone]))
    tx.execute(both.order_by(Registration.id).with_for_update(key_share=True)).all()
    for check_in in tx.scalars(select(CheckIn).filter_by(registration_id=gone).order_by(CheckIn.id)).all():
        if check_in.undone_at is None:
            number = {"registration_id": gone, "scope": check_in.scope, "number": check_in.number}
            told = tx.scalars(select(CheckInTold).filter_by(**number)).one_or_none()
            if told is None:
                continue
            told.number = next_number(tx, kept, check_in.scope)
            told.registration_id = kept
            tx.flush()
            _let_stand(tx, check_in.conference_id, kept, check_in.scope)
        tx.delete(check_in)
    tx.execute(delete(CheckInTold).where(CheckInTold.registration_id == gone))
    tx.flush()
