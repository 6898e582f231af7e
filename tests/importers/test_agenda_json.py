"""An agenda's JSON read back: publications are stored so."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings

from eventapp.domain.agenda import arranged
from eventapp.domain.contacts import NO_CONTACT
from eventapp.domain.errors import InvalidInputError
from eventapp.domain.publication import freeze
from eventapp.importers.agenda_json import read_agenda_json
from eventapp.renderers.agenda_json import render_agenda_json
from tests.contacts import CONTACT, with_contact
from tests.factories import local, make_agenda, make_session, sample_agenda, utc
from tests.importers.conference_texts import problem
from tests.strategies import conference_files

AS_OF = utc("2023-03-01 09:00")


def _refused(document):
    with pytest.raises(InvalidInputError) as caught:
        read_agenda_json(json.dumps(document).encode())
    return caught.value.problems


def _sample_document():
    return json.loads(render_agenda_json(sample_agenda(), number=3, as_of=AS_OF))


@given(conference_files())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_agenda_is_read_back_equal(conference_file):
    for agenda in (conference_file.agenda, *(p.agenda for p in conference_file.publications)):
        assert read_agenda_json(render_agenda_json(agenda, number=None, as_of=None)) == agenda


def test_frozen_agenda_is_read_back_equal():
    frozen = freeze(sample_agenda(), None, as_of=AS_OF)
    assert read_agenda_json(render_agenda_json(frozen, number=1, as_of=AS_OF)) == frozen


def test_publication_from_before_contacts_has_none():
    document = json.loads(render_agenda_json(with_contact(sample_agenda()), number=3, as_of=AS_OF))
    kept = {key: document["conference"].pop(key) for key in ("contact_name", "contact_email", "contact_phone")}
    assert kept == {
        "contact_name": CONTACT.name.as_dict(),
        "contact_email": CONTACT.email,
        "contact_phone": CONTACT.phone,
    }
    older = read_agenda_json(json.dumps(document).encode())
    assert (older, older.conference.contact) == (arranged(sample_agenda()), NO_CONTACT)
    assert b"contact" not in render_agenda_json(older, number=3, as_of=AS_OF)


def test_other_format_is_refused():
    found = _refused(_sample_document() | {"format": "calendar"})
    assert [(p.code, p.path) for p in found] == [("literal-error", "format")]


def test_reference_to_nothing_is_refused():
    document = _sample_document()
    document["rooms"][0]["venue"] = "elsewhere"
    found = problem("unknown-reference", "rooms[0].venue", document["rooms"][0]["id"], got="elsewhere")
    assert found in _refused(document)


def test_missing_key_is_refused():
    document = _sample_document()
    del document["sessions"][0]["start"]
    assert _refused(document) == (problem("missing-key", "sessions[0].start", document["sessions"][0]["id"]),)


def test_read_agenda_json_keeps_the_instants_when_a_zone_has_other_offsets_since():
    agenda = make_agenda(make_session(start="2023-03-12 09:00"))
    frozen = render_agenda_json(agenda, number=None, as_of=None)
    under_another_law = frozen.replace(b"T09:00:00+09:00", b"T09:00:00+10:00").replace(
        b"T10:00:00+09:00", b"T10:00:00+10:00"
    )
    (session,) = read_agenda_json(under_another_law).sessions
    assert (session.start_at, session.end_at) == (local("2023-03-12 08:00"), local("2023-03-12 09:00"))
