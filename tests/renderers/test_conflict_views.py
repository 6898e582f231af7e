"""Conflicts as lists show them: numbered as they were found, a headline with the number first, both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from eventapp.domain.conflicts import Conflict, ConflictCode, find_conflicts
from eventapp.domain.vocabulary import AgreementState
from eventapp.renderers.view.conflicts import build_conflict_views, conflict_headline, flags_of
from eventapp.renderers.view.voice import Voice
from eventapp.renderers.wording import words_in
from tests.factories import both, make_agenda, make_room, make_session, make_topic

HALL = make_room(capacity=10, name=both("Hall", "ホール"))
TOPIC = make_topic(number="7bis", agreement=AgreementState.PROPOSED)
FULL = make_session(id="full", room=HALL, expected=26, title=both("Full", "満員"))
TWIN = replace(FULL, id="twin", uid="twin@example.org", expected=5, topics=(TOPIC,))
AGENDA = make_agenda(FULL, TWIN)
HEADLINES = [
    (Conflict(code=ConflictCode.ROOM_OVERLAP, short=15), "15 min in one room at once", "会議室の重複15分"),
    (Conflict(code=ConflictCode.PERSON_OVERLAP, short=15), "15 min in two places", "時間の重複15分"),
    (Conflict(code=ConflictCode.TRANSFER_TOO_SHORT, short=15), "15 min short", "15分不足"),
    (Conflict(code=ConflictCode.OUTSIDE_CONFERENCE), "Outside the conference days", "会期外"),
    (Conflict(code=ConflictCode.ROOM_UNAVAILABLE), "Room not available", "会議室使用不可"),
    (Conflict(code=ConflictCode.PERSON_UNAVAILABLE, short=2), "2 not there", "2名不在"),
    (Conflict(code=ConflictCode.ROOM_TOO_SMALL, short=16, wanting="seats"), "16 seats short", "16席不足"),
    (Conflict(code=ConflictCode.ROOM_TOO_SMALL, short=1, wanting="seats"), "1 seat short", "1席不足"),
    (Conflict(code=ConflictCode.ROOM_TOO_SMALL, short=1, wanting="booths"), "No booth", "ブースなし"),
    (Conflict(code=ConflictCode.TOPICS_OVERRUN, short=20), "20 min over", "20分超過"),
    (Conflict(code=ConflictCode.NO_COUNTERPART, short=1), "No counterpart", "相手方なし"),
    (Conflict(code=ConflictCode.SIDE_CAP, short=2), "2 too many", "2名超過"),
    (Conflict(code=ConflictCode.NOT_AGREED, topic=TOPIC), "Topic 7bis not agreed", "議題7の2未合意"),
]


@pytest.mark.parametrize(("conflict", "english", "japanese"), HEADLINES)
def test_headline_says_how_much_is_missing_in_each_language(conflict, english, japanese):
    assert conflict_headline(conflict, words_in("en")) == english
    assert conflict_headline(conflict, words_in("ja")) == japanese


def test_every_code_has_a_headline():
    assert {conflict.code for conflict, _, _ in HEADLINES} == set(ConflictCode)


def test_views_are_numbered_from_one_in_the_order_found_errors_first():
    views = build_conflict_views(find_conflicts(AGENDA), AGENDA, Voice(("en", "ja"), ("en", "ja")))
    assert [(v.number, v.key, v.severity, v.sessions, v.topic, v.day) for v in views] == [
        (1, "room-overlap:full+twin", "error", ("full", "twin"), "", date(2023, 3, 12)),
        (2, "room-too-small:full+seats", "warning", ("full",), "", date(2023, 3, 12)),
        (3, "not-agreed:twin+t1", "warning", ("twin",), "t1", date(2023, 3, 12)),
    ]
    assert [text.text for text in (views[1].sentence.lead, views[1].sentence.second)] == [
        "Hall is 16 seats short for “Full”.",
        "「満員」にはホールの席が16席足りません。",
    ]


def test_topic_without_a_session_has_no_day_and_a_reader_of_one_language_one_text():
    agenda = make_agenda(unplaced_topics=(TOPIC,))
    conflict = Conflict(code=ConflictCode.NOT_AGREED, topic=TOPIC)
    (view,) = build_conflict_views([conflict], agenda, Voice(("ja",), ("en", "ja")))
    assert (view.day, view.sessions, view.headline.second) == (None, (), None)


def test_flags_of_cards_carry_the_numbers_of_the_list():
    found = find_conflicts(AGENDA)
    numbered = dict(enumerate(found, start=1))
    assert flags_of(found) == {
        "full": ((1, numbered[1]), (2, numbered[2])),
        "twin": ((1, numbered[1]), (3, numbered[3])),
    }
    assert [one.severity.value for one in found] == ["error", "warning", "warning"]
    assert found[0].key == "room-overlap:full+twin"
