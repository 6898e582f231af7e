"""A small conference for the tests of the pages: two languages, two sides, two places, two days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from eventapp.domain.agenda import Agenda, Conference, arranged
from eventapp.domain.attendees import Attendee, Delegation, Placement
from eventapp.domain.localized import Localized
from eventapp.domain.sessions import Session, Topic
from eventapp.domain.venues import Room, Transfer, Venue
from eventapp.domain.vocabulary import AgreementState, Role, SessionKind, TopicPurpose, TransferMode

TOKYO = "Asia/Tokyo"
NEW_YORK = "America/New_York"
AS_OF = datetime(2023, 3, 9, 9, tzinfo=UTC)


def both(en: str = "", ja: str = "") -> Localized:
    return Localized.of({"en": en, "ja": ja})


US = Delegation(
    code="US", position=1, name=both("US side", "米側"), is_side=True, home_zone=NEW_YORK, language="en", country="US"
)
JP = Delegation(
    code="JP", position=2, name=both("Japanese side", "日本側"), is_side=True, home_zone=TOKYO, language="ja"
)
HALL = Venue(
    id="hall",
    position=1,
    name=both("Conference hall", "東京会場"),
    locality=both("Tokyo", "東京"),
    zone=TOKYO,
    host_side="JP",
)
BASE = Venue(
    id="base",
    position=2,
    name=both("Yokota Air Base", "横田基地"),
    locality=both("Yokota", "横田"),
    zone=TOKYO,
    host_side="US",
    gate_minutes=30,
)
HALL_A = Room(id="hall-a", position=1, name=both("Hall A", "ホールA"), venue=HALL)
ROOM_201 = Room(id="room-201", position=2, name=both("Room 201", "201会議室"), venue=HALL)
COACH = Transfer(from_venue=HALL, to_venue=BASE, mode=TransferMode.COACH, minutes=75)


def build_conference(**values: Any) -> Conference:
    defaults: dict[str, Any] = {
        "slug": "next-2023",
        "uid": "next-2023@example.org",
        "title": both("NEXT Alliance Conference 2023", "NEXTアライアンス会議2023"),
        "subtitle": both("US–Japan dialogue on security and defense strategy", "安全保障・防衛戦略に関する日米対話"),
        "notice": both("Demonstration: timetable and delegates are invented.", "実演用の架空の日程です。"),
        "starts_on": date(2023, 3, 12),
        "ends_on": date(2023, 3, 13),
        "zone": TOKYO,
        "languages": ("en", "ja"),
    }
    return Conference(**{**defaults, **values})


def build_session(session_id: str, start: str, minutes: int = 90, **values: Any) -> Session:
    """Give a session that starts at "2023-03-12 09:00" by Tokyo's clocks."""
    start_at = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(TOKYO)).astimezone(UTC)
    defaults: dict[str, Any] = {
        "uid": f"{session_id}@example.org",
        "kind": SessionKind.PLENARY,
        "title": both(f"Title of {session_id}", f"{session_id}の題"),
        "end_at": start_at + timedelta(minutes=minutes),
        "zone": TOKYO,
    }
    return Session(id=session_id, start_at=start_at, **{**defaults, **values})


def build_topic(number: str, en: str, ja: str, **values: Any) -> Topic:
    defaults: dict[str, Any] = {
        "id": f"topic-{number}",
        "position": int(number.rstrip("bister")),
        "purpose": TopicPurpose.DISCUSSION,
        "minutes": 30,
        "agreement": AgreementState.ACCEPTED,
    }
    return Topic(number=number, title=both(en, ja), **{**defaults, **values})


def place(attendee_id: str, delegation: Delegation, role: Role, en: str, ja: str) -> Placement:
    attendee = Attendee(id=attendee_id, delegation=delegation, precedence=1, position=both(en, ja))
    return Placement(attendee=attendee, role=role)


def build_agenda(*sessions: Session, **values: Any) -> Agenda:
    defaults: dict[str, Any] = {
        "conference": build_conference(),
        "delegations": (US, JP),
        "venues": (HALL, BASE),
        "rooms": (HALL_A, ROOM_201),
        "transfers": (COACH,),
    }
    return arranged(Agenda(sessions=sessions, **{**defaults, **values}))
