"""The venue's own clock changes: a conference in New York from 31 October to 2 November 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from eventapp.renderers.labels import clock_label
from eventapp.renderers.pdf import Layout, render_agenda_pdf
from eventapp.renderers.view import build_agenda_view
from eventapp.renderers.wording import words_in
from tests.renderers.html_agendas import NEW_YORK, TOKYO, build_agenda, build_conference, build_session
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
