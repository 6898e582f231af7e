"""A conference made of a file in the browser: shown first, then made."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import select

from eventapp.db import reading
from eventapp.domain.conference_files import ConferenceFile
from eventapp.models import Conference
from eventapp.queries.conferences import get_conference_file
from eventapp.renderers.conference_file import render_conference_file
from tests.factories import sample_agenda
from tests.importers.schedule_texts import NEW_XML, OLD_XML, calendar
from tests.publishing import publish

PAGE = "/organise/new/file"


@pytest.fixture
def admin(app, login_as):
    client = app.test_client()
    login_as(client, is_admin=True)
    return client


def _send(client, data, **fields):
    data = data.encode() if isinstance(data, str) else data
    sent = {"file": (io.BytesIO(data), "forum.xml"), "slug": "", "zone": "", "language": "en", **fields}
    return client.post(f"{PAGE}?lang=en", data=sent, content_type="multipart/form-data")


def _hidden(answer):
    return dict(re.findall(r'type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', answer.text))


def _slugs():
    with reading() as tx:
        return set(tx.scalars(select(Conference.slug)))


def test_schedule_is_shown_then_made_a_conference_that_its_maker_organises(admin):
    shown = _send(admin, NEW_XML)
    assert (shown.status_code, "forum-2026 · Monday 4 May 2026 · Europe/Paris" in shown.text) == (200, True)
    assert _slugs() == set()
    made = admin.post(PAGE, data=_hidden(shown))
    assert (made.status_code, made.headers["Location"]) == (303, "/organise/forum-2026/")
    assert admin.get("/organise/forum-2026/members").status_code == 200


def test_what_a_schedule_leaves_open_is_asked_for_at_the_field(admin):
    asked = _send(admin, OLD_XML)
    assert (asked.status_code, 'href="#zone"' in asked.text) == (422, True)
    assert "The file names no time zone. Write it here." in asked.text
    shown = _send(admin, OLD_XML, zone="Europe/Paris", slug="lyon")
    assert "Times without a zone were read in Europe/Paris (sessions: 1)." in shown.text
    assert admin.post(PAGE, data=_hidden(shown)).headers["Location"] == "/organise/lyon/"


def test_name_or_uid_that_another_conference_has_is_refused_before_anything_is_made(admin):
    publish(sample_agenda())
    with reading() as tx:
        whole = get_conference_file(tx, "sample-2023")
    data = render_conference_file(whole)
    taken = _send(admin, data)
    assert (taken.status_code, 'href="#slug"' in taken.text) == (422, True)
    renamed = data.replace(b'slug = "sample-2023"', b'slug = "sample-again"')
    refused = _send(admin, renamed)
    assert (refused.status_code, "Another conference has the uid" in refused.text) == (422, True)
    assert _slugs() == {"sample-2023"}


def test_conference_file_becomes_a_conference_once(admin):
    shown = _send(admin, render_conference_file(ConferenceFile(agenda=sample_agenda())))
    assert admin.post(PAGE, data=_hidden(shown)).status_code == 303
    with reading() as tx:
        assert get_conference_file(tx, "sample-2023").agenda == sample_agenda()
    again = admin.post(PAGE, data=_hidden(shown))
    assert (again.status_code, 'href="#slug"' in again.text) == (422, True)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"format = 2", calendar()])
def test_file_that_is_no_conference_is_refused_in_words(admin, data):
    answer = _send(admin, data, zone="Europe/Paris", slug="forum")
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
    assert _slugs() == set()


def test_only_administrators_make_conferences_of_files(organiser):
    assert organiser.get(PAGE).status_code == 403
