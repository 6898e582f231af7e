"""Calendars as programs really write them: each fault costs a warning."""

from __future__ import annotations

import pytest

from eventapp.domain.vocabulary import SessionStatus
from tests.importers.schedule_texts import PARIS, calendar, only_session, read, refusal
from tests.literals import utc

TALK = "UID:talk-1@example.org\nSUMMARY:Talk\\, first\nLOCATION:Hall\nDESCRIPTION:One\\nTwo"
TIMES = "DTSTART:20260504T080000Z\nDTEND:20260504T090000Z"
ID = "talk-1@example.org"


def zoned(tzid):
    return f"{TALK}\nDTSTART;TZID={tzid}:20260504T100000\nDURATION:PT1H"


def vtimezone(tzid, *lines):
    return "\n".join(["BEGIN:VTIMEZONE", f"TZID:{tzid}", *lines, "END:VTIMEZONE", ""])


def test_event_is_read():
    session, warnings = only_session(calendar(f"{TALK}\n{TIMES}"))
    assert warnings == []
    assert (session.id, session.uid) == ("s-talk-1-example-org", ID)
    assert (session.title.get("en"), session.description.get("en")) == ("Talk, first", "One\nTwo")
    assert (session.room.name.get("en"), session.status) == ("Hall", SessionStatus.CONFIRMED)
    assert (session.start_at, session.end_at) == (utc("2026-05-04T08:00"), utc("2026-05-04T09:00"))


@pytest.mark.parametrize(
    ("event", "head", "warnings"),
    [
        (zoned(PARIS), vtimezone(PARIS), []),
        (
            zoned(PARIS),
            "",
            ["The file does not define the zone Europe/Paris. The IANA zone of this name was taken."],
        ),
        (
            zoned("Romance Standard Time"),
            "",
            ["“Romance Standard Time” is no IANA time zone. It was read as Europe/Paris."],
        ),
        (
            zoned("/example.org/Tz/Europe/Paris"),
            "",
            ["“/example.org/Tz/Europe/Paris” is no IANA time zone. It was read as Europe/Paris."],
        ),
        (
            zoned("Ours"),
            vtimezone("Ours", "X-LIC-LOCATION:Europe/Paris"),
            ["“Ours” is no IANA time zone. It was read as Europe/Paris."],
        ),
        (
            zoned("Nowhere/Land"),
            "",
            [
                f"{ID}: The time zone “Nowhere/Land” is not known. The time was read as one without a zone.",
                "Times without a zone were read in Europe/Paris (sessions: 1).",
            ],
        ),
        (
            f"{TALK}\nDTSTART:20260504T100000\nDTEND:20260504T110000",
            "",
            ["Times without a zone were read in Europe/Paris (sessions: 1)."],
        ),
        (f"{TALK}\nDTSTART:20260504T100000\nDTEND:20260504T110000", f"X-WR-TIMEZONE:{PARIS}\n", []),
    ],
    ids=["defined", "missing-vtimezone", "windows", "address", "lic-location", "unknown", "floating", "calendar-zone"],
)
def test_times_are_read_in_the_zone_meant(event, head, warnings):
    session, said = only_session(calendar(event, head=head))
    assert (session.start_at, session.end_at) == (utc("2026-05-04T08:00"), utc("2026-05-04T09:00"))
    assert said == warnings


def test_event_without_an_end_gets_thirty_minutes():
    for end in ("", "\nDTEND:20260504T080000Z", "\nDURATION:-PT1H", "\nDURATION:long"):
        session, warnings = only_session(calendar(f"{TALK}\nDTSTART:20260504T080000Z{end}"))
        assert session.minutes == 30
        assert warnings == [f"{ID}: This event has no end after its start. It was given 30 minutes."]


def test_event_of_whole_days_lasts_from_midnight_to_midnight():
    for end, minutes in (("", 1440), ("\nDTEND;VALUE=DATE:20260506", 2880)):
        session, warnings = only_session(calendar(f"{TALK}\nDTSTART;VALUE=DATE:20260504{end}"))
        assert (session.start_at, session.minutes) == (utc("2026-05-03T22:00"), minutes)
        assert warnings == [
            f"{ID}: This event lasts whole days. It was read from midnight to midnight.",
            "Times without a zone were read in Europe/Paris (sessions: 1).",
        ]


def test_cancelled_event_is_kept_as_cancelled():
    session, warnings = only_session(calendar(f"{TALK}\n{TIMES}\nSTATUS:CANCELLED"))
    assert session.is_cancelled
    assert warnings == [f"{ID}: This event is cancelled. It was kept as a cancelled session."]


@pytest.mark.parametrize("line", ["RRULE:FREQ=DAILY", "RDATE:20260505T080000Z", "RECURRENCE-ID:20260505T080000Z"])
def test_repeating_event_is_left_out(line):
    agenda, warnings = read(calendar(f"UID:again\n{TIMES}\n{line}", f"{TALK}\n{TIMES}"))
    assert [session.uid for session in agenda.sessions] == [ID]
    assert warnings == ["again: This event repeats, and was left out. Enter each time as a session of its own."]


def test_calendar_of_repeating_events_only_is_refused_with_the_reasons():
    assert refusal(calendar(f"UID:again\n{TIMES}\nRRULE:FREQ=DAILY")) == [
        "again: This event repeats, and was left out. Enter each time as a session of its own.",
        "No session of this schedule can be read.",
    ]


def test_uid_that_stands_twice_stays_with_the_first():
    agenda, warnings = read(calendar(f"{TALK}\n{TIMES}", f"{TALK}\n{TIMES}"))
    assert [(session.id, session.uid) for session in agenda.sessions] == [
        ("s-talk-1-example-org", ID),
        ("s-talk-1-example-org-2", ""),
    ]
    assert warnings == [
        f"{ID}: The id “{ID}” stands twice. The later event became the session “s-talk-1-example-org-2”."
    ]


def test_uid_that_cannot_be_ours_is_left_for_a_new_one():
    session, warnings = only_session(calendar(f"UID:{{a b}}\nSUMMARY:Talk\n{TIMES}"))
    assert (session.id, session.uid, warnings) == ("s-a-b", "", [])


def test_fold_inside_a_character_is_undone():
    data = calendar(f"UID:talk-2@example.org\nSUMMARY:開会\n{TIMES}").replace("開".encode(), b"\xe9\x96\r\n \x8b")
    assert only_session(data)[0].title.get("en") == "開会"


def test_fold_without_its_space_is_joined():
    session, warnings = only_session(calendar(f"SUMMARY:A long\n title, then\nno space\n{TIMES}\nUID:{ID}"))
    assert session.title.get("en") == "A longtitle, thenno space"
    assert warnings == ["Line 5 begins no property. It was joined to the line before: SUMMARY:A longtitle, then"]


def test_alarm_inside_an_event_changes_nothing():
    alarm = "BEGIN:VALARM\nDESCRIPTION:Wake up\nDURATION:PT5M\nEND:VALARM"
    session, _ = only_session(calendar(f"UID:{ID}\n{alarm}\nSUMMARY:Talk\n{TIMES}"))
    assert (session.title.get("en"), session.description.get("en"), session.minutes) == ("Talk", None, 60)
