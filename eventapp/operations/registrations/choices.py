"""What a registration answers and which sessions it is for, when that is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from eventapp.domain.registration import Claim, missing_places
from eventapp.models import RegistrationAnswer, RegistrationSession
from eventapp.operations.registrations.offers import renew_offers
from eventapp.operations.registrations.registering import ListFullError
from eventapp.queries.registrations import count_taken, list_sessions_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.registration import Answer
    from eventapp.models import Registration
    from eventapp.operations.registrations.open_lists import OpenList
    from eventapp.policy import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Answers to some of the questions ("" takes one away), and the sessions to be registered for, None for those of before."""

    answers: tuple[Answer, ...] = ()
    sessions: tuple[str, ...] | None = None


def write_choices(
    tx: Session, opened: OpenList, row: Registration, choices: Choices, *, actor: Actor, now: datetime
) -> list[str]:
    """Let a registration have these choices; give what is another one now, of "answers" and "sessions".

    Raises: ListFullError.
    """
    changed = ["answers"] if write_answers(tx, row.id, choices.answers) else []
    if choices.sessions is not None and choose_sessions(tx, opened, row, choices.sessions, actor=actor, now=now):
        changed.append("sessions")
    return changed


def write_answers(tx: Session, registration_id: int, answers: Collection[Answer]) -> bool:
    """Let these questions be answered so, without an answer where the value is ""; say whether anything is another one now.

    Questions that aren't among them keep their answers.
    """
    statement = select(RegistrationAnswer).where(RegistrationAnswer.registration_id == registration_id)
    known = {row.question: row for row in tx.scalars(statement)}
    has_changed = False
    for answer in answers:
        row = known.get(answer.question)
        if answer.content is None and (row.value if row else "") == answer.value:
            continue
        has_changed = True
        if row is None:
            row = RegistrationAnswer(registration_id=registration_id, question=answer.question)
            tx.add(row)
        if answer.value:
            row.value, row.media_type, row.content = answer.value, answer.media_type, answer.content
        else:
            tx.delete(row)
    tx.flush()
    return has_changed


def choose_sessions(
    tx: Session, opened: OpenList, row: Registration, sessions: Collection[str], *, actor: Actor, now: datetime
) -> bool:
    """Let a registration be for these sessions; say whether they are others than before. What is given up is offered at once.

    Raises: ListFullError where one is to be added that has no place, for one who holds a place.
    """
    before, wanted = set(list_sessions_of(tx, row.id)), set(sessions)
    added, given_up = wanted - before, before - wanted
    if not added and not given_up:
        return False
    if added and row.state.holds_place:
        _must_have_places(tx, opened, row, added)
    of_row = RegistrationSession.registration_id == row.id
    tx.execute(delete(RegistrationSession).where(of_row, RegistrationSession.session.in_(given_up)))
    for session in sorted(added):
        tx.add(RegistrationSession(registration_id=row.id, session=session))
    tx.flush()
    if given_up:
        renew_offers(tx, opened, actor=actor, now=now)
    return True


def _must_have_places(tx: Session, opened: OpenList, row: Registration, added: Collection[str]) -> None:
    claim = Claim(id=row.id, category=row.category, side=row.side, sessions=tuple(sorted(added)))
    missing = missing_places(opened.plan, count_taken(tx, opened.conference.id), claim)
    if of_sessions := tuple(limit for limit in missing if limit[0] == "session"):
        raise ListFullError(of_sessions)
