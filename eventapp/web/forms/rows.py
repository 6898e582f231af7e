"""Fields of several rows: people in roles, questions in each language, windows of time. An empty row counts for nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from wtforms import Field

from eventapp.domain.localized import Localized
from eventapp.domain.text import text_problem
from eventapp.domain.vocabulary import Role
from eventapp.renderers.problems import problem_sentence
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNREADABLE_WINDOW = N_("A window needs a start and an end.")


class RowsField(Field):
    """`data` is a tuple of rows; one empty row more is shown, and another each time that "add" is pressed."""

    is_optional = True

    def __init__(self, label: str, *, hint: str = "", **kwargs: Any) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.blanks = 1

    @property
    def is_full(self) -> bool:
        return False

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 - WTForms' signature
        """Take the rows that were sent; a form that sent none of them keeps those of `data`."""
        self.process_errors = []
        self.data = self.object_data = self.opened(data)
        if formdata and f"{self.name}-rows" in formdata:
            self.data = self.sent(formdata)
            self.blanks = 2 if formdata.get("add") == self.name else 1

    def opened(self, data: Any) -> tuple[Any, ...]:
        raise NotImplementedError

    def sent(self, formdata: Any) -> tuple[Any, ...]:
        raise NotImplementedError

    def _columns(self, formdata: Any, *names: str) -> Iterable[tuple[str, ...]]:
        columns = [[text.strip() for text in formdata.getlist(f"{self.name}-{name}")] for name in names]
        return zip(*columns, strict=False)


class PeopleField(RowsField):
    """Who does what: rows of role and attendee's id. The choices are set by the form."""

    roles: list[tuple[str, str]]
    persons: list[tuple[str, list[tuple[str, str]]]]

    def opened(self, data: Any) -> tuple[tuple[str, str], ...]:
        return tuple((role, person) for role, persons in (data or {}).items() for person in persons)

    def sent(self, formdata: Any) -> tuple[tuple[str, str], ...]:
        known = {role.value for role in Role}
        rows = self._columns(formdata, "role", "who")
        return tuple((role, who) for role, who in rows if who and role in known)

    def document(self) -> dict[str, list[str]]:
        """Give the people by role, each once, as an item keeps them."""
        found: dict[str, list[str]] = {}
        for role, who in self.data or ():
            if who not in found.setdefault(role, []):
                found[role].append(who)
        return found


class QuestionsField(RowsField):
    """Questions, each a `Localized`."""

    @property
    def languages(self) -> tuple[str, ...]:
        languages: tuple[str, ...] = self.meta.languages
        return languages

    def opened(self, data: Any) -> tuple[Localized, ...]:
        return tuple(Localized.of(one) for one in data or ())

    def sent(self, formdata: Any) -> tuple[Localized, ...]:
        rows = (dict(zip(self.languages, row, strict=True)) for row in self._columns(formdata, *self.languages))
        return tuple(Localized.of(row) for row in rows if any(row.values()))

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:  # noqa: ARG002 - the same
        found = (text_problem(text, self.name, multiline=False) for one in self.data or () for _, text in one)
        self.errors = [problem_sentence(problem, form.meta.words) for problem in found if problem]
        return not self.errors


class WindowsField(RowsField):
    """Windows of wall times, "2023-03-12T08:00" each; one that stood there keeps its offset. `edges` name start and end."""

    def __init__(self, label: str, *, edges: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.edges = edges

    def opened(self, data: Any) -> tuple[tuple[str, str], ...]:
        windows = tuple((one["start"], one["end"]) for one in data or ())
        self.known = {wall_of(text): text for window in windows for text in window}
        return tuple((wall_of(start), wall_of(end)) for start, end in windows)

    def sent(self, formdata: Any) -> tuple[tuple[str, str], ...]:
        rows = self._columns(formdata, "start", "end")
        return tuple((start, end) for start, end in rows if start or end)

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:  # noqa: ARG002 - the same
        is_sound = all(is_wall(text) for row in self.data or () for text in row)
        self.errors = [] if is_sound else [_UNREADABLE_WINDOW]
        return is_sound

    def document(self) -> list[dict[str, str]]:
        return [
            {"start": self.known.get(start, f"{start}:00"), "end": self.known.get(end, f"{end}:00")}
            for start, end in self.data or ()
        ]


def wall_of(text: str) -> str:
    """Give what stands on the wall clock at a time with its offset: "2023-03-12T08:00"."""
    return text[:16]


def is_wall(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is None
    except ValueError:
        return False
