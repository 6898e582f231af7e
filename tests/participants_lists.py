"""Lists of participants for tests: invented people, and a list with every kind of change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from eventapp.domain.audiences import PARTICIPANTS
from eventapp.domain.participants import (
    Arrangement,
    ListHeading,
    ParticipantsIssue,
    build_list,
    marked,
)
from eventapp.domain.registration import ListingConsent, RegistrationSource, RegistrationState
from eventapp.domain.registration.participants import Participant, guests
from eventapp.domain.vocabulary import AttendeeCategory
from tests.factories import make_attendee, make_delegation
from tests.literals import both
from tests.sample import AOKI, CARTER, DIAZ, ITO, JP, MORI, NODA, REED, SEC, US

ISSUED_AT = datetime(2023, 3, 9, 9, tzinfo=UTC)
GUESTS = guests("en")
HEADING = ListHeading(
    slug="sample-2023",
    title=both("Alliance planning forum", "同盟計画フォーラム"),
    subtitle=both("Second edition", "第2回"),
    marking=both("For participants", "参加者限り"),
    zone="Asia/Tokyo",
    languages=("en", "ja"),
    starts_on=date(2023, 3, 12),
    ends_on=date(2023, 3, 13),
)
COLUMNS, JP_LAST = Arrangement(), Arrangement("JP")
DELEGATIONS = (JP, US, SEC)
ONO = make_attendee(
    id="ono",
    delegation=US,
    precedence=4,
    family_name="Ōno",
    given_name="Ken",
    native_family_name="大野",
    native_given_name="健",
    organisation=both("Headquarters", "司令部"),
    position=both("Staff officer", "幕僚"),
)
ADAMS = make_attendee(
    id="adams",
    delegation=GUESTS,
    category=AttendeeCategory.GUEST,
    family_name="Adams",
    given_name="Ann",
    organisation=both("Daily News"),
)
BANDO = make_attendee(
    id="bando",
    delegation=GUESTS,
    category=AttendeeCategory.GUEST,
    native_family_name="坂東",
    native_given_name="花",
    family_name_reading="ばんどう",
    given_name_reading="はな",
    organisation=both("", "国際大学"),
)


def make_participant(attendee=None, *, listing=ListingConsent.PARTICIPANTS, **fields):
    """One who is on the list and agreed to be named to participants."""
    person = attendee or make_attendee()
    defaults = {
        "key": 1,
        "state": RegistrationState.CONFIRMED,
        "source": RegistrationSource.SELF,
        "code": "ABCD2345",
        "is_in_agenda": bool(person.delegation.code),
        "registered_at": ISSUED_AT,
    }
    return Participant(attendee=person, listing=listing, **(defaults | fields))


def people(*attendees, **fields):
    return tuple(make_participant(attendee, **fields) for attendee in attendees)


def list_of(*participants, delegations=DELEGATIONS, audience=PARTICIPANTS, arrangement=COLUMNS):
    return build_list(participants, delegations, audience=audience, arrangement=arrangement)


def first_list(arrangement=COLUMNS):
    """Seven people of the two sides, the secretariat's interpreter and two guests."""
    return list_of(*people(AOKI, MORI, NODA, CARTER, DIAZ, REED, ITO, ADAMS, BANDO), arrangement=arrangement)


def second_list(arrangement=COLUMNS):
    """The first one with every kind of change: names, posts, order, head, delegation; ONO is new, NODA and BANDO are gone."""
    jp = replace(JP, head="mori")
    mori = replace(MORI, delegation=jp, precedence=1, family_name="Mori", given_name="Jun", native_family_name="森")
    aoki = replace(AOKI, delegation=jp, precedence=2, position=both("Vice-Minister", "事務次官"))
    ito = replace(ITO, delegation=jp, precedence=3)
    reed = replace(REED, position=both("Chief, Cyber Operations", "サイバー作戦課長"))
    now = people(mori, aoki, ito, CARTER, DIAZ, reed, ONO, replace(ADAMS, organisation=both("Evening News")))
    return marked(
        list_of(*now, delegations=(jp, US, SEC), arrangement=arrangement),
        first_list(),
        nameable={"noda", "bando"},
    )


def first_issue(**fields):
    return issue_of(first_list(), number=1, **fields)


def second_issue(arrangement=COLUMNS, **fields):
    return issue_of(second_list(arrangement), **fields)


def issue_of(listed, **fields):
    defaults = {"number": 2, "issued_at": ISSUED_AT, "issued_by": "chief", "audience": PARTICIPANTS}
    return ParticipantsIssue(heading=HEADING, people=listed, **(defaults | fields))


def large_issue(count, *, arrangement=COLUMNS, **fields):
    """A list of so many people, half of each side, with long posts, the last of each side new."""
    sides = (make_delegation(code="US", position=1), make_delegation(code="JP", position=2))
    made = [_numbered(sides[n % 2], n // 2 + 1) for n in range(count)]
    made.sort(key=lambda one: (one.delegation.position, one.precedence))
    listed = list_of(*people(*made), delegations=sides, arrangement=arrangement)
    old = list_of(*people(*made[: count // 2 - 1], *made[count // 2 : -1]), delegations=sides)
    return issue_of(marked(listed, old, nameable=()), **fields)


def _numbered(side, n):
    return make_attendee(
        id=f"{side.code.lower()}-{n:03}",
        delegation=side,
        precedence=n,
        family_name=f"First{side.code}{n:03}",
        given_name="Taro",
        native_family_name=f"髙橋{n}",
        native_given_name="太郎",
        organisation=both(
            *(("Ministry of long names and of planning " * (1 + n % 3)).strip(), "計画省")
            if n % 4
            else ("MOFA", "外務省")
        ),
        position=both(f"Director of section {n:03}", f"末尾{side.code}{n:03}"),
    )
