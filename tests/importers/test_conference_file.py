"""The conference itself, types and times: everything found wrong, with its place."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from eventapp.importers.conference_file.reading import read_conference_file
from tests.importers.conference_texts import (
    WHOLE,
    changed,
    problem,
    problems_of,
)

NEW_YORK = "America/New_York"


def test_whole_file_is_read():
    agenda = read_conference_file(WHOLE.encode()).agenda
    assert [s.id for s in agenda.sessions] == ["s-1"]
    assert agenda.sessions[0].start_at == datetime(2026, 10, 31, 13, tzinfo=UTC)


def test_file_with_a_byte_order_mark_and_windows_line_ends_is_read():
    data = b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode()
    assert read_conference_file(data) == read_conference_file(WHOLE.encode())


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "slug = ",
            "slugg = ",
            [problem("missing-key", "conference.slug"), problem("unknown-key", "conference.slugg")],
        ),
        ('kind = "plenary"\n', "", [problem("missing-key", "sessions[0].kind", "s-1")]),
        ("format = 1", "format = 1\ncolour = 1", [problem("unknown-key", "colour")]),
        ("format = 1", "format = 2", [problem("too-large", "format", limit=1)]),
        ("format = 1", "format = true", [problem("wrong-type", "format", expected="integer", got="boolean")]),
        (
            'kind = "plenary"',
            'kind = "plenary"\nnumber = "7"',
            [problem("wrong-type", "sessions[0].number", "s-1", expected="integer", got="string")],
        ),
        (
            'title = { en = "Session" }',
            'title = "Session"',
            [problem("wrong-type", "sessions[0].title", "s-1", expected="table", got="string")],
        ),
        (
            'title = { en = "Session" }',
            'title = { en = ["Session"] }',
            [problem("wrong-type", "sessions[0].title.en", "s-1", expected="string", got="array")],
        ),
        (
            "2026-10-31T09:00:00",
            '"2026-10-31T09:00:00"',
            [problem("wrong-type", "sessions[0].start", "s-1", expected="datetime", got="string")],
        ),
        (
            "2026-10-31T09:00:00",
            "2026-10-31",
            [problem("wrong-type", "sessions[0].start", "s-1", expected="datetime", got="date")],
        ),
        (
            "2026-10-31T09:00:00",
            "09:00:00",
            [problem("wrong-type", "sessions[0].start", "s-1", expected="datetime", got="time")],
        ),
        (
            "starts_on = 2026-10-31",
            'starts_on = "31 October"',
            [problem("wrong-type", "conference.starts_on", expected="date", got="string")],
        ),
        (
            "starts_on = 2026-10-31",
            "starts_on = 2026-10-31T01:00:00Z",
            [problem("wrong-type", "conference.starts_on", expected="date", got="datetime")],
        ),
        (
            '["en", "ja"]',
            '"en"',
            [problem("wrong-type", "conference.languages", expected="array", got="string")],
        ),
        ('["en", "ja"]', "[]", [problem("too-few", "conference.languages", limit=1)]),
        (
            '["en", "ja"]',
            str([f"e{letter}" for letter in "abcdefghi"]),
            [problem("too-many", "conference.languages", limit=8)],
        ),
        ('["en", "ja"]', '["en", "Ja"]', [problem("wrong-form", "conference.languages[1]", got="Ja")]),
        ('["en", "ja"]', '["en", "ja", "en"]', [problem("duplicate-language", "conference.languages")]),
        ('slug = "small-2026"', 'slug = "Small 2026"', [problem("wrong-form", "conference.slug", got="Small 2026")]),
        (
            'slug = "small-2026"',
            'slug = "small-2026\\n"',
            [problem("wrong-form", "conference.slug", got="small-2026�")],
        ),
        (
            'slug = "small-2026"',
            f'slug = "{"x" * 81}"',
            [problem("text-too-long", "conference.slug", limit=80)],
        ),
        (
            'slug = "small-2026"',
            'slug = "small-2026"\ncontact_email = "a@b, c@d"\ncontact_phone = "call us"',
            [
                problem("not-an-email", "conference.contact_email", got="a@b, c@d"),
                problem("not-a-phone", "conference.contact_phone", got="call us"),
            ],
        ),
        (
            'slug = "small-2026"',
            'slug = "small-2026"\ncontact_name = { fr = "Secrétariat" }\ncontact_email = " a@example.org"\ncontact_phone = ""',
            [
                problem("unknown-language", "conference.contact_name.fr", got="fr", expected="en, ja"),
                problem("outer-space", "conference.contact_email"),
                problem("empty-text", "conference.contact_phone", limit=1),
            ],
        ),
        ('en = "Small"', 'en = ""', [problem("empty-text", "conference.title.en", limit=1)]),
        ('en = "Small"', f'en = "{"x" * 10_000}"', [problem("text-too-long", "conference.title.en", limit=300)]),
        ('en = "Small"', 'en = " Small"', [problem("outer-space", "conference.title.en")]),
        ('en = "Small"', 'en = "Small\\n"', [problem("line-break", "conference.title.en", character="U+000A")]),
        ('ja = "小会議"', 'ja = "小会議\\u3000"', [problem("outer-space", "conference.title.ja")]),
        (
            'ja = "小会議"',
            'fr = "Petite"',
            [problem("unknown-language", "conference.title.fr", got="fr", expected="en, ja")],
        ),
        ('en = "Small", ', "", [problem("missing-first-language", "conference.title", language="en")]),
        (f'zone = "{NEW_YORK}"', 'zone = "JST"', [problem("unknown-zone", "conference.zone", zone="JST")]),
        (f'zone = "{NEW_YORK}"', 'zone = "+09:00"', [problem("unknown-zone", "conference.zone", zone="+09:00")]),
        (
            f'zone = "{NEW_YORK}"',
            'zone = "../../etc/localtime"',
            [problem("unknown-zone", "conference.zone", zone="../../etc/localtime")],
        ),
        (
            "ends_on = 2026-11-01",
            "ends_on = 2026-10-30",
            [problem("last-day-before-first", "conference.ends_on", start=date(2026, 10, 31), end=date(2026, 10, 30))],
        ),
        ("ends_on = 2026-11-01", "ends_on = 2026-12-31", [problem("too-many-days", "conference.ends_on", limit=60)]),
        (
            "starts_on = 2026-10-31\nends_on = 2026-11-01",
            "starts_on = 1850-10-31\nends_on = 1850-11-01",
            [
                problem("time-out-of-range", "conference.starts_on", got=date(1850, 10, 31)),
                problem("time-out-of-range", "conference.ends_on", got=date(1850, 11, 1)),
            ],
        ),
    ],
)
def test_conference_and_types_are_checked(old, new, found):
    assert list(problems_of(changed(WHOLE, old, new))) == found


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("2026-10-31T10:00:00", problem("end-before-start", "sessions[0].end", "s-1", start=datetime.fromisoformat("2026-10-31 10:00"), end=datetime.fromisoformat("2026-10-31 10:00"))),
        ("2026-03-08T02:30:00", problem("gap-time", "sessions[0].start", "s-1", wall=datetime.fromisoformat("2026-03-08 02:30"), zone=NEW_YORK)),
        ("2026-11-01T01:30:00", problem("fold-time", "sessions[0].start", "s-1", wall=datetime.fromisoformat("2026-11-01 01:30"), zone=NEW_YORK)),
        ("0001-01-01T00:00:00", problem("time-out-of-range", "sessions[0].start", "s-1", got=datetime.fromisoformat("0001-01-01"))),
        ("9999-12-31T23:00:00-05:00", problem("time-out-of-range", "sessions[0].start", "s-1",
            got=datetime.fromisoformat("9999-12-31T23:00:00-05:00"))),
        ("2026-10-31T09:00:00+09:00", problem("wrong-offset", "sessions[0].start", "s-1",
            got=datetime.fromisoformat("2026-10-31T09:00:00+09:00"), zone=NEW_YORK)),
        # Neither is an offset that New York had on that day: the first was in summer, the second in the hour before.
        ("2026-11-01T03:00:00-04:00", problem("wrong-offset", "sessions[0].start", "s-1",
            got=datetime.fromisoformat("2026-11-01T03:00:00-04:00"), zone=NEW_YORK)),
    ],
)  # fmt: skip
def test_session_times_are_checked(start, found):
    assert problems_of(changed(WHOLE, "2026-10-31T09:00:00", start)) == (found,)


@pytest.mark.parametrize(("offset", "hour"), [("-04:00", 5), ("-05:00", 6)])
def test_fold_time_with_its_offset_is_read(offset, hour):
    text = changed(WHOLE, "2026-10-31T09:00:00", f"2026-11-01T01:30:00{offset}")
    agenda = read_conference_file(changed(text, "2026-10-31T10:00:00", "2026-11-01T10:00:00").encode()).agenda
    assert agenda.sessions[0].start_at == datetime(2026, 11, 1, hour, 30, tzinfo=UTC)
