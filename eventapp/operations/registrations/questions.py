"""A conference's own questions: added, changed, put in order, taken out. Answers to one that was taken out are kept."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from eventapp.audit import Action
from eventapp.domain.errors import DomainError
from eventapp.operations.registrations.open_lists import open_list
from eventapp.operations.registrations.plans import write_plan
from eventapp.queries.registration_counts import count_values
from eventapp.renderers.registration_plans import question_mark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.registration import Question
    from eventapp.operations.registrations.open_lists import OpenList
    from eventapp.policy import Actor

MOST_QUESTIONS = 50


class StaleQuestionError(DomainError):
    """Somebody changed the question meanwhile; `question` is what stands now."""

    def __init__(self, question: Question) -> None:
        super().__init__("stale-question")
        self.question = question


def add_question(tx: Session, slug: str, question: Question, *, base_url: str, actor: Actor, now: datetime) -> str:
    """Ask another question, the last one; give its key, which no other question of the conference ever has.

    One that is asked word for word is not asked again (a form that was sent twice): its key is given. Raises: NotFoundError; DomainError("too-many-questions").
    """
    opened = open_list(tx, slug, base_url=base_url)
    wanted = _without_keys(question)
    for known in opened.plan.questions:
        if _without_keys(known) == wanted:
            return known.key
    if len(opened.plan.questions) >= MOST_QUESTIONS:
        raise DomainError("too-many-questions", limit=MOST_QUESTIONS)
    added = _keyed(replace(question, key=_new_key("q")))
    _write(tx, opened, [*opened.plan.questions, added], Action.QUESTION_ADD, actor=actor, now=now)
    return added.key


def edit_question(
    tx: Session, slug: str, question: Question, *, seen: str, base_url: str, actor: Actor, now: datetime
) -> None:
    """Ask a question otherwise; `seen` is the mark of the one that the actor saw. Who answered keeps the answer.

    Raises: NotFoundError; StaleQuestionError; DomainError("question-answered") for another kind of one that was answered,
    ("option-chosen") for an option taken out that somebody chose.
    """
    opened = open_list(tx, slug, base_url=base_url)
    known = opened.plan.get_question(question.key)
    after = _keyed(question, known)
    if known == after:
        return
    if question_mark(known) != seen:
        raise StaleQuestionError(known)
    _keep_answers(count_values(tx, opened.conference.id, known.key), known, after)
    questions = [after if one.key == known.key else one for one in opened.plan.questions]
    _write(tx, opened, questions, Action.QUESTION_EDIT, actor=actor, now=now)


def remove_question(tx: Session, slug: str, key: str, *, seen: str, base_url: str, actor: Actor, now: datetime) -> None:
    """Ask a question no more; what was answered is kept until it is erased.

    Raises: NotFoundError; StaleQuestionError.
    """
    opened = open_list(tx, slug, base_url=base_url)
    known = opened.plan.get_question(key)
    if question_mark(known) != seen:
        raise StaleQuestionError(known)
    questions = [one for one in opened.plan.questions if one.key != key]
    _write(tx, opened, questions, Action.QUESTION_REMOVE, actor=actor, now=now)


def move_question(tx: Session, slug: str, key: str, *, by: int, base_url: str, actor: Actor, now: datetime) -> None:
    """Ask a question so many places later, earlier if `by` is negative; no further than the ends. Raises: NotFoundError."""
    opened = open_list(tx, slug, base_url=base_url)
    known = opened.plan.get_question(key)
    questions = [one for one in opened.plan.questions if one.key != key]
    place = opened.plan.questions.index(known) + by
    questions.insert(max(0, min(place, len(questions))), known)
    _write(tx, opened, questions, Action.QUESTION_MOVE, actor=actor, now=now)


def _write(
    tx: Session, opened: OpenList, questions: Sequence[Question], action: Action, *, actor: Actor, now: datetime
) -> None:
    write_plan(tx, opened, replace(opened.plan, questions=tuple(questions)), action=action, actor=actor, now=now)


def _keyed(question: Question, known: Question | None = None) -> Question:
    """Give the question with a key for each option: that of a known one, each once, else a new one."""
    left = set(dict(known.options)) if known else set()
    options = []
    for key, text in question.options:
        options.append((key if key in left else _new_key("o"), text))
        left.discard(key)
    return replace(question, options=tuple(options))


def _without_keys(question: Question) -> Question:
    return replace(question, key="", options=tuple(("", text) for _, text in question.options))


def _keep_answers(values: dict[str, int], known: Question, after: Question) -> None:
    """Refuse a change that would make answers unreadable."""
    if values and after.kind is not known.kind:
        raise DomainError("question-answered")
    left = dict(after.options)
    for key, text in known.options:
        if key not in left and values.get(key):
            raise DomainError("option-chosen", option=" / ".join(said for _, said in text), count=values[key])


def _new_key(letter: str) -> str:
    return f"{letter}-{secrets.token_hex(6)}"
