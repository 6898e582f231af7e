"""What every foreign schedule tells, whatever its format: a conference, its events, its people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventapp.domain.errors import InvalidInputError, Problem
from eventapp.domain.vocabulary import SessionStatus
from eventapp.importers.schedules.texts import shown

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

SCHEDULE_BYTES_MAX = 10_000_000
EVENTS_MAX = 5_000
PEOPLE_MAX = 20_000
_WARNINGS_MAX = 10_000


class OptionError(InvalidInputError):
    """What only whoever calls can say is missing or wrong: the short name, the zone, the language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePerson:
    """A person by the name as written; `key` is the source's own id, the name where it has none."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEvent:
    """An event as the file tells it: a time is naive where the file gives no zone; texts are not yet cleaned.

    `key` is the file's id of it.
    """

    key: str
    start: datetime
    end: datetime | None = None
    duration: timedelta | None = None
    uid: str = ""
    title: str = ""
    subtitle: str = ""
    room: str = ""
    kind: str = ""
    track: str = ""
    language: str = ""
    texts: tuple[str, ...] = ()
    people: tuple[SourcePerson, ...] = ()
    status: SessionStatus = SessionStatus.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSchedule:
    """A whole file. `zone` is "" where it names none; `dates` are the days that it lists, in any order."""

    title: str = ""
    slug: str = ""
    venue: str = ""
    city: str = ""
    zone: str = ""
    dates: tuple[date, ...] = ()
    events: tuple[SourceEvent, ...] = ()


@dataclass(slots=True)
class Findings:
    """What was assumed (warnings) and what is wrong (problems), each once, in the order of the file.

    Of a file that is faulty line after line, nobody needs more warnings than ten thousand.
    """

    warnings: dict[Problem, None] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)

    def warn(self, code: str, item: str = "", **values: object) -> None:
        if len(self.warnings) < _WARNINGS_MAX:
            self.warnings[_problem(code, item, values)] = None

    def refuse(self, code: str, item: str = "", **values: object) -> None:
        self.problems[_problem(code, item, values)] = None


def _problem(code: str, item: str, values: dict[str, object]) -> Problem:
    """Give a problem of which everything can be printed: a terminal obeys control characters."""
    safe = {key: shown(value) if isinstance(value, str) else value for key, value in values.items()}
    return Problem(code, "", shown(item), tuple(safe.items()))


def refused(code: str, **values: object) -> InvalidInputError:
    """Give the refusal of a whole file."""
    return InvalidInputError((_problem(code, "", values),))
