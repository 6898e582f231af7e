"""Invented conferences for properties: whole files that hold everything a file can hold.

The ids come from small pools and the texts, times and zones too, so that versions of one conference share much and differ in
much: things come, go, move, change places and names.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from eventapp.domain.agenda import Agenda, Conference, arranged
from eventapp.domain.attendees import Attendee, Delegation, Placement
from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.contacts import Contact
from eventapp.domain.publication import Publication, freeze
from eventapp.domain.sessions import Session, Topic
from eventapp.domain.venues import GeoPoint, Room, Transfer, Venue, Window
from eventapp.domain.vocabulary import (
    AgreementState,
    AttendeeCategory,
    AttributionRule,
    ConferenceStatus,
    DisplayOrder,
    InterpretationMode,
    Role,
    SessionKind,
    SessionStatus,
    TopicPurpose,
    TransferMode,
)
from tests.drawing import lines, localized, maybe, proses, some, words
from tests.literals import utc

ZONES = ("Asia/Tokyo", "America/New_York", "Europe/London", "Europe/Berlin", "Asia/Kathmandu", "UTC")
_DELEGATIONS = ("US", "JP", "SEC", "P9")
_VENUES = ("v-a", "v-b", "v-c")
_ROOMS = ("r-1", "r-2", "r-3", "r-4")
_PEOPLE = ("p-1", "p-2", "p-3", "p-4", "p-5")
_SESSIONS = ("s-1", "s-2", "s-3", "s-4", "s-5")
_TOPICS = ("t-1", "t-2", "t-3", "t-4")
_WINDOWS = (
    (),
    (Window(utc("2023-03-11 22:00"), utc("2023-03-12 12:00")),),
    (
        Window(utc("2023-03-11 06:30"), utc("2023-03-12 07:00")),
        Window(utc("2023-11-05 05:30"), utc("2023-11-05 06:30")),
    ),
)
_NUMBERS = ("1", "2", "2bis", "3", "3quinquies", "999")
_NAME_PARTS = (
    *("family_name", "given_name", "native_family_name", "native_given_name", "family_name_reading"),
    *("given_name_reading", "prefix", "suffix", "id_name", "badge_name"),
)
# In New York clocks go forward on 8 March 2026 at 07:00 UTC and back on 1 November at 06:00 UTC; in London and Berlin back on
# 25 October at 01:00 UTC: the hour before and the hour after show the same wall times.
_CHANGES = (
    datetime(2026, 3, 8, 7, tzinfo=UTC),
    datetime(2026, 11, 1, 6, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
)

instants = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(_CHANGES),
    st.sampled_from((-1440, -75, -60, -45, -30, -15, 0, 15, 30, 59, 60, 75, 600)),
)
# When a person arrives and leaves: neither, one of the two, or both in this order.
_stays = st.tuples(instants, instants, st.integers(0, 3)).map(
    lambda drawn: {
        name: at
        for n, (name, at) in enumerate(zip(("arrives_at", "leaves_at"), sorted(drawn[:2]), strict=True))
        if drawn[0] != drawn[1] and drawn[2] & (n + 1)
    }
)
zones = st.sampled_from(ZONES)


@st.composite
def contacts(draw, languages):
    """Give a contact of which any part may be left out."""
    return Contact(
        name=draw(localized(languages)),
        email=draw(st.sampled_from(("", "secretariat@example.org", "事務局+1@example.jp"))),
        phone=draw(st.sampled_from(("", "+81 (0)3-5555-0100 ext. 12", "03-5555-0100", "110"))),
    )


@st.composite
def conferences(draw, languages):
    starts_on = draw(st.sampled_from((date(2026, 3, 7), date(2026, 10, 24), date(2026, 10, 31))))
    texts = {name: draw(localized(languages)) for name in ("subtitle", "host", "marking", "notice")}
    return Conference(
        slug="invented-2026",
        uid="invented-2026@example.org",
        title=draw(localized(languages, required=True)),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=draw(st.integers(0, 60))),
        zone=draw(zones),
        languages=languages,
        status=draw(words(ConferenceStatus)),
        series=draw(st.sampled_from(("", "invented"))),
        edition=draw(st.sampled_from((None, 7))),
        contact=draw(contacts(languages)),
        **texts,
    )


@st.composite
def agendas(draw, languages):
    """Give an arranged agenda whose positions count from 1, as in a file."""
    people_of = {name: draw(st.sampled_from(_DELEGATIONS)) for name in draw(some(_PEOPLE))}
    codes = draw(some(_DELEGATIONS).map(lambda found: list(dict.fromkeys((*found, *people_of.values())))))
    delegations = {code: draw(_delegations(languages, code, n, people_of)) for n, code in enumerate(codes, start=1)}
    venues = {name: draw(_venues(languages, name, n, codes)) for n, name in enumerate(draw(some(_VENUES)), start=1)}
    rooms = draw(_rooms(languages, venues))
    attendees = {name: draw(_attendees(languages, name, delegations[code])) for name, code in people_of.items()}
    sessions = {
        name: draw(_sessions(languages, name, codes, venues, rooms, attendees)) for name in draw(some(_SESSIONS))
    }
    topics = draw(_topics(languages, codes, list(sessions), attendees))
    return arranged(
        Agenda(
            conference=draw(conferences(languages)),
            delegations=tuple(delegations.values()),
            venues=tuple(venues.values()),
            rooms=tuple(rooms.values()),
            transfers=draw(_transfers(list(venues.values()))),
            attendees=tuple(attendees.values()),
            sessions=tuple(replace(s, topics=tuple(topics[s.id])) for s in sessions.values()),
            unplaced_topics=tuple(topics[None]),
        )
    )


@st.composite
def conference_files(draw):
    """Give a draft and up to three publications, each frozen after the one before."""
    languages = draw(st.sampled_from((("en",), ("ja", "en"), ("en", "ja"), ("en", "ja", "ko"))))
    publications: list[Publication] = []
    agenda = draw(agendas(languages))
    as_of = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(1, 1 + draw(st.integers(0, 3))):
        as_of += timedelta(minutes=draw(st.integers(1, 100_000)))
        publications.append(
            Publication(
                number=number,
                as_of=as_of,
                published_by=draw(lines),
                note=draw(localized(languages, proses)),
                agenda=counted(freeze(agenda, publications[-1].agenda if publications else None, as_of=as_of)),
            )
        )
        agenda = draw(st.one_of(st.just(agenda), agendas(languages)))
    return ConferenceFile(agenda=agenda, publications=tuple(publications))


def counted(agenda):
    """Count the positions in every list from 1, as a file does; what a freeze kept of earlier versions leaves doubles."""
    agenda = arranged(agenda)
    venues = {v.id: replace(v, position=n) for n, v in enumerate(agenda.venues, start=1)}
    rooms = {}
    for room in agenda.rooms:
        position = 1 + sum(other.venue.id == room.venue.id for other in rooms.values())
        rooms[room.id] = replace(room, position=position, venue=venues[room.venue.id])
    return arranged(
        replace(
            agenda,
            venues=tuple(venues.values()),
            rooms=tuple(rooms.values()),
            transfers=tuple(
                replace(t, from_venue=venues[t.from_venue.id], to_venue=venues[t.to_venue.id]) for t in agenda.transfers
            ),
            sessions=tuple(_with_places(s, venues, rooms) for s in agenda.sessions),
            unplaced_topics=_counted_topics(agenda.unplaced_topics),
        )
    )


def _with_places(session, venues, rooms):
    return replace(
        session,
        room=rooms[session.room.id] if session.room else None,
        from_venue=venues[session.from_venue.id] if session.from_venue else None,
        to_venue=venues[session.to_venue.id] if session.to_venue else None,
        topics=_counted_topics(session.topics),
    )


def _counted_topics(topics):
    return tuple(replace(topic, position=n) for n, topic in enumerate(topics, start=1))


def _delegations(languages, code, position, people_of):
    own = [name for name, delegation in people_of.items() if delegation == code]
    return st.builds(
        Delegation,
        code=st.just(code),
        position=st.just(position),
        name=localized(languages, required=True),
        is_side=st.booleans(),
        home_zone=zones,
        language=st.sampled_from(("en", "ja", "haw")),
        country=st.sampled_from(("", "US", "JP")),
        head=st.sampled_from((None, *own)),
    )


def _venues(languages, name, position, codes):
    return st.builds(
        Venue,
        id=st.just(name),
        position=st.just(position),
        name=localized(languages, required=True),
        zone=zones,
        locality=localized(languages),
        address=localized(languages),
        geo=maybe(st.builds(GeoPoint, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))),
        host_side=st.sampled_from((None, *codes)),
        gate_minutes=st.sampled_from((0, 30, 1440)),
    )


@st.composite
def _rooms(draw, languages, venues):
    rooms: dict[str, Room] = {}
    for name in draw(some(_ROOMS)) if venues else ():
        venue = venues[draw(st.sampled_from(list(venues)))]
        rooms[name] = Room(
            id=name,
            position=1 + sum(room.venue == venue for room in rooms.values()),
            name=draw(localized(languages, required=True)),
            venue=venue,
            capacity=draw(st.sampled_from((None, 0, 12, 100_000))),
            booths=draw(st.sampled_from((0, 2))),
            available=draw(st.sampled_from(_WINDOWS)),
        )
    return rooms


@st.composite
def _transfers(draw, venues):
    pairs = [(a, b) for n, a in enumerate(venues) for b in venues[n + 1 :]]
    ways = draw(some([(*pair, mode) for pair in pairs for mode in TransferMode][:6])) if pairs else []
    return tuple(Transfer(from_venue=a, to_venue=b, mode=m, minutes=draw(st.integers(0, 1440))) for a, b, m in ways)


@st.composite
def _attendees(draw, languages, name, delegation):
    parts = {part: draw(lines) for part in draw(some(_NAME_PARTS))}
    return Attendee(
        id=name,
        delegation=delegation,
        precedence=draw(st.integers(1, 4)),
        category=draw(words(AttendeeCategory)),
        display_order=draw(words(DisplayOrder)),
        organisation=draw(localized(languages)),
        position=draw(localized(languages, required=not (parts.keys() & {"family_name", "given_name"}))),
        email=draw(st.sampled_from(("", "someone@example.org"))),
        language=draw(st.sampled_from(("", "en", "ja"))),
        interpretation_language=draw(st.sampled_from(("", "en", "ja", "haw"))),
        **draw(_stays),
        away=draw(st.sampled_from(_WINDOWS)),
        **parts,
    )


@st.composite
def _placements(draw, attendees):
    placed = draw(some([(role, name) for role in Role for name in attendees])) if attendees else []
    ordered = sorted(placed[:6], key=lambda pair: list(Role).index(pair[0]))
    return tuple(Placement(attendee=attendees[name], role=role) for role, name in ordered)


@st.composite
def _sessions(draw, languages, name, codes, venues, rooms, attendees):
    kind = draw(words(SessionKind).filter(lambda kind: venues or kind is not SessionKind.TRANSFER))
    ends = tuple(venues.values()) if kind is SessionKind.TRANSFER else (None, *venues.values())
    start_at = draw(instants)
    return Session(
        id=name,
        uid=f"{name}-invented@example.org",
        kind=kind,
        title=draw(localized(languages, required=True)),
        start_at=start_at,
        end_at=start_at + timedelta(minutes=draw(st.sampled_from((15, 30, 60, 90, 600)))),
        zone=draw(zones),
        number=draw(st.sampled_from((None, 1, 999))),
        description=draw(localized(languages, proses)),
        room=draw(st.sampled_from((None, *rooms.values()))),
        from_venue=draw(st.sampled_from(ends)),
        to_venue=draw(st.sampled_from(ends)),
        transfer_mode=draw(maybe(words(TransferMode))),
        audience=draw(st.sampled_from(("public", "participants", "staff", *(f"side:{code}" for code in codes)))),
        attribution=draw(words(AttributionRule)),
        interpretation=draw(words(InterpretationMode)),
        expected=draw(st.sampled_from((None, 0, 70))),
        side_cap=draw(st.sampled_from((None, 4))),
        status=draw(words(SessionStatus)),
        is_fixed=draw(st.booleans()),
        placements=draw(_placements(attendees)),
    )


@st.composite
def _topics(draw, languages, codes, sessions, attendees):
    """Give the topics by session id, None for those without one."""
    topics: dict[str | None, list[Topic]] = defaultdict(list)
    for name, number in zip(draw(some(_TOPICS)), draw(st.permutations(_NUMBERS)), strict=False):
        siblings = topics[draw(st.sampled_from((None, *sessions)))]
        siblings.append(
            Topic(
                id=name,
                position=len(siblings) + 1,
                number=number,
                purpose=draw(words(TopicPurpose)),
                title=draw(localized(languages, required=True)),
                minutes=draw(st.sampled_from((None, 1, 1440))),
                text=draw(localized(languages, proses)),
                questions=tuple(draw(st.lists(localized(languages).filter(bool), max_size=2))),
                proposed_by=draw(st.sampled_from((None, *codes))),
                agreement=draw(words(AgreementState)),
                placements=draw(_placements(attendees)),
            )
        )
    return topics
