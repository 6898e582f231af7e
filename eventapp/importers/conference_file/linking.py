"""From tables that refer to each other by id to one resolved Agenda, or to everything that is wrong with them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from eventapp.domain.agenda import Agenda, Conference, arranged
from eventapp.domain.attendees import Attendee, Delegation, Placement
from eventapp.domain.audiences import Audience
from eventapp.domain.contacts import Contact
from eventapp.domain.sessions import Session, Topic
from eventapp.domain.vocabulary import Role, SessionKind
from eventapp.importers.conference_file.places import PlacesResolver
from eventapp.importers.conference_file.resolving import UNKNOWN_ZONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from eventapp.domain.errors import Problem
    from eventapp.domain.venues import Room
    from eventapp.importers.conference_file.problems import Place
    from eventapp.importers.conference_file.schema import (
        AgendaDocument,
        AttendeeTable,
        DelegationTable,
        SessionTable,
        TopicTable,
    )

T = TypeVar("T")


def link_agenda(document: AgendaDocument, *, is_frozen: bool = False) -> tuple[Agenda, tuple[Problem, ...]]:
    """Give the agenda of a document and every problem of its references, times and languages.

    The agenda is meaningful only when there are no problems; a session without a uid has "". In a frozen document the offset
    of a time is that of its day of publication, whatever the zone's law says since.
    """
    linker = _Linker(document, is_frozen=is_frozen)
    return linker.agenda(), tuple(linker.problems)


class _Linker(PlacesResolver):
    def __init__(self, document: AgendaDocument, *, is_frozen: bool) -> None:
        super().__init__(document, is_frozen=is_frozen)
        self.attendees: dict[str, Attendee] = {}
        self.room_ids = {table.id for table in document.rooms}
        self.attendee_ids = {table.id for table in document.attendees}

    def agenda(self) -> Agenda:
        """Resolve section by section, in the order in which they refer to each other."""
        document = self.document
        conference = self._conference()
        self._check_ids()
        self.delegations = {
            table.code: self._delegation(table, position, ("delegations", position - 1))
            for position, table in enumerate(document.delegations, start=1)
        }
        self.venues = {
            table.id: self.venue(table, position, ("venues", position - 1))
            for position, table in enumerate(document.venues, start=1)
        }
        self.rooms = {r.id: r for n, table in enumerate(document.rooms) if (r := self.room(table, ("rooms", n)))}
        transfers = [self.transfer(table, ("transfers", n)) for n, table in enumerate(document.transfers)]
        self.check_transfers()
        precedences = _precedences(document.attendees)
        self.attendees = {
            table.id: attendee
            for n, table in enumerate(document.attendees)
            if (attendee := self._attendee(table, precedences[n], ("attendees", n)))
        }
        topics = self._topics()
        sessions = [
            session
            for n, table in enumerate(document.sessions)
            if (session := self._session(table, tuple(topics[table.id]), ("sessions", n)))
        ]
        return arranged(
            Agenda(
                conference=conference,
                delegations=tuple(self.delegations.values()),
                venues=tuple(self.venues.values()),
                rooms=tuple(self.rooms.values()),
                transfers=tuple(transfer for transfer in transfers if transfer),
                attendees=tuple(self.attendees.values()),
                sessions=tuple(sessions),
                unplaced_topics=tuple(topics[""]),
            )
        )

    def _check_ids(self) -> None:
        """Report each id that stands twice in its section, and each uid that stands twice."""
        document = self.document
        self._check_unique("delegations", [(d.code, d.code) for d in document.delegations], "code")
        for section in ("venues", "rooms", "attendees", "sessions", "topics"):
            self._check_unique(section, [(table.id, table.id) for table in getattr(document, section)], "id")
        self._check_unique("sessions", [(s.id, s.uid or "") for s in document.sessions], "uid")
        self._check_unique("topics", [(t.id, t.number) for t in document.topics], "number")

    def _check_unique(self, section: str, items: Sequence[tuple[str, str]], key: str) -> None:
        """Report each item, given by its id, whose name an earlier one has; "" is no name."""
        seen: set[str] = set()
        for n, (item, name) in enumerate(items):
            if name and name in seen:
                self.report(f"duplicate-{key}", (section, n, key), item, got=name)
            seen.add(name)

    def _conference(self) -> Conference:
        table = self.document.conference
        place: Place = ("conference",)
        self.can_be_kept(table.starts_on, (*place, "starts_on"))
        self.can_be_kept(table.ends_on, (*place, "ends_on"))
        if table.ends_on < table.starts_on:
            self.report("last-day-before-first", (*place, "ends_on"), start=table.starts_on, end=table.ends_on)
        if (table.ends_on - table.starts_on).days > _MOST_DAYS:
            self.report("too-many-days", (*place, "ends_on"), limit=_MOST_DAYS)
        if len(set(table.languages)) != len(table.languages):
            self.report("duplicate-language", (*place, "languages"))
        return Conference(
            slug=table.slug,
            uid=table.uid or "",
            title=self.localized(table.title, (*place, "title"), "", required=True),
            subtitle=self.localized(table.subtitle, (*place, "subtitle"), ""),
            host=self.localized(table.host, (*place, "host"), ""),
            marking=self.localized(table.marking, (*place, "marking"), ""),
            notice=self.localized(table.notice, (*place, "notice"), ""),
            contact=Contact(
                name=self.localized(table.contact_name, (*place, "contact_name"), ""),
                email=table.contact_email or "",
                phone=table.contact_phone or "",
            ),
            starts_on=table.starts_on,
            ends_on=table.ends_on,
            zone=table.zone,
            languages=tuple(table.languages),
            status=table.status,
            series=table.series or "",
            edition=table.edition,
        )

    def _delegation(self, table: DelegationTable, position: int, place: Place) -> Delegation:
        heads = {a.id: a.delegation for a in self.document.attendees}
        if table.head is not None and heads.get(table.head) != table.code:
            self.report("unknown-head", (*place, "head"), table.code, got=table.head)
        return Delegation(
            code=table.code,
            position=position,
            name=self.localized(table.name, (*place, "name"), table.code, required=True),
            is_side=table.side,
            home_zone=table.zone,
            language=table.language,
            country=table.country or "",
            head=table.head,
        )

    def _attendee(self, table: AttendeeTable, precedence: int, place: Place) -> Attendee | None:
        delegation = self.find(self.delegations, table.delegation, (*place, "delegation"), table.id)
        organisation = self.localized(table.organisation, (*place, "organisation"), table.id)
        position = self.localized(table.position, (*place, "position"), table.id)
        if not (table.family_name or table.given_name or position):
            self.report("nameless", place, table.id)
        arrives_at, leaves_at = self._stay(table, place)
        away = self.windows(table.away, self.document.conference.zone, (*place, "away"), table.id)
        if delegation is None:
            return None
        return Attendee(
            id=table.id,
            delegation=delegation,
            precedence=precedence,
            category=table.category,
            family_name=table.family_name or "",
            given_name=table.given_name or "",
            native_family_name=table.native_family_name or "",
            native_given_name=table.native_given_name or "",
            family_name_reading=table.family_name_reading or "",
            given_name_reading=table.given_name_reading or "",
            prefix=table.prefix or "",
            suffix=table.suffix or "",
            id_name=table.id_name or "",
            badge_name=table.badge_name or "",
            display_order=table.display_order,
            organisation=organisation,
            position=position,
            email=table.email or "",
            language=table.language or "",
            interpretation_language=table.interpretation_language or "",
            arrives_at=arrives_at,
            leaves_at=leaves_at,
            away=away,
        )

    def _stay(self, table: AttendeeTable, place: Place) -> tuple[datetime | None, datetime | None]:
        """Give when a person arrives and leaves, typed in the conference's zone."""
        zone = self.document.conference.zone
        arrives_at = self.instant(table.arrives, zone, (*place, "arrives"), table.id) if table.arrives else None
        leaves_at = self.instant(table.leaves, zone, (*place, "leaves"), table.id) if table.leaves else None
        if arrives_at is not None and leaves_at is not None and leaves_at <= arrives_at:
            self.report(
                "leaves-before-arrival", (*place, "leaves"), table.id, arrives=table.arrives, leaves=table.leaves
            )
        return arrives_at, leaves_at

    def _placements(self, people: Mapping[Role, list[str]], place: Place, item: str) -> tuple[Placement, ...]:
        """Give the placements in the order of roles, then as listed; a person twice in a role is one."""
        placements: dict[tuple[Role, str], Placement] = {}
        for role in Role:
            for n, key in enumerate(people.get(role, ())):
                attendee = self.find(
                    self.attendees, key, (*place, "people", role.value, n), item, declared=self.attendee_ids
                )
                if attendee is not None:
                    placements[role, key] = Placement(attendee=attendee, role=role)
        return tuple(placements.values())

    def _topics(self) -> dict[str, list[Topic]]:
        """Give the topics by session id, "" for those that have none yet."""
        by_session: dict[str, list[Topic]] = defaultdict(list)
        sessions = {table.id: table for table in self.document.sessions}
        for n, table in enumerate(self.document.topics):
            place: Place = ("topics", n)
            self.find(sessions, table.session, (*place, "session"), table.id)
            self.find(self.delegations, table.proposed_by, (*place, "proposed_by"), table.id)
            siblings = by_session[table.session or ""]
            siblings.append(self._topic(table, len(siblings) + 1, place))
        return by_session

    def _topic(self, table: TopicTable, position: int, place: Place) -> Topic:
        questions = [
            self.localized(texts, (*place, "questions", k), table.id) for k, texts in enumerate(table.questions)
        ]
        return Topic(
            id=table.id,
            position=position,
            number=table.number,
            purpose=table.purpose,
            title=self.localized(table.title, (*place, "title"), table.id, required=True),
            minutes=table.minutes,
            text=self.localized(table.text, (*place, "text"), table.id),
            questions=tuple(question for question in questions if question),
            proposed_by=table.proposed_by,
            agreement=table.agreement,
            placements=self._placements(table.people, place, table.id),
        )

    def _session(self, table: SessionTable, topics: tuple[Topic, ...], place: Place) -> Session | None:
        room = self.find(self.rooms, table.room, (*place, "room"), table.id, declared=self.room_ids)
        from_venue = self.find(self.venues, table.from_venue, (*place, "from_venue"), table.id)
        to_venue = self.find(self.venues, table.to_venue, (*place, "to_venue"), table.id)
        zone = table.zone or self._zone_at(table, room)
        start_at = self.instant(table.start, zone, (*place, "start"), table.id)
        end_at = self.instant(table.end, zone, (*place, "end"), table.id)
        self._check_session(table, place)
        title = self.localized(table.title, (*place, "title"), table.id, required=True)
        description = self.localized(table.description, (*place, "description"), table.id)
        placements = self._placements(table.people, place, table.id)
        if start_at is None or end_at is None:
            return None
        if end_at <= start_at and (zone != UNKNOWN_ZONE or (table.start.tzinfo is None) == (table.end.tzinfo is None)):
            self.report("end-before-start", (*place, "end"), table.id, start=table.start, end=table.end)
        return Session(
            id=table.id,
            uid=table.uid or "",
            kind=table.kind,
            title=title,
            start_at=start_at,
            end_at=end_at,
            zone=zone,
            number=table.number,
            description=description,
            room=room,
            from_venue=from_venue,
            to_venue=to_venue,
            transfer_mode=table.transfer_mode,
            audience=table.audience,
            attribution=table.attribution,
            interpretation=table.interpretation,
            expected=table.expected,
            side_cap=table.side_cap,
            status=table.status,
            is_fixed=table.fixed,
            placements=placements,
            topics=topics,
        )

    def _zone_at(self, table: SessionTable, room: Room | None) -> str:
        """Give the zone of a room, the conference's without one; that of a room that is unknown only if all have the same."""
        if room is not None:
            return room.venue.zone
        zones = {self.document.conference.zone}
        if table.room is not None:
            zones |= {venue.zone for venue in self.venues.values()}
        return zones.pop() if len(zones) == 1 else UNKNOWN_ZONE

    def _check_session(self, table: SessionTable, place: Place) -> None:
        side = Audience.parse(table.audience).side
        self.find(self.delegations, side, (*place, "audience"), table.id)
        if table.kind is SessionKind.TRANSFER and not (table.from_venue and table.to_venue):
            self.report("transfer-without-ends", place, table.id)


_MOST_DAYS = 60


def _precedences(tables: Iterable[AttendeeTable]) -> list[int]:
    """Give each attendee's precedence: as set, else one more than the one before in the delegation."""
    last: dict[str, int] = defaultdict(int)
    given = []
    for table in tables:
        last[table.delegation] = table.precedence or last[table.delegation] + 1
        given.append(last[table.delegation])
    return given
