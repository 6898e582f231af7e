"""Topics in their places and with their stable numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eventapp.domain.agenda import arranged
from eventapp.domain.drafts.finding import numbered, session_of, topic_of
from eventapp.domain.errors import DomainError

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.domain.sessions import Topic

# What stands after the number of an item that came in between (Latin: twice, thrice, …; in Japanese の2, の3, …).
_SUFFIXES = ("", "bis", "ter", "quater", "quinquies")


@dataclass(frozen=True, slots=True)
class NumberChange:
    """The number that a topic has, and the one that it would get."""

    topic_id: str
    before: str
    after: str


def place_topic(agenda: Agenda, topic_id: str, session_id: str | None, position: int | None = None) -> Agenda:
    """Give the agenda with the topic in another session, or (None) in none, at a position from 1; last unless said.

    Raises: NotFoundError.
    """
    topic = topic_of(agenda, topic_id)
    if session_id is not None:
        session_of(agenda, session_id)
    without = without_topic(agenda, topic_id)
    if session_id is None:
        return arranged(replace(without, unplaced_topics=_inserted(without.unplaced_topics, topic, position)))
    sessions = (
        replace(s, topics=_inserted(s.topics, topic, position)) if s.id == session_id else s for s in without.sessions
    )
    return arranged(replace(without, sessions=tuple(sessions)))


def _inserted(topics: tuple[Topic, ...], topic: Topic, position: int | None) -> tuple[Topic, ...]:
    at = len(topics) if position is None else max(0, min(position - 1, len(topics)))
    return numbered((*topics[:at], topic, *topics[at:]))


def move_topic(agenda: Agenda, topic_id: str, by: int) -> Agenda:
    """Give the agenda with the topic so many places further (or, negative, nearer) in its own session.

    Raises: NotFoundError.
    """
    topic_of(agenda, topic_id)
    home = next((s for s in agenda.sessions if any(t.id == topic_id for t in s.topics)), None)
    siblings = home.topics if home else agenda.unplaced_topics
    index = next(n for n, t in enumerate(siblings) if t.id == topic_id)
    return place_topic(agenda, topic_id, home.id if home else None, max(1, index + 1 + by))


def without_topic(agenda: Agenda, topic_id: str) -> Agenda:
    """Give the agenda without the topic; the numbers of the others stay.

    Raises: NotFoundError.
    """
    topic_of(agenda, topic_id)

    def rest(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
        kept = tuple(topic for topic in topics if topic.id != topic_id)
        return topics if len(kept) == len(topics) else numbered(kept)

    sessions = tuple(replace(s, topics=rest(s.topics)) if s.topics else s for s in agenda.sessions)
    return arranged(replace(agenda, sessions=sessions, unplaced_topics=rest(agenda.unplaced_topics)))


def new_topic_number(agenda: Agenda, after: str | None = None) -> str:
    """Give the number of a new topic: the next whole one, or one inserted after a number: "3bis", "3ter".

    Raises: DomainError("no-number-left") when five stand there already.
    """
    taken = {topic.number for topic in agenda.topics}
    if after is None:
        return str(max((_whole(number) for number in taken), default=0) + 1)
    whole = _whole(after)
    for suffix in _SUFFIXES[1:]:
        if f"{whole}{suffix}" not in taken:
            return f"{whole}{suffix}"
    raise DomainError("no-number-left", number=whole)


def number_order(number: str) -> tuple[int, int]:
    """Key by which numbers stand in order: 3, 3bis, 3ter, 4."""
    whole = _whole(number)
    return whole, _SUFFIXES.index(number.removeprefix(str(whole)))


def _whole(number: str) -> int:
    return int("".join(c for c in number if c.isdigit()))


def renumber_topics(agenda: Agenda) -> Agenda:
    """Give the agenda with whole numbers from 1 in the order of the agenda; topics without a session come last."""
    order = {topic.id: str(n) for n, topic in enumerate(agenda.topics, start=1)}

    def renumbered(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
        return tuple(replace(topic, number=order[topic.id]) for topic in topics)

    sessions = tuple(replace(s, topics=renumbered(s.topics)) for s in agenda.sessions)
    return arranged(replace(agenda, sessions=sessions, unplaced_topics=renumbered(agenda.unplaced_topics)))


def number_changes(agenda: Agenda) -> tuple[NumberChange, ...]:
    """Give which numbers renumbering would change, in the order of the agenda."""
    numbers = ((topic.id, topic.number, str(n)) for n, topic in enumerate(agenda.topics, start=1))
    return tuple(NumberChange(*one) for one in numbers if one[1] != one[2])
