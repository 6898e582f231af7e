"""Schedules brought into a conference that is there: what they change, whom and what they mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from eventapp.domain.errors import InvalidInputError
from eventapp.domain.vocabulary import Role, SessionStatus
from eventapp.importers.schedules.bringing import bring_schedule
from eventapp.renderers.problems import problem_line
from eventapp.renderers.wording import words_in
from tests.factories import (
    both,
    make_agenda,
    make_attendee,
    make_placement,
    make_room,
    make_session,
    make_venue,
)
from tests.importers.schedule_texts import calendar, pretalx

EVENT = {
    "id": 7,
    "date": "2023-03-12T10:00:00+09:00",
    "start": "10:00",
    "duration": "00:45",
    "title": "Talk",
    "room": "Hall",
}
HALL = make_room()


def _bring(agenda, *events, **wishes):
    """Give the agenda with some events, and the notes in English."""
    told = [{**EVENT, **event} for event in events]
    day = {"date": "2023-03-12", "rooms": {"": told}}
    brought = bring_schedule(pretalx(days=[day]), agenda, **wishes)
    return brought.agenda, [problem_line(note, words_in("en")) for note in brought.notes]


def _session(agenda, name="s-7"):
    return agenda.find_session(name)


def test_event_without_zone_is_on_the_conference_clock_and_that_is_said():
    event = "UID:a-long-uid@example.org\nDTSTART:20230312T170000\nDTEND:20230312T180000\nSUMMARY:Talk"
    brought = bring_schedule(calendar(event), make_agenda())
    (session,) = brought.agenda.sessions
    assert (session.start_local.time(), session.zone) == (time(17), "Asia/Tokyo")
    assert "Times without a zone were read in Asia/Tokyo (sessions: 1)." in [
        problem_line(note, words_in("en")) for note in brought.notes
    ]


def test_session_that_is_there_keeps_what_the_schedule_does_not_tell():
    chair = make_placement(role=Role.CHAIR)
    was = make_session(
        id="s-7",
        title=both("Old", "旧"),
        room=HALL,
        status=SessionStatus.TENTATIVE,
        placements=(chair,),
    )
    agenda, _ = _bring(make_agenda(was), {"room": ""})
    now = _session(agenda)
    assert now == replace(was, title=both("Talk", "旧"), start_at=now.start_at, end_at=now.end_at)
    assert (f"{now.start_local:%H:%M}", now.minutes) == ("10:00", 45)


def test_rooms_are_known_by_name_whatever_its_capitals_and_in_either_language():
    agenda, notes = _bring(make_agenda(make_session(room=HALL)), {"room": HALL.name.get("en").upper()})
    assert (_session(agenda).room, agenda.rooms, notes) == (HALL, (HALL,), [])


def test_new_rooms_are_made_in_the_venue_chosen_and_told():
    other = make_venue(id="other", position=2, name=both("Other house", "別館"))
    before = replace(make_agenda(make_session(room=HALL)), venues=(HALL.venue, other))
    agenda, notes = _bring(before, {"room": "Attic"}, venue="other")
    assert (_session(agenda).room.venue, notes) == (other, ["New rooms in “Other house”: Attic."])
    agenda, _ = _bring(before, {"room": "Attic"})
    assert _session(agenda).room.venue == HALL.venue


def test_new_venue_is_called_as_the_file_calls_it_and_made_once():
    before = make_agenda(make_session(room=HALL))
    agenda, _ = _bring(before, {"room": "Attic"}, venue="+")
    assert [venue.name.get("en") for venue in agenda.venues] == [HALL.venue.name.get("en"), "Forum 2026"]
    again, _ = _bring(agenda, {"room": "Attic"}, {"id": 8, "room": "Cellar"}, venue="+")
    assert [venue.id for venue in again.venues] == [HALL.venue.id, "venue"]
    assert _session(again, "s-8").room.venue.id == "venue"


def test_speakers_on_the_list_are_placed_once_and_others_left_out_and_told():
    ann = make_attendee(id="ann", family_name="Doe", given_name="Ann")
    before = replace(make_agenda(), attendees=(ann,), delegations=(ann.delegation,))
    persons = [{"public_name": name} for name in ("Ann Doe", "DOE Ann", "Ann  Doe", "Nobody Known")]
    agenda, notes = _bring(before, {"persons": persons})
    assert [(p.attendee.id, p.role) for p in _session(agenda).placements] == [("ann", Role.SPEAKER)]
    assert notes[-1].endswith("has these names (1): Nobody Known. They were left out.")


def test_two_people_of_one_name_are_not_guessed_between():
    ann = make_attendee(id="ann", family_name="Doe", given_name="Ann")
    before = replace(
        make_agenda(), attendees=(ann, replace(ann, id="ann-2", precedence=2)), delegations=(ann.delegation,)
    )
    agenda, _ = _bring(before, {"persons": [{"public_name": "Ann Doe"}]})
    assert _session(agenda).placements == ()


def test_second_language_is_laid_over_the_first():
    first, _ = _bring(make_agenda(), {"room": ""})
    second, _ = _bring(first, {"room": "", "title": "講演"}, language="ja")
    assert _session(second).title == both("Talk", "講演")


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"language": "ja"}, "s-7: The text in the conference's first language (en) is missing."),
        ({"language": "fr"}, "The conference has no texts in “fr”: en, ja."),
        ({"venue": "nowhere"}, "No place here has the id or the name “nowhere”."),
    ],
)
def test_what_cannot_be_filed_is_refused(wishes, said):
    with pytest.raises(InvalidInputError) as refused:
        _bring(make_agenda(), {}, **wishes)
    assert [problem_line(one, words_in("en")) for one in refused.value.problems] == [said]


def test_two_events_that_mean_one_session_are_two():
    uid = "2f1b0c7e-0000-4000-8000-000000000008"
    was = make_session(id="s-7", uid=uid)
    agenda, _ = _bring(make_agenda(was), {"room": "", "id": 9, "guid": uid}, {"room": "", "title": "Second"})
    assert {s.id: s.title.get("en") for s in agenda.sessions} == {"s-7": "Talk", "s-7-2": "Second"}
    assert _session(agenda).uid == uid
