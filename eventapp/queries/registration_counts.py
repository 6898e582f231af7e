"""How many are on the list or on the way to it, under each limit of places."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from eventapp.domain.registration import Claim, RegistrationState
from eventapp.domain.registration.counts import Counts, CountsByLimit, ToLookAt
from eventapp.models import Registration, RegistrationAnswer, RegistrationSession

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from eventapp.domain.registration.places import Limit

_S = RegistrationState
_COUNTED = (_S.CONFIRMED, _S.OFFERED, _S.PENDING, _S.WAITLISTED)


def count_everybody(tx: Session, conference_id: int) -> CountsByLimit:
    """Count everybody by limit and state, in two statements however many there are."""
    found: dict[Limit, Counter[RegistrationState]] = {}
    of_conference = (Registration.conference_id == conference_id, Registration.state.in_(_COUNTED))
    grouped = (Registration.category, Registration.side, Registration.state)
    for category, side, state, count in tx.execute(
        select(*grouped, func.count()).where(*of_conference).group_by(*grouped)
    ):
        for limit in Claim(id=0, category=category, side=side).limits():
            found.setdefault(limit, Counter())[state] += count
    of_sessions = (RegistrationSession.session, Registration.state)
    statement = select(*of_sessions, func.count()).join(
        Registration, Registration.id == RegistrationSession.registration_id
    )
    for session, state, count in tx.execute(statement.where(*of_conference).group_by(*of_sessions)):
        found.setdefault(("session", session), Counter())[state] += count
    return CountsByLimit({limit: _counts(states) for limit, states in found.items()})


def count_to_look_at(tx: Session, conference_id: int) -> ToLookAt:
    """Count what organisers have to look at, in one statement."""
    amended = func.count().filter(Registration.amended != [])
    statement = select(Registration.state, func.count(), amended).where(Registration.conference_id == conference_id)
    rows = [(row[0], row[1], row[2]) for row in tx.execute(statement.group_by(Registration.state))]
    counts = Counter({state: count for state, count, _ in rows})
    return ToLookAt(counts[_S.PENDING], counts[_S.WAITLISTED], counts[_S.OFFERED], sum(row[2] for row in rows))


def count_answers(tx: Session, conference_id: int) -> dict[str, int]:
    """Give how many answered each question, by its key; also of questions that were removed."""
    statement = (
        select(RegistrationAnswer.question, func.count())
        .join(Registration, Registration.id == RegistrationAnswer.registration_id)
        .where(Registration.conference_id == conference_id)
        .group_by(RegistrationAnswer.question)
    )
    return {row[0]: row[1] for row in tx.execute(statement)}


def count_values(tx: Session, conference_id: int, question: str) -> dict[str, int]:
    """Give how often each value was answered to one question."""
    statement = (
        select(RegistrationAnswer.value, func.count())
        .join(Registration, Registration.id == RegistrationAnswer.registration_id)
        .where(Registration.conference_id == conference_id, RegistrationAnswer.question == question)
        .group_by(RegistrationAnswer.value)
    )
    return {row[0]: row[1] for row in tx.execute(statement)}


def _counts(found: Counter[RegistrationState]) -> Counts:
    return Counts(
        taken=found[_S.CONFIRMED] + found[_S.OFFERED],
        offered=found[_S.OFFERED],
        pending=found[_S.PENDING],
        waiting=found[_S.WAITLISTED],
    )
