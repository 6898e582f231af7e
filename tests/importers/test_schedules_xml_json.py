"""Schedule XML in both shapes, and the JSON of frab and pretalx."""

from __future__ import annotations

from datetime import date

import pytest

from eventapp.domain.names import introduced_name, list_name
from eventapp.domain.vocabulary import DisplayOrder, Role, SessionKind
from tests.importers.schedule_texts import EVENT, NEW_XML, OLD_XML, PARIS, only_session, pretalx, read, refusal
from tests.literals import utc

FLOATING = "Times without a zone were read in Europe/Paris (sessions: 1)."
TALK = {"id": 5, "start": "10:00", "duration": "00:30", "title": "Talk"}


def test_older_xml_is_read_with_the_days_date():
    agenda, warnings = read(OLD_XML)
    (session,) = agenda.sessions
    assert warnings == [FLOATING]
    assert (session.id, session.uid, session.kind) == ("s-7", "", SessionKind.PLENARY)
    assert (session.start_at, session.end_at) == (utc("2026-05-04T08:00"), utc("2026-05-04T08:45"))
    assert (session.title.get("en"), session.description.get("en")) == ("Opening", "Policy\n\nFirst & last.")
    assert (session.room.id, session.room.name.get("en"), session.room.venue.name.get("en")) == (
        "r-main-hall",
        "Main Hall",
        "House",
    )
    assert session.room.venue.locality.get("en") == "Lyon"
    conference = agenda.conference
    assert (conference.slug, conference.zone, conference.languages) == ("forum-2026", PARIS, ("en",))
    assert conference.dates == (date(2026, 5, 4),)


def test_person_twice_in_an_event_is_one_person_whose_name_is_not_split():
    agenda, _ = read(OLD_XML)
    (person,) = agenda.attendees
    (placement,) = agenda.sessions[0].placements
    assert (placement.attendee, placement.role) == (person, Role.SPEAKER)
    assert (person.id, person.given_name, person.family_name) == ("p-3", "Ada van Dyke", "")
    assert (list_name(person), introduced_name(person), person.badge_name) == ("Ada van Dyke",) * 3
    assert person.display_order is DisplayOrder.GIVEN_FIRST
    assert (person.delegation.code, person.delegation.is_side) == ("SPK", False)


def test_newer_xml_is_read_by_its_iso_dates_zone_and_guid():
    session, warnings = only_session(NEW_XML, zone=None)
    assert warnings == []
    assert (session.id, session.uid) == ("s-8", "2f1b0c7e-0000-4000-8000-000000000008")
    assert (session.start_at, session.end_at, session.zone) == (utc("2026-05-04T07:30"), utc("2026-05-04T09:00"), PARIS)
    assert session.kind is SessionKind.WORKING_SESSION


def test_zone_said_holds_before_the_files_for_the_conference_only():
    """What the file says in its own zone stays that instant."""
    data = pretalx(TALK, time_zone_name=PARIS)
    session, warnings = only_session(data, zone="Asia/Tokyo")
    assert (session.start_at, session.zone, warnings) == (utc("2026-05-04T08:00"), "Asia/Tokyo", [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (OLD_XML.replace("10:00", "00:30"), 5),
        (OLD_XML.replace("10:00", "04:00"), 4),
        (OLD_XML.replace("10:00", "00:30").replace("<day_change>04:00:00</day_change>", ""), 4),
        (NEW_XML.replace("<date>2026-05-04T09:30:00+02:00</date><start>09:30", "<start>00:30"), 5),
    ],
    ids=["before the change", "at the change", "no change", "the day's own start and end"],
)
def test_clock_before_the_change_of_day_is_the_next_date(text, day):
    session, _ = only_session(text)
    assert session.day_on == date(2026, 5, day)


def test_json_of_pretalx_is_read():
    people = [{"public_name": "Ann Lee", "guid": "a-1"}, {"name": "Ann Lee", "guid": "a-1"}]
    event = TALK | {"date": "2026-05-04T10:00:00+02:00", "persons": people, "abstract": "Same", "description": "Same"}
    agenda, warnings = read(pretalx(event))
    (session,) = agenda.sessions
    assert (warnings, session.id, session.room.name.get("en")) == ([], "s-5", "Hall")
    assert (session.start_at, session.end_at) == (utc("2026-05-04T08:00"), utc("2026-05-04T08:30"))
    assert session.description.get("en") == "Same"
    assert [person.given_name for person in agenda.attendees] == ["Ann Lee"]


def test_texts_are_filed_under_the_language_said():
    agenda, warnings = read(pretalx(TALK | {"title": "開会", "language": "en"}), language="ja", slug="forum")
    assert (agenda.sessions[0].title.as_dict(), agenda.conference.languages) == ({"ja": "開会"}, ("ja",))
    assert warnings == [FLOATING, "Texts said to be in “en” stand under “ja” (sessions: 1)."]


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"duration": ""}, "5: This event has no end after its start. It was given 30 minutes."),
        ({"duration": "00:00"}, "5: This event has no end after its start. It was given 30 minutes."),
        ({"title": ""}, "5: This event has no title. Its id stands there."),
        ({"title": "x" * 301}, "5: A text is longer than 300 characters, and was cut."),
        (
            {"title": "a\u202eb\x07"},
            "5: Characters that cannot be kept or printed were taken out: U+0007, U+202E RIGHT-TO-LEFT OVERRIDE.",
        ),
    ],
)
def test_fault_of_an_event_is_a_warning(change, warning):
    session, warnings = only_session(pretalx(TALK | change))
    assert sorted(warnings) == sorted([FLOATING, warning])
    assert session.minutes == 30
    assert len(session.title.get("en")) in {1, 2, 4, 300}


def test_event_without_a_start_is_left_out():
    agenda, warnings = read(pretalx(TALK, {"id": 6, "title": "Lost", "start": "25:00"}))
    assert [session.id for session in agenda.sessions] == ["s-5"]
    assert warnings == ["6: “25:00” is no start that can be read. The event was left out.", FLOATING]


def test_ids_that_stand_twice_get_a_number_and_their_uid_only_once():
    event = TALK | {"guid": "guid-of-the-talk"}
    agenda, warnings = read(pretalx(event, event))
    assert [(session.id, session.uid) for session in agenda.sessions] == [("s-5", "guid-of-the-talk"), ("s-5-2", "")]
    assert warnings[0] == "5: The id “5” stands twice. The later event became the session “s-5-2”."


def test_rooms_and_people_whose_names_lose_letters_keep_apart():
    rooms = {"ルームA": [TALK], "ルームB": [TALK | {"id": 6}], "C": [TALK | {"id": 7}], "C++": [TALK | {"id": 8}]}
    agenda, _ = read(pretalx(days=[{"date": "2026-05-04", "rooms": rooms}]))
    assert [session.room.name.get("en") for session in sorted(agenda.sessions, key=lambda s: s.id)] == list(rooms)
    assert len({room.id for room in agenda.rooms}) == 4


def test_markup_is_read_as_text():
    html = "<h1>Aim</h1><ul><li>one<li>two</ul><script>no()</script>a<br>b <![x"
    session, _ = only_session(pretalx(TALK | {"abstract": html}))
    assert session.description.get("en").startswith("Aim\n\n- one\n- two\n\na\nb")


def test_reading_again_gives_the_same():
    assert read(OLD_XML) == read(OLD_XML)
    assert read(NEW_XML) == read(NEW_XML)


def test_time_in_a_gap_and_one_that_comes_twice_are_refused_at_their_events():
    gap = EVENT.replace("10:00", "02:30")
    text = OLD_XML.replace("04:00:00", "01:00:00").replace("2026-05-04", "2026-03-29").replace(EVENT, gap)
    assert refusal(text) == ["7: Sun 29 Mar 2026 02:30 does not exist in Europe/Paris: clocks go forward over it."]
    assert refusal(text.replace("2026-03-29", "2026-10-25")) == [
        "7: Sun 25 Oct 2026 02:30 comes twice in Europe/Paris. Write it with its offset."
    ]


def test_what_neither_file_nor_option_says_is_asked_for():
    assert refusal(OLD_XML.replace("Forum 2026", "会議"), zone=None) == [
        "--slug: The file has no short name. Say it, such as --slug forum-2026.",
        "--zone: The file names no time zone. Say it, such as --zone Asia/Tokyo.",
    ]


def test_wrong_options_are_named():
    assert refusal(OLD_XML, zone="Paris", slug="A b", language="english") == [
        "--slug: “A b” does not have the form that this key needs.",
        "--zone: “Paris” is no IANA time zone. Write one such as Asia/Tokyo.",
        "--language: “english” does not have the form that this key needs.",
    ]
