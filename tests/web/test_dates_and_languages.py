"""What a reader's program says of itself: its languages, and the date of what it has."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from eventapp.domain.localized import Localized
from eventapp.web.readers import preferred_language
from tests.factories import make_agenda, make_conference, make_session, sample_agenda
from tests.publishing import publish

BASE = "/conferences/sample-2023"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("ja", "ja"),
        ("ja-JP,en;q=0.5", "ja"),
        ("en-US,ja;q=0.9", "en"),
        ("fr-FR,fr;q=0.9,ja;q=0.4,en;q=0.3", "ja"),
        ("fr,*;q=0.5", "en"),
        ("ja;q=0,en;q=0.1", "en"),
        ("JA-jp", "ja"),
        ("junk;;q=x", "en"),
    ],
)
def test_preferred_language_is_the_first_that_we_speak(accepted, language):
    assert preferred_language(accepted) == language


@pytest.mark.parametrize("file", ["agenda.ics", "agenda.json", "agenda.pdf"])
def test_file_says_when_it_was_published_and_heeds_the_date(client, app, file):
    publish(sample_agenda())
    first = client.get(f"{BASE}/{file}")
    date = first.headers["Last-Modified"]
    same = client.get(f"{BASE}/{file}", headers={"If-Modified-Since": date})
    older = client.get(f"{BASE}/{file}", headers={"If-Modified-Since": "Wed, 01 Jan 2020 00:00:00 GMT"})
    tagged = {"If-Modified-Since": date, "If-None-Match": '"another"'}
    assert [(r.status_code, len(r.data) > 0) for r in (first, same, older)] == [(200, True), (304, False), (200, True)]
    assert client.get(f"{BASE}/{file}", headers=tagged).status_code == 200
    assert client.get(f"{BASE}/{file}", headers={"If-Modified-Since": "soon"}).data == first.data


def test_page_that_marks_what_is_on_has_no_date(client, app):
    publish(sample_agenda())
    assert "Last-Modified" not in client.get(f"{BASE}/agenda").headers


def _english_only():
    agenda = make_agenda(make_session(room=None), conference=make_conference(languages=("en",)))
    conference, session = (
        replace(value, **{f.name: getattr(value, f.name).only(("en",)) for f in fields(value) if _is_text(value, f)})
        for value in (agenda.conference, agenda.sessions[0])
    )
    return make_agenda(session, conference=conference)


def _is_text(value, field):
    return isinstance(getattr(value, field.name), Localized)


def test_paper_of_a_conference_in_one_language_has_one_column(client, app):
    publish(_english_only())
    names = [client.get(f"{BASE}/agenda.pdf{query}").headers["Content-Disposition"] for query in ("", "?layout=en")]
    assert names == ['attachment; filename="sample-2023-v1-a4-en.pdf"'] * 2
    refused = client.get(f"{BASE}/agenda.pdf?layout=columns", headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json["detail"]) == (400, "“columns” is no layout: en.")
    links = client.get(f"{BASE}/").text
    assert ("layout=en" in links, "layout=columns" in links, "layout=ja" in links) == (True, False, False)
