"""The rows of a file of people as its reader sees them before anything is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.names import list_name, native_name
from eventapp.domain.people_sheets import people_columns
from eventapp.renderers.full_lists import full_sentence
from eventapp.renderers.log_values import key_label
from eventapp.renderers.name_checks import finding_line
from eventapp.renderers.persons import listed_name
from eventapp.renderers.problems import problem_sentence
from eventapp.renderers.view import Voice
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.xlsx.people_templates import column_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.errors import Problem
    from eventapp.domain.people_bringing import SheetColumn
    from eventapp.domain.registration.bringing import BroughtRow, BroughtSide
    from eventapp.renderers.view import Phrase
    from eventapp.renderers.wording import Words
    from eventapp.web.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """A row of the file. `kind` is "new", "changed", "same" or "wrong"; `changed` and `problems` are in the reader's language."""

    number: int
    kind: str
    name: str = ""
    native: str = ""
    position: Phrase | None = None
    category: str = ""
    email: str = ""
    state: str = ""
    changed: str = ""
    was: str = ""
    findings: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A file before it is brought in; `absent` are the names of those whom it doesn't name."""

    rows: tuple[PreviewRow, ...]
    columns: tuple[SheetColumn, ...]
    absent: tuple[str, ...]
    head: str
    notes: tuple[str, ...]
    has_needs: bool
    is_anything: bool
    version: str

    def count(self, kind: str) -> int:
        return sum(row.kind == kind for row in self.rows)

    @property
    def wrong(self) -> tuple[PreviewRow, ...]:
        return tuple(row for row in self.rows if row.kind == "wrong")


def preview_of(place: Workplace, brought: BroughtSide) -> Preview:
    """Give every row in the file's order, those that nobody can read too."""
    problems: dict[int, list[Problem]] = defaultdict(list)
    for problem in brought.problems:
        problems[problem.cell.row if problem.cell else 0].append(problem)
    builder = _Rows(place)
    rows = {one.row.number: builder.row(one, problems.get(one.row.number, ())) for one in brought.rows}
    rows |= {n: builder.unread(n, found) for n, found in problems.items() if n not in rows}
    head = next((row.name or row.native for n, row in rows.items() if n in _heads(brought)), "")
    return Preview(
        rows=tuple(rows[n] for n in sorted(rows)),
        columns=brought.columns,
        absent=tuple(map(builder.called, (one.attendee for one in brought.absent))),
        head=head if brought.has_other_head else "",
        notes=tuple(said_at(note, place.words) for note in brought.notes),
        has_needs=brought.has_needs,
        is_anything=brought.is_anything,
        version=brought.version,
    )


def _heads(brought: BroughtSide) -> set[int]:
    return {one.row.number for one in brought.rows if one.row.is_head}


class _Rows:
    def __init__(self, place: Workplace) -> None:
        self.words = place.words
        self.voice = Voice(place.languages, place.agenda.conference.languages)

    def row(self, one: BroughtRow, problems: Iterable[Problem]) -> PreviewRow:
        person, words = one.row.attendee, self.words
        wrong = tuple(said_at(problem, words) for problem in problems)
        kind = "wrong" if wrong else "new" if one.is_new else "same" if one.is_same else "changed"
        return PreviewRow(
            number=one.row.number,
            kind=kind,
            name=list_name(person),
            native=native_name(person),
            position=self.voice.say(person.position),
            category=word_label(person.category, words),
            email=person.email,
            state=word_label(one.state, words),
            changed=words(", ").join(key_label(key, words) for key in one.changed),
            was=word_label(one.was.state, words) if one.was else "",
            findings=tuple(finding_line(finding, words) for finding in one.row.findings),
            problems=wrong,
        )

    def unread(self, number: int, problems: Iterable[Problem]) -> PreviewRow:
        return PreviewRow(number=number, kind="wrong", problems=tuple(said_at(one, self.words) for one in problems))

    def called(self, person: Attendee) -> str:
        """Give what somebody is called in a list of names: the name in both scripts, else the post."""
        return str(listed_name(person, self.words, self.voice.order))


def said_at(problem: Problem, words: Words) -> str:
    """Say what is wrong in a row, at which cell; the row stands beside it."""
    limits = dict(problem.values).get("limits")
    sentence = full_sentence(limits, words) if isinstance(limits, tuple) else problem_sentence(problem, words)
    column = problem.cell.column.in_language(words.language) if problem.cell and problem.cell.column else None
    return words("{place}: {sentence}", place=column.text, sentence=sentence) if column else sentence


def field_choices(languages: Sequence[str], words: Words) -> tuple[tuple[str, str], ...]:
    """Give what a column can be read as, in the reader's language; the delegation is known already."""
    columns = people_columns(tuple(languages))
    return tuple((column.id, column_heading(column, words)) for column in columns if column.key != "delegation")
