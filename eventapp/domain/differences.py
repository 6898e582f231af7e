"""What changed between two agendas, session by session."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.attendees import Attendee
    from eventapp.domain.sessions import Session


class ChangeKind(StrEnum):
    """In the order in which a list of changes tells them."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    PEOPLE = "people"
    DETAILS = "details"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happened to one session. `before` is None for an added one; one session may have several kinds."""

    kinds: tuple[ChangeKind, ...]
    before: Session | None
    after: Session

    @property
    def moved_in_time(self) -> bool:
        before = self.before
        return before is not None and (before.start_at, before.end_at) != (self.after.start_at, self.after.end_at)

    @property
    def moved_in_place(self) -> bool:
        return self.before is not None and _place(self.before) != _place(self.after)


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes between two agendas, ordered by the sessions' time in the later one."""

    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def of_kind(self, kind: ChangeKind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if kind in change.kinds)

    def find(self, session_id: str) -> Change | None:
        return next((change for change in self.changes if change.after.id == session_id), None)


def difference(before: Agenda, after: Agenda) -> Difference:
    """Give what a reader of both agendas sees to have changed.

    A session that the earlier agenda did not have, or had cancelled, is added; one that is cancelled now is removed. One that
    is simply absent later left this audience, not the conference, and is not named.
    """
    old = {session.id: session for session in before.sessions}
    changes = (_change(old.get(session.id), session) for session in after.sessions)
    return Difference(tuple(change for change in changes if change is not None))


def _change(before: Session | None, after: Session) -> Change | None:
    if before is None or before.is_cancelled:
        return None if after.is_cancelled else Change(kinds=(ChangeKind.ADDED,), before=before, after=after)
    if after.is_cancelled:
        return Change(kinds=(ChangeKind.REMOVED,), before=before, after=after)
    kinds = tuple(_kinds(before, after))
    return Change(kinds=kinds, before=before, after=after) if kinds else None


def _kinds(before: Session, after: Session) -> Iterator[ChangeKind]:
    moved = (before.start_at, before.end_at) != (after.start_at, after.end_at)
    if moved or _place(before) != _place(after):
        yield ChangeKind.MOVED
    if before.title != after.title:
        yield ChangeKind.RENAMED
    if _people(before) != _people(after):
        yield ChangeKind.PEOPLE
    renamed = _is_renamed_room(before, after) or _has_renamed_people(before, after)
    if renamed or _details(before) != _details(after):
        yield ChangeKind.DETAILS


def _place(session: Session) -> tuple[str | None, ...]:
    """Where it happens, by identity: a renamed room is the same place."""
    places = (session.room, session.from_venue, session.to_venue)
    return tuple(place.id if place else None for place in places)


def _people(session: Session) -> tuple[tuple[str, str, str], ...]:
    own = [("", p.role.value, p.attendee.id) for p in session.placements]
    return tuple(own + [(t.id, p.role.value, p.attendee.id) for t in session.topics for p in t.placements])


def _details(session: Session) -> tuple[object, ...]:
    """What a reader sees besides time, place, title and who is there."""
    topics = [(t.id, t.number, t.title, t.text, t.minutes, t.purpose, t.agreement) for t in session.topics]
    rules = (session.attribution, session.interpretation, session.kind, session.number, session.status)
    return (session.description, rules, topics)


def _is_renamed_room(before: Session, after: Session) -> bool:
    """Say whether the same room has another name; another room is a move and said as such."""
    if before.room is None or after.room is None or before.room.id != after.room.id:
        return False
    return before.room.name != after.room.name


def _has_renamed_people(before: Session, after: Session) -> bool:
    """Say whether somebody who is placed in both is written otherwise now."""
    earlier = {attendee.id: attendee for attendee in before.people}
    return any(_written(earlier[a.id]) != _written(a) for a in after.people if a.id in earlier)


def _written(attendee: Attendee) -> tuple[object, ...]:
    names = (attendee.family_name, attendee.given_name, attendee.native_family_name, attendee.native_given_name)
    return (
        *names,
        attendee.prefix,
        attendee.suffix,
        attendee.organisation,
        attendee.position,
        attendee.delegation.code,
    )
