"""Finding in a draft what an edit is about, and putting it back changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eventapp.domain.agenda import arranged_sessions
from eventapp.domain.errors import NotFoundError

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.domain.sessions import Session, Topic
    from eventapp.domain.venues import Room


def session_of(agenda: Agenda, session_id: str) -> Session:
    """Raises: NotFoundError."""
    session = agenda.find_session(session_id)
    if session is None:
        raise NotFoundError("unknown-session", session=session_id)
    return session


def room_of(agenda: Agenda, room_id: str | None) -> Room | None:
    """Give the room of an id, None for none. Raises: NotFoundError."""
    if room_id is None:
        return None
    room = next((room for room in agenda.rooms if room.id == room_id), None)
    if room is None:
        raise NotFoundError("unknown-item", item=f"rooms/{room_id}")
    return room


def topic_of(agenda: Agenda, topic_id: str) -> Topic:
    """Raises: NotFoundError."""
    topic = next((topic for topic in agenda.topics if topic.id == topic_id), None)
    if topic is None:
        raise NotFoundError("unknown-item", item=f"topics/{topic_id}")
    return topic


def with_sessions(agenda: Agenda, *changed: Session) -> Agenda:
    """Give the agenda with these sessions in the place of those of the same ids, or added; all else stands as it is arranged."""
    by_id = {session.id: session for session in agenda.sessions}
    by_id.update({session.id: session for session in changed})
    return replace(agenda, sessions=arranged_sessions(by_id.values()))


def numbered(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """Give topics with positions from 1 in the order in which they stand."""
    return tuple(t if t.position == n else replace(t, position=n) for n, t in enumerate(topics, start=1))
