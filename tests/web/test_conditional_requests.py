"""If-None-Match (RFC 9110 §13.1.2): who has the bytes gets none; a new publication changes bytes and tag at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories import both, sample_agenda
from tests.publishing import draft, publish
from tests.web.requests import PUBLISHED, headers_of

BODILY = ("Content-Type", "Content-Length", "Content-Encoding")


@pytest.mark.parametrize("address", PUBLISHED)
@pytest.mark.parametrize(
    "form", ["{0}", "{1}", '"other", {0}', 'W/"a","b" ,{0}, "c"', "*"], ids=["same", "strong", "list", "long", "any"]
)
def test_reader_who_has_the_bytes_gets_the_same_headers_without_a_body(client, sample, address, form):
    address = address.format(sample)
    whole = client.get(address)
    etag = whole.headers["ETag"]
    answer = client.get(address, headers={"If-None-Match": form.format(etag, etag.removeprefix("W/"))})
    assert (answer.status_code, answer.data) == (304, b"")
    assert headers_of(answer) == headers_of(whole, without=BODILY)


@pytest.mark.parametrize("address", PUBLISHED)
@pytest.mark.parametrize("given", ['"other"', 'W/"other", "more"', '""', "W/", "rubbish", '"*"'])
def test_reader_who_has_other_bytes_gets_all(client, sample, address, given):
    whole = client.get(address.format(sample))
    answer = client.get(address.format(sample), headers={"If-None-Match": given})
    assert (answer.status_code, answer.data, headers_of(answer)) == (200, whole.data, headers_of(whole))


def test_etag_is_weak_because_packed_bytes_share_it(client, sample):
    assert client.get(f"{sample}/agenda").headers["ETag"][:3] == 'W/"'


def test_etag_of_each_language_and_form_is_its_own(client, sample):
    addresses = [
        f"{sample}/agenda{end}" for end in ("?lang=en", "?lang=ja", "?lang=en,ja", "?lang=ja,en", ".ics", ".json")
    ]
    assert len({client.get(address).headers["ETag"] for address in addresses}) == len(addresses)


def _retitled(title):
    agenda = sample_agenda()
    changed = [replace(s, title=both(title, title)) if s.id == "strategy" else s for s in agenda.sessions]
    return replace(agenda, sessions=tuple(changed))


@pytest.mark.parametrize("address", PUBLISHED)
def test_new_publication_changes_bytes_and_etag_at_once(client, sample, address):
    address = address.format(sample)
    before = client.get(address)
    publish(_retitled("Strategy alone"), days_later=1)
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    # The list of conferences names no session: its reader keeps the page.
    is_changed = address != "/"
    assert after.status_code == (200 if is_changed else 304)
    assert (after.headers["ETag"] != before.headers["ETag"]) == is_changed


def test_new_publication_brings_its_title_everywhere(client, sample):
    client.get(f"{sample}/agenda")
    publish(_retitled("Strategy alone"), days_later=1)
    addresses = ["agenda", "agenda.ics", "agenda.json", "sessions/strategy", "sessions/strategy.ics", "versions"]
    bodies = {address: client.get(f"{sample}/{address}").text for address in addresses}
    assert [address for address, body in bodies.items() if "Strategy alone" not in body] == []
    # Pages also say what it was called before; calendars and data hold what is.
    assert [a for a, b in bodies.items() if "Strategy and footprint" in b] == [
        "agenda",
        "sessions/strategy",
        "versions",
    ]


@pytest.mark.parametrize("address", PUBLISHED)
def test_change_of_the_draft_is_not_to_be_seen(client, sample, address):
    before = client.get(address.format(sample))
    draft(_retitled("Not yet public"))
    after = client.get(address.format(sample))
    assert (after.status_code, after.data, after.headers["ETag"]) == (200, before.data, before.headers["ETag"])


def test_list_of_conferences_follows_a_new_one(client, sample):
    before = client.get("/")
    agenda = sample_agenda()
    other = replace(agenda.conference, slug="another", uid="another@example.org", title=both("Another", "別の会議"))
    publish(replace(agenda, conference=other, sessions=()))
    after = client.get("/", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.text.count('class="when"')) == (200, 2)
