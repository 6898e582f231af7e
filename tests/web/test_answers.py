"""What every public address answers: status, type, file name, caching, and the same bytes each time."""

from __future__ import annotations

import re

import pytest

from tests.factories import make_agenda, make_session
from tests.publishing import publish
from tests.web.requests import CALENDARS, DATA, PAGES, PAPERS, PLAIN, PUBLISHED, headers_of, heading_of, unpacked

HTML = "text/html; charset=utf-8"
ICS = "text/calendar; charset=utf-8"
PDF = "application/pdf"
EXPECTED = {
    "/": (HTML, None, "Conferences"),
    "{0}/": (HTML, None, "Alliance planning forum"),
    "{0}/agenda": (HTML, None, "Alliance planning forum"),
    "{0}/sessions/opening": (HTML, None, "Opening remarks"),
    "{0}/versions": (HTML, None, "Versions"),
}


@pytest.mark.parametrize("address", EXPECTED)
def test_page_has_its_type_and_heading(client, sample, address):
    response = client.get(address.format(sample))
    found = (response.content_type, response.headers.get("Content-Disposition"), heading_of(response))
    assert (response.status_code, *found) == (200, *EXPECTED[address])


@pytest.mark.parametrize(
    ("address", "content_type", "file_name", "first_bytes"),
    [
        ("{0}/agenda.ics", ICS, "sample-2023-v1.ics", b"BEGIN:VCALENDAR\r\n"),
        ("{0}/sessions/opening.ics", ICS, "sample-2023-opening.ics", b"BEGIN:VCALENDAR\r\n"),
        ("{0}/agenda.pdf", PDF, "sample-2023-v1-a4-columns.pdf", b"%PDF-"),
        ("{0}/agenda.pdf?paper=letter&layout=ja", PDF, "sample-2023-v1-letter-ja.pdf", b"%PDF-"),
    ],
)
def test_download_has_its_type_and_file_name(client, sample, address, content_type, file_name, first_bytes):
    response = client.get(address.format(sample))
    assert (response.status_code, response.content_type) == (200, content_type)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{file_name}"'
    assert response.data[: len(first_bytes)] == first_bytes


def test_data_is_json_shown_in_the_browser(client, sample):
    response = client.get(f"{sample}/agenda.json")
    found = (response.status_code, response.content_type, response.headers.get("Content-Disposition"))
    assert found == (200, "application/json", None)
    assert response.json["conference"]["slug"] == "sample-2023"


@pytest.mark.parametrize(
    ("address", "body"),
    [("/healthz", "ok\n"), ("/readyz", "ready\n"), ("/robots.txt", "User-agent: *\nDisallow:\n")],
)
def test_plain_answer_is_never_kept(client, address, body):
    response = client.get(address)
    found = (response.status_code, response.content_type, response.headers["Cache-Control"], response.text)
    assert found == (200, "text/plain; charset=utf-8", "no-store", body)


@pytest.mark.parametrize("name", ["eventapp.css", "favicon.svg"])
def test_static_file_is_asked_for_again_by_its_etag(client, name):
    with client.get(f"/static/{name}") as first:
        etag = first.headers["ETag"]
        with client.get(f"/static/{name}", headers={"If-None-Match": etag}) as again:
            assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
        assert (first.status_code, first.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize("address", PUBLISHED)
def test_published_answer_may_be_kept_but_is_asked_for_again(client, sample, address):
    response = client.get(address.format(sample))
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "public, no-cache")


@pytest.mark.parametrize(
    ("address", "vary"),
    [
        *((address, "Accept-Encoding, Accept-Language") for address in (*PAGES, *CALENDARS, *PAPERS)),
        *((address, "Accept-Encoding") for address in DATA),
        ("{0}/agenda?lang=ja", "Accept-Encoding"),
        ("{0}/agenda.ics?lang=ja", "Accept-Encoding"),
        ("{0}/agenda.pdf?layout=ja", "Accept-Encoding"),
    ],
)
def test_answer_names_what_it_varies_by(client, sample, address, vary):
    response = client.get(address.format(sample))
    assert (response.status_code, response.headers.get("Vary")) == (200, vary)


@pytest.mark.parametrize("address", [*PUBLISHED, *PLAIN, "/static/eventapp.css", "/none"])
def test_answer_sets_no_cookie(client, sample, address):
    with client.get(address.format(sample)) as response:
        assert response.headers.getlist("Set-Cookie") == []


@pytest.mark.parametrize("address", [*PUBLISHED, *PLAIN, "/static/eventapp.css", "/none", "{0}/none.ics"])
def test_head_has_the_headers_of_get_and_no_body(client, sample, address):
    address = address.format(sample)
    with client.get(address) as got, client.head(address) as head:
        assert (head.status_code, headers_of(head, without=["Date"]), head.data) == (
            got.status_code,
            headers_of(got, without=["Date"]),
            b"",
        )


@pytest.mark.parametrize("address", PUBLISHED)
def test_same_bytes_on_every_call_and_in_a_new_process(client, sample, new_app, address):
    first, again = (client.get(address.format(sample)) for _ in range(2))
    other = new_app().test_client().get(address.format(sample))
    assert [r.data for r in (again, other)] == [first.data] * 2
    assert [r.headers["ETag"] for r in (again, other)] == [first.headers["ETag"]] * 2


@pytest.mark.parametrize("address", PUBLISHED)
@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "*", "GZIP", "identity;q=0.1, gzip"])
def test_gzip_is_sent_to_those_who_take_it(client, sample, address, accepted):
    plain = client.get(address.format(sample))
    packed = client.get(address.format(sample), headers={"Accept-Encoding": accepted})
    assert (packed.headers.get("Content-Encoding"), unpacked(packed)) == ("gzip", plain.data)
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert packed.headers["Vary"] == plain.headers["Vary"]


@pytest.mark.parametrize(
    "accepted", ["", "br", "identity", "gzip;q=0", "gzip; q=0.0", "gzip;q=0.000, br", "*;q=0", "gzip;q=0, *"]
)
def test_gzip_is_not_sent_to_those_who_refuse_it(client, sample, accepted):
    response = client.get(f"{sample}/agenda", headers={"Accept-Encoding": accepted})
    assert (response.headers.get("Content-Encoding"), response.data[:15]) == (None, b"<!DOCTYPE html>")


def test_gzip_named_after_a_refusal_of_all_others_is_sent(client, sample):
    response = client.get(f"{sample}/agenda", headers={"Accept-Encoding": "*;q=0, gzip"})
    assert response.headers.get("Content-Encoding") == "gzip"


def test_address_without_its_slash_leads_to_the_conference(client, sample):
    response = client.get(f"{sample}?lang=ja")
    assert (response.status_code, response.headers["Location"]) == (308, f"http://localhost{sample}/?lang=ja")


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/conferences/", "/"),
        ("/conferences/?lang=ja", "/?lang=ja"),
        ("{0}/agenda/", "{0}/agenda"),
        (
            "{0}/agenda/?lang=en,ja&day=2023-03-12&tz=America/New_York",
            "{0}/agenda?lang=en,ja&day=2023-03-12&tz=America/New_York",
        ),
        ("{0}/agenda/?lang=%0D%0ASet-Cookie:a=b", "{0}/agenda?lang=%0D%0ASet-Cookie:a=b"),
    ],
)
def test_address_with_a_slash_too_many_leads_to_the_one_that_is_meant(client, sample, address, meant):
    response = client.get(address.format(sample))
    assert (response.status_code, response.headers["Location"], response.data) == (308, meant.format(sample), b"")


def test_page_of_a_session_says_its_date_and_leads_to_the_ones_beside_it(client, app):
    starts = {"one": "2023-03-12 09:00", "two": "2023-03-12 11:00", "three": "2023-03-13 09:00"}
    publish(make_agenda(*(make_session(id=name, start=start) for name, start in starts.items())))
    base = "/conferences/sample-2023/sessions"
    pages = {name: client.get(f"{base}/{name}?lang=en").text for name in starts}
    links = {name: re.findall(r'href="([^"]+)" rel="(\w+)"', page) for name, page in pages.items()}
    one, two, three = (f"{base}/{name}?lang=en" for name in starts)
    assert links == {"one": [(two, "next")], "two": [(one, "prev"), (three, "next")], "three": [(two, "prev")]}
    assert [re.findall(r'<span class="on">([^<]+)<', page) for page in pages.values()] == [
        ["Sunday 12 March 2023"],
        ["Sunday 12 March 2023"],
        ["Monday 13 March 2023"],
    ]
