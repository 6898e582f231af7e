"""Agendas to print: small ones with dull defaults, long ones to fill pages."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from eventapp.domain.agenda import Agenda, Conference, arranged
from eventapp.domain.attendees import Attendee, Delegation, Placement
from eventapp.domain.localized import Localized
from eventapp.domain.sessions import Session, Topic
from eventapp.domain.venues import Room, Transfer, Venue
from eventapp.domain.vocabulary import (
    AgreementState,
    AttributionRule,
    InterpretationMode,
    Role,
    SessionKind,
    TopicPurpose,
    TransferMode,
)

ZONE = "Asia/Tokyo"


def both(en, ja=None):
    return Localized.of({"en": en, "ja": ja or ""})


def at(day, clock):
    wall = datetime.fromisoformat(f"2023-03-{day:02} {clock}").replace(tzinfo=ZoneInfo(ZONE))
    return wall.astimezone(UTC)


US = Delegation(
    code="US",
    position=1,
    name=both("US side", "米側"),
    is_side=True,
    home_zone="America/New_York",
    language="en",
)
JP = Delegation(
    code="JP", position=2, name=both("Japanese side", "日本側"), is_side=True, home_zone=ZONE, language="ja"
)
HALL = Venue(
    id="hall",
    position=1,
    name=both("Conference hall", "会議場"),
    zone=ZONE,
    locality=both("Tokyo", "東京"),
    host_side="JP",
)
BASE = Venue(
    id="base",
    position=2,
    name=both("Yokota Air Base", "横田基地"),
    zone=ZONE,
    locality=both("Yokota", "横田"),
    host_side="US",
    gate_minutes=30,
)
ROOM = Room(id="r-1", position=1, name=both("Room 1", "第1会議室"), venue=HALL)
OTHER_ROOM = Room(id="r-2", position=2, name=both("Room 2", "第2会議室"), venue=HALL)
CHAIR = Attendee(
    id="a-hayashi",
    delegation=JP,
    precedence=1,
    family_name="Hayashi",
    given_name="Yoshimasa",
    native_family_name="林",
    native_given_name="芳正",
)
CO_CHAIR = Attendee(
    id="a-us",
    delegation=US,
    precedence=1,
    position=both("Director, Plans", "計画部長"),
    organisation=both("USFJ", "在日米軍"),
)


def make_conference(**values):
    defaults = {
        "slug": "next-2023",
        "uid": "next-2023@example.org",
        "title": both("NEXT Alliance Conference 2023", "NEXTアライアンス会議2023"),
        "starts_on": date(2023, 3, 10),
        "ends_on": date(2023, 3, 13),
        "zone": ZONE,
        "languages": ("en", "ja"),
        "marking": both("Public", "公開"),
    }
    return Conference(**defaults | values)


def make_session(session_id="s-opening", *, day=10, start="09:00", end="10:00", title=None, **values):
    defaults = {
        "kind": SessionKind.PLENARY,
        "title": title or both("Opening", "開会"),
        "room": ROOM,
        "interpretation": InterpretationMode.SIMULTANEOUS,
    }
    times = {"start_at": at(day, start), "end_at": at(day, end), "zone": ZONE}
    return Session(id=session_id, uid=f"{session_id}@example.org", **times | defaults | values)


def make_topic(number="1", *, title=None, **values):
    defaults = {
        "id": f"t-{number}",
        "position": 1,
        "purpose": TopicPurpose.DISCUSSION,
        "minutes": 30,
        "agreement": AgreementState.ACCEPTED,
    }
    return Topic(number=number, title=title or both("A topic", "議題"), **defaults | values)


def make_agenda(*sessions, **values):
    defaults = {
        "conference": make_conference(),
        "delegations": (US, JP),
        "venues": (HALL, BASE),
        "rooms": (ROOM, OTHER_ROOM),
        "transfers": (Transfer(from_venue=HALL, to_venue=BASE, mode=TransferMode.COACH, minutes=75),),
        "attendees": (CHAIR, CO_CHAIR),
        "sessions": sessions,
    }
    return arranged(Agenda(**defaults | values))


def chairs():
    return (Placement(attendee=CO_CHAIR, role=Role.CHAIR), Placement(attendee=CHAIR, role=Role.CHAIR))


def make_movement(**values):
    ends = {"from_venue": HALL, "to_venue": BASE, "transfer_mode": TransferMode.COACH, "room": None}
    values = {"start": "13:15", "end": "15:00", "interpretation": InterpretationMode.NONE} | values
    return make_session("s-movement", kind=SessionKind.TRANSFER, **ends, **values)


def long_agenda(days=4, per_day=15, *, parallel=1):
    """Give sessions whose first words are "First n-m" and whose last are "Last n-m", to see where each begins and ends."""
    sessions = []
    for day in range(10, 10 + days):
        for number in range(per_day):
            start = at(day, "08:00") + timedelta(minutes=45 * (number // parallel))
            name = f"{day}-{number:02}."
            sessions.append(
                make_session(
                    f"s-{day}-{number}",
                    start_at=start,
                    end_at=start + timedelta(minutes=45),
                    day=day,
                    title=both(
                        f"First {name} "
                        + "interoperability of logistics, airspace and communications " * (1 + number % 3),
                        f"冒頭{name}" + "後方支援と通信の相互運用性に関する検討" * (1 + number % 3),
                    ),
                    number=number + 1,
                    attribution=AttributionRule.ON_RECORD,
                    placements=chairs(),
                    topics=tuple(
                        make_topic(
                            str(n + 1),
                            id=f"t-{name}{n}",
                            position=n,
                            title=both(f"{'Last' if n == number % 4 else 'Item'} {name}", f"議題{name}"),
                        )
                        for n in range(number % 4 + 1)
                    ),
                )
            )
    return make_agenda(*sessions)
