"""What a calendar to subscribe to holds: whose it is, and what of it its reader wishes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from eventapp.domain.attendees import Attendee
from eventapp.domain.audiences import Audience
from eventapp.domain.notices import parts_of
from eventapp.domain.own_agendas import goes_along, is_for_everybody
from eventapp.domain.registration.participants import guests

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.notices import Part
    from eventapp.domain.sessions import Session
    from eventapp.domain.vocabulary import AttendeeCategory, SessionKind

_TOMBSTONES_LAST = timedelta(days=30)


class FeedScope(StrEnum):
    """Whose programme a feed is."""

    PERSONAL = "personal"
    DELEGATION = "delegation"
    CONFERENCE = "conference"
    VENUE = "venue"

    @property
    def is_of_person(self) -> bool:
        """Say whether somebody on the list has such a feed; the other kinds are given out by organisers."""
        return self is not FeedScope.VENUE


PERSONS_SCOPES = tuple(scope for scope in FeedScope if scope.is_of_person)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedWishes:
    """What an address asks for: `languages` are () for the reader's own; `on` and `kind` leave all else out.

    `alarm_minutes` rings so long before each session, None never.
    """

    languages: tuple[str, ...] = ()
    has_breaks: bool = True
    on: date | None = None
    kind: SessionKind | None = None
    alarm_minutes: int | None = None

    def mean(self, session: Session) -> bool:
        return (
            (self.has_breaks or not session.kind.is_free)
            and self.on in {None, session.day_on}
            and self.kind in {None, session.kind}
        )


def keeps_cancelled(ends_on: date, today: date) -> bool:
    """Say whether feeds still hold what was cancelled: until 30 days after the last day, `today` being the venue's."""
    return today < cancelled_go_on(ends_on)


def cancelled_go_on(ends_on: date) -> date:
    """Give the first day on which feeds hold no more what was cancelled."""
    return ends_on + _TOMBSTONES_LAST + timedelta(days=1)


def breaks_in(agenda: Agenda) -> frozenset[str]:
    """Give the ids of the breaks that everybody has."""
    return frozenset(s.id for s in agenda.sessions if s.kind.is_free and Audience.parse(s.audience).side is None)


def sessions_of_delegation(agenda: Agenda, side: str) -> frozenset[str]:
    """Give the ids of the sessions that a delegation has a part in, that are its own, or where everybody goes, and breaks."""
    return breaks_in(agenda) | frozenset(
        session.id
        for session in agenda.sessions
        if Audience.parse(session.audience).side == side
        or is_for_everybody(session)
        or any(placement.attendee.delegation.code == side for placement in session.all_placements)
    )


def sessions_at(agenda: Agenda, venue_id: str) -> frozenset[str]:
    """Give the ids of the sessions at a venue, and of the movements that start or end there."""
    return frozenset(
        session.id
        for session in agenda.sessions
        if venue_id in {venue.id for venue in (session.venue, session.from_venue, session.to_venue) if venue}
    )


class OwnSessions:
    """The sessions of everybody in one agenda, which is looked through once."""

    def __init__(self, agenda: Agenda) -> None:
        self._ids = frozenset(session.id for session in agenda.sessions)
        self._held = {session.id: session for session in agenda.sessions if not session.is_cancelled}
        free = breaks_in(agenda)
        self._breaks = tuple(session for session in agenda.sessions if session.id in free)
        self._for_all = tuple(session for session in agenda.sessions if is_for_everybody(session))
        self._attendees = {attendee.id: attendee for attendee in agenda.attendees}
        self._nobody = guests(agenda.conference.languages[0])
        self._parts: dict[str, dict[str, tuple[Part, ...]]] = {}
        for session in agenda.sessions:
            for person, parts in parts_of(session).items():
                self._parts.setdefault(person, {})[session.id] = parts

    def person(self, public_id: str, category: AttendeeCategory) -> Attendee:
        """Give somebody as the agenda knows him or her; who isn't in it is there all the time."""
        known = self._attendees.get(public_id)
        return known or Attendee(id=public_id, delegation=self._nobody, precedence=0, category=category)

    def of(self, who: Attendee, *, registered: Collection[str]) -> frozenset[str]:
        """Give the ids of the sessions in which a person is placed, for a topic too, registered for, or where everybody goes.

        What of them the person may see is another question.
        """
        along = (session.id for session in self._for_all if goes_along(session, who, registered=registered))
        return self._ids.intersection(registered).union(self._parts.get(who.id, ()), along)

    def breaks_between(self, ids: Collection[str]) -> frozenset[str]:
        """Give the ids of the breaks that everybody has while a day of these sessions lasts: not before its first, nor after its last."""
        days: dict[date, list[Session]] = {}
        for session in map(self._held.get, ids):
            if session is not None:
                days.setdefault(session.day_on, []).append(session)
        spans = {on: (min(s.start_at for s in day), max(s.end_at for s in day)) for on, day in days.items()}
        return frozenset(
            one.id
            for one in self._breaks
            if one.day_on in spans and spans[one.day_on][0] <= one.start_at <= spans[one.day_on][1]
        )

    def parts(self, person: str) -> Mapping[str, tuple[Part, ...]]:
        """Give what a person does, by session, the foremost first."""
        return self._parts.get(person, {})


def chosen_sessions(
    agenda: Agenda, ids: Collection[str] | None, wishes: FeedWishes, *, has_cancelled: bool
) -> tuple[Session, ...]:
    """Give the sessions of a feed in the agenda's order; `ids` are those of its scope, None for all."""
    return tuple(
        session
        for session in agenda.sessions
        if (ids is None or session.id in ids) and (has_cancelled or not session.is_cancelled) and wishes.mean(session)
    )
