"""Who is told of a publication, and of which of its changes: each person of his or her own only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.audiences import PARTICIPANTS, PUBLIC, Audience, Level
from eventapp.domain.differences import ChangeKind, Difference, difference
from eventapp.domain.own_agendas import goes_along
from eventapp.domain.vocabulary import AttendeeCategory, Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.attendees import Attendee, Delegation
    from eventapp.domain.differences import Change
    from eventapp.domain.publication import Publication
    from eventapp.domain.sessions import Session

# What those are told who have no part in a session but go there.
_TOLD_WIDELY = frozenset({ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED})
_ORDER = {role: place for place, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Part:
    """What a person does in a session, or for the topic of a number; a chair may be shared with others."""

    role: Role
    topic: str = ""
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class NoticedChange:
    """A change as its reader may see it, and the reader's own parts in the session: none where he or she just attends."""

    change: Change
    before: tuple[Part, ...] = ()
    after: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What one person is told, in the order of the agenda, never empty.

    `since` is the version that the person was told last, 0 where that goes without saying: the one before. `by_mail` are the ids of
    changed sessions of which the person's calendar is told by an invitation.
    """

    attendee: Attendee
    language: str
    audience: Audience
    changes: tuple[NoticedChange, ...]
    since: int = 0
    by_mail: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody on the list who registered for sessions, by id; a guest is not in the agenda."""

    attendee: Attendee
    sessions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """Everybody whom a publication affects: those told, and those who have no address; `people` counts the whole conference."""

    notices: tuple[Notice, ...] = ()
    without_address: tuple[Attendee, ...] = ()
    people: int = 0

    @property
    def count(self) -> int:
        return len(self.notices) + len(self.without_address)

    @property
    def by_delegation(self) -> tuple[tuple[Delegation, int], ...]:
        """How many are told, by delegation in their order, those with nobody left out."""
        told = {n.attendee.delegation.code: n.attendee.delegation for n in self.notices}
        counts = Counter(n.attendee.delegation.code for n in self.notices)
        return tuple((d, counts[d.code]) for d in sorted(told.values(), key=lambda d: (d.position, d.code)))

    @property
    def by_category(self) -> tuple[tuple[AttendeeCategory, int], ...]:
        """How many are told, by category, those with nobody left out."""
        counts = Counter(n.attendee.category for n in self.notices)
        return tuple((category, counts[category]) for category in AttendeeCategory if counts[category])


def build_notices(
    previous: Publication | None,
    publication: Publication,
    registered: Iterable[Registered] = (),
    *,
    off: Collection[str] = (),
    among: Collection[str] | None = None,
) -> tuple[Notice, ...]:
    """Give one notice for each person affected who has an address, in protocol order, guests last; a first publication tells nobody."""
    return find_affected(previous, publication, registered, off=off, among=among).notices


def find_affected(
    previous: Publication | None,
    publication: Publication,
    registered: Iterable[Registered] = (),
    *,
    off: Collection[str] = (),
    among: Collection[str] | None = None,
) -> Affected:
    """Give whom a publication affects, of all people or those with an id `among` these; `off` are the ids of those who have left the list.

    A person is affected by what changed in a session in which he or she is or was placed, for a topic too, and by a session of
    everybody, or one that he or she registered for, that moved, was cancelled or is new. A guest who registered for sessions comes for those
    alone; who is away for the whole of a session of everybody is not told of it. Nobody is told of what his or her audience may not see; who
    left is told nothing, placed somewhere still or not.
    """
    chosen = {one.attendee.id: one for one in registered}
    known = {attendee.id for attendee in publication.agenda.attendees}
    guests = (one.attendee for name, one in chosen.items() if name not in known)
    everybody = [one for one in (*publication.agenda.attendees, *guests) if one.id not in off]
    people = len(everybody)
    if previous is None:
        return Affected(people=people)
    found, first = OwnChanges(previous.agenda, publication.agenda), publication.agenda.conference.languages[0]
    sessions = {name: one.sessions for name, one in chosen.items()}
    asked = everybody if among is None else [a for a in everybody if a.id in among]
    own = ((a, found.of(a, registered=sessions.get(a.id, ()))) for a in asked)
    notices = [_notice(a, changes, first) for a, changes in own if changes]
    return Affected(
        notices=tuple(notice for notice in notices if notice.attendee.email),
        without_address=tuple(notice.attendee for notice in notices if not notice.attendee.email),
        people=people,
    )


def _notice(attendee: Attendee, changes: tuple[NoticedChange, ...], first: str) -> Notice:
    language = attendee.language or attendee.delegation.language or first
    return Notice(attendee=attendee, language=language, audience=reader_audience(attendee), changes=changes)


def reader_audience(attendee: Attendee) -> Audience:
    """Give the audience that a person at the conference belongs to: a delegation's own; the press and guests are the public.

    Staff of a group that is no side, the secretariat's for example, are staff of the conference.
    """
    return audience_of(attendee.category, attendee.delegation.code, is_side=attendee.delegation.is_side)


def audience_of(category: AttendeeCategory, side: str, *, is_side: bool) -> Audience:
    """Give the audience of somebody of this category in the group `side`, as `reader_audience` does."""
    if category in {AttendeeCategory.PRESS, AttendeeCategory.GUEST}:
        return PUBLIC
    is_staff = category is AttendeeCategory.STAFF and not is_side
    return Audience(Level.STAFF if is_staff else Level.PARTICIPANTS, side)


class OwnChanges:
    """What changed between two agendas, for each person the own: what mails tell and the own page counts.

    It looks at the agendas once for each audience, not once for each person.
    """

    def __init__(self, before: Agenda, after: Agenda) -> None:
        self._before, self._after = before, after
        self._parts_before = {s.id: parts_of(s) for s in before.sessions if not s.is_cancelled}
        self._parts_after = {s.id: parts_of(s) for s in after.sessions}
        self._sides = {Audience.parse(s.audience).side for s in (*before.sessions, *after.sessions)}
        self._differences: dict[Audience, Difference] = {}

    def of(self, attendee: Attendee, *, registered: Collection[str] = ()) -> tuple[NoticedChange, ...]:
        """Give the changes that concern a person who registered for these sessions, in the order of the agenda."""
        return tuple(self._changes_for(attendee, registered))

    def _changes_for(self, attendee: Attendee, registered: Collection[str]) -> Iterator[NoticedChange]:
        for change in self._difference(reader_audience(attendee)).changes:
            key = change.after.id
            before = self._parts_before.get(key, {}).get(attendee.id, ()) if change.before else ()
            after = self._parts_after[key].get(attendee.id, ())
            if (
                before
                or after
                or (
                    _is_told_widely(change)
                    and goes_along(change.after, attendee, registered=registered, before=change.before)
                )
            ):
                yield NoticedChange(change, before, after)

    def _difference(self, audience: Audience) -> Difference:
        if audience.level is Level.PARTICIPANTS and audience.side not in self._sides:
            # Without sessions of its own a delegation sees what every other does.
            audience = PARTICIPANTS
        if audience not in self._differences:
            seen = (agenda.for_audience(audience) for agenda in (self._before, self._after))
            self._differences[audience] = difference(*seen)
        return self._differences[audience]


def _is_told_widely(change: Change) -> bool:
    return not _TOLD_WIDELY.isdisjoint(change.kinds)


def parts_of(session: Session) -> dict[str, tuple[Part, ...]]:
    """Give the parts of each person of a session by id, the foremost first."""
    chairs = sum(p.role is Role.CHAIR for p in session.placements)
    found: dict[str, list[Part]] = {}
    for p in session.placements:
        part = Part(p.role, is_shared=p.role is Role.CHAIR and chairs > 1)
        found.setdefault(p.attendee.id, []).append(part)
    for topic in session.topics:
        for p in topic.placements:
            found.setdefault(p.attendee.id, []).append(Part(p.role, topic.number))
    return {key: tuple(sorted(parts, key=lambda part: _ORDER[part.role])) for key, parts in found.items()}
