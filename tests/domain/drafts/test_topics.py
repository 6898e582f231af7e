"""Topics in their places, their numbers stable."""

from __future__ import annotations

import pytest

from eventapp.domain.drafts import (
    move_topic,
    new_topic_number,
    number_changes,
    number_order,
    place_topic,
    renumber_topics,
)
from eventapp.domain.errors import DomainError, NotFoundError
from tests.factories import make_agenda, make_session, make_topic


def _topics(*numbers, first=1):
    return tuple(make_topic(id=f"t{n}", number=n, position=p) for p, n in enumerate(numbers, start=first))


def _agenda():
    return make_agenda(
        make_session(id="a", topics=_topics("1", "2", "3")),
        make_session(id="b", start="2023-03-12 11:00", topics=_topics("4")),
        unplaced_topics=_topics("5", "6"),
    )


def _where(agenda):
    found = {s.id: [(t.number, t.position) for t in s.topics] for s in agenda.sessions}
    return {**found, "": [(t.number, t.position) for t in agenda.unplaced_topics]}


def test_placed_topic_stands_last_and_keeps_its_number():
    assert _where(place_topic(_agenda(), "t5", "b")) == {
        "a": [("1", 1), ("2", 2), ("3", 3)],
        "b": [("4", 1), ("5", 2)],
        "": [("6", 1)],
    }


@pytest.mark.parametrize(("position", "order"), [(1, "546"), (2, "45"), (99, "45"), (0, "54")])
def test_placed_topic_stands_at_the_position_wanted(position, order):
    placed = place_topic(_agenda(), "t5", "b", position)
    assert "".join(n for n, _ in _where(placed)["b"]) == order[:2]


def test_topic_taken_out_of_its_session_waits_with_the_others():
    assert _where(place_topic(_agenda(), "t2", None))[""] == [("5", 1), ("6", 2), ("2", 3)]


@pytest.mark.parametrize(("by", "order"), [(-1, "213"), (1, "132"), (-9, "213"), (9, "132"), (0, "123")])
def test_moved_topic_goes_along_its_own_session(by, order):
    assert "".join(n for n, _ in _where(move_topic(_agenda(), "t2", by))["a"]) == order


def test_unknown_topic_or_session_is_refused():
    for topic, session in (("none", "a"), ("t1", "none")):
        with pytest.raises(NotFoundError):
            place_topic(_agenda(), topic, session)


def test_new_number_is_the_next_whole_one():
    assert (new_topic_number(_agenda()), new_topic_number(make_agenda())) == ("7", "1")


def test_number_of_an_inserted_topic_is_bis_then_ter_then_quater():
    numbers = ["3", "3bis", "3ter", "3quater", "3quinquies"]
    for known, wanted in zip(range(1, 5), numbers[1:], strict=True):
        agenda = make_agenda(unplaced_topics=_topics(*numbers[:known]))
        assert new_topic_number(agenda, after="3") == wanted
        assert new_topic_number(agenda, after=numbers[known - 1]) == wanted
    with pytest.raises(DomainError, match="no-number-left"):
        new_topic_number(make_agenda(unplaced_topics=_topics(*numbers)), after="3")


def test_numbers_stand_in_order():
    numbers = ["10", "3ter", "3", "3bis", "2"]
    assert sorted(numbers, key=number_order) == ["2", "3", "3bis", "3ter", "10"]


def test_renumbered_topics_count_in_the_order_of_the_agenda():
    agenda = place_topic(place_topic(_agenda(), "t6", "a", 1), "t3", None)
    assert [t.number for t in renumber_topics(agenda).topics] == ["1", "2", "3", "4", "5", "6"]
    assert [t.id for t in renumber_topics(agenda).topics] == [t.id for t in agenda.topics]


def test_number_changes_are_those_that_renumbering_makes():
    agenda = place_topic(_agenda(), "t3", "a", 1)
    changes = number_changes(agenda)
    after = {topic.id: topic.number for topic in renumber_topics(agenda).topics}
    assert [(c.topic_id, c.before, c.after) for c in changes] == [
        (t.id, t.number, after[t.id]) for t in agenda.topics if t.number != after[t.id]
    ]
    assert len(changes) == 3
    assert number_changes(renumber_topics(agenda)) == ()
