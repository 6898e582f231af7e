"""Two versions of what a form holds, field by field, for the slower of two who saved the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import time
from typing import TYPE_CHECKING, Any

from eventapp.domain.localized import Localized
from eventapp.renderers.vocabulary import language_name
from eventapp.web.forms.fields import SelfShown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventapp.web.forms.fields import WordedForm


@dataclass(frozen=True, slots=True)
class Versus:
    """One field of two versions of an item; `mine` and `theirs` are what a reader sees of them."""

    name: str
    label: str
    mine: str
    theirs: str
    is_mine: bool = True  # whether it was changed here; what was not is theirs, unless the reader says otherwise

    @property
    def is_different(self) -> bool:
        return self.mine != self.theirs


def compared(mine: WordedForm, theirs: WordedForm, began: str = "") -> list[Versus]:
    """Give both versions field by field, in the order of the form; a text is one field in each language.

    `began` is what `began_with` gave of the form when it was opened.
    """
    marks = dict(mark.split("=", 1) for mark in began.split() if "=" in mark)
    found = [one for one in _all_versus(mine, theirs) if one.mine or one.theirs]
    return [replace(one, is_mine=marks.get(one.name) != _mark(one.mine)) for one in found]


def began_with(form: WordedForm) -> str:
    """Give a short mark of what each field holds, by which it is known later whether it was changed."""
    return " ".join(f"{one.name}={_mark(one.mine)}" for one in _all_versus(form, form))


def _mark(said: str) -> str:
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()[:8]


def _all_versus(mine: WordedForm, theirs: WordedForm) -> list[Versus]:
    return [one for name in mine.compared_fields() for one in _versus(mine, theirs, name)]


def _versus(mine: WordedForm, theirs: WordedForm, name: str) -> Iterator[Versus]:
    label = mine.words(mine[name].label.text)
    if not isinstance(mine[name].data, Localized):
        yield Versus(name, label, _shown(mine, name), _shown(theirs, name))
        return
    for code in mine.meta.languages:
        ours, others = (form[name].data.get(code) or "" for form in (mine, theirs))
        yield Versus(f"{name}-{code}", f"{label} ({language_name(code)})", ours, others)


def _shown(form: WordedForm, name: str) -> str:
    """Give a value as a reader sees it: of a choice what it is called, of a text every language."""
    field, words = form[name], form.words
    value: Any = field.data
    if isinstance(field, SelfShown):
        return field.shown(words)
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        return "\n".join(_row(form, name, row) for row in value)
    labels = {str(choice.value): str(choice.label) for choice in getattr(field, "choices", None) or ()}
    text = "" if value is None else str(value)
    return labels.get(text, text) if text else ""


def _row(form: WordedForm, name: str, row: Any) -> str:
    if isinstance(row, Localized):
        return " / ".join(text for _, text in row)
    people: Any = form[name]
    if name != "people":
        return str(people.said(row))
    labels = dict(people.roles) | {key: label for _, persons in people.persons for key, label in persons}
    return ": ".join(labels.get(part, part) for part in row)


def take_theirs(mine: WordedForm, theirs: WordedForm, names: Iterable[str]) -> None:
    """Put what stands now in the place of what was typed, in these fields."""
    for name in names:
        key, _, code = name.partition("-")
        if name not in mine:
            if key in mine and code:
                texts = mine[key].data.as_dict() | {code: theirs[key].data.get(code) or ""}
                mine[key].data = Localized.of(texts)
        elif isinstance(field := mine[name], SelfShown):
            field.take(theirs[name].data)
        else:
            mine[name].data = theirs[name].data
            mine[name].raw_data, mine[name].process_errors = [theirs[name].data], []
