"""The public's calendars to subscribe to, and the page that leads to them."""

from __future__ import annotations

import gzip
import html
import re

import pytest

from tests.factories import sample_agenda
from tests.feeds import ids_in, read_feed
from tests.publishing import draft
from tests.web.requests import text_of

PUBLIC = ["opening", "strategy", "break", "cyber", "restricted", "recommendations"]


def test_public_feed_has_what_the_public_may_see(client, sample):
    assert ids_in(client, f"{sample}/feed.ics") == PUBLIC
    assert ids_in(client, f"{sample}/feed.ics?breaks=no&day=2023-03-12&alarm=15") == PUBLIC[:2] + PUBLIC[3:5]
    titles = [str(one["SUMMARY"]) for one in read_feed(client, f"{sample}/feed.ics?lang=ja").values()]
    assert titles[0] == "同盟計画フォーラム"


def test_feed_of_a_session_is_that_session(client, sample):
    assert list(read_feed(client, f"{sample}/sessions/strategy/feed.ics")) == ["sample-strategy@example.org"]
    assert [client.get(f"{sample}/sessions/{one}/feed.ics").status_code for one in ("relief", "none")] == [404, 404]


@pytest.mark.parametrize("query", ["day=2023-03-13", "kind=press", "breaks=no"])
def test_feed_of_a_session_is_never_empty(client, sample, query):
    assert ids_in(client, f"{sample}/sessions/break/feed.ics?{query}") == ["break"]


def test_public_feed_is_answered_as_every_published_read(client, sample):
    whole = client.get(f"{sample}/feed.ics")
    asked = ("Cache-Control", "Content-Disposition", "X-Robots-Tag", "Referrer-Policy", "Set-Cookie")
    assert [whole.headers.getlist(name) for name in asked] == [
        *(["public, no-cache"], ['inline; filename="agenda.ics"'], ["noindex"], ["no-referrer"], [])
    ]
    packed = client.get(f"{sample}/feed.ics", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == whole.data
    for known in ({"If-None-Match": whole.headers["ETag"]}, {"If-Modified-Since": whole.headers["Last-Modified"]}):
        assert client.get(f"{sample}/feed.ics", headers=known).status_code == 304


def test_unknown_wish_or_conference_is_refused(client, sample):
    assert client.get(f"{sample}/feed.ics?kind=party").status_code == 400
    assert client.get("/conferences/none/feed.ics").status_code == 404


@pytest.mark.parametrize(("query", "asked"), [("", "lang=en"), ("?lang=ja", "lang=ja"), ("?lang=en,ja", "lang=en,ja")])
def test_page_shows_the_address_in_the_readers_languages(client, sample, query, asked):
    page = client.get(f"{sample}/subscribe{query}")
    url = html.unescape(re.search(r'id="sub-url"\s+type="text"\s+value="([^"]+)"', page.text)[1])
    assert url == f"https://conferences.example.org{sample}/feed.ics?{asked}"
    assert ids_in(client, url.removeprefix("https://conferences.example.org")) == PUBLIC
    assert "webcal://" in page.text


def told(page):
    return html.unescape(re.search(r'id="sub-url"\s+type="text"\s+value="([^"]+)"', page.text)[1])


def test_what_is_chosen_on_the_page_is_in_the_address_and_stays_chosen(client, sample):
    chosen = "day=2023-03-12&kind=plenary&breaks=no&alarm=15"
    page = client.get(f"{sample}/subscribe?lang=en,ja&tz=venue&{chosen}")
    url = told(page)
    assert (
        url
        == f"https://conferences.example.org{sample}/feed.ics?lang=en,ja&breaks=no&day=2023-03-12&kind=plenary&alarm=15"
    )
    assert ids_in(client, url.removeprefix("https://conferences.example.org")) == ["strategy"]
    selected = re.findall(r'<option value="([^"]*)"\s+selected', page.text)
    assert (selected, '<details class="sub-d" open>' in page.text) == (["2023-03-12", "plenary", "no", "15"], True)
    kept = re.findall(r'<input type="hidden" name="(lang|tz)" value="([^"]+)"', page.text)
    assert kept == [("lang", "en,ja"), ("tz", "venue")]
    assert html.escape(f"{sample}/subscribe?breaks=no&day=2023-03-12&kind=plenary&alarm=15&lang=ja") in page.text


def test_form_sent_as_it_is_shows_the_address_as_it_was(client, sample):
    plain = client.get(f"{sample}/subscribe?lang=en")
    sent = client.get(f"{sample}/subscribe?lang=en&day=&kind=&breaks=&alarm=")
    assert (told(sent), 'sub-d" open' in plain.text) == (told(plain), False)
    offered = re.findall(r'<option value="([^"]*)"', plain.text)
    assert offered[:4] == ["", "2023-03-12", "2023-03-13", ""]
    assert ("break" in offered, "press" in offered, "reception" in offered) == (False, True, False)


@pytest.mark.parametrize("query", ["day=2024-01-01", "kind=party", "kind=break&breaks=no", "alarm=7"])
def test_page_of_a_calendar_that_there_is_not_is_refused(client, sample, query):
    assert client.get(f"{sample}/subscribe?{query}").status_code == 400


def test_session_leads_to_its_own_calendar_which_says_that_one_is_enough(client, sample):
    session = f"{sample}/sessions/strategy"
    assert f'href="{session}/subscribe?lang=en"' in client.get(f"{session}?lang=en").text
    page = client.get(f"{session}/subscribe?lang=en")
    assert told(page) == f"https://conferences.example.org{session}/feed.ics?lang=en"
    assert ("One calendar is enough" in text_of(page), "Choose what it holds" in text_of(page)) == (True, False)
    assert ids_in(client, f"{session}/feed.ics?lang=en") == ["strategy"]
    assert [client.get(f"{sample}/sessions/{one}/subscribe").status_code for one in ("relief", "none")] == [404, 404]


def test_symbol_is_promised_to_those_whose_camera_opens_it(client, sample):
    page = text_of(client.get(f"{sample}/subscribe?lang=en"))
    assert ("iPhone and iPad: let the camera read this" in page, "Android: paste the address" in page) == (True, True)


def test_agenda_leads_to_the_page(client, sample):
    assert f'href="{sample}/subscribe"' in client.get(f"{sample}/agenda").text
    assert "4 to 24 hours" in text_of(client.get(f"{sample}/subscribe"))


def test_conference_that_is_not_published_has_neither(client, app):
    draft(sample_agenda())
    assert [client.get(f"/conferences/sample-2023/{one}").status_code for one in ("feed.ics", "subscribe")] == [
        404,
        404,
    ]
