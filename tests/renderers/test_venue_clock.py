"""The venue's own clock changes: a conference in New York from 31 October to 2 November 2026."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from eventapp.domain.differences import difference
from eventapp.renderers.html import Links, Page, render_agenda_page
from eventapp.renderers.labels import clock_label
from eventapp.renderers.pdf import Layout, render_agenda_pdf
from eventapp.renderers.view import build_agenda_view, build_session_view
from eventapp.renderers.view.edition import Edition
from eventapp.renderers.wording import words_in
from tests.renderers.html_agendas import HALL_A, NEW_YORK, TOKYO, build_agenda, build_conference, build_session
from tests.renderers.pdf_texts import squeezed, text_of

DAYS = (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 2))


def new_york_agenda(**starts):
    """Give a session of 45 minutes for each name, from its start by UTC: "2026-11-01 05:30"."""
    sessions = []
    for name, start in starts.items():
        at = datetime.fromisoformat(start).replace(tzinfo=UTC)
        session = build_session(name, "2026-11-01 00:00", zone=NEW_YORK)
        sessions.append(replace(session, start_at=at, end_at=at + timedelta(minutes=45)))
    conference = build_conference(starts_on=DAYS[0], ends_on=DAYS[-1], zone=NEW_YORK)
    return build_agenda(*sessions, conference=conference)


def new_york_view(**starts):
    return build_agenda_view(new_york_agenda(**starts), languages=("en",), zones=(TOKYO,))


@pytest.mark.parametrize(
    ("days", "label"),
    [(DAYS[:1], "EDT"), (DAYS[1:2], "EDT, EST"), (DAYS[2:], "EST"), (DAYS, "US Eastern")],
)
def test_venues_clock_is_called_by_its_days(days, label):
    assert clock_label(days, NEW_YORK, words_in("en")) == label


def test_venues_clock_of_several_days_that_agree_is_named():
    assert clock_label((date(2023, 3, 12), date(2023, 3, 13)), TOKYO, words_in("ja")) == "JST"


def test_each_day_of_the_view_has_its_clock():
    assert [day.clock for day in new_york_view().days] == ["EDT", "EDT, EST", "EST"]


def test_paper_heads_each_day_with_its_clock():
    agenda = new_york_agenda(one="2026-10-31 14:00", two="2026-11-01 14:00", three="2026-11-02 15:00")
    text = squeezed(text_of(render_agenda_pdf(agenda, zones=(TOKYO,), layout=Layout.EN)))
    assert [label for label in ("EDTTokyo", "EDT,ESTTokyo", "ESTTokyo") if f"{label}Agenda" in text] == [
        "EDTTokyo",
        "EDT,ESTTokyo",
        "ESTTokyo",
    ]


@pytest.mark.parametrize(
    ("start", "time"),
    [
        ("04:00", "00:00–00:45"),
        ("05:30", "01:30\u00a0EDT – 01:15\u00a0EST"),
        ("05:05", "01:05–01:50\u00a0EDT"),
        ("06:30", "01:30–02:15\u00a0EST"),
        ("07:00", "02:00–02:45"),
    ],
)
def test_time_names_its_clock_where_it_comes_twice(start, time):
    agenda = new_york_agenda(night=f"2026-11-01 {start}")
    card = build_session_view(agenda.sessions[0], agenda, languages=("en",), zones=())
    assert card.time == time


def test_time_around_the_change_stands_on_page_and_paper():
    agenda = new_york_agenda(night="2026-11-01 05:30")
    view = build_agenda_view(agenda, languages=("en",), zones=(TOKYO,))
    html = render_agenda_page(view, Page(languages=("en",), links=Links(slug="next-2023")))
    paper = text_of(render_agenda_pdf(agenda, zones=(TOKYO,), layout=Layout.EN))
    assert re.findall(r'<time class="a cn"[^>]*>([^<]+)<', html) == ["01:30\u00a0EDT – 01:15\u00a0EST"]
    assert "01:30EDT–01:15EST" in squeezed(paper)


@pytest.mark.parametrize(
    ("language", "was"), [("en", "was 01:30\u00a0EDT, without a room"), ("ja", "旧：1時30分（EDT） 会議室なし")]
)
def test_earlier_time_names_its_clock_too(language, was):
    now = new_york_agenda(night="2026-11-01 06:30")
    before = new_york_agenda(night="2026-11-01 05:30")
    moved = replace(now, sessions=tuple(replace(s, room=HALL_A) for s in now.sessions))
    edition = Edition(number=2, difference=difference(before, moved))
    card = build_session_view(moved.sessions[0], moved, languages=(language,), zones=(), edition=edition)
    assert card.change.was.lead.text == was


@pytest.mark.parametrize(
    ("language", "zones", "said"),
    [
        ("en", (), "The clocks here go back. EDT → EST"),
        (
            "en",
            (TOKYO, "America/Denver"),
            (
                "The clocks here go back (EDT → EST): until now 13 hours behind Tokyo, from here 14 hours behind; "
                "until now 2 hours ahead of US Mountain, from here 1 hour ahead."
            ),
        ),
        (
            "ja",
            (TOKYO,),
            "現地の時計が戻ります（EDT → EST）。東京との時差は、ここまで13時間遅れ、ここから14時間遅れです。",
        ),
    ],
)
def test_note_of_the_venues_change_says_the_distance_to_each_second_clock(language, zones, said):
    view = build_agenda_view(new_york_agenda(), languages=(language,), zones=zones)
    notes = [row.note.lead.text for row in view.days[1].rows if row.note]
    assert notes[0] == said


def test_note_of_a_clock_that_comes_level_with_the_venues():
    conference = build_conference(starts_on=date(2026, 10, 25), ends_on=date(2026, 10, 25), zone="Europe/London")
    view = build_agenda_view(build_agenda(conference=conference), languages=("en",), zones=("UTC",))
    (note,) = [row.note.lead.text for row in view.days[0].rows if row.note]
    assert note == "The clocks here go back (BST → GMT): until now 1 hour ahead of UTC, from here level."
