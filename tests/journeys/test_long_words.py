"""A name without a space, as long as the data may have: it breaks, and the columns stay equal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventapp.domain.vocabulary import Role
from eventapp.renderers.html import Links, Page, render_agenda_page, render_session_page, static_files
from eventapp.renderers.view import build_agenda_view, build_session_view
from tests.renderers.html_agendas import (
    HALL_A,
    JP,
    US,
    both,
    build_agenda,
    build_conference,
    build_session,
    build_topic,
    place,
)

pytestmark = pytest.mark.browser
WORD = "Q" + "uxqvzkjwxm" * 10
LONG = both(WORD, WORD)
BOTH = ("en", "ja")


def _long_session(session_id):
    people = (place("u", US, Role.CHAIR, WORD, WORD), place("j", JP, Role.CHAIR, "Director", "課長"))
    room = replace(HALL_A, name=LONG, venue=replace(HALL_A.venue, name=LONG))
    topics = (build_topic("1", WORD, WORD, id=f"{session_id}-1"),)
    return build_session(session_id, "2023-03-12 09:00", title=LONG, room=room, placements=people, topics=topics)


def _pages():
    sessions = (_long_session("left"), _long_session("right"), replace(_long_session("alone"), zone="Asia/Seoul"))
    alone = replace(
        sessions[2],
        start_at=sessions[0].end_at,
        end_at=sessions[0].end_at + (sessions[0].end_at - sessions[0].start_at),
    )
    agenda = build_agenda(*sessions[:2], alone, conference=build_conference(title=LONG, host=LONG))
    page = Page(languages=BOTH, links=Links(slug="next-2023"))
    view = build_agenda_view(agenda, languages=BOTH, zones=())
    card = build_session_view(alone, agenda, languages=BOTH, zones=())
    return {"agenda": render_agenda_page(view, page), "session": render_session_page(view.head, card, page)}


COLUMNS = "() => [...document.querySelectorAll('.ppl')].map(e => [...e.children].map(c => Math.round(c.offsetWidth)))"


@pytest.mark.parametrize("width", [380, 768, 1440])
def test_long_word_breaks_and_the_sides_stay_equal(browser, width):
    found = {}
    window = browser.new_page(viewport={"width": width, "height": 900})
    for name, html in _pages().items():
        window.set_content(html)
        window.add_style_tag(path=static_files()["eventapp.css"])
        columns = window.evaluate(COLUMNS)
        found[name] = (window.evaluate("document.documentElement.scrollWidth"), {len(set(pair)) for pair in columns})
    window.close()
    assert found == dict.fromkeys(("agenda", "session"), (width, {1}))
