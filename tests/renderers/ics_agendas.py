"""Small agendas for the tests of calendars: dull defaults, everything by keyword."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Event

from eventapp.domain.agenda import Agenda, Conference, arranged
from eventapp.domain.attendees import Attendee, Delegation, Placement
from eventapp.domain.localized import Localized
from eventapp.domain.publication import freeze
from eventapp.domain.sessions import Session, Topic
from eventapp.domain.timezones import to_utc
from eventapp.domain.venues import GeoPoint, Room, Transfer, Venue
from eventapp.domain.vocabulary import (
    AgreementState,
    AttributionRule,
    InterpretationMode,
    Role,
    SessionKind,
    SessionStatus,
    TopicPurpose,
    TransferMode,
)
from eventapp.renderers.ics import render_vevent

AS_OF = datetime(2026, 2, 27, 9, 0, tzinfo=UTC)
BASE_URL = "https://events.example.org"
SESSION_PAGE = f"{BASE_URL}/conferences/next-2026/sessions/"
TOKYO = "Asia/Tokyo"
NEW_YORK = "America/New_York"


def both(en: str, ja: str) -> Localized:
    return Localized.of({"en": en, "ja": ja})


def english(text: str) -> Localized:
    return Localized.of({"en": text})


US = Delegation(
    code="US", position=1, name=both("United States", "米国"), is_side=True, home_zone=NEW_YORK, language="en"
)
JP = Delegation(code="JP", position=2, name=both("Japan", "日本"), is_side=True, home_zone=TOKYO, language="ja")
HALL = Venue(
    id="hall",
    position=1,
    name=both("Conference hall", "東京会場"),
    zone=TOKYO,
    address=both("2-4-1 Hirakawacho, Chiyoda-ku, Tokyo", "東京都千代田区平河町2-4-1"),
    geo=GeoPoint(latitude=35.6812345, longitude=139.7412),
)
BASE = Venue(id="base", position=2, name=both("Yokota Air Base", "横田基地"), zone=TOKYO, gate_minutes=30)
ROOM = Room(id="a", position=1, name=both("Hall A", "ホールA"), venue=HALL)
COACH = Transfer(from_venue=HALL, to_venue=BASE, mode=TransferMode.COACH, minutes=75)
CHAIR_US = Attendee(id="u1", delegation=US, precedence=1, family_name="Doe", given_name="Jane", prefix="Amb.")
CHAIR_JP = Attendee(
    id="j1",
    delegation=JP,
    precedence=1,
    family_name="Hayashi",
    given_name="Yoshimasa",
    native_family_name="林",
    native_given_name="芳正",
    position=both("Director, Plans", "計画課長"),
    organisation=both("MOD side", "防衛省側"),
)


def build_conference(**changes: Any) -> Conference:
    conference = Conference(
        slug="next-2026",
        uid="conference-uid@eventapp",
        title=both("NEXT Alliance Conference", "NEXTアライアンス会議"),
        starts_on=date(2026, 3, 7),
        ends_on=date(2026, 3, 10),
        zone=TOKYO,
        languages=("en", "ja"),
        subtitle=both("US–Japan dialogue", "日米対話"),
    )
    return replace(conference, **changes)


def build_session(session_id: str = "s1", **changes: Any) -> Session:
    """A session on 8 March 2026, 09:00–10:30 in Tokyo."""
    start_at = changes.pop("start_at", datetime(2026, 3, 8, 0, 0, tzinfo=UTC))
    session = Session(
        id=session_id,
        uid=f"{session_id}-uid@eventapp",
        kind=SessionKind.PLENARY,
        number=3,
        title=both("Disaster relief", "災害救援"),
        start_at=start_at,
        end_at=changes.pop("end_at", start_at + timedelta(minutes=90)),
        zone=TOKYO,
        room=ROOM,
    )
    return replace(session, **changes)


def session_at(wall: str, minutes: int, zone: str, session_id: str = "s1") -> Session:
    start_at = to_utc(datetime.fromisoformat(wall), zone)
    return build_session(session_id, start_at=start_at, end_at=start_at + timedelta(minutes=minutes), zone=zone)


def build_agenda(*sessions: Session, **conference: Any) -> Agenda:
    """A published agenda: every session has its SEQUENCE and LAST-MODIFIED."""
    draft = Agenda(
        conference=build_conference(**conference),
        delegations=(US, JP),
        venues=(HALL, BASE),
        rooms=(ROOM,),
        transfers=(COACH,),
        attendees=(CHAIR_US, CHAIR_JP),
        sessions=sessions or (build_session(),),
    )
    return freeze(arranged(draft), None, as_of=AS_OF)


def build_topic(number: str = "7", **changes: Any) -> Topic:
    topic = Topic(
        id=f"t{number}",
        position=int(number.rstrip("bister")),
        number=number,
        purpose=TopicPurpose.DECISION,
        title=both("Coordination cell", "調整所"),
        minutes=40,
        agreement=AgreementState.ACCEPTED,
        placements=(Placement(attendee=CHAIR_JP, role=Role.LEAD),),
    )
    return replace(topic, **changes)


def properties(chunk: bytes) -> dict[str, str]:
    """Give the raw content lines of a component, unfolded: name with parameters, and value as escaped."""
    lines = chunk.replace(b"\r\n ", b"").decode().split("\r\n")
    return dict(line.split(":", 1) for line in lines if line)


def description_of(chunk: bytes) -> list[str]:
    return str(Event.from_ical(chunk)["DESCRIPTION"]).split("\n")


def chunk_of(session_id: str, agenda: Agenda | None = None, languages: tuple[str, ...] = ("en",)) -> bytes:
    agenda = agenda or full_agenda()
    session = agenda.find_session(session_id)
    assert session is not None
    return render_vevent(session, agenda, languages=languages, base_url=BASE_URL)


def lines_of(session_id: str, agenda: Agenda | None = None, languages: tuple[str, ...] = ("en",)) -> dict[str, str]:
    return properties(chunk_of(session_id, agenda, languages))


def chunk_with(languages: tuple[str, ...] = ("en",), **changes: Any) -> bytes:
    return chunk_of("s1", build_agenda(build_session(**changes)), languages)


def chairs() -> tuple[Placement, ...]:
    return (Placement(attendee=CHAIR_US, role=Role.CHAIR), Placement(attendee=CHAIR_JP, role=Role.CHAIR))


def full_agenda() -> Agenda:
    """One of each kind that calendars treat in a way of its own."""
    return build_agenda(
        build_session(
            "plenary",
            placements=chairs(),
            topics=(
                build_topic(),
                build_topic("7bis", title=both("Liaison officers", "連絡官"), agreement=AgreementState.COUNTERED),
            ),
            interpretation=InterpretationMode.SIMULTANEOUS,
            description=both("First line.\n\nSecond; with, signs\\N.", "説明の一行目。\n二行目。"),
        ),
        replace(
            session_at("2026-03-08 11:00", 15, TOKYO, "break"),
            kind=SessionKind.BREAK,
            number=None,
            title=both("Coffee", "コーヒー"),
        ),
        replace(
            session_at("2026-03-08 13:15", 105, TOKYO, "coach"),
            kind=SessionKind.TRANSFER,
            number=None,
            room=None,
            from_venue=HALL,
            to_venue=BASE,
            transfer_mode=TransferMode.COACH,
            title=both("Transfer to Yokota", "横田へ移動"),
        ),
        build_session("gone", status=SessionStatus.CANCELLED, start_at=datetime(2026, 3, 9, 1, 0, tzinfo=UTC)),
        build_session("maybe", status=SessionStatus.TENTATIVE, start_at=datetime(2026, 3, 9, 3, 0, tzinfo=UTC)),
        session_at("2026-03-09 23:00", 180, TOKYO, "night"),
        session_at("2026-03-08 09:00", 60, NEW_YORK, "remote"),
    )


def chatham_agenda() -> Agenda:
    return build_agenda(
        build_session(
            "quiet",
            attribution=AttributionRule.CHATHAM_HOUSE,
            kind=SessionKind.WORKING_SESSION,
            placements=chairs(),
            topics=(build_topic(),),
        )
    )
