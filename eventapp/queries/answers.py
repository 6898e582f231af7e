"""Reading what a conference's people answered to its own questions, for lists of them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.domain.registration.answers import Asked
from eventapp.models import Registration, RegistrationAnswer
from eventapp.queries.registrations import get_plan

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def get_asked(tx: Session, conference_id: int, *, zone: str) -> Asked:
    """Give a conference's questions without the answers, for whoever wants none."""
    return Asked(get_plan(tx, conference_id, zone=zone).plan.questions)


def get_answered(tx: Session, conference_id: int, *, zone: str) -> Asked:
    """Give a conference's questions with the answers of everybody, in one statement more however many they are; of a file its name."""
    answers: dict[int, dict[str, str]] = {}
    statement = (
        select(RegistrationAnswer.registration_id, RegistrationAnswer.question, RegistrationAnswer.value)
        .join(Registration, Registration.id == RegistrationAnswer.registration_id)
        .where(Registration.conference_id == conference_id)
    )
    for key, question, value in tx.execute(statement):
        answers.setdefault(key, {})[question] = value
    return Asked(get_asked(tx, conference_id, zone=zone).questions, answers)
