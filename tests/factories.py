"""Domain values with dull defaults. Everything is keyword-only and fixed: no clock, no chance."""

from __future__ import annotations

from datetime import date, timedelta

from eventapp.domain.agenda import Agenda, Conference, arranged
from eventapp.domain.attendees import Attendee, Delegation, Placement
from eventapp.domain.sessions import Session, Topic
from eventapp.domain.venues import Room, Transfer, Venue
from eventapp.domain.vocabulary import AgreementState, Role, SessionKind, TopicPurpose, TransferMode
from tests.literals import NEW_YORK, TOKYO, both, local, placed, utc
from tests.sample import sample_agenda

__all__ = [
    "NEW_YORK",
    "TOKYO",
    "both",
    "local",
    "make_agenda",
    "make_attendee",
    "make_conference",
    "make_delegation",
    "make_placement",
    "make_room",
    "make_session",
    "make_topic",
    "make_transfer",
    "make_venue",
    "placed",
    "sample_agenda",
    "utc",
]


def make_conference(**fields):
    """Two days in Tokyo, 12 and 13 March 2023."""
    defaults = {
        "slug": "sample-2023",
        "uid": "conference-sample-2023@example.org",
        "title": both("Sample conference", "見本会議"),
        "starts_on": date(2023, 3, 12),
        "ends_on": date(2023, 3, 13),
        "zone": TOKYO,
        "languages": ("en", "ja"),
    }
    return Conference(**(defaults | fields))


def make_delegation(*, code="JP", **fields):
    """A side; Japan's at home in Tokyo, any other in New York."""
    japanese = code == "JP"
    defaults = {
        "position": 1 if japanese else 2,
        "name": both(f"Side {code}", f"{code}側"),
        "is_side": True,
        "home_zone": TOKYO if japanese else NEW_YORK,
        "language": "ja" if japanese else "en",
    }
    return Delegation(code=code, **(defaults | fields))


def make_venue(**fields):
    name = fields.setdefault("id", "tokyo")
    defaults = {"position": 1, "name": both(f"Venue {name}", f"会場 {name}"), "zone": TOKYO}
    return Venue(**(defaults | fields))


def make_room(*, venue=None, **fields):
    name = fields.setdefault("id", "hall")
    defaults = {"position": 1, "name": both(f"Room {name}", f"会議室 {name}")}
    return Room(venue=venue or make_venue(), **(defaults | fields))


def make_transfer(*, from_venue=None, to_venue=None, **fields):
    """A coach from Tokyo to Yokota in 75 minutes."""
    return Transfer(
        from_venue=from_venue or make_venue(),
        to_venue=to_venue or make_venue(id="yokota", position=2),
        **({"mode": TransferMode.COACH, "minutes": 75} | fields),
    )


def make_attendee(*, delegation=None, **fields):
    """A person known by position only."""
    name = fields.setdefault("id", "sato")
    defaults = {"precedence": 1, "position": both(f"Director {name}", f"{name}局長")}
    return Attendee(delegation=delegation or make_delegation(), **(defaults | fields))


def make_placement(*, attendee=None, role=Role.PARTICIPANT):
    return Placement(attendee=attendee or make_attendee(), role=role)


def make_session(*, start="2023-03-12 09:00", minutes=60, zone=TOKYO, **fields):
    """An hour on Sunday morning; `start` is a wall time in `zone`, unless `start_at` is given."""
    name = fields.setdefault("id", "s1")
    start_at = fields.pop("start_at", None) or local(start, zone)
    defaults = {
        "uid": f"session-{name}@example.org",
        "kind": SessionKind.PLENARY,
        "title": both(f"Session {name}", f"セッション {name}"),
        "end_at": start_at + timedelta(minutes=minutes),
    }
    return Session(zone=zone, start_at=start_at, **(defaults | fields))


def make_topic(**fields):
    name = fields.setdefault("id", "t1")
    defaults = {
        "position": 1,
        "number": "1",
        "purpose": TopicPurpose.DISCUSSION,
        "title": both(f"Topic {name}", f"議題 {name}"),
        "agreement": AgreementState.ACCEPTED,
    }
    return Topic(**(defaults | fields))


def make_agenda(*sessions, **fields):
    """Give the arranged agenda of `sessions`: delegations, venues, rooms and people are theirs unless given."""
    people = {a.id: a for s in sessions for a in s.people}
    rooms = {s.room.id: s.room for s in sessions if s.room}
    defaults = {
        "conference": make_conference(),
        "delegations": tuple({a.delegation.code: a.delegation for a in people.values()}.values()),
        "venues": tuple({r.venue.id: r.venue for r in rooms.values()}.values()),
        "rooms": tuple(rooms.values()),
        "attendees": tuple(people.values()),
    }
    return arranged(Agenda(sessions=sessions, **(defaults | fields)))
