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

_UNREADABLE_WINDOW = N_("A window needs a day, a start and an end, like 09:00.")
_DATE, _WALL = len("2023-03-12"), len("2023-03-12T08:00")


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
    """Windows as they are typed: a day, start and end on a clock of 24 hours, the day of the end where it is another one.

    A time that stood there keeps its offset.
    """

    whole: dict[tuple[str, str], tuple[str, str]]
    known: dict[str, str]

    def opened(self, data: Any) -> tuple[tuple[str, str, str, str], ...]:
        windows = tuple((one["start"], one["end"]) for one in data or ())
        # By both edges first: one window may begin and end at the same time on the wall, an hour apart.
        self.whole = {(start[:_WALL], end[:_WALL]): (start, end) for start, end in windows}
        self.known = {text[:_WALL]: text for window in windows for text in window}
        return tuple(_typed(start[:_WALL], end[:_WALL]) for start, end in windows)

    def sent(self, formdata: Any) -> tuple[tuple[str, ...], ...]:
        return tuple(row for row in self._columns(formdata, "on", "start", "end", "end_on") if any(row))

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:  # noqa: ARG002 - the same
        is_sound = all(edge for row in self.data or () for edge in _edges(row))
        self.errors = [] if is_sound else [_UNREADABLE_WINDOW]
        return is_sound

    def document(self) -> list[dict[str, str]]:
        """Give the windows as an item keeps them; one that cannot be read is left out, as `validate` refused it."""
        edges = [_edges(row) for row in self.data or ()]
        kept = [self.whole.get(walls) or tuple(map(self._kept, walls)) for walls in edges if all(walls)]
        return [{"start": start, "end": end} for start, end in kept]

    def _kept(self, wall: str) -> str:
        return self.known.get(wall, f"{wall}:00")

    def said(self, row: tuple[str, str, str, str]) -> str:
        """Give a window as a reader sees it."""
        on, start, end, end_on = row
        return f"{on} {start}–{end}" if end_on in {"", on} else f"{on} {start} – {end_on} {end}"


def _typed(start: str, end: str) -> tuple[str, str, str, str]:
    on, end_on = start[:_DATE], end[:_DATE]
    return on, start[_DATE + 1 :], end[_DATE + 1 :], end_on if end_on != on else ""


def _edges(row: tuple[str, ...]) -> tuple[str, str]:
    """Give start and end of a typed row as "2023-03-12T08:00", "" for one that cannot be read."""
    on, start, end, end_on = row
    return _wall(on, start), _wall(end_on or on, end)


def _wall(on: str, time: str) -> str:
    try:
        return datetime.strptime(f"{on} {time}", "%Y-%m-%d %H:%M").isoformat(timespec="minutes")  # noqa: DTZ007 - on the wall
    except ValueError:
        return ""
