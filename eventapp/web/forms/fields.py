"""What all forms share: our words in the reader's language, stripped text, a text kept per language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from wtforms import DateField, Field, Form, StringField, TextAreaField, TimeField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from eventapp.domain.localized import Localized
from eventapp.domain.text import text_problem
from eventapp.renderers.problems import problem_sentence
from eventapp.renderers.wording import N_, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

MISSING = N_("This must not be empty.")
# A clock of 24 hours in every browser; their own fields follow the machine's country.
CLOCK = {"type": "text", "inputmode": "numeric", "placeholder": "09:00", "maxlength": 5}
# What WTForms itself says; here so that it is extracted and translated.
_OF_WTFORMS = (
    N_("Not a valid choice."),
    N_("Invalid Choice: could not coerce."),
    N_("'%(value)s' is not a valid choice for this field."),
)
# What we say in its place: what was meant, and how it is written.
_FOR_WTFORMS = {
    "Not a valid integer value.": N_("This is no whole number. Write it in digits."),
    "Not a valid float value.": N_("This is no number. Write it like 35.68."),
    "Not a valid date value.": N_("This is no day of the calendar. Write it like 2023-03-12."),
    "Not a valid time value.": N_("This is no time of day. Write it like 09:00."),
}


class _Translations:
    """WTForms' own messages in our words; it puts the values in itself."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def gettext(self, string: str) -> str:
        return self._words(_FOR_WTFORMS.get(string, string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self._words.catalogue.ngettext(singular, plural, n)


class WordedForm(Form):
    """A form in the reader's language; labels and messages are English keys that the template's `words` translates.

    `languages` are the conference's, the first one leading: a `LocalizedField` has a sub-field for each; `zone` is that on whose clock
    moments are typed.
    """

    class Meta:
        words: Words
        languages: tuple[str, ...] = ()
        zone: str = "UTC"

        def get_translations(self, form: Form) -> _Translations:  # noqa: ARG002 - WTForms' signature
            return _Translations(self.words)

    def __init__(
        self,
        formdata: Mapping[str, Any] | None = None,
        *,
        words: Words,
        languages: Sequence[str] = (),
        zone: str = "UTC",
        data: Mapping[str, Any] | None = None,
    ) -> None:
        meta = {"words": words, "languages": tuple(languages), "zone": zone}
        super().__init__(formdata, data=data, meta=meta)  # type: ignore[arg-type]

    @property
    def words(self) -> Words:
        words: Words = self.meta.words
        return words

    @property
    def failures(self) -> list[tuple[Field, str, str]]:
        """What is wrong, in order: the field, the id of its control, the message."""
        found: list[tuple[Field, str, str]] = []
        for field in self:
            if isinstance(field, LocalizedField):
                found += [
                    (field, f"{field.id}-{code}", said) for code, all_ in field.errors_by.items() for said in all_
                ]
            found += [(field, field.id, str(said)) for said in field.errors]
        return found

    def compared_fields(self) -> tuple[str, ...]:
        """Name the fields that are shown where two versions of what the form is about are compared, in their order."""
        return tuple(field.name for field in self if field.name != "version")

    def refuse(self, name: str, message: str) -> None:
        """Note at a field what the trade's rules say against it; the message is in the reader's language or an English key."""
        field = self[name]
        field.errors = [*field.errors, message]


@runtime_checkable
class SelfShown(Protocol):
    """A field of several controls, which knows how its value is shown and how another one is put in its place."""

    def shown(self, words: Words) -> str:
        """Give the value as a reader sees it."""

    def take(self, value: Any) -> None:
        """Let this be the value, whatever was typed."""


def choices(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    """Give what a field to choose from offers, from pairs of value and label; the label is in the reader's language."""
    return [SelectChoice(value, label) for value, label in pairs]


def stripped(value: Any) -> str:
    """Give a text without spaces around it, "" for what wasn't sent."""
    return value.strip() if isinstance(value, str) else ""


def required(form: Any, field: Any) -> None:  # noqa: ARG001 - WTForms' signature
    """Refuse what was left empty; of what cannot be read the field has said so already."""
    if not field.data and not field.process_errors:
        raise ValidationError(MISSING)


def _sound(multiline: bool) -> Callable[[Any, Any], None]:  # noqa: FBT001 - private
    def check(form: Any, field: Any) -> None:
        problem = text_problem(field.data, field.name, multiline=multiline) if field.data else None
        if problem:
            raise ValidationError(problem_sentence(problem, form.meta.words))

    return check


class LineField(StringField):
    """One line, stripped and without characters that cannot be kept; `is_optional` is marked so on the page."""

    def __init__(self, label: str, *, is_optional: bool = False, hint: str = "", **kwargs: Any) -> None:
        checks = [_sound(multiline=False)] if is_optional else [required, _sound(multiline=False)]
        validators = [*checks, *kwargs.pop("validators", ())]
        super().__init__(label, validators, filters=[stripped], description=hint, **kwargs)
        self.is_optional = is_optional


class DayField(DateField):
    """A day; one left empty is missing, not unreadable."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if any(stripped(value) for value in valuelist):
            super().process_formdata(valuelist)
        elif valuelist:
            self.data = None


class ClockField(TimeField):
    """A time of day on a clock of 24 hours; one left empty is missing, not unreadable."""

    def __init__(self, label: str, validators: list[Any], **kwargs: Any) -> None:
        super().__init__(label, validators, render_kw=CLOCK, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if any(stripped(value) for value in valuelist):
            super().process_formdata(valuelist)
        elif valuelist:
            self.data = None


class ProseField(TextAreaField):
    """Several lines, stripped; line ends as the domain has them."""

    def __init__(self, label: str, *, is_optional: bool = False, hint: str = "", **kwargs: Any) -> None:
        checks = [_sound(multiline=True)] if is_optional else [required, _sound(multiline=True)]
        validators = [*checks, *kwargs.pop("validators", ())]
        super().__init__(label, validators, filters=[_line_feeds, stripped], description=hint, **kwargs)
        self.is_optional = is_optional


class LocalizedField(Field):
    """A text per language of the conference; `data` is a `Localized`, the controls are named "title-en", "title-ja".

    `errors_by` has the messages of one language, by its code. Unless it is optional the first language must be filled.
    """

    def __init__(
        self, label: str, *, is_optional: bool = False, is_multiline: bool = False, hint: str = "", **kwargs: Any
    ) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.is_optional = is_optional
        self.is_multiline = is_multiline
        self.errors_by: dict[str, list[str]] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        languages: tuple[str, ...] = self.meta.languages
        return languages

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 - WTForms' signature
        """Take each language from what was sent, else from `data`; a language that wasn't sent keeps its text."""
        given = data if isinstance(data, Localized) else Localized()
        self.process_errors = []
        self.object_data = given
        texts = given.as_dict()
        for code in self.languages:
            sent = formdata.get(f"{self.name}-{code}") if formdata else None
            if sent is not None:
                texts[code] = stripped(_line_feeds(sent))
        self.data = Localized.of(texts)

    def text(self, code: str) -> str:
        return self.data.get(code) or ""

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:  # noqa: ARG002 - the same
        """Look at each language by itself."""
        self.errors, self.errors_by = [], {}
        for code in self.languages:
            text = self.text(code)
            problem = text_problem(text, self.name, multiline=self.is_multiline) if text else None
            if problem:
                self.errors_by[code] = [problem_sentence(problem, form.meta.words)]
            elif not text and not self.is_optional and code == self.languages[0]:
                self.errors_by[code] = [MISSING]
        return not self.errors_by

    @property
    def has_errors(self) -> bool:
        return bool(self.errors or self.errors_by)


def _line_feeds(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
