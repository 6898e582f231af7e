"""Who is named to whom: calendars say nothing that their reader's page would not."""

from __future__ import annotations

import pytest

from eventapp.domain.audiences import PARTICIPANTS, PUBLIC
from eventapp.domain.vocabulary import AttributionRule
from eventapp.renderers.ics import render_calendar
from tests.renderers.ics_agendas import (
    AS_OF,
    BASE_URL,
    SESSION_PAGE,
    both,
    build_agenda,
    build_session,
    build_topic,
    chairs,
    chatham_agenda,
    chunk_of,
    description_of,
    full_agenda,
)

NAMES = [
    "Doe",
    "DOE",
    "Jane",
    "Hayashi",
    "HAYASHI",
    "Yoshimasa",
    "林",
    "芳正",
    "Director",
    "計画課長",
    "MOD side",
    "防衛省",
]


@pytest.mark.parametrize("languages", [("en",), ("ja",), ("en", "ja")])
def test_public_calendar_names_nobody_of_a_chatham_house_session_and_the_participants_does(languages):
    agenda = chatham_agenda()
    settings = {"languages": languages, "base_url": BASE_URL, "as_of": AS_OF, "number": 1}
    public = render_calendar(agenda.for_audience(PUBLIC), **settings).replace(b"\r\n ", b"").decode()
    inside = render_calendar(agenda.for_audience(PARTICIPANTS), **settings).replace(b"\r\n ", b"").decode()
    assert [name for name in NAMES if name in public] == []
    shown = {"en": ["DOE", "Jane", "HAYASHI", "Yoshimasa", "Director"], "ja": ["DOE", "林", "芳正", "計画課長"]}
    assert [name for language in languages for name in shown[language] if name not in inside] == []
    assert "7 " in public


def test_public_calendar_of_a_closed_session_has_title_time_and_place_only():
    session = build_session(
        attribution=AttributionRule.CLOSED,
        placements=chairs(),
        topics=(build_topic(),),
        description=both("Secret.", "秘密。"),
    )
    agenda = build_agenda(session)
    assert description_of(chunk_of("s1", agenda))[1:-1] != []
    assert description_of(chunk_of("s1", agenda.for_audience(PUBLIC))) == ["Plenary 3 · Closed", SESSION_PAGE + "s1"]


def test_on_the_record_session_names_its_people_in_public():
    agenda = full_agenda().for_audience(PUBLIC)
    assert "United States, Co-chair: Amb. DOE Jane" in description_of(chunk_of("plenary", agenda))
