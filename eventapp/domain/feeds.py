"""What a calendar to subscribe to holds: whose it is, and what of it its reader wishes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from eventapp.domain.audiences import Audience
from eventapp.domain.notices import is_for_everybody

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.sessions import Session
    from eventapp.domain.vocabulary import SessionKind

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
    return today <= ends_on + _TOMBSTONES_LAST


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


def chosen_sessions(
    agenda: Agenda, ids: Collection[str] | None, wishes: FeedWishes, *, has_cancelled: bool
) -> tuple[Session, ...]:
    """Give the sessions of a feed in the agenda's order; `ids` are those of its scope, None for all."""
    return tuple(
        session
        for session in agenda.sessions
        if (ids is None or session.id in ids) and (has_cancelled or not session.is_cancelled) and wishes.mean(session)
    )
