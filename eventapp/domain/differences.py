"""What changed between two agendas, session by session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.sessions import Session

_PRINTED = attrgetter(
    *("family_name", "given_name", "native_family_name", "native_given_name", "prefix", "suffix", "badge_name"),
    *("display_order", "organisation", "position", "delegation.code", "delegation.name"),
)


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

    def find(self, session_id: str) -> Change | None:
        return next((change for change in self.changes if change.after.id == session_id), None)


def difference(before: Agenda, after: Agenda) -> Difference:
    """Give what a reader of both agendas sees to have changed.

    A session that the earlier agenda did not have, or had cancelled, is added; one that is cancelled now is removed. One that
    is simply absent later left this audience, not the conference, and is not named.
    """
    old = {session.id: session for session in before.sessions}
    changes = (_change(old.get(session.id), session, before, after) for session in after.sessions)
    return Difference(tuple(change for change in changes if change is not None))


def session_change(earlier: Session | None, later: Session, before: Agenda, after: Agenda) -> Change | None:
    """Give what a reader of both agendas sees to have changed in one session, None for nothing."""
    return _change(earlier, later, before, after)


def reads_the_same(earlier: Session, later: Session, *, before: Agenda, after: Agenda) -> bool:
    """Say whether a reader of both versions of a session sees no difference in it; the one place that decides.

    `before` and `after` are the agendas of the two: they know the road of a movement.
    """
    return not any(_kinds(earlier, later, is_same_road=before.road_of(earlier) == after.road_of(later)))


def _change(earlier: Session | None, later: Session, before: Agenda, after: Agenda) -> Change | None:
    if earlier is None or earlier.is_cancelled:
        return None if later.is_cancelled else Change(kinds=(ChangeKind.ADDED,), before=None, after=later)
    if later.is_cancelled:
        return Change(kinds=(ChangeKind.REMOVED,), before=earlier, after=later)
    kinds = tuple(_kinds(earlier, later, is_same_road=before.road_of(earlier) == after.road_of(later)))
    return Change(kinds=kinds, before=earlier, after=later) if kinds else None


def _kinds(before: Session, after: Session, *, is_same_road: bool) -> Iterator[ChangeKind]:
    moved = (before.start_at, before.end_at) != (after.start_at, after.end_at)
    if moved or _place(before) != _place(after):
        yield ChangeKind.MOVED
    if before.title != after.title:
        yield ChangeKind.RENAMED
    if _people(before) != _people(after):
        yield ChangeKind.PEOPLE
    if not is_same_road or _details(before) != _details(after) or _is_any_renamed(before, after):
        yield ChangeKind.DETAILS


def _place(session: Session) -> tuple[str | None, ...]:
    """Where it happens, by identity: a renamed room is the same place, one that is in another venue now is not."""
    places = (session.room, session.venue, session.from_venue, session.to_venue)
    return tuple(place.id if place else None for place in places)


def _people(session: Session) -> tuple[tuple[str, str, str], ...]:
    own = [("", p.role.value, p.attendee.id) for p in session.placements]
    return tuple(own + [(t.id, p.role.value, p.attendee.id) for t in session.topics for p in t.placements])


def _details(session: Session) -> tuple[object, ...]:
    """What a reader sees besides time, place, title and who is there."""
    topics = [replace(topic, position=0, placements=()) for topic in session.topics]
    rules = (session.attribution, session.interpretation, session.audience, session.side_cap)
    return (
        session.description,
        session.kind,
        session.number,
        session.status,
        session.zone,
        session.transfer_mode,
        rules,
        topics,
    )


def _is_any_renamed(before: Session, after: Session) -> bool:
    """Say whether a place or person that both versions name is now called something else."""
    old, new = names_of(before), names_of(after)
    return any(old[thing] != new[thing] for thing in old.keys() & new.keys())


def names_of(session: Session) -> dict[tuple[str, str], object]:
    """What is printed of each place and person of the session, by kind and id."""
    venues = [v for v in (session.venue, session.from_venue, session.to_venue) if v is not None]
    names: dict[tuple[str, str], object] = {("venue", v.id): (v.name, v.locality, v.address, v.geo) for v in venues}
    if session.room is not None:
        names["room", session.room.id] = session.room.name
    return names | {("person", attendee.id): _PRINTED(attendee) for attendee in session.people}
