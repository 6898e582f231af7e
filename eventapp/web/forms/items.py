"""What the forms of a draft's items share: from an item's document to fields and back, problems at their fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from wtforms import HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from eventapp.domain.localized import Localized
from eventapp.renderers.problems import problem_sentence
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import MISSING, LocalizedField, WordedForm, choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wtforms import Field

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.errors import Problem
    from eventapp.domain.items import Document
    from eventapp.renderers.wording import Words

_PATH = re.compile(r"^(\w+)(?:\[(\d+)\])?(?:\.(.*))?$")
NONE = ("", "–")
# Of what the rules say in the words of a file: the same in those of a form.
_IN_FORMS = {
    "wrong-form": N_("“{got}” does not have the form that is needed here."),
    "fold-time": N_("{wall} comes twice in {zone}: the clocks go back. Take a time before or after that hour."),
    "transfer-without-ends": N_("Choose where the transfer starts and where it ends."),
}


@dataclass(frozen=True, slots=True)
class Around:
    """What a form offers to choose from, and in which words."""

    agenda: Agenda
    words: Words

    def said(self, localized: Localized) -> str:
        text = localized.in_language(self.words.language, order=self.agenda.conference.languages)
        return text.text if text else ""


class NumberField(IntegerField):
    """A whole number, which may be left out unless it is said not to be; its limits are the conference file's, or `limits`."""

    def __init__(
        self, label: str, *, hint: str = "", is_optional: bool = True, limits: NumberRange | None = None, **kwargs: Any
    ) -> None:
        checks = [Optional() if is_optional else InputRequired(MISSING), *([limits] if limits else [])]
        super().__init__(label, checks, description=hint, **kwargs)
        self.is_optional = is_optional

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' signature
        self.render_kw = {**(self.render_kw or {}), "inputmode": "numeric"}


class ChoiceField(SelectField):
    """One of what the form offers; with `is_optional` also none of it."""

    def __init__(
        self, label: str, *, hint: str = "", is_optional: bool = False, default: str = "", **kwargs: Any
    ) -> None:
        super().__init__(label, description=hint, default=default, choices=[], **kwargs)
        self.is_optional = is_optional

    def offer(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.choices = choices([NONE, *pairs] if self.is_optional else pairs)


class ItemForm(WordedForm):
    """The form of one item. A field that is called like a key of the item's document holds that key.

    `item` is the document that the form began with ({} for a new one). `groups` are the headings of the form with their
    rows of fields; `others` are sentences about what lies outside the fields.
    """

    section: ClassVar[str] = ""
    groups: ClassVar[tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]] = ()
    # Where a problem of a key, or with a code, is shown that no field is called after.
    homes: ClassVar[tuple[tuple[str, str], ...]] = ()
    # Fields that are no keys of the document: the form puts them together itself.
    without_key: ClassVar[tuple[str, ...]] = ()

    version = HiddenField()

    def __init__(
        self, formdata: Mapping[str, Any] | None = None, *, around: Around, item: Document, version: str = ""
    ) -> None:
        self.around, self.item, self.others = around, item, list[str]()
        languages = around.agenda.conference.languages
        data = {**self.filled(item), "version": version}
        super().__init__(formdata, words=around.words, languages=languages, data=data)
        self.offer()

    @classmethod
    def fresh(cls, around: Around, wishes: Mapping[str, str]) -> Document:  # noqa: ARG003 - what the nouns need
        """Give what a new item's form begins with, as the address asks."""
        return {}

    def filled(self, item: Document) -> dict[str, Any]:
        """Give the values of the fields for an item."""
        return {key: _opened(value) for key, value in item.items()}

    def offer(self) -> None:
        """Set what can be chosen."""

    def document(self) -> Document:
        """Give the item as the form has it; keys without a field stay as they were."""
        item = dict(self.item)
        for field in self:
            if field.name not in ("version", *self.without_key):
                _put(item, field.name, _plain(field))
        return item

    def compared_fields(self) -> tuple[str, ...]:
        return tuple(name for _, rows in self.groups for row in rows for name in row)

    def refuse_problems(self, problems: Iterable[Problem], index: int | None) -> None:
        """Say each problem of the item, which stands at `index` of its section, at its field; any other beside the form."""
        for problem in problems:
            section, at, rest = _parts(problem.path)
            said = self._said(problem)
            is_ours = section == self.section and (index is None or at == index)
            name, _, inner = rest.partition(".") if is_ours else ("", "", "")
            name = self._home(re.sub(r"\[.*", "", name), problem.code) if is_ours else ""
            if not name:
                self.others.append(said if is_ours else f"{problem.item}: {said}")
            elif isinstance(field := self[name], LocalizedField) and inner in field.languages:
                field.errors_by.setdefault(inner, []).append(said)
            else:
                self.refuse(name, said)

    def _said(self, problem: Problem) -> str:
        sentence = _IN_FORMS.get(problem.code)
        return self.words(sentence, **dict(problem.values)) if sentence else problem_sentence(problem, self.words)

    def _home(self, key: str, code: str) -> str:
        homes = dict(self.homes)
        found = homes.get(code) or homes.get(key) or key
        return found if found in self else ""


def _opened(value: Any) -> Any:
    is_text = isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    return Localized.of(value) if is_text else value


def _plain(field: Field) -> Any:
    return field.data.as_dict() if isinstance(field.data, Localized) else field.data


def _put(item: Document, key: str, value: Any) -> None:
    if value in (None, "", {}, []):
        item.pop(key, None)
    else:
        item[key] = value


def _parts(path: str) -> tuple[str, int | None, str]:
    found = _PATH.match(path)
    if found is None:
        return "", None, ""
    section, at, rest = found.groups()
    return section, int(at) if at else None, rest or ""
