"""The list of a conference's own questions as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.renderers.view import Voice
from eventapp.renderers.vocabulary import word_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eventapp.domain.registration import Question
    from eventapp.renderers.view import Phrase
    from eventapp.web.workplace import Workplace


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question: what is asked, how it is answered, of whom ("" for everybody), how many answered."""

    key: str
    label: Phrase | None
    kind: str
    options: tuple[Phrase, ...]
    asked_of: str
    is_required: bool
    answers: int


def question_rows(questions: Sequence[Question], answers: Mapping[str, int], place: Workplace) -> list[QuestionRow]:
    return [_row(question, answers.get(question.key, 0), place) for question in questions]


def _row(question: Question, answers: int, place: Workplace) -> QuestionRow:
    voice, words = Voice(place.languages, place.agenda.conference.languages), place.words
    said = (voice.say(text) for _, text in question.options)
    return QuestionRow(
        key=question.key,
        label=voice.say(question.label),
        kind=word_label(question.kind, words),
        options=tuple(phrase for phrase in said if phrase),
        asked_of=words(", ").join(word_label(category, words) for category in question.categories),
        is_required=question.is_required,
        answers=answers,
    )
