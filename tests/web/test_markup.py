"""Markup of a description: set on pages, plain in calendars, as written in data."""

from __future__ import annotations

import json

from tests.factories import both, make_agenda, make_session, make_topic
from tests.publishing import publish
from tests.web.conftest import SAMPLE


def test_markup_is_set_on_pages_plain_in_calendars_and_kept_in_data(client, app):
    topic = make_topic(id="t1", text=both("*Proposed*", "**提案**"))
    description = both("**Bold** <i>\n\n- one", "**太字**")
    publish(make_agenda(make_session(id="s1", description=description, topics=(topic,))))
    page = client.get(f"{SAMPLE}/sessions/s1?lang=en,ja").text
    assert "<p><strong>Bold</strong> &lt;i&gt;</p>" in page
    assert "<li>one</li>" in page
    assert "<strong>太字</strong>" in page
    assert "<em>Proposed</em>" in page
    calendar = client.get(f"{SAMPLE}/sessions/s1.ics?lang=en").text.replace("\r\n ", "")
    assert "Bold <i>" in calendar
    assert "**" not in calendar
    document = json.loads(client.get(f"{SAMPLE}/agenda.json").data)
    assert document["sessions"][0]["description"] == {"en": "**Bold** <i>\n\n- one", "ja": "**太字**"}
