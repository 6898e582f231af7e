"""Writing an agenda as rows: the inverse of `queries.agenda`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.models import (
    Attendee,
    Conference,
    ConferenceSession,
    Delegation,
    Placement,
    Room,
    Topic,
    Transfer,
    Venue,
)
from eventapp.operations.registrations.rosters import keep_registrations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain import agenda, attendees, sessions, venues

    _Keyed = Attendee | ConferenceSession | Delegation | Room | Topic | Venue


def add_agenda(tx: Session, value: agenda.Agenda, *, now: datetime) -> Conference:
    """Add a conference and everything of its agenda; each kind of row is written in one statement. Its attendees are on the list."""
    conference = conference_row(value.conference)
    tx.add(conference)
    tx.flush()
    AgendaRows(tx, conference.id).add(value)
    people = {attendee.id: attendee for attendee in value.attendees}
    keep_registrations(tx, conference.id, kept=people, came=frozenset(people), left={}, now=now)
    return conference


class AgendaRows:
    """Adds section by section; the keys of what was added are what later sections refer to."""

    def __init__(self, tx: Session, conference_id: int) -> None:
        self.tx = tx
        self.conference_id = conference_id
        self.delegations: dict[str, int] = {}
        self.venues: dict[str, int] = {}
        self.rooms: dict[str, int] = {}
        self.attendees: dict[str, int] = {}

    def add(self, value: agenda.Agenda) -> None:
        self.delegations = self._add({d.code: self.delegation(d) for d in value.delegations})
        self.venues = self._add({v.id: self.venue(v) for v in value.venues})
        self.rooms = self._add({r.id: self.room(r) for r in value.rooms})
        self.tx.add_all([self.transfer(t) for t in value.transfers])
        self.attendees = self._add({a.id: self.attendee(a) for a in value.attendees})
        session_keys = self._add({s.id: self.session(s) for s in value.sessions})
        placed: list[tuple[sessions.Topic, int | None]] = [
            *((topic, session_keys[s.id]) for s in value.sessions for topic in s.topics),
            *((topic, None) for topic in value.unplaced_topics),
        ]
        topic_keys = self._add({topic.id: self.topic(topic, key) for topic, key in placed})
        for session in value.sessions:
            self.add_placements(session.placements, session_id=session_keys[session.id])
        for topic, _ in placed:
            self.add_placements(topic.placements, topic_id=topic_keys[topic.id])
        self.tx.flush()

    def _add(self, rows: Mapping[str, _Keyed]) -> dict[str, int]:
        self.tx.add_all(rows.values())
        self.tx.flush()
        return {name: row.id for name, row in rows.items()}

    def add_placements(
        self, placements: Iterable[attendees.Placement], *, session_id: int | None = None, topic_id: int | None = None
    ) -> None:
        self.tx.add_all(
            Placement(
                conference_id=self.conference_id,
                attendee_id=self.attendees[placement.attendee.id],
                session_id=session_id,
                topic_id=topic_id,
                role=placement.role,
                position=position,
            )
            for position, placement in enumerate(placements, start=1)
        )

    def delegation(self, value: attendees.Delegation) -> Delegation:
        return Delegation(
            conference_id=self.conference_id,
            code=value.code,
            position=value.position,
            name=value.name,
            is_side=value.is_side,
            home_zone=value.home_zone,
            language=value.language,
            country=value.country,
        )

    def venue(self, value: venues.Venue) -> Venue:
        return Venue(
            conference_id=self.conference_id,
            public_id=value.id,
            position=value.position,
            name=value.name,
            locality=value.locality,
            address=value.address,
            zone=value.zone,
            latitude=value.geo.latitude if value.geo else None,
            longitude=value.geo.longitude if value.geo else None,
            host_delegation_id=self.delegations[value.host_side] if value.host_side else None,
            gate_minutes=value.gate_minutes,
        )

    def room(self, value: venues.Room) -> Room:
        return Room(
            conference_id=self.conference_id,
            venue_id=self.venues[value.venue.id],
            public_id=value.id,
            position=value.position,
            name=value.name,
            capacity=value.capacity,
            booths=value.booths,
            available=_stored_windows(value.available),
        )

    def transfer(self, value: venues.Transfer) -> Transfer:
        return Transfer(
            conference_id=self.conference_id,
            from_venue_id=self.venues[value.from_venue.id],
            to_venue_id=self.venues[value.to_venue.id],
            mode=value.mode,
            minutes=value.minutes,
        )

    def attendee(self, value: attendees.Attendee) -> Attendee:
        return Attendee(
            conference_id=self.conference_id,
            delegation_id=self.delegations[value.delegation.code],
            public_id=value.id,
            precedence=value.precedence,
            is_head=value.delegation.head == value.id,
            category=value.category,
            family_name=value.family_name,
            given_name=value.given_name,
            native_family_name=value.native_family_name,
            native_given_name=value.native_given_name,
            family_name_reading=value.family_name_reading,
            given_name_reading=value.given_name_reading,
            prefix=value.prefix,
            suffix=value.suffix,
            id_name=value.id_name,
            badge_name=value.badge_name,
            display_order=value.display_order,
            organisation=value.organisation,
            position=value.position,
            email=value.email,
            language=value.language,
            interpretation_language=value.interpretation_language,
            arrives_at=value.arrives_at,
            leaves_at=value.leaves_at,
            away=_stored_windows(value.away),
        )

    def session(self, value: sessions.Session) -> ConferenceSession:
        return ConferenceSession(
            conference_id=self.conference_id,
            public_id=value.id,
            uid=value.uid,
            kind=value.kind,
            number=value.number,
            title=value.title,
            description=value.description,
            start_at=value.start_at,
            end_at=value.end_at,
            zone=value.zone,
            room_id=self.rooms[value.room.id] if value.room else None,
            from_venue_id=self.venues[value.from_venue.id] if value.from_venue else None,
            to_venue_id=self.venues[value.to_venue.id] if value.to_venue else None,
            transfer_mode=value.transfer_mode,
            audience=value.audience,
            attribution=value.attribution,
            interpretation=value.interpretation,
            expected=value.expected,
            side_cap=value.side_cap,
            status=value.status,
            is_fixed=value.is_fixed,
        )

    def topic(self, value: sessions.Topic, session_id: int | None) -> Topic:
        return Topic(
            conference_id=self.conference_id,
            session_id=session_id,
            public_id=value.id,
            position=value.position,
            number=value.number,
            purpose=value.purpose,
            minutes=value.minutes,
            title=value.title,
            text=value.text,
            questions=[question.as_dict() for question in value.questions],
            proposing_delegation_id=self.delegations[value.proposed_by] if value.proposed_by else None,
            agreement=value.agreement,
        )


def conference_row(value: agenda.Conference) -> Conference:
    return Conference(
        slug=value.slug,
        uid=value.uid,
        title=value.title,
        subtitle=value.subtitle,
        host=value.host,
        marking=value.marking,
        notice=value.notice,
        contact_name=value.contact.name,
        contact_email=value.contact.email,
        contact_phone=value.contact.phone,
        starts_on=value.starts_on,
        ends_on=value.ends_on,
        zone=value.zone,
        languages=",".join(value.languages),
        status=value.status,
        series=value.series,
        edition=value.edition,
    )


def _stored_windows(windows: Iterable[venues.Window]) -> list[dict[str, str]]:
    return [{"start": w.start_at.isoformat(), "end": w.end_at.isoformat()} for w in windows]
