"""Publications: frozen, numbered versions of the agenda, and what each changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eventapp.domain.agenda import Agenda, arranged
from eventapp.domain.audiences import Audience
from eventapp.domain.differences import difference, reads_the_same
from eventapp.domain.vocabulary import SessionStatus

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from eventapp.domain.attendees import Placement
    from eventapp.domain.differences import Difference
    from eventapp.domain.localized import Localized
    from eventapp.domain.sessions import Session, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Version `number` (from 1) of the agenda as of `as_of` (aware UTC); `takes_back` is the version that it took back.

    `rewritten_at` is when somebody's name was last taken out of it, None for never.
    """

    number: int
    as_of: datetime
    published_by: str
    note: Localized
    agenda: Agenda
    takes_back: int | None = None
    rewritten_at: datetime | None = None

    @property
    def modified_at(self) -> datetime:
        """Since when it reads as it does."""
        return self.rewritten_at or self.as_of

    def difference_from(self, previous: Publication | None) -> Difference | None:
        """Give what changed since `previous`; None for a first publication, which has no before."""
        return difference(previous.agenda, self.agenda) if previous else None


def with_steps(agenda: Agenda, people: Collection[str], *, at: datetime) -> Agenda:
    """Give a published agenda in which every session where one of these people is placed has changed once more, at `at`."""
    placed = {session.id for session in agenda.sessions if any(p.attendee.id in people for p in session.all_placements)}
    sessions = tuple(
        replace(one, sequence=one.sequence + 1, modified_at=at) if one.id in placed else one for one in agenda.sessions
    )
    return replace(agenda, sessions=sessions)


def freeze(draft: Agenda, previous: Agenda | None, *, as_of: datetime) -> Agenda:
    """Give the agenda as it is to be published.

    A session that was published before and is no more in the draft stays, cancelled, with its room. SEQUENCE starts at 0 and rises by
    one at every publication that changes anything that a reader sees of the session; LAST-MODIFIED is the `as_of` of
    that publication. UIDs stay those of the first publication, the conference's too.
    Source: RFC 5545 §3.8.7.3 and §3.8.7.4, RFC 5546 §2.1.4; decision 0007 (why every change steps).
    """
    before = {s.id: s for s in previous.sessions} if previous else {}
    kept = {s.id for s in draft.sessions}
    gone = [s for s in before.values() if s.id not in kept and _has_readers(s, draft)]
    draft = _with_places_of(draft, gone)
    known = _Known(draft)
    whole = replace(draft, sessions=(*draft.sessions, *(known.cancelled(s) for s in gone)))
    same = {
        session.id
        for session in whole.sessions
        if previous and session.id in before
        if reads_the_same(before[session.id], session, before=previous, after=whole)
    }
    sessions = (_revised(s, before.get(s.id), as_of, is_same=s.id in same) for s in whole.sessions)
    uid = previous.conference.uid if previous else whole.conference.uid
    return arranged(replace(whole, conference=replace(whole.conference, uid=uid), sessions=tuple(sessions)))


def _has_readers(session: Session, draft: Agenda) -> bool:
    """Say whether there is still anybody to tell: a side that left the conference took its own sessions with it."""
    side = Audience.parse(session.audience).side
    return side is None or side in {delegation.code for delegation in draft.delegations}


def _with_places_of(draft: Agenda, gone: list[Session]) -> Agenda:
    """Keep the rooms and venues of sessions that are gone: a frozen agenda holds all that it names."""
    codes = {delegation.code for delegation in draft.delegations}
    stops = [venue for s in gone for venue in (s.venue, s.from_venue, s.to_venue) if venue is not None]
    hosted = [venue if venue.host_side in codes else replace(venue, host_side=None) for venue in stops]
    venues = {v.id: v for v in (*hosted, *draft.venues)}
    rooms = {r.id: r for r in (*(s.room for s in gone if s.room), *draft.rooms)}
    bound = tuple(replace(room, venue=venues[room.venue.id]) for room in rooms.values())
    return replace(draft, venues=tuple(venues.values()), rooms=bound)


class _Known:
    """The values that a frozen agenda has by id, for the sessions that it keeps from the one before."""

    def __init__(self, draft: Agenda) -> None:
        self._venues = {venue.id: venue for venue in draft.venues}
        self._rooms = {room.id: room for room in draft.rooms}
        self._attendees = {attendee.id: attendee for attendee in draft.attendees}
        self._delegations = {delegation.code for delegation in draft.delegations}
        self._topics = {topic.id for topic in draft.topics}
        self._numbers = {topic.number for topic in draft.topics}

    def cancelled(self, session: Session) -> Session:
        """Cancel a session that is gone; it names nobody who left, and no topic whose id or number the draft has elsewhere."""
        return replace(
            session,
            status=SessionStatus.CANCELLED,
            room=self._rooms[session.room.id] if session.room else None,
            from_venue=self._venues[session.from_venue.id] if session.from_venue else None,
            to_venue=self._venues[session.to_venue.id] if session.to_venue else None,
            placements=self._placements(session.placements),
            topics=tuple(
                self._topic(t) for t in session.topics if t.id not in self._topics and t.number not in self._numbers
            ),
        )

    def _topic(self, topic: Topic) -> Topic:
        proposed_by = topic.proposed_by if topic.proposed_by in self._delegations else None
        return replace(topic, proposed_by=proposed_by, placements=self._placements(topic.placements))

    def _placements(self, placements: tuple[Placement, ...]) -> tuple[Placement, ...]:
        known = (p for p in placements if p.attendee.id in self._attendees)
        return tuple(replace(p, attendee=self._attendees[p.attendee.id]) for p in known)


def _revised(session: Session, before: Session | None, as_of: datetime, *, is_same: bool) -> Session:
    if before is None:
        return replace(session, sequence=0, modified_at=as_of)
    if is_same:
        return replace(session, uid=before.uid, sequence=before.sequence, modified_at=before.modified_at)
    return replace(session, uid=before.uid, sequence=before.sequence + 1, modified_at=as_of)
