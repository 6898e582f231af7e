"""What people answered to a conference's own questions, as lists of people are narrowed by it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventapp.domain.registration.states import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.registration.plan import Question

UNANSWERED = "-"
_OF_KIND = {QuestionKind.YES_NO: ("yes", "no")}


@dataclass(frozen=True, slots=True)
class Asked:
    """A conference's questions, and the answers by the key of the registration and the question's."""

    questions: tuple[Question, ...] = ()
    answers: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    def answer_of(self, key: int, question: str) -> str:
        """Give an answer as it is kept, "" for none."""
        return self.answers.get(key, {}).get(question, "")

    @property
    def narrowing(self) -> tuple[Question, ...]:
        """The questions that a list can be narrowed by."""
        return tuple(question for question in self.questions if answers_to(question))

    def knows(self, question: str, answer: str) -> bool:
        """Say whether a list can be narrowed by this answer."""
        asked = next((one for one in self.narrowing if one.key == question), None)
        return asked is not None and answer in {*answers_to(asked), UNANSWERED}

    def means(self, key: int, wished: tuple[tuple[str, str], ...]) -> bool:
        """Say whether a registration answers each of these questions so; UNANSWERED is no answer."""
        return all((self.answer_of(key, question) or UNANSWERED) == answer for question, answer in wished)


def answers_to(question: Question) -> tuple[str, ...]:
    """Give every answer that there is to a question, nothing where people write what they want."""
    if question.kind is QuestionKind.CHOICE:
        return tuple(key for key, _ in question.options)
    return _OF_KIND.get(question.kind, ())
