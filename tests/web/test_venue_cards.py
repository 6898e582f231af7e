"""The public's cards of venues: of those where something happens that the public may know of."""

from __future__ import annotations

import re

import pytest
import vobject

from tests.factories import both, make_agenda, make_room, make_session, make_venue, sample_agenda
from tests.publishing import draft, publish
from tests.web.requests import text_of


def test_card_is_a_download_that_programs_read(client, sample):
    answer = client.get(f"{sample}/venues/yokota.vcf?lang=ja,en")
    assert (answer.status_code, answer.content_type) == (200, "text/vcard; charset=utf-8")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="sample-2023-yokota.vcf"; '
        "filename*=UTF-8''%E6%A8%AA%E7%94%B0%E9%A3%9B%E8%A1%8C%E5%A0%B4.vcf"
    )
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert (answer.headers["Cache-Control"], answer.headers.get("Set-Cookie")) == ("public, no-cache", None)
    venue = next(one for one in sample_agenda().venues if one.id == "yokota")
    read = vobject.readOne(answer.text)
    assert read.fn.value == f"{venue.name.get('ja')} / {venue.name.get('en')}"
    assert read.url.value == f"https://conferences.example.org{sample}/"
    assert client.get(f"{sample}/venues/yokota.vcf?lang=en").text != answer.text


def test_page_of_the_conference_leads_to_the_cards(client, sample):
    page = client.get(f"{sample}/?lang=ja,en")
    found = re.findall(r'href="([^"]+\.vcf[^"]*)"', page.text)
    assert found == [f"{sample}/venues/{one}.vcf?lang=ja,en" for one in ("institute", "yokota")]
    assert [client.get(one).status_code for one in found] == [200, 200]
    assert "開くと連絡先のカードになります。" in text_of(page)


def test_venue_where_nothing_public_happens_has_no_card(client, app):
    places = [make_venue(), make_venue(id="safe-house", position=2, name=both("Safe house", "隠れ家"))]
    rooms = [make_room(), make_room(id="cellar", venue=places[1])]
    sessions = [
        make_session(room=rooms[0]),
        make_session(id="s2", uid="quiet@example.org", room=rooms[1], audience="participants"),
    ]
    publish(make_agenda(*sessions))
    base = "/conferences/sample-2023"
    page = client.get(f"{base}/")
    assert (f"{base}/venues/tokyo.vcf" in page.text, "safe-house" in page.text) == (True, False)
    hidden, never = (client.get(f"{base}/venues/{one}.vcf") for one in ("safe-house", "never"))
    assert (hidden.status_code, hidden.text.replace("safe-house", "never")) == (404, never.text)
    assert hidden.content_type == "application/problem+json"


@pytest.mark.parametrize("query", ["lang=fr", "lang=en,en"])
def test_unknown_wish_is_refused(client, sample, query):
    assert client.get(f"{sample}/venues/yokota.vcf?{query}").status_code == 400


def test_conference_that_is_not_published_has_no_card(client, app):
    draft(sample_agenda())
    assert client.get("/conferences/sample-2023/venues/yokota.vcf").status_code == 404
