"""The Agenda: the one value from which page, calendar, paper and data are made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from eventapp.domain.attendees import without_contact
from eventapp.domain.audiences import STAFF, Audience
from eventapp.domain.contacts import NO_CONTACT, Contact
from eventapp.domain.localized import NOTHING, Localized
from eventapp.domain.vocabulary import AgreementState, AttributionRule, ConferenceStatus, SessionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from eventapp.domain.attendees import Attendee, Delegation, Placement
    from eventapp.domain.sessions import Session, Topic
    from eventapp.domain.venues import Room, Transfer, Venue

T = TypeVar("T")

_topic_order = attrgetter("position", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """One edition of a meeting: [starts_on, ends_on] inclusive, in its IANA zone.

    `languages` has the first language first; `uid` names the whole conference in calendars; `series` is the name that the
    editions of one series share, "" for a conference that stands alone.
    """

    slug: str
    uid: str
    title: Localized
    starts_on: date
    ends_on: date
    zone: str
    languages: tuple[str, ...]
    subtitle: Localized = NOTHING
    host: Localized = NOTHING
    marking: Localized = NOTHING
    notice: Localized = NOTHING
    contact: Contact = NO_CONTACT
    status: ConferenceStatus = ConferenceStatus.CONFIRMED
    series: str = ""
    edition: int | None = None

    @property
    def dates(self) -> tuple[date, ...]:
        count = (self.ends_on - self.starts_on).days + 1
        return tuple(self.starts_on + timedelta(days=n) for n in range(count))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A conference day and the sessions that start on it, in order."""

    on: date
    sessions: tuple[Session, ...]

    @property
    def venues(self) -> tuple[Venue, ...]:
        """The places of the day in the order in which it comes to them, once each in a row."""
        stops = [venue for session in self.sessions if not session.is_cancelled for venue in _stops(session)]
        return tuple(venue for venue, _ in groupby(stops))


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """Everything of one conference, resolved and in a fixed order (see `arranged`)."""

    conference: Conference
    delegations: tuple[Delegation, ...] = ()
    venues: tuple[Venue, ...] = ()
    rooms: tuple[Room, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    sessions: tuple[Session, ...] = ()
    unplaced_topics: tuple[Topic, ...] = ()

    @property
    def sides(self) -> tuple[Delegation, ...]:
        return tuple(d for d in self.delegations if d.is_side)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """All conference days, also empty ones, and any other day on which a session starts."""
        by_day: dict[date, list[Session]] = {on: [] for on in self.conference.dates}
        for session in self.sessions:
            by_day.setdefault(session.day_on, []).append(session)
        return tuple(Day(on=on, sessions=tuple(by_day[on])) for on in sorted(by_day))

    @property
    def topics(self) -> Iterator[Topic]:
        for session in self.sessions:
            yield from session.topics
        yield from self.unplaced_topics

    def find_session(self, session_id: str) -> Session | None:
        return next((s for s in self.sessions if s.id == session_id), None)

    def neighbours(self, session: Session) -> tuple[Session | None, Session | None]:
        """Give the sessions before and after one in the order of the agenda; breaks, meals and transfers are passed over."""
        passed = {kind for kind in SessionKind if kind.is_quiet} | {SessionKind.TRANSFER}
        others = [s for s in self.sessions if s.id != session.id and s.kind not in passed]
        earlier = [s for s in others if s.sort_key < session.sort_key]
        return earlier[-1] if earlier else None, next(iter(others[len(earlier) :]), None)

    def travel_minutes(self, session: Session) -> int | None:
        """Minutes on the road of a movement, by its mode or else the quickest; None if nobody said."""
        ends = {session.from_venue, session.to_venue}
        ways = [t for t in self.transfers if {t.from_venue, t.to_venue} == ends]
        wanted = [t.minutes for t in ways if session.transfer_mode in {None, t.mode}]
        return min(wanted, default=None)

    def road_of(self, session: Session) -> tuple[int | None, int] | None:
        """Give the minutes on the road and at the gate of a movement, None for any other session."""
        if session.from_venue is None or session.to_venue is None:
            return None
        return self.travel_minutes(session), session.to_venue.gate_minutes

    def for_audience(self, audience: Audience) -> Agenda:
        """Give the smaller agenda that `audience` may see; whoever sees what is decided here only.

        Sessions kept for others are absent. Outside the conference no name stands in a session unless
        it is on the record, and a closed one keeps title, time and place only; places where nothing public happens
        are not named, nor who proposed a topic and what the other side answered. Withdrawn topics, e-mail addresses,
        expected numbers, what is fixed and when a room can be had are for staff; when a person is there and which language
        he or she listens to are for staff and the person's own delegation.
        Source: the attribution rules, docs/rules.md.
        """
        if audience == STAFF:
            return replace(self, sessions=tuple(s for s in self.sessions if _visible(s, audience)))
        reader = _Reader(audience)
        sessions = tuple(reader.session(s) for s in self.sessions if _visible(s, audience))
        named = {a.id: a for session in sessions for a in session.people}
        attendees = named.values() if audience.reads_as_public else [reader.person(a) for a in self.attendees]
        seen = _without_plans(replace(self, sessions=sessions, attendees=tuple(attendees), unplaced_topics=()))
        if audience.reads_as_public:
            seen = _with_used_places(replace(seen, delegations=tuple(_headless(d) for d in self.delegations)))
        return arranged(seen)


_BESIDES_SESSIONS = ("delegations", "venues", "rooms", "transfers", "attendees", "unplaced_topics")


def arranged(agenda: Agenda, *, like: Agenda | None = None) -> Agenda:
    """Put every collection in its fixed order, so that equal content is an equal value.

    Delegations, venues, rooms and topics by position, attendees in protocol order, sessions by time. What is the very collection
    of an arranged agenda that this one is made of (`like`) stands in order.
    """
    if like is not None and all(getattr(agenda, name) is getattr(like, name) for name in _BESIDES_SESSIONS):
        return replace(agenda, sessions=arranged_sessions(agenda.sessions))
    return replace(
        agenda,
        delegations=_sorted(agenda.delegations, lambda d: (d.position, d.code)),
        venues=_sorted(agenda.venues, lambda v: (v.position, v.id)),
        rooms=_sorted(agenda.rooms, lambda r: (r.venue.position, r.venue.id, r.position, r.id)),
        transfers=_sorted(agenda.transfers, lambda t: (t.from_venue.id, t.to_venue.id, t.mode, t.minutes)),
        attendees=_sorted(agenda.attendees, protocol_order),
        sessions=arranged_sessions(agenda.sessions),
        unplaced_topics=_sorted(agenda.unplaced_topics, _topic_order),
    )


def arranged_sessions(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Put sessions in order of time, the topics of each by position."""
    return _sorted((_arranged(session) for session in sessions), lambda session: session.sort_key)


def protocol_order(attendee: Attendee) -> tuple[int, str, int, str]:
    """Key of the lists of people: delegation's position, then the precedence that it set."""
    return (attendee.delegation.position, attendee.delegation.code, attendee.precedence, attendee.id)


def _arranged(session: Session) -> Session:
    if len(session.topics) <= 1:
        return session
    topics = _sorted(session.topics, _topic_order)
    return session if topics == session.topics else replace(session, topics=topics)


def _sorted(things: Iterable[T], key: Callable[[T], Any]) -> tuple[T, ...]:
    return tuple(sorted(things, key=key))


def _stops(session: Session) -> tuple[Venue, ...]:
    stops = (session.from_venue, session.to_venue, session.venue)
    return tuple(venue for venue in stops if venue is not None)


def _without_plans(agenda: Agenda) -> Agenda:
    """Drop what only those who plan need: which sessions are fixed, when a room can be had."""
    rooms = {room.id: replace(room, available=()) if room.available else room for room in agenda.rooms}
    sessions = (replace(s, is_fixed=False, room=rooms[s.room.id] if s.room else None) for s in agenda.sessions)
    return replace(agenda, rooms=tuple(rooms.values()), sessions=tuple(sessions))


def _with_used_places(agenda: Agenda) -> Agenda:
    """Keep the rooms and venues of the agenda's sessions, and the ways between them."""
    rooms = {session.room.id for session in agenda.sessions if session.room}
    venues = {venue.id for session in agenda.sessions for venue in _stops(session)}
    return replace(
        agenda,
        rooms=tuple(room for room in agenda.rooms if room.id in rooms),
        venues=tuple(venue for venue in agenda.venues if venue.id in venues),
        transfers=tuple(t for t in agenda.transfers if {t.from_venue.id, t.to_venue.id} <= venues),
    )


def _visible(session: Session, audience: Audience) -> bool:
    return audience.may_see(Audience.parse(session.audience))


class _Reader:
    """Reduces what is visible to what an audience may read; each person once."""

    def __init__(self, audience: Audience) -> None:
        self.is_public = audience.reads_as_public
        self.is_outside = audience.is_outside
        self.side = audience.side
        self._people: dict[str, Attendee] = {}

    def session(self, session: Session) -> Session:
        if self._is_shut(session):
            return replace(session, placements=(), topics=(), description=NOTHING, expected=None)
        named = not self.is_public or session.attribution is AttributionRule.ON_RECORD
        return replace(
            session,
            expected=None,
            placements=self._placements(session.placements) if named else (),
            topics=tuple(
                self._topic(topic, named=named)
                for topic in session.topics
                if topic.agreement is not AgreementState.WITHDRAWN
            ),
        )

    def _is_shut(self, session: Session) -> bool:
        """Say whether this reader knows no more of a session than that it is on: of one that isn't public, whoever is outside."""
        if self.is_outside and not Audience.parse(session.audience).is_public:
            return True
        return self.is_public and session.attribution is AttributionRule.CLOSED

    def person(self, attendee: Attendee) -> Attendee:
        known = self._people.get(attendee.id)
        if known is None:
            delegation = _headless(attendee.delegation) if self.is_public else attendee.delegation
            reduced = without_contact(attendee, is_own=attendee.delegation.code == self.side)
            known = self._people[attendee.id] = replace(reduced, delegation=delegation)
        return known

    def _topic(self, topic: Topic, *, named: bool) -> Topic:
        """Drop the people who may not be named, and outside the conference how the sides came to agree."""
        topic = replace(topic, placements=self._placements(topic.placements) if named else ())
        if not self.is_public:
            return topic
        agreement = AgreementState.ACCEPTED if topic.agreement.is_agreed else AgreementState.PROPOSED
        return replace(topic, agreement=agreement, proposed_by=None)

    def _placements(self, placements: tuple[Placement, ...]) -> tuple[Placement, ...]:
        return tuple(replace(p, attendee=self.person(p.attendee)) for p in placements)


def _headless(delegation: Delegation) -> Delegation:
    return replace(delegation, head=None)
