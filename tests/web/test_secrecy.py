"""The public reads no name of a session that is not on record, and nothing of a session that is not its own.

The names are created first and the staff's audience shown to have them: an empty page would hide them as well.
"""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from eventapp.domain.audiences import STAFF
from eventapp.domain.vocabulary import AttributionRule, Role
from eventapp.renderers.agenda_json import render_agenda_json
from tests.factories import both, make_agenda, make_attendee, make_delegation, make_session, make_topic, placed
from tests.publishing import publish

BASE = "/conferences/sample-2023"
NOT_ON_RECORD = [rule for rule in AttributionRule if rule is not AttributionRule.ON_RECORD]
CLOSED_ONLY = ["Minutes of the closed session", "議事の内容", "Closed item", "非公開の議題"]
NAMES = [
    *(
        "CHAIRWORTH",
        "Chairworth",
        "議長田",
        "Chairperson post",
        "議長職",
        "Leadbetter",
        "担当川",
        "Lead post",
        "担当職",
    ),
    *("Speakman", "話手山", "Ministry of Names", "氏名省", "Interpreterson", "Notewell"),
]
WAYS = {
    "page": "/agenda?lang=en,ja",
    "day": "/agenda?day=2023-03-12&lang=ja,en",
    "conference": "/?lang=en,ja",
    "session": "/sessions/quiet?lang=en,ja",
    "versions": "/versions?lang=en,ja",
    "calendar": "/agenda.ics?lang=en,ja",
    "session calendar": "/sessions/quiet.ics?lang=en,ja",
    "data": "/agenda.json",
    "paper": "/agenda.pdf?layout=columns",
    "English paper": "/agenda.pdf?layout=en",
}


def _person(name, family, native, *, side="US", position=None, **fields):
    fields = {"organisation": both("Ministry of Names", "氏名省"), **fields}
    position = position or both("Officer", "担当官")
    delegation = make_delegation(code=side)
    return make_attendee(
        id=name, delegation=delegation, family_name=family, native_family_name=native, position=position, **fields
    )


def _people():
    return {
        Role.CHAIR: _person("chair", "Chairworth", "議長田", position=both("Chairperson post", "議長職")),
        Role.SPEAKER: _person("speaker", "Speakman", "話手山", side="JP"),
        Role.INTERPRETER: _person("interpreter", "Interpreterson", "通訳谷"),
        Role.NOTE_TAKER: _person("notes", "Notewell", "記録沢", side="JP"),
        Role.LEAD: _person("lead", "Leadbetter", "担当川", position=both("Lead post", "担当職"), side="JP"),
    }


def _quiet(rule):
    people = _people()
    lead = people.pop(Role.LEAD)
    topic = make_topic(
        title=both("Closed item", "非公開の議題"),
        placements=placed(Role.LEAD, lead),
    )
    return make_session(
        id="quiet",
        attribution=rule,
        title=both("Quiet session", "静かな会合"),
        description=both("Minutes of the closed session", "議事の内容"),
        placements=tuple(p for role, person in people.items() for p in placed(role, person)),
        topics=(topic,),
    )


def _read(client, way):
    response = client.get(BASE + WAYS[way])
    assert response.status_code == 200, way
    if response.content_type == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages)
    return response.get_data(as_text=True).replace("\r\n ", "")


def _told(text, words):
    return [word for word in words if word in text]


@pytest.fixture(params=NOT_ON_RECORD)
def quiet(request, app):
    """Publish a session with people in every role, twice, so that the history has something to tell."""
    agenda = make_agenda(_quiet(request.param))
    publish(replace(agenda, sessions=(replace(agenda.sessions[0], title=both("Before", "以前")),)))
    publish(agenda, days_later=1)
    return agenda


def test_staff_would_read_every_name(quiet):
    everything = render_agenda_json(quiet.for_audience(STAFF), number=None, as_of=None).decode()
    assert _told(everything, [*NAMES, *CLOSED_ONLY]) == [
        name for name in [*NAMES, *CLOSED_ONLY] if name != "CHAIRWORTH"
    ]


@pytest.mark.parametrize("way", WAYS)
def test_no_name_is_told_of_a_session_that_is_not_on_record(client, quiet, way):
    text = _read(client, way)
    is_closed = quiet.sessions[0].attribution is AttributionRule.CLOSED
    assert _told(text, NAMES) == []
    assert _told(text, CLOSED_ONLY if is_closed else []) == []
    assert ("Quiet session" in text or "静かな会合" in text) == (way != "conference")


def test_names_are_told_of_a_session_on_record(client):
    publish(make_agenda(_quiet(AttributionRule.ON_RECORD)))
    told = {way: _told(_read(client, way), ["CHAIRWORTH", "Chairworth", "議長田"]) for way in WAYS}
    assert {way for way, names in told.items() if names} == set(WAYS) - {"conference", "versions"}


HIDDEN = {
    "us-only": ("side:US", "US side caucus", "米側の打合せ"),
    "jp-only": ("side:JP", "JP side caucus", "日本側の打合せ"),
    "delegates": ("participants", "Delegates' dinner", "代表団の夕食"),
    "office": ("staff", "Staff wrap-up", "事務局の反省会"),
}
HIDDEN_WORDS = [word for _, en, ja in HIDDEN.values() for word in (en, ja)] + ["Hiddenson", "隠田"]


@pytest.fixture
def hidden(app):
    """Publish one session for each audience but the public's, twice: moved and renamed, which the history keeps."""
    person = _person("hush", "Hiddenson", "隠田")
    sessions = [
        make_session(
            id=name,
            start=f"2023-03-12 1{n}:00",
            audience=audience,
            title=both(en, ja),
            placements=placed(Role.CHAIR, person),
        )
        for n, (name, (audience, en, ja)) in enumerate(HIDDEN.items())
    ]
    quiet = make_session(id="quiet", title=both("Public session", "公開の会合"))
    agenda = make_agenda(quiet, *sessions, delegations=(make_delegation(), make_delegation(code="US")))
    earlier = [replace(s, title=both(f"{s.title.get('en')} once", "元")) for s in agenda.sessions]
    publish(replace(agenda, sessions=tuple(earlier)))
    publish(agenda, days_later=1)
    return agenda


def test_staff_would_read_every_session(hidden):
    everything = render_agenda_json(hidden.for_audience(STAFF), number=None, as_of=None).decode()
    sides = {word for word in HIDDEN_WORDS if "caucus" in word or "側の打合せ" in word}
    assert {word for word in HIDDEN_WORDS if word not in everything} <= sides


@pytest.mark.parametrize("way", WAYS)
def test_session_of_another_audience_is_nowhere(client, hidden, way):
    text = _read(client, way)
    assert _told(text, [*HIDDEN_WORDS, *HIDDEN, "hush"]) == []
    assert ("Public session" in text or "公開の会合" in text) == (way != "conference")


@pytest.mark.parametrize("session", HIDDEN)
@pytest.mark.parametrize("ending", ["", ".ics"])
def test_session_of_another_audience_has_no_address(client, hidden, session, ending):
    """Its answer is that of a session that there never was, but for the name that was asked for."""
    asked, never = (client.get(f"{BASE}/sessions/{name}{ending}") for name in (session, "never"))
    assert asked.status_code == never.status_code == 404
    assert asked.text.replace(session, "never") == never.text
    assert asked.headers["Content-Type"] == never.headers["Content-Type"]


def test_count_of_a_days_sessions_leaves_out_the_hidden(client, hidden):
    assert "1 session<" in client.get(f"{BASE}/?lang=en").text
