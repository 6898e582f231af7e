"""Topics in order: up and down, into another session, inserted with bis, numbered anew."""

from __future__ import annotations

import re

import pytest

from eventapp.db import reading
from eventapp.queries.drafts import get_draft
from tests.factories import make_agenda, make_session, make_topic
from tests.publishing import draft
from tests.web.controls import controls_of
from tests.web.requests import text_of

SLUG = "sample-2023"
BASE = f"/organise/{SLUG}/topics"


@pytest.fixture
def organiser(client, login_as):
    topics = (make_topic(id="a", number="1"), make_topic(id="b", number="2", position=2))
    draft(make_agenda(make_session(id="s1", topics=topics), make_session(id="s2")))
    login_as(client, role="organiser")
    return client


def _topics():
    with reading() as tx:
        agenda = get_draft(tx, SLUG).agenda
    return {s.id: [(t.id, t.number) for t in s.topics] for s in agenda.sessions}


def test_topic_goes_up_and_down_and_keeps_its_number(organiser):
    answer = organiser.post(f"{BASE}/b/place", data={"by": "-1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{BASE}/?moved=b#b")
    assert _topics()["s1"] == [("b", "2"), ("a", "1")]
    organiser.post(f"{BASE}/b/place", data={"by": "1"})
    assert _topics()["s1"] == [("a", "1"), ("b", "2")]


def test_topic_goes_into_another_session_at_a_place_and_out_of_all(organiser):
    organiser.post(f"{BASE}/a/place", data={"session": "s2"})
    organiser.post(f"{BASE}/b/place", data={"session": "s2", "position": "1"})
    assert _topics() == {"s1": [], "s2": [("b", "2"), ("a", "1")]}
    organiser.post(f"{BASE}/b/place", data={"session": ""})
    assert _topics()["s2"] == [("a", "1")]


def test_topic_that_somebody_else_moved_meanwhile_stays_there_and_the_list_says_so(organiser):
    with reading() as tx:
        seen = get_draft(tx, SLUG).item_version("topics/a")
    organiser.post(f"{BASE}/a/place", data={"session": "s2", "version": seen})
    for late in ({"session": "", "version": seen}, {"by": "1", "version": seen}):
        answer = organiser.post(f"{BASE}/a/place", data=late)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{BASE}/?stale=a#a")
    assert _topics()["s2"] == [("a", "1")]
    page = organiser.get(f"{BASE}/?stale=a")
    assert "Somebody changed Topic 1 meanwhile." in text_of(page)
    now = re.search(r'topics/a/place".*?name="version"\s+value="([^"]+)"', page.text, re.DOTALL)[1]
    organiser.post(f"{BASE}/a/place", data={"session": "s1", "version": now})
    assert ("a", "1") in _topics()["s1"]


def test_topic_is_placed_from_the_board_by_the_faster_of_two_only(organiser):
    dialog = organiser.get(f"/organise/{SLUG}/board/topic?topic=a").text
    sent = dict(controls_of(dialog)) | {"session": "s2"}
    assert organiser.post(f"/organise/{SLUG}/board/place-topic", data=sent).status_code == 303
    late = organiser.post(f"/organise/{SLUG}/board/place-topic", data=sent | {"session": "s1"})
    assert (late.status_code, _topics()["s2"]) == (409, [("a", "1")])


def test_unknown_topic_is_not_found(organiser):
    assert organiser.post(f"{BASE}/none/place", data={"by": "1"}).status_code == 404


def test_topic_inserted_after_another_gets_bis_and_stands_behind_it(organiser):
    address = f"{BASE}/new?after=1"
    sent = dict(controls_of(organiser.get(address).text))
    assert (sent["number"], sent["session"]) == ("1bis", "s1")
    answer = organiser.post(address, data={**sent, "title-en": "Between"})
    assert answer.status_code == 303
    assert [number for _, number in _topics()["s1"]] == ["1", "1bis", "2"]
    assert "1の2" in text_of(organiser.get(f"{BASE}/?lang=ja"))


def test_renumbering_shows_first_what_changes(organiser):
    organiser.post(f"{BASE}/b/place", data={"by": "-1"})
    page = organiser.get(f"{BASE}/renumber")
    assert "Renumber 2 topics" in text_of(page)
    assert _topics()["s1"] == [("b", "2"), ("a", "1")]
    shown = _shown(page)
    assert shown == ["b 2 1", "a 1 2"]
    for _ in range(2):  # a second press finds it done
        assert organiser.post(f"{BASE}/renumber", data={"shown": shown}).status_code == 303
        assert _topics()["s1"] == [("b", "1"), ("a", "2")]
    assert "without gaps already" in text_of(organiser.get(f"{BASE}/renumber"))


def _shown(page):
    return re.findall(r'name="shown"\s+value="([^"]+)"', page.text)


def test_renumbering_is_refused_where_other_numbers_would_change_by_now(organiser):
    organiser.post(f"{BASE}/b/place", data={"by": "-1"})
    shown = _shown(organiser.get(f"{BASE}/renumber"))
    organiser.post(f"{BASE}/b/place", data={"session": "s2"})
    before = _topics()
    late = organiser.post(f"{BASE}/renumber", data={"shown": shown})
    assert (late.status_code, _topics(), _shown(late)) == (409, before, [])
    said = text_of(late)
    assert "The topics changed while you were reading. No number was changed." in said
    assert re.search(r"What you wanted.* 2 1 .*Topic b.* 1 2 .*Topic a.*What would change now", said)
    assert "番号は変更していません。" in text_of(organiser.post(f"{BASE}/renumber?lang=ja", data={"shown": shown}))
    organiser.post(f"{BASE}/a/place", data={"session": "s2", "position": "2"})
    late = organiser.post(f"{BASE}/renumber?lang=en", data={"shown": ["c 3 1", "nonsense", "c x y"]})
    assert (late.status_code, "deleted meanwhile" in text_of(late), _shown(late)) == (409, True, ["b 2 1", "a 1 2"])
    assert organiser.post(f"{BASE}/renumber", data={"shown": _shown(late)}).status_code == 303
    assert _topics()["s2"] == [("b", "1"), ("a", "2")]


def test_renumbering_without_what_was_shown_is_refused(organiser):
    organiser.post(f"{BASE}/b/place", data={"by": "-1"})
    assert organiser.post(f"{BASE}/renumber").status_code == 409
    assert _topics()["s1"] == [("b", "2"), ("a", "1")]


def test_row_of_a_new_person_begins_with_the_lead(organiser):
    assert ("people-role", "lead") in controls_of(organiser.get(f"{BASE}/new").text)
