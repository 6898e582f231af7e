"""What an organiser sees of one person besides the list's line: needs, answers, messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import undefer

from eventapp.domain.errors import NotFoundError
from eventapp.domain.registration import Diet, Needs
from eventapp.models import Conference, OutboxMessage, Registration, RegistrationAnswer, RegistrationNeeds
from eventapp.queries.outbox import MessageLine, line_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer to one of the conference's own questions, by the question's key; a file is fetched by `find_answer_file`."""

    question: str
    value: str
    is_file: bool


def find_needs(tx: Session, registration_id: int) -> Needs:
    """Give what a person said about needs; nothing said, or erased, is no needs."""
    row = tx.scalars(select(RegistrationNeeds).filter_by(registration_id=registration_id)).one_or_none()
    if row is None:
        return Needs()
    diets = tuple(Diet(word) for word in row.diets)
    texts = {"dietary": row.dietary, "accessibility": row.accessibility}
    return Needs(diets=diets, consented_at=row.consented_at, **texts)


def list_answers(tx: Session, registration_id: int) -> tuple[GivenAnswer, ...]:
    """Give the answers in the order in which they were given."""
    statement = (
        select(RegistrationAnswer.question, RegistrationAnswer.value, RegistrationAnswer.media_type)
        .where(RegistrationAnswer.registration_id == registration_id)
        .order_by(RegistrationAnswer.id)
    )
    return tuple(GivenAnswer(row.question, row.value, bool(row.media_type)) for row in tx.execute(statement))


def get_answer_file(tx: Session, slug: str, public_id: str, question: str) -> RegistrationAnswer:
    """Give the answer that is a file, its bytes loaded. Raises: NotFoundError."""
    if not (public_id + question).isprintable():
        # PostgreSQL takes no NUL.
        raise NotFoundError("unknown-registration")
    statement = (
        select(RegistrationAnswer)
        .join(Registration, Registration.id == RegistrationAnswer.registration_id)
        .join(Conference, Conference.id == Registration.conference_id)
        .where(Conference.slug == slug, Registration.public_id == public_id)
        .where(RegistrationAnswer.question == question)
        .options(undefer(RegistrationAnswer.content))
    )
    row = tx.scalars(statement).one_or_none()
    if row is None or row.content is None:
        raise NotFoundError("unknown-registration")
    return row


def list_messages_to(tx: Session, slug: str, public_id: str, *, limit: int) -> tuple[MessageLine, ...]:
    """Give the messages to a person of a conference, the newest first."""
    statement = (
        select(OutboxMessage)
        .join(Conference, Conference.id == OutboxMessage.conference_id)
        .where(Conference.slug == slug, OutboxMessage.attendee == public_id)
        .order_by(OutboxMessage.id.desc())
        .limit(limit)
    )
    return tuple(line_of(row) for row in tx.scalars(statement))
