"""What a file would bring: items new or changed, and in what."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from eventapp.domain.bringing import Part, brought_items
from tests.factories import both, local, make_agenda, make_room, make_session, make_topic
from tests.strategies import agendas


def _told(before, after):
    return [(item.name, item.is_new, item.parts) for item in brought_items(before, after)]


def test_new_and_changed_sessions_are_told_in_order_of_time_and_with_what_changes():
    one, two = make_session(id="s1"), make_session(id="s2", start="2023-03-12 11:00")
    later = replace(
        one, start_at=two.end_at, end_at=local("2023-03-12 14:00"), room=make_room(), title=both("Other", "別")
    )
    after = make_agenda(two, later, make_session(id="s3", start="2023-03-12 08:00"))
    assert _told(make_agenda(one, two), after) == [
        ("sessions/s3", True, ()),
        ("sessions/s1", False, (Part.TIME, Part.PLACE, Part.TITLE)),
    ]


def test_topic_that_goes_to_another_session_changes_and_the_sessions_do_not():
    topic = make_topic(id="t1")
    before = make_agenda(make_session(id="s1", topics=(topic,)), make_session(id="s2"))
    after = make_agenda(make_session(id="s1"), make_session(id="s2", topics=(replace(topic, minutes=5),)))
    assert _told(before, after) == [("topics/t1", False, (Part.SESSION, Part.DETAILS))]


@settings(deadline=None, max_examples=30)
@given(agenda=agendas(("en", "ja")))
def test_agenda_brings_nothing_into_itself_and_everything_into_an_empty_one(agenda):
    assert brought_items(agenda, agenda) == ()
    empty = replace(agenda, sessions=(), unplaced_topics=())
    assert len(brought_items(empty, agenda)) == len(agenda.sessions) + len(list(agenda.topics))
