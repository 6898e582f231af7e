"""Invented conferences written as feeds and read back equal by programs of different make; their bytes without any."""

from __future__ import annotations

import gzip
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventapp.domain.audiences import PARTICIPANTS, PUBLIC, STAFF
from eventapp.domain.feeds import OwnSessions
from eventapp.domain.localized import NOTHING
from eventapp.domain.publication import freeze
from eventapp.domain.vocabulary import ConferenceStatus
from eventapp.renderers.ics import (
    END,
    gzipped,
    piece_of,
    render_header,
    render_umbrella,
    render_vevent,
    render_zones,
    whole,
)
from eventapp.renderers.ics.addresses import conference_url, session_url
from eventapp.renderers.ics.descriptions import place_of, session_description, umbrella_description
from eventapp.renderers.ics.readers import readers_of, title_of
from eventapp.renderers.labels import kind_label
from tests.drawing import hostile_texts, localized, maybe
from tests.renderers.calendar_readers import Entry, IcalJs, by_ical, by_icalendar, by_vobject, has_ical_js
from tests.renderers.ics_agendas import AS_OF, BASE_URL, NEW_YORK, both, build_agenda, build_session, english
from tests.renderers.ics_bytes import faults_in
from tests.strategies import agendas

NUMBER = 3
CANCELLED = "[CANCELLED / 中止] "
LANGUAGES = (("en",), ("ja",), ("en", "ja"), ("ja", "en"))
# Two nights of New York: clocks go forward on 8 March at 07:00 UTC, back on 1 November at 06:00 UTC.
NIGHTS = (datetime(2026, 3, 8, 3, tzinfo=UTC), datetime(2026, 11, 1, 2, tzinfo=UTC))
QUARTER = timedelta(minutes=15)
LONG = {
    "letters": "x" * 10_000,
    "kanji": "字" * 10_000,
    "emoji": "👩‍👩‍👧‍👦" * 1_429,
    "right to left": "مرحبا " * 1_667,
    "backslashes": "\\" * 10_000,
    "lines": "line\r\n" * 1_667,
    "quotes": "“\"'„" * 2_500,
}


@pytest.fixture(scope="module")
def readers():
    """Yield the readers by name; ical.js is one of them where node and the package are."""
    found = {"icalendar": by_icalendar, "vobject": by_vobject, "ical": by_ical}
    if not has_ical_js():
        assert "CI" not in os.environ, "what lands was read by ical.js too"
        yield found
        return
    script = IcalJs()
    yield found | {"ical.js": script}
    script.close()


@st.composite
def hostile_agendas(draw):
    """Give a frozen agenda as an audience sees it, whose sessions, rooms and people are called what people paste."""
    languages = draw(st.sampled_from((("en",), ("ja", "en"), ("en", "ja"))))
    agenda = draw(agendas(languages))
    texts = localized(languages, hostile_texts)
    sessions = tuple(
        replace(
            session,
            title=draw(texts),
            description=draw(texts),
            room=session.room and replace(session.room, name=draw(texts)),
            placements=tuple(
                replace(one, attendee=replace(one.attendee, family_name=draw(hostile_texts)))
                for one in session.placements
            ),
        )
        for session in agenda.sessions
    )
    conference = replace(agenda.conference, title=draw(texts), notice=draw(texts))
    frozen = freeze(replace(agenda, conference=conference, sessions=sessions), None, as_of=AS_OF)
    return frozen.for_audience(draw(st.sampled_from((PUBLIC, PARTICIPANTS, STAFF))))


def feed(agenda, languages, parts, *, alarm_minutes=None, whose=NOTHING):
    """Put a feed together as the web does: pieces made one by one, spliced."""
    settings_ = {"languages": languages, "base_url": BASE_URL}
    umbrella = render_umbrella(agenda, **settings_, as_of=AS_OF, number=NUMBER)
    vevents = [
        render_vevent(one, agenda, **settings_, parts=parts.get(one.id, ()), alarm_minutes=alarm_minutes)
        for one in agenda.sessions
    ]
    pieces = [piece_of(one) for one in (umbrella, *vevents)]
    zones = render_zones(frozenset().union(*(piece.zones for piece in pieces)), agenda.conference)
    header = render_header(agenda.conference, **settings_, whose=whose)
    pieces = [piece_of(header), piece_of(zones), *pieces, piece_of(END)]
    body = whole(pieces)
    assert gzip.decompress(gzipped(pieces, body)) == body
    return body


def meant(agenda, languages, parts, *, alarm_minutes=None, whose=NOTHING):
    """Give the name and entries that a feed is to be read as."""
    speakers = readers_of(languages, agenda.conference.languages)
    names = [title_of(text, speakers)[0] for text in (whose, agenda.conference.title)]
    entries = [_session(one, agenda, speakers, parts.get(one.id, ()), alarm_minutes) for one in agenda.sessions]
    return " · ".join(name for name in names if name), [_conference(agenda, speakers), *entries]


def _conference(agenda, speakers):
    conference = agenda.conference
    url = conference_url(BASE_URL, conference.slug)
    status = {ConferenceStatus.PLANNED: "TENTATIVE", ConferenceStatus.CANCELLED: "CANCELLED"}
    is_off = conference.status is ConferenceStatus.CANCELLED
    return Entry(
        uid=conference.uid,
        sequence=NUMBER - 1,
        start=conference.starts_on,
        end=conference.ends_on + timedelta(days=1),
        stamps=(AS_OF, AS_OF),
        title=(CANCELLED if is_off else "") + title_of(conference.title, speakers)[0],
        description=umbrella_description(conference, speakers, url, as_of=AS_OF, number=NUMBER),
        place="",
        states=(status.get(conference.status, "CONFIRMED"), "TRANSPARENT"),
        url=url,
    )


def _session(session, agenda, speakers, parts, alarm_minutes):
    is_public = session.audience == "public"
    url = session_url(BASE_URL, agenda.conference.slug, session.id) if is_public else ""
    kind = kind_label(replace(session, number=None, side_cap=None), speakers[0].words)
    title = title_of(session.title, speakers)[0] or kind
    is_free = session.is_cancelled or session.kind.is_free
    return Entry(
        uid=session.uid,
        sequence=session.sequence,
        start=session.start_at,
        end=session.end_at,
        stamps=(AS_OF, AS_OF),
        title=(CANCELLED if session.is_cancelled else "") + title,
        description=session_description(session, agenda, speakers, url, parts),
        place=place_of(session, speakers[0]),
        states=(session.status.value.upper(), "TRANSPARENT" if is_free else "OPAQUE"),
        url=url,
        kind=kind,
        parent=agenda.conference.uid,
        alarms=(alarm_minutes,) if alarm_minutes and not session.is_cancelled else (),
    )


def read_back(readers, agenda, languages, parts, **more):
    """Assert that every reader reads what was meant, from bytes without a fault."""
    raw, expected = feed(agenda, languages, parts, **more), meant(agenda, languages, parts, **more)
    years = range(agenda.conference.starts_on.year, agenda.conference.ends_on.year + 1)
    assert faults_in(raw, years) == []
    assert {name: reader(raw) for name, reader in readers.items()} == dict.fromkeys(readers, expected)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=50)
@given(
    agenda=hostile_agendas(),
    languages=st.sampled_from(LANGUAGES),
    person=st.integers(0, 4),
    alarm_minutes=maybe(st.sampled_from((5, 15, 60))),
    whose=localized(("en", "ja"), hostile_texts),
)
def test_invented_feed_is_read_back_equal(readers, agenda, languages, person, alarm_minutes, whose):
    own = OwnSessions(agenda).parts(f"p-{person}")
    read_back(readers, agenda, languages, own, alarm_minutes=alarm_minutes, whose=whose)


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("languages", LANGUAGES)
def test_ten_thousand_characters_are_read_back_equal(readers, text, languages):
    title, description = both(text, text[::-1]), both(text, "短い説明")
    agenda = build_agenda(build_session(title=title, description=description), title=title, notice=english(text))
    read_back(readers, agenda, languages, {}, whose=english(text))


@pytest.mark.parametrize("first", NIGHTS, ids=lambda first: f"{first:%d %b}")
@pytest.mark.parametrize("minutes", [15, 60, 240])
def test_every_quarter_of_the_nights_when_clocks_change_is_read_back_equal(readers, first, minutes):
    starts = [first + n * QUARTER for n in range(32)]
    sessions = [
        build_session(f"s{n}", start_at=start, end_at=start + timedelta(minutes=minutes), zone=zone)
        for n, (start, zone) in enumerate((start, zone) for start in starts for zone in (NEW_YORK, "Asia/Tokyo", "UTC"))
    ]
    agenda = build_agenda(*sessions, zone=NEW_YORK, starts_on=first.date(), ends_on=first.date())
    assert {session.start_local.date() for session in agenda.sessions if session.zone == NEW_YORK} == {
        first.date() - timedelta(days=1),
        first.date(),
    }
    read_back(readers, agenda, ("en",), {})


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        (b"TZOFFSETTO:+0900", b"TZOFFSETTO:+0800", "Asia/Tokyo 2025-12-31 00:00:00+00:00"),
        (b"TZID=Asia/Tokyo:", b"TZID=Asia/Osaka:", "zones"),
        (b"SEQUENCE:0", b"PRIORITY:0", "without SEQUENCE"),
        (b"UID:s1-uid@eventapp", b"UID:conference-uid@eventapp", "doubled UID:conference-uid@eventapp"),
        (b"TRANSP:OPAQUE\r\n", b"TRANSP:OPAQUE\r\nTRANSP:OPAQUE\r\n", "without TRANSP"),
        (b"SEQUENCE:0\r\n", b"SEQUENCE:0\n", "line ends"),
        (b"\r\n ", b"\r\n", "no property: "),
        ("\r\n 会".encode(), "会".encode(), "long "),
        ("会".encode(), "会".encode()[:1] + b"\r\n " + "会".encode()[1:], "split "),
    ],
)
def test_fault_in_the_bytes_is_found(right, wrong, fault):
    """The proof of the proof: what stands above would not pass for every calendar."""
    raw = feed(build_agenda(title=english("会" * 60)), ("en",), {})
    assert (raw.count(right) > 0, faults_in(raw, [2026])) == (True, [])
    assert faults_in(raw.replace(right, wrong, 1), [2026])[0].startswith(fault)
