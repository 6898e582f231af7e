"""Taking things out of a draft with all that hangs on them; what is left can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.domain.drafts import hanging_on, without_item
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.items import SECTIONS, name_of
from eventapp.importers.agenda_json import read_draft
from eventapp.renderers.agenda_json import plain_document
from tests.factories import sample_agenda
from tests.strategies import agendas

SAMPLE = plain_document(sample_agenda())


def _hanging(section, name):
    return {(one.item, one.keys, one.is_removed) for one in hanging_on(SAMPLE, section, name)}


def test_sessions_hang_on_their_room_and_only_lose_it():
    found = _hanging("rooms", "hall")
    sessions = {f"sessions/{s['id']}" for s in SAMPLE["sessions"] if s.get("room") == "hall"}
    assert sessions
    assert found == {(item, ("room",), False) for item in sessions}


def test_rooms_ways_and_their_sessions_hang_on_a_venue():
    found = {item: gone for item, _, gone in _hanging("venues", "yokota")}
    assert found["rooms/club"] is True
    assert any(item.startswith("transfers/") and gone for item, gone in found.items())
    assert any(item.startswith("sessions/") and not gone for item, gone in found.items())


def test_venue_of_a_movement_is_kept():
    with pytest.raises(DomainError, match="venue-of-a-movement"):
        without_item(SAMPLE, "venues", "yokota")


def test_people_and_what_they_do_go_with_their_delegation():
    left = read_draft(without_item(SAMPLE, "delegations", "US"))
    assert {a.delegation.code for a in left.attendees} == {"JP", "SEC"}
    assert {p.attendee.delegation.code for s in left.sessions for p in s.all_placements} <= {"JP", "SEC"}
    assert {t.proposed_by for t in left.topics} <= {"JP", "SEC", None}
    assert not any(s.audience == "side:US" for s in left.sessions)


def test_head_of_a_delegation_that_goes_is_head_no_more():
    left = read_draft(without_item(SAMPLE, "attendees", "aoki"))
    assert {d.code: d.head for d in left.delegations}["JP"] is None


def test_topics_of_a_session_that_goes_are_placed_nowhere():
    host = next(s for s in sample_agenda().sessions if s.topics)
    left = read_draft(without_item(SAMPLE, "sessions", host.id))
    assert {t.id for t in host.topics} <= {t.id for t in left.unplaced_topics}


def test_unknown_thing_is_not_removed():
    with pytest.raises(NotFoundError):
        without_item(SAMPLE, "rooms", "nowhere")


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_whatever_is_removed_the_rest_can_be_read(data):
    document = plain_document(data.draw(agendas(("en", "ja"))))
    names = [(s, name_of(s, item)) for s in SECTIONS for item in document.get(s, ())]
    if not names:
        return
    section, name = data.draw(st.sampled_from(names))
    try:
        left = without_item(document, section, name)
    except DomainError as error:
        assert error.code == "venue-of-a-movement"  # noqa: PT017 - only this one may come
        return
    read_draft(left)
    assert name not in {name_of(section, item) for item in left.get(section, ())}
