"""A conference's own questions as fields of a form: text, choice, date, yes or no, file."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wtforms import FileField, RadioField, ValidationError

from eventapp.domain.registration import Answer, QuestionKind
from eventapp.domain.registration.files import FILE_BYTES_MAX, MEDIA_TYPES, file_name, media_type_of
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import DayField, ProseField, choices, required

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wtforms import Field

    from eventapp.domain.localized import Localized
    from eventapp.domain.registration import Question
    from eventapp.web.forms.fields import WordedForm

PREFIX = "q-"
_YES_NO = (("yes", N_("Yes")), ("no", N_("No")))


class OneOfField(RadioField):
    """One of what is offered, one below the other; with `is_optional` also none of it."""

    def __init__(self, label: str, *, is_optional: bool = False, **kwargs: Any) -> None:
        super().__init__(label, choices=[], **kwargs)
        self.is_optional = is_optional

    def offer(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.choices = choices(pairs)

    def pre_validate(self, form: Any) -> None:
        if self.data:
            super().pre_validate(form)
        elif not self.is_optional:
            raise ValidationError(N_("Choose one of these."))


class UploadField(FileField):
    """A file of a kind that is taken; `content` are its bytes once it was found to be sound, `kept` is the name of an earlier one."""

    def __init__(self, label: str, *, is_optional: bool = False, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"accept": ",".join(MEDIA_TYPES)}, **kwargs)
        self.is_optional = is_optional
        self.content: bytes | None = None
        self.kept = self.chosen = self.media_type = ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        sent = [one for one in valuelist if getattr(one, "filename", "")]
        self.data = sent[0] if sent else None

    def process_data(self, value: Any) -> None:
        self.kept, self.data = value or "", None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' signature
        if self.data is None:
            if not self.is_optional and not self.kept:
                raise ValidationError(N_("Choose a file."))
            return
        content = self.data.stream.read(FILE_BYTES_MAX + 1)
        self.chosen, self.media_type = self.data.filename, media_type_of(content)
        if len(content) > FILE_BYTES_MAX:
            raise ValidationError(N_("This file is larger than 5 MB. Choose a smaller one."))
        if not self.media_type:
            raise ValidationError(N_("Only PDF, PNG and JPEG files are taken. Choose another one."))
        self.content = content


@lru_cache(maxsize=64)
def question_fields(questions: tuple[Question, ...]) -> Mapping[str, Any]:
    """Give the fields of questions by name, as attributes of a form's class."""
    return {PREFIX + question.key: _MAKERS[question.kind](question) for question in questions}


def offer_options(form: WordedForm, questions: Iterable[Question]) -> None:
    """Set labels and what can be chosen, in the reader's language."""

    def said(text: Localized) -> str:
        found = text.in_language(form.words.language, order=form.meta.languages)
        return found.text if found else ""

    for question in questions:
        field = form[PREFIX + question.key]
        field.label.text, field.description = said(question.label), said(question.hint)
        if isinstance(field, OneOfField):
            is_choice = question.kind is QuestionKind.CHOICE
            options = [(key, said(text)) for key, text in question.options] if is_choice else []
            field.offer(options or [(key, form.words(message)) for key, message in _YES_NO])


def read_answers(form: WordedForm, questions: Iterable[Question]) -> tuple[Answer, ...]:
    """Give what was answered, nothing for what was left empty; a file that was given before and stays is no answer either."""
    found = (_answer(question, form[PREFIX + question.key]) for question in questions)
    return tuple(answer for answer in found if answer is not None)


def amended_answers(form: WordedForm, questions: Iterable[Question]) -> tuple[Answer, ...]:
    """Give what is answered from now on, "" where an answer was taken away; a file stays until another takes its place."""
    asked = tuple(questions)
    given = read_answers(form, asked)
    open_ = {one.key for one in asked if one.kind is not QuestionKind.FILE} - {answer.question for answer in given}
    return (*given, *(Answer(question=key, value="") for key in sorted(open_)))


def opened_answers(answers: Mapping[str, str], questions: Iterable[Question]) -> dict[str, Any]:
    """Give the values of the fields for answers by question."""
    return {
        PREFIX + question.key: _opened(question, answers[question.key])
        for question in questions
        if answers.get(question.key)
    }


def _opened(question: Question, value: str) -> Any:
    return date.fromisoformat(value) if question.kind is QuestionKind.DATE else value


def _answer(question: Question, field: Field) -> Answer | None:
    if isinstance(field, UploadField):
        if field.content is None:
            return None
        name = file_name(field.chosen, field.media_type)
        return Answer(question=question.key, value=name, content=field.content, media_type=field.media_type)
    value = field.data.isoformat() if isinstance(field.data, date) else field.data
    return Answer(question=question.key, value=value) if value else None


def _text(question: Question) -> Any:
    return ProseField("", is_optional=not question.is_required)


def _choice(question: Question) -> Any:
    return OneOfField("", is_optional=not question.is_required)


def _date(question: Question) -> Any:
    return DayField("", [required] if question.is_required else [])


def _file(question: Question) -> Any:
    return UploadField("", is_optional=not question.is_required)


_MAKERS: dict[QuestionKind, Callable[[Question], Any]] = {
    QuestionKind.TEXT: _text,
    QuestionKind.CHOICE: _choice,
    QuestionKind.YES_NO: _choice,
    QuestionKind.DATE: _date,
    QuestionKind.FILE: _file,
}
