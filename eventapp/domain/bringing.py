"""What a file brings into a draft: the sessions and topics that would be new, those that would change, and in what."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.errors import Problem
    from eventapp.domain.sessions import Session, Topic


class Part(StrEnum):
    """What of a session or topic changes, in the order in which a list tells it."""

    TIME = "time"
    PLACE = "place"
    SESSION = "session"
    TITLE = "title"
    TEXT = "text"
    PEOPLE = "people"
    STATUS = "status"
    DETAILS = "details"


_PART_OF = {
    "start_at": Part.TIME,
    "end_at": Part.TIME,
    "zone": Part.TIME,
    "room": Part.PLACE,
    "from_venue": Part.PLACE,
    "to_venue": Part.PLACE,
    "title": Part.TITLE,
    "description": Part.TEXT,
    "text": Part.TEXT,
    "questions": Part.TEXT,
    "placements": Part.PEOPLE,
    "status": Part.STATUS,
}
# A session's topics are items of their own.
_NOT_COMPARED = frozenset({"topics"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtItem:
    """A session or topic ("sessions/ws-5") as it would be; `before` is None for a new one, `parts` what would change."""

    name: str
    before: Session | Topic | None
    after: Session | Topic
    parts: tuple[Part, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.before is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The conference's agenda with a file's rows in it; what an organiser should know of how they were read."""

    agenda: Agenda
    items: tuple[BroughtItem, ...]
    notes: tuple[Problem, ...] = ()

    @property
    def new(self) -> int:
        return sum(item.is_new for item in self.items)

    @property
    def changed(self) -> int:
        return len(self.items) - self.new


def brought_items(before: Agenda, after: Agenda) -> tuple[BroughtItem, ...]:
    """Give what is new or changed: sessions in order of time, then topics in order of the agenda."""
    return (*_sessions(before, after), *_topics(before, after))


def _sessions(before: Agenda, after: Agenda) -> Iterator[BroughtItem]:
    was = {session.id: session for session in before.sessions}
    for session in after.sessions:
        former = was.get(session.id)
        parts = _parts(former, session) if former else ()
        if former is None or parts:
            yield BroughtItem(name=f"sessions/{session.id}", before=former, after=session, parts=parts)


def _topics(before: Agenda, after: Agenda) -> Iterator[BroughtItem]:
    was = {topic.id: topic for topic in before.topics}
    was_in, now_in = _sessions_of_topics(before), _sessions_of_topics(after)
    for topic in after.topics:
        former = was.get(topic.id)
        moved = (Part.SESSION,) if former and was_in[topic.id] != now_in[topic.id] else ()
        parts = _in_order({*moved, *_parts(former, topic)}) if former else ()
        if former is None or parts:
            yield BroughtItem(name=f"topics/{topic.id}", before=former, after=topic, parts=parts)


def _parts(before: Session | Topic, after: Session | Topic) -> tuple[Part, ...]:
    differing = (
        field.name
        for field in fields(after)
        if field.name not in _NOT_COMPARED and getattr(before, field.name) != getattr(after, field.name)
    )
    return _in_order({_PART_OF.get(name, Part.DETAILS) for name in differing})


def _in_order(parts: set[Part]) -> tuple[Part, ...]:
    return tuple(part for part in Part if part in parts)


def _sessions_of_topics(agenda: Agenda) -> dict[str, str]:
    placed = {topic.id: session.id for session in agenda.sessions for topic in session.topics}
    return {**{topic.id: "" for topic in agenda.unplaced_topics}, **placed}
