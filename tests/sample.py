"""One small, realistic, bilingual conference for the golden files: invented people, every rule once."""

from __future__ import annotations

from datetime import date

from eventapp.domain.agenda import Agenda, Conference, arranged
from eventapp.domain.attendees import Attendee, Delegation
from eventapp.domain.sessions import Session, Topic
from eventapp.domain.venues import GeoPoint, Room, Transfer, Venue
from eventapp.domain.vocabulary import (
    AgreementState,
    AttendeeCategory,
    AttributionRule,
    DisplayOrder,
    InterpretationMode,
    Role,
    SessionKind,
    SessionStatus,
    TopicPurpose,
    TransferMode,
)
from tests.literals import NEW_YORK, TOKYO, both, local, placed


def sample_agenda():
    """Give the agenda of two days, 12 and 13 March 2023: two sides, two venues, no conflict.

    Sunday: a side's own meeting, an opening (on record), a plenary (Chatham House), a break, two parallel working sessions
    (not for attribution), the transfer to Yokota, a closed session over the change of the American clocks. Monday: a plenary on
    record, a cancelled press availability, a reception (tentative) and the staff's own wrap-up.
    """
    agenda = Agenda(
        conference=_CONFERENCE,
        delegations=(JP, US, SEC),
        venues=(INSTITUTE, YOKOTA),
        rooms=(HALL, STUDY, CLUB),
        transfers=(COACH,),
        attendees=(AOKI, MORI, NODA, CARTER, DIAZ, REED, ITO),
        sessions=_sunday() + _monday(),
        unplaced_topics=(_UNPLACED,),
    )
    return arranged(agenda)


_CONFERENCE = Conference(
    slug="sample-2023",
    uid="conference-sample-2023@example.org",
    title=both("Alliance planning forum", "同盟計画フォーラム"),
    starts_on=date(2023, 3, 12),
    ends_on=date(2023, 3, 13),
    zone=TOKYO,
    languages=("en", "ja"),
    subtitle=both("Second edition", "第2回"),
    host=both("Institute for Planning", "計画研究所"),
    marking=both("For participants", "参加者限り"),
    notice=both("Subject to change", "変更の可能性あり"),
)
JP = Delegation(
    code="JP",
    position=1,
    name=both("Japanese side", "日本側"),
    is_side=True,
    home_zone=TOKYO,
    language="ja",
    country="JP",
    head="aoki",
)
US = Delegation(
    code="US",
    position=2,
    name=both("US side", "米側"),
    is_side=True,
    home_zone=NEW_YORK,
    language="en",
    country="US",
    head="carter",
)
SEC = Delegation(
    code="SEC", position=3, name=both("Secretariat", "事務局"), is_side=False, home_zone=TOKYO, language="en"
)

INSTITUTE = Venue(
    id="institute",
    position=1,
    name=both("Institute for Planning", "計画研究所"),
    zone=TOKYO,
    locality=both("Tokyo", "東京"),
    address=both("1-2-3 Toranomon, Minato-ku, Tokyo", "東京都港区虎ノ門1-2-3"),
    geo=GeoPoint(latitude=35.6672, longitude=139.7496),
    host_side="JP",
)
YOKOTA = Venue(
    id="yokota",
    position=2,
    name=both("Yokota Air Base", "横田飛行場"),
    zone=TOKYO,
    locality=both("Yokota", "横田"),
    address=both("Fussa, Tokyo", "東京都福生市"),
    host_side="US",
    gate_minutes=30,
)
HALL = Room(id="hall", position=1, name=both("Main Hall", "大会議室"), venue=INSTITUTE, capacity=60, booths=2)
STUDY = Room(id="study", position=2, name=both("Study Room", "小会議室"), venue=INSTITUTE, capacity=12)
CLUB = Room(id="club", position=1, name=both("Officers' Club", "将校クラブ"), venue=YOKOTA, capacity=40, booths=1)
COACH = Transfer(from_venue=INSTITUTE, to_venue=YOKOTA, mode=TransferMode.COACH, minutes=75)

AOKI = Attendee(
    id="aoki",
    delegation=JP,
    precedence=1,
    family_name="Aoki",
    given_name="Haruka",
    native_family_name="青木",
    native_given_name="遥",
    family_name_reading="あおき",
    given_name_reading="はるか",
    prefix="Amb.",
    id_name="AOKI HARUKA",
    organisation=both("Ministry of Planning", "計画省"),
    position=both("Director-General", "局長"),
    email="aoki@example.org",
    language="ja",
)
MORI = Attendee(
    id="mori",
    delegation=JP,
    precedence=2,
    position=both("Director, Strategic Planning", "戦略計画課長"),
    organisation=both("Ministry of Planning", "計画省"),
    email="mori@example.org",
    language="ja",
)
NODA = Attendee(id="noda", delegation=JP, precedence=3, position=both("Director, Cyber Policy", "サイバー政策課長"))
CARTER = Attendee(
    id="carter",
    delegation=US,
    precedence=1,
    family_name="Carter",
    given_name="Ellen",
    native_family_name="カーター",
    native_given_name="エレン",
    prefix="Brig. Gen.",
    suffix="USAF",
    badge_name="Ellen CARTER",
    display_order=DisplayOrder.GIVEN_FIRST,
    organisation=both("Headquarters", "司令部"),
    position=both("Director, Plans", "計画部長"),
    email="carter@example.org",
    language="en",
)
DIAZ = Attendee(
    id="diaz", delegation=US, precedence=2, position=both("Political-Military Counsellor", "政治軍事担当参事官")
)
REED = Attendee(id="reed", delegation=US, precedence=3, position=both("Chief, Cyber Operations"))
ITO = Attendee(
    id="ito",
    delegation=SEC,
    precedence=1,
    category=AttendeeCategory.INTERPRETER,
    family_name="Ito",
    given_name="Sora",
    native_family_name="伊藤",
    native_given_name="空",
    position=both("Interpreter", "通訳"),
)


def _topic(number, title, *leads, **fields):
    defaults = {"position": 1, "purpose": TopicPurpose.DISCUSSION}
    return Topic(
        id=f"topic-{number}", number=number, title=title, placements=placed(Role.LEAD, *leads), **(defaults | fields)
    )


def _session(name, kind, title, **fields):
    return Session(id=name, uid=f"sample-{name}@example.org", kind=kind, title=title, zone=TOKYO, **fields)


def _slot(on, start, end):
    return {"start_at": local(f"2023-03-{on} {start}"), "end_at": local(f"2023-03-{on} {end}")}


_UNPLACED = _topic(
    "5",
    both("Next edition", "次回の開催"),
    AOKI,
    CARTER,
    purpose=TopicPurpose.DECISION,
    proposed_by="US",
    agreement=AgreementState.COUNTERED,
)


def _sunday():
    strategy = _topic(
        "1",
        both("Strategy documents", "戦略文書"),
        *(MORI, DIAZ),
        minutes=40,
        purpose=TopicPurpose.INFORMATION,
        proposed_by="JP",
        agreement=AgreementState.ACCEPTED,
        text=both("What the two documents ask of planning.", "両文書が計画に求めるもの。"),
        questions=(both("Which plans change first?", "最初に変わる計画は何か。"),),
    )
    footprint = _topic(
        "2",
        both("Footprint", "態勢"),
        MORI,
        CARTER,
        position=2,
        minutes=30,
        proposed_by="US",
        agreement=AgreementState.AD_REFERENDUM,
    )
    cyber = _topic(
        "3", both("Cybersecurity", "サイバーセキュリティ"), NODA, REED, minutes=60, agreement=AgreementState.ACCEPTED
    )
    relief = _topic("3bis", both("Disaster relief", "災害救援"), MORI, DIAZ, minutes=45, proposed_by="JP")
    return (
        _session(
            "breakfast",
            SessionKind.MEAL,
            both("Coordination of the Japanese side", "日本側打合せ"),
            **_slot(12, "08:00", "08:45"),
            room=STUDY,
            audience="side:JP",
            placements=placed(Role.PARTICIPANT, AOKI, MORI, NODA),
        ),
        _session(
            "opening",
            SessionKind.CEREMONY,
            both("Opening remarks", "開会挨拶"),
            **_slot(12, "09:00", "09:30"),
            description=both("Welcome by both heads of delegation.", "両団長による挨拶。"),
            room=HALL,
            interpretation=InterpretationMode.SIMULTANEOUS,
            expected=50,
            placements=placed(Role.SPEAKER, AOKI, CARTER) + placed(Role.INTERPRETER, ITO),
        ),
        _session(
            "strategy",
            SessionKind.PLENARY,
            both("Strategy and footprint", "戦略と態勢"),
            **_slot(12, "09:30", "11:00"),
            number=1,
            description=both("Two items, one discussion.", "二つの議題を一括して討議。"),
            room=HALL,
            attribution=AttributionRule.CHATHAM_HOUSE,
            interpretation=InterpretationMode.SIMULTANEOUS,
            placements=placed(Role.CHAIR, AOKI, CARTER) + placed(Role.INTERPRETER, ITO),
            topics=(strategy, footprint),
        ),
        _session("break", SessionKind.BREAK, both("Break", "休憩"), **_slot(12, "11:00", "11:15"), room=HALL),
        _session(
            "cyber",
            SessionKind.WORKING_SESSION,
            both("Cybersecurity", "サイバーセキュリティ"),
            **_slot(12, "11:15", "12:45"),
            number=2,
            room=HALL,
            attribution=AttributionRule.NOT_FOR_ATTRIBUTION,
            placements=placed(Role.CHAIR, NODA, REED) + placed(Role.NOTE_TAKER, ITO),
            topics=(cyber,),
        ),
        _session(
            "relief",
            SessionKind.WORKING_SESSION,
            both("Disaster relief", "災害救援"),
            **_slot(12, "11:15", "12:45"),
            number=3,
            room=STUDY,
            audience="participants",
            attribution=AttributionRule.NOT_FOR_ATTRIBUTION,
            interpretation=InterpretationMode.CONSECUTIVE,
            placements=placed(Role.CHAIR, MORI, DIAZ),
            topics=(relief,),
        ),
        _session(
            "coach",
            SessionKind.TRANSFER,
            both("Coach to Yokota", "横田へバスで移動"),
            **_slot(12, "13:15", "14:30"),
            from_venue=INSTITUTE,
            to_venue=YOKOTA,
            transfer_mode=TransferMode.COACH,
            audience="participants",
        ),
        _session(
            "restricted",
            SessionKind.RESTRICTED,
            both("Heads of delegation", "団長会合"),
            **_slot(12, "15:30", "16:15"),
            description=both("Command and control.", "指揮統制。"),
            room=CLUB,
            attribution=AttributionRule.CLOSED,
            interpretation=InterpretationMode.WHISPERING,
            side_cap=2,
            placements=placed(Role.CHAIR, AOKI, CARTER) + placed(Role.PARTICIPANT, MORI, DIAZ),
            topics=(_topic("4", both("Command and control", "指揮統制"), AOKI, CARTER, minutes=45),),
        ),
    )


def _monday():
    return (
        _session(
            "recommendations",
            SessionKind.PLENARY,
            both("Joint recommendations", "共同提言"),
            **_slot(13, "09:00", "10:30"),
            number=4,
            description=both("The recommendations are read and adopted.", "提言を読み上げ、採択する。"),
            room=CLUB,
            interpretation=InterpretationMode.SIMULTANEOUS,
            placements=placed(Role.CHAIR, AOKI, CARTER) + placed(Role.INTERPRETER, ITO),
        ),
        _session(
            "press",
            SessionKind.PRESS,
            both("Press availability", "ぶら下がり会見"),
            **_slot(13, "10:45", "11:15"),
            room=CLUB,
            status=SessionStatus.CANCELLED,
        ),
        _session(
            "reception",
            SessionKind.RECEPTION,
            both("Reception"),
            **_slot(13, "18:00", "20:00"),
            room=HALL,
            audience="participants",
            status=SessionStatus.TENTATIVE,
        ),
        _session(
            "wrap-up",
            SessionKind.BRIEFING,
            both("Secretariat wrap-up", "事務局反省会"),
            **_slot(13, "20:15", "20:45"),
            room=STUDY,
            audience="staff",
            placements=placed(Role.PARTICIPANT, ITO),
        ),
    )
