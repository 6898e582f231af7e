"""From rows to the one Agenda, in a fixed number of statements whatever its size."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from eventapp.domain import agenda as values
from eventapp.domain.attendees import Attendee, Delegation, Placement
from eventapp.domain.contacts import Contact
from eventapp.domain.errors import NotFoundError
from eventapp.domain.localized import Localized
from eventapp.domain.sessions import Session, Topic
from eventapp.domain.venues import GeoPoint, Room, Transfer, Venue, Window
from eventapp.domain.vocabulary import Role
from eventapp.models import attendees, conferences, delegations, sessions, topics, venues

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session as Transaction

M = TypeVar("M")
_ROLE_ORDER = {role: number for number, role in enumerate(Role)}


def get_draft_agenda(tx: Transaction, slug: str) -> values.Agenda:
    """Give the draft agenda of a conference.

    Raises: NotFoundError for an unknown slug.
    """
    row = tx.scalars(select(conferences.Conference).where(conferences.Conference.slug == slug)).one_or_none()
    if row is None:
        raise NotFoundError("unknown-conference", slug=slug)
    return _Resolver(tx, row).agenda()


class _Resolver:
    """Loads each table once and resolves references by key."""

    def __init__(self, tx: Transaction, conference: conferences.Conference) -> None:
        self.tx = tx
        self.conference = conference
        self.delegations: dict[int, Delegation] = {}
        self.venues: dict[int, Venue] = {}
        self.rooms: dict[int, Room] = {}
        self.attendees: dict[int, Attendee] = {}

    def agenda(self) -> values.Agenda:
        attendee_rows = self._rows(attendees.Attendee)
        heads = {row.delegation_id: row.public_id for row in attendee_rows if row.is_head}
        self.delegations = {r.id: _delegation(r, heads.get(r.id)) for r in self._rows(delegations.Delegation)}
        self.venues = {r.id: self._venue(r) for r in self._rows(venues.Venue)}
        self.rooms = {r.id: self._room(r) for r in self._rows(venues.Room)}
        self.attendees = {r.id: self._attendee(r) for r in attendee_rows}
        of_sessions, of_topics = self._placements()
        topics_of: dict[int | None, list[Topic]] = defaultdict(list)
        for topic in sorted(self._rows(topics.Topic), key=lambda row: (row.position, row.public_id)):
            topics_of[topic.session_id].append(self._topic(topic, tuple(of_topics[topic.id])))
        return values.arranged(
            values.Agenda(
                conference=_conference(self.conference),
                delegations=tuple(self.delegations.values()),
                venues=tuple(self.venues.values()),
                rooms=tuple(self.rooms.values()),
                transfers=tuple(self._transfer(row) for row in self._rows(venues.Transfer)),
                attendees=tuple(self.attendees.values()),
                sessions=tuple(
                    self._session(row, tuple(of_sessions[row.id]), tuple(topics_of[row.id]))
                    for row in self._rows(sessions.ConferenceSession)
                ),
                unplaced_topics=tuple(topics_of[None]),
            )
        )

    def _rows(self, model: type[M]) -> Sequence[M]:
        return self.tx.scalars(select(model).filter_by(conference_id=self.conference.id)).all()

    def _placements(self) -> tuple[dict[int | None, list[Placement]], dict[int | None, list[Placement]]]:
        """Give the placements by session and by topic, in the order of roles, then as set."""
        of_sessions: dict[int | None, list[Placement]] = defaultdict(list)
        of_topics: dict[int | None, list[Placement]] = defaultdict(list)
        rows = self._rows(attendees.Placement)
        for row in sorted(rows, key=lambda row: (_ROLE_ORDER[row.role], row.position, row.id)):
            placement = Placement(attendee=self.attendees[row.attendee_id], role=row.role)
            if row.session_id is not None:
                of_sessions[row.session_id].append(placement)
            else:
                of_topics[row.topic_id].append(placement)
        return of_sessions, of_topics

    def _venue(self, row: venues.Venue) -> Venue:
        geo = None
        if row.latitude is not None and row.longitude is not None:
            geo = GeoPoint(latitude=row.latitude, longitude=row.longitude)
        host = self.delegations[row.host_delegation_id].code if row.host_delegation_id is not None else None
        return Venue(
            id=row.public_id,
            position=row.position,
            name=row.name,
            zone=row.zone,
            locality=row.locality,
            address=row.address,
            geo=geo,
            host_side=host,
            gate_minutes=row.gate_minutes,
        )

    def _room(self, row: venues.Room) -> Room:
        return Room(
            id=row.public_id,
            position=row.position,
            name=row.name,
            venue=self.venues[row.venue_id],
            capacity=row.capacity,
            booths=row.booths,
            available=_windows(row.available),
        )

    def _transfer(self, row: venues.Transfer) -> Transfer:
        return Transfer(
            from_venue=self.venues[row.from_venue_id],
            to_venue=self.venues[row.to_venue_id],
            mode=row.mode,
            minutes=row.minutes,
        )

    def _attendee(self, row: attendees.Attendee) -> Attendee:
        return Attendee(
            id=row.public_id,
            delegation=self.delegations[row.delegation_id],
            precedence=row.precedence,
            category=row.category,
            family_name=row.family_name,
            given_name=row.given_name,
            native_family_name=row.native_family_name,
            native_given_name=row.native_given_name,
            family_name_reading=row.family_name_reading,
            given_name_reading=row.given_name_reading,
            prefix=row.prefix,
            suffix=row.suffix,
            id_name=row.id_name,
            badge_name=row.badge_name,
            display_order=row.display_order,
            organisation=row.organisation,
            position=row.position,
            email=row.email,
            language=row.language,
            interpretation_language=row.interpretation_language,
            arrives_at=row.arrives_at,
            leaves_at=row.leaves_at,
            away=_windows(row.away),
        )

    def _topic(self, row: topics.Topic, placements: tuple[Placement, ...]) -> Topic:
        proposing = row.proposing_delegation_id
        return Topic(
            id=row.public_id,
            position=row.position,
            number=row.number,
            purpose=row.purpose,
            title=row.title,
            minutes=row.minutes,
            text=row.text,
            questions=tuple(Localized.of(question) for question in row.questions),
            proposed_by=self.delegations[proposing].code if proposing is not None else None,
            agreement=row.agreement,
            placements=placements,
        )

    def _session(
        self, row: sessions.ConferenceSession, placements: tuple[Placement, ...], topics: tuple[Topic, ...]
    ) -> Session:
        return Session(
            id=row.public_id,
            uid=row.uid,
            kind=row.kind,
            number=row.number,
            title=row.title,
            description=row.description,
            start_at=row.start_at,
            end_at=row.end_at,
            zone=row.zone,
            room=self.rooms[row.room_id] if row.room_id is not None else None,
            from_venue=self.venues[row.from_venue_id] if row.from_venue_id is not None else None,
            to_venue=self.venues[row.to_venue_id] if row.to_venue_id is not None else None,
            transfer_mode=row.transfer_mode,
            audience=row.audience,
            attribution=row.attribution,
            interpretation=row.interpretation,
            expected=row.expected,
            side_cap=row.side_cap,
            status=row.status,
            is_fixed=row.is_fixed,
            placements=placements,
            topics=topics,
        )


def _conference(row: conferences.Conference) -> values.Conference:
    return values.Conference(
        slug=row.slug,
        uid=row.uid,
        title=row.title,
        subtitle=row.subtitle,
        host=row.host,
        marking=row.marking,
        notice=row.notice,
        contact=Contact(name=row.contact_name, email=row.contact_email, phone=row.contact_phone),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        zone=row.zone,
        languages=tuple(row.languages.split(",")),
        status=row.status,
        series=row.series,
        edition=row.edition,
    )


def _windows(kept: Iterable[Mapping[str, str]]) -> tuple[Window, ...]:
    return tuple(Window(datetime.fromisoformat(w["start"]), datetime.fromisoformat(w["end"])) for w in kept)


def _delegation(row: delegations.Delegation, head: str | None) -> Delegation:
    return Delegation(
        code=row.code,
        position=row.position,
        name=row.name,
        is_side=row.is_side,
        home_zone=row.home_zone,
        language=row.language,
        country=row.country,
        head=head,
    )
