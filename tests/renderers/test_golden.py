"""The demo conference's third version as the public gets it: calendar, data, paper, page, word for word."""

from __future__ import annotations

import io
import re
from functools import cache

from pypdf import PdfReader

from eventapp.domain.audiences import PUBLIC
from eventapp.domain.clocks import second_zones
from eventapp.domain.differences import difference
from eventapp.renderers.agenda_json import render_agenda_json
from eventapp.renderers.html import Links, Page, clock_options, language_options, render_agenda_page
from eventapp.renderers.ics import render_calendar
from eventapp.renderers.pdf import Layout, Paper, render_agenda_pdf
from eventapp.renderers.view import build_agenda_view
from eventapp.renderers.view.edition import Edition
from eventapp.renderers.wording import words_in
from tests.publishing import demo_file

BASE_URL = "https://conferences.example.org"
LANGUAGES = ("en", "ja")


@cache
def _third():
    """Give the third publication and its edition, both the public's."""
    second, third = demo_file().publications[1:]
    agenda = third.agenda.for_audience(PUBLIC)
    changed = difference(second.agenda.for_audience(PUBLIC), agenda)
    return agenda, Edition(number=third.number, as_of=third.as_of, audience=PUBLIC, difference=changed)


def _address(links):
    return links.agenda()


def test_calendar_of_the_demo(golden):
    agenda, edition = _third()
    made = render_calendar(agenda, languages=LANGUAGES, base_url=BASE_URL, as_of=edition.as_of, number=edition.number)
    golden.assert_equals("demo-agenda.ics", made)


def test_data_of_the_demo(golden):
    agenda, edition = _third()
    golden.assert_equals(
        "demo-agenda-public.json", render_agenda_json(agenda, number=edition.number, as_of=edition.as_of)
    )


def test_page_of_the_demo(golden):
    agenda, edition = _third()
    zones = second_zones(agenda)
    links = Links(slug=agenda.conference.slug, languages=LANGUAGES)
    view = build_agenda_view(agenda, languages=LANGUAGES, zones=zones, edition=edition)
    clocks = clock_options(
        links, venue=view.days[0].clock, zones=zones, shown=zones, words=words_in("en"), address=_address
    )
    page = Page(
        languages=LANGUAGES,
        links=links,
        language_options=language_options(links, languages=LANGUAGES, offered=LANGUAGES, address=_address),
        clock_options=clocks,
    )
    golden.assert_equals("demo-agenda.html", render_agenda_page(view, page).encode())


def test_paper_of_the_demo(golden):
    agenda, edition = _third()
    made = render_agenda_pdf(agenda, edition=edition, zones=second_zones(agenda), paper=Paper.A4, layout=Layout.COLUMNS)
    golden.assert_equals("demo-agenda-a4-columns.txt", _text_of(made))


def _text_of(pdf):
    """Give the text page by page; runs of spaces are one, because they depend on how a reader measures gaps."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    lines = [re.sub(r"[ \t\u3000]+", " ", line).strip() for page in pages for line in [*page.splitlines(), "\f"]]
    return ("\n".join(line for line in lines if line) + "\n").encode()
