"""The form of one of the conference's own questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from wtforms import BooleanField, HiddenField, SelectMultipleField

from eventapp.domain.localized import Localized
from eventapp.domain.registration import Question, QuestionKind
from eventapp.domain.text import text_problem
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.renderers.problems import problem_sentence
from eventapp.renderers.vocabulary import word_choices, word_label
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import LocalizedField, WordedForm, choices
from eventapp.web.forms.items import Around, ChoiceField
from eventapp.web.forms.rows import RowsField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.renderers.wording import Words

MOST_OPTIONS = 50
_FEW = N_("A choice needs at least two options.")
_MANY = N_("At most 50 options.")
_SAME = N_("Two options say the same.")


class OptionsField(RowsField):
    """What can be chosen: pairs of key and `Localized`, a key "" being that of a new one."""

    @property
    def languages(self) -> tuple[str, ...]:
        languages: tuple[str, ...] = self.meta.languages
        return languages

    def opened(self, data: Any) -> tuple[tuple[str, Localized], ...]:
        return tuple(data or ())

    def sent(self, formdata: Any) -> tuple[tuple[str, Localized], ...]:
        rows = list(self._columns(formdata, "key", *self.languages))
        texts = [Localized.of(dict(zip(self.languages, row[1:], strict=True))) for row in rows]
        return tuple((row[0], text) for row, text in zip(rows, texts, strict=True) if text)

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:  # noqa: ARG002 - WTForms' signature
        words = form.meta.words
        texts = [text for _, text in self.data]
        found = (text_problem(said, self.name, multiline=False) for text in texts for _, said in text)
        self.errors = [problem_sentence(problem, words) for problem in found if problem]
        if len(texts) > MOST_OPTIONS:
            self.errors.append(_MANY)
        if len({tuple(text) for text in texts}) < len(texts):
            self.errors.append(_SAME)
        return not self.errors

    def shown(self, words: Words) -> str:  # noqa: ARG002 - every field that shows itself is handed them
        return "\n".join(" / ".join(said for _, said in text) for _, text in self.data)

    def take(self, value: Any) -> None:
        self.data = value


class CategoriesField(SelectMultipleField):
    """Categories, none of them for all."""

    is_optional = True

    def shown(self, words: Words) -> str:
        return "\n".join(word_label(AttendeeCategory(word), words) for word in self.data or ())

    def take(self, value: Any) -> None:
        self.data = value


class QuestionForm(WordedForm):
    """What is asked, how it is answered, of whom."""

    groups: ClassVar[tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]] = (
        ("", (("label",), ("hint",), ("kind",), ("options",), ("categories",), ("is_required",))),
    )

    label = LocalizedField(N_("Question"))
    hint = LocalizedField(N_("What helps to answer it"), is_optional=True)
    kind = ChoiceField(N_("Answered by"), default=QuestionKind.TEXT.value)
    options = OptionsField(N_("Options"), hint=N_("An empty row is left out."))
    categories = CategoriesField(N_("Asked of"), description=N_("Nobody chosen is everybody."))
    is_required = BooleanField(N_("Must be answered"))
    version = HiddenField()

    def __init__(
        self, formdata: Mapping[str, Any] | None = None, *, around: Around, question: Question | None, mark: str = ""
    ) -> None:
        self.around = around
        self.key = question.key if question else ""
        languages = around.agenda.conference.languages
        data = {**(_filled(question) if question else {}), "version": mark}
        super().__init__(formdata, words=around.words, languages=languages, data=data)
        self.kind.offer(word_choices(QuestionKind, around.words))
        self.categories.choices = choices(word_choices(AttendeeCategory, around.words))

    def validate(self, *arguments: Any, **named: Any) -> bool:
        """Look at each field; a choice has something to choose from."""
        is_sound = super().validate(*arguments, **named)
        if self.kind.data == QuestionKind.CHOICE.value and len(self.options.data) < 2:  # noqa: PLR2004 - one is no choice
            self.refuse("options", _FEW)
            return False
        return is_sound

    def question(self) -> Question:
        """Give the question that the form says; only a choice has options."""
        kind = QuestionKind(self.kind.data)
        return Question(
            key=self.key,
            kind=kind,
            label=self.label.data,
            hint=self.hint.data,
            options=self.options.data if kind is QuestionKind.CHOICE else (),
            categories=tuple(one for one in AttendeeCategory if one.value in (self.categories.data or ())),
            is_required=self.is_required.data,
        )


def _filled(question: Question) -> dict[str, Any]:
    return {
        "label": question.label,
        "hint": question.hint,
        "kind": question.kind.value,
        "options": question.options,
        "categories": [category.value for category in question.categories],
        "is_required": question.is_required,
    }
