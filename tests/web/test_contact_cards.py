"""The public's card of whom to ask: as it was published last, and of nobody where nobody was."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import vobject

from eventapp.domain.contacts import NO_CONTACT, Contact
from eventapp.domain.localized import NOTHING
from tests.contacts import CONTACT, with_contact
from tests.factories import both, sample_agenda
from tests.publishing import draft, publish
from tests.registrations import give_plan, make_application, make_plan, register
from tests.web.requests import headers_of, problem_of, text_of
from tests.web.test_personal_pages import link_of

BASE = "/conferences/sample-2023"
CARD = f"{BASE}/contact.vcf"


@pytest.fixture
def named(app):
    publish(with_contact(sample_agenda()))


def test_card_is_a_download_that_programs_read(client, named):
    answer = client.get(f"{CARD}?lang=ja,en")
    assert (answer.status_code, answer.content_type) == (200, "text/vcard; charset=utf-8")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="sample-2023-contact.vcf"; '
        "filename*=UTF-8''%E4%BC%9A%E8%AD%B0%E4%BA%8B%E5%8B%99%E5%B1%80.vcf"
    )
    assert (answer.headers["X-Robots-Tag"], answer.headers["Cache-Control"]) == ("noindex", "public, no-cache")
    assert answer.headers.get("Set-Cookie") is None
    read = vobject.readOne(answer.text)
    assert (read.fn.value, read.email.value, read.tel.value) == (
        "会議事務局 / Conference secretariat",
        CONTACT.email,
        CONTACT.phone,
    )
    assert read.url.value == f"https://conferences.example.org{BASE}/"
    assert client.get(f"{CARD}?lang=en").text != answer.text


def test_browsers_language_leads_where_none_is_asked_for(client, named):
    answers = [client.get(CARD, headers={"Accept-Language": code}) for code in ("ja", "en")]
    assert [vobject.readOne(one.text).fn.value for one in answers] == ["会議事務局", "Conference secretariat"]
    assert ["Accept-Language" in one.headers["Vary"] for one in answers] == [True, True]


def test_who_has_the_card_gets_no_body(client, named):
    whole = client.get(CARD)
    again = client.get(CARD, headers={"If-None-Match": whole.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["X-Robots-Tag"]) == (304, b"", "noindex")
    head = client.head(CARD)
    assert (headers_of(head), head.data) == (headers_of(whole), b"")


def test_file_is_called_by_no_sign_that_a_disk_refuses(client, app):
    publish(with_contact(sample_agenda(), replace(CONTACT, name=both('../a/b: "c"?'))))
    assert client.get(f"{CARD}?lang=en").headers["Content-Disposition"] == (
        "attachment; filename=\"sample-2023-contact.vcf\"; filename*=UTF-8''a-b-%20-c.vcf"
    )


@pytest.mark.parametrize("contact", [NO_CONTACT, Contact(name=CONTACT.name)], ids=["nobody", "name"])
def test_contact_that_nobody_can_reach_has_no_card(client, app, contact):
    publish(with_contact(sample_agenda(), contact))
    answer = client.get(CARD)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert problem_of(answer)["detail"] == "The organisers of this conference published no contact."
    assert "contact.vcf" not in client.get(f"{BASE}/agenda").text


def test_draft_has_no_card_before_it_is_published(client, sample):
    before = client.get(f"{BASE}/agenda").text
    draft(with_contact(sample_agenda()))
    assert client.get(CARD).status_code == 404
    assert client.get(f"{BASE}/agenda").text == before
    publish(with_contact(sample_agenda()), days_later=1)
    assert client.get(CARD).status_code == 200
    draft(sample_agenda())
    assert client.get(CARD).status_code == 200


def test_conference_that_is_not_published_or_never_was_has_no_card(client, app):
    draft(with_contact(sample_agenda()))
    assert [client.get(f"/conferences/{slug}/contact.vcf").status_code for slug in ("sample-2023", "never")] == [
        404,
        404,
    ]


@pytest.mark.parametrize("query", ["lang=fr", "lang=en,en"])
def test_unknown_wish_is_refused(client, named, query):
    assert client.get(f"{CARD}?{query}").status_code == 400


@pytest.mark.parametrize("page", ["agenda", "", "sessions/opening", "subscribe", "versions"])
def test_every_public_page_says_whom_to_ask(client, named, page):
    shown = client.get(f"{BASE}/{page}?lang=ja")
    assert "問い合わせ先 会議事務局 secretariat@example.jp +81 (0)3-5555-0100 ext. 12 連絡先に保存する" in text_of(
        shown
    )
    assert re.findall(r'href="([^"]+contact\.vcf[^"]*)"', shown.text) == [f"{CARD}?lang=ja"]


def test_own_page_says_whom_to_ask_as_it_was_published(client, sample):
    give_plan(make_plan(of_sessions={"strategy": 5}))
    link = link_of(register(make_application(language="ja")))
    draft(with_contact(sample_agenda()))
    assert "問い合わせ先" not in text_of(client.get(link))
    publish(with_contact(sample_agenda()), days_later=1)
    page = client.get(link)
    assert "問い合わせ先 会議事務局 secretariat@example.jp +81 (0)3-5555-0100 ext. 12" in text_of(page)
    card = re.search(r'href="([^"]+\.vcf[^"]*)"', page.text)[1]
    assert (card, client.get(card).status_code) == (f"{CARD}?lang=ja", 200)


def test_contact_without_a_name_calls_the_file_as_the_conference(client, app):
    publish(with_contact(sample_agenda(), replace(CONTACT, name=NOTHING)))
    name = client.get(f"{CARD}?lang=en").headers["Content-Disposition"].partition("UTF-8''")[2]
    assert name == "Alliance%20planning%20forum.vcf"
