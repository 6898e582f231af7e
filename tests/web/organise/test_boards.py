"""The board: shown, moved on, undone, kept up with others."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html.parser import HTMLParser

import pytest

from eventapp.db import reading
from eventapp.policy import MemberRole
from eventapp.queries.agenda import get_draft_agenda
from eventapp.web import kept_boards
from tests.factories import make_agenda, make_room, make_session, make_topic, sample_agenda
from tests.publishing import draft, publish

SLUG = "sample-2023"
SCRIPT = {"X-Board": "1"}


class _Cards(HTMLParser):
    """Collects the attributes of every card."""

    def __init__(self, html):
        super().__init__()
        self.cards = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "article" and "data-id" in found:
            self.cards[found["data-id"]] = found


def _cards(answer):
    return _Cards(answer.text).cards


def _stored():
    with reading() as tx:
        return {session.id: session for session in get_draft_agenda(tx, SLUG).sessions}


def _board(client, query="days=all"):
    return client.get(f"/organise/{SLUG}/board?{query}")


def _move(client, card, *, minutes_later=0, headers=SCRIPT, **fields):
    start = datetime.fromisoformat(card["data-start"]) + timedelta(minutes=minutes_later)
    values = {
        "session": card["data-id"],
        "version": card["data-version"],
        "start": start.isoformat(),
        "minutes": card["data-minutes"],
        "room": card["data-room"],
        "back": "days=all",
    }
    return client.post(f"/organise/{SLUG}/board/move", data=values | fields, headers=headers)


def test_board_shows_every_session_once_with_its_version(organiser):
    assert set(_cards(_board(organiser))) == {session.id for session in sample_agenda().sessions}
    assert all(card["data-version"] for card in _cards(_board(organiser)).values())


def test_board_is_nobody_elses_and_kept_nowhere(organiser):
    assert _board(organiser).headers["Cache-Control"] == "no-store"


def test_board_shows_the_days_wished_and_the_step(organiser):
    sunday = {s.id for s in sample_agenda().sessions if s.day_on.day == 12}
    answer = _board(organiser, "days=2023-03-12&step=5")
    assert set(_cards(answer)) == sunday
    assert 'data-step="5"' in answer.text
    assert set(_cards(_board(organiser, "days=nonsense&step=7"))) == {s.id for s in sample_agenda().sessions}


def test_move_writes_and_answers_with_the_board_as_it_is_then(organiser):
    card = _cards(_board(organiser))["opening"]
    answer = _move(organiser, card, minutes_later=30)
    assert answer.status_code == 200
    after = _cards(answer)["opening"]
    assert (_stored()["opening"].start_at - sample_agenda().find_session("opening").start_at) == timedelta(minutes=30)
    assert after["data-version"] != card["data-version"]
    assert "<html" not in answer.text


def test_move_that_collides_is_allowed_and_marked_in_the_same_answer(organiser):
    draft(
        make_agenda(
            make_session(id="a", room=make_room()), make_session(id="b", room=make_room(), start="2023-03-12 11:00")
        )
    )
    card = _cards(_board(organiser))["a"]
    answer = _move(organiser, card, minutes_later=90)
    cards = _cards(answer)
    assert "is-stop" in cards["a"]["class"]
    assert "is-stop" in cards["b"]["class"]
    assert "1 new conflict." in answer.text
    assert "by this move" in answer.text


def test_preview_tells_conflicts_and_writes_nothing(organiser):
    draft(
        make_agenda(
            make_session(id="a", room=make_room()), make_session(id="b", room=make_room(), start="2023-03-12 11:00")
        )
    )
    before = _stored()
    answer = _move(organiser, _cards(_board(organiser))["a"], minutes_later=90, preview="1")
    assert "In hand: " in answer.text
    assert "1 new conflict." in answer.text
    assert _stored() == before


def test_loser_of_two_sees_why_and_what_stands_now(organiser, app, login_as):
    other = app.test_client()
    login_as(other, role=MemberRole.EDITOR)
    seen = _cards(_board(organiser))["opening"]
    _move(other, seen, minutes_later=15)
    answer = _move(organiser, seen, minutes_later=45)
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert _cards(answer)["opening"]["data-version"] != seen["data-version"]
    told = re.findall(r"<h2>\s*([^<]+?)\s*</h2>\s*<p>\s*([^<]+?)\s*</p>\s*<p>\s*([^<]+?)\s*</p>", answer.text)
    assert told == [
        ("Yours", "Sunday 12 March 09:45–10:15", "Main Hall · Institute for Planning"),
        ("What stands now", "Sunday 12 March 09:15–09:45", "Main Hall · Institute for Planning"),
    ]
    assert _stored()["opening"].start_at - sample_agenda().find_session("opening").start_at == timedelta(minutes=15)


@pytest.mark.parametrize(
    "fields",
    [
        {"start": "nonsense"},
        {"start": "2023-03-12T09:00:00"},
        {"minutes": "0"},
        {"minutes": "x"},
        {"minutes": "99999999"},
        {"start": "0001-01-01T00:00:00+14:00", "preview": "1"},
    ],
)
def test_move_that_no_board_sends_is_refused(organiser, fields):
    before = _stored()
    assert _move(organiser, _cards(_board(organiser))["opening"], **fields).status_code == 400
    assert _stored() == before


def test_move_to_an_unknown_room_or_of_an_unknown_session_is_refused(organiser):
    card = _cards(_board(organiser))["opening"]
    assert _move(organiser, card, room="nowhere").status_code == 422
    assert _move(organiser, card | {"data-id": "nobody", "data-version": ""}).status_code == 422


def test_undo_and_redo_name_what_they_are_about(organiser):
    _move(organiser, _cards(_board(organiser))["opening"], minutes_later=30)
    assert re.search(r'id="b-undo"[^>]*>.*?move Opening', _board(organiser).text, re.DOTALL)
    undone = organiser.post(f"/organise/{SLUG}/board/undo", data={"back": "days=all"}, headers=SCRIPT)
    assert "Undone: " in undone.text
    assert _stored()["opening"] == sample_agenda().find_session("opening")
    organiser.post(f"/organise/{SLUG}/board/redo", data={"back": "days=all"}, headers=SCRIPT)
    assert _stored()["opening"] != sample_agenda().find_session("opening")


def test_undo_without_a_step_says_so(organiser):
    answer = organiser.post(f"/organise/{SLUG}/board/undo", headers=SCRIPT)
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)


def _undo(client):
    return client.post(f"/organise/{SLUG}/board/undo", headers=SCRIPT)


def test_undo_of_what_others_use_by_now_says_why(organiser, app, login_as):
    fields = {"venue": "institute", "name-en": "Annex", "name-ja": "別館"}
    assert organiser.post(f"/organise/{SLUG}/rooms/new", data=fields).status_code == 303
    other = app.test_client()
    login_as(other, role=MemberRole.EDITOR)
    _move(other, _cards(_board(other))["opening"], room="annex")
    refused = _undo(organiser)
    assert (refused.status_code, _stored()["opening"].room.id) == (409, "annex")
    assert "Something else hangs on it by now." in refused.text
    assert _undo(other).status_code == 200


def test_undo_of_a_new_thing_calls_it_by_its_name(organiser):
    fields = {"venue": "institute", "name-en": "Annex", "name-ja": "別館"}
    assert organiser.post(f"/organise/{SLUG}/rooms/new", data=fields).status_code == 303
    assert 'data-said="Undone: Annex."' in _undo(organiser).text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This step is set aside: the next Undo takes back the one before it."),
        ("ja", "この操作は飛ばします。次に「元に戻す」を押すと、その前の操作が元に戻ります。"),
    ],
)
def test_undo_that_is_refused_makes_way_for_the_one_before(organiser, app, login_as, language, said):
    first, second = "reception", "opening"
    for name in (first, second):
        _move(organiser, _cards(_board(organiser))[name], minutes_later=15)
    other = app.test_client()
    login_as(other, role=MemberRole.EDITOR, name="Logistics desk")
    _move(other, _cards(_board(other))[second], minutes_later=15)
    refused = organiser.post(f"/organise/{SLUG}/board/undo?lang={language}", headers=SCRIPT)
    assert (refused.status_code, said in refused.text, "Logistics desk" in refused.text) == (409, True, True)
    assert _undo(organiser).status_code == 200
    assert _stored()[first] == sample_agenda().find_session(first)
    assert _undo(organiser).status_code == 422


def test_redo_that_is_refused_makes_way_for_the_one_after(organiser, app, login_as):
    for name in ("opening", "reception"):
        _move(organiser, _cards(_board(organiser))[name], minutes_later=15)
    moved = _stored()["reception"]
    _undo(organiser)
    _undo(organiser)
    other = app.test_client()
    login_as(other, role=MemberRole.EDITOR)
    _move(other, _cards(_board(other))["opening"], minutes_later=30)
    address = f"/organise/{SLUG}/board/redo"
    refused = organiser.post(address, headers=SCRIPT)
    assert (refused.status_code, "the next Redo does the one after it." in refused.text) == (409, True)
    assert organiser.post(address, headers=SCRIPT).status_code == 200
    assert _stored()["reception"] == moved


def test_without_scripts_an_answer_leads_back_to_the_board_as_it_was(organiser):
    _move(organiser, _cards(_board(organiser))["opening"], minutes_later=30)
    answer = organiser.post(f"/organise/{SLUG}/board/undo", data={"back": "days=2023-03-12&step=5"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/organise/{SLUG}/board?days=2023-03-12&step=5"


def test_pulse_is_304_until_somebody_changes_something(organiser, app, login_as):
    url = f"/organise/{SLUG}/board/pulse?days=all"
    tag = organiser.get(url).headers["ETag"]
    assert organiser.get(url, headers={"If-None-Match": tag}).status_code == 304
    other = app.test_client()
    login_as(other, role=MemberRole.EDITOR, name="Logistics desk")
    _move(other, _cards(_board(other))["opening"], minutes_later=15)
    answer = organiser.get(url, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "opening" in _cards(answer)


def test_reader_sees_the_board_and_cannot_move(app, place, login_as):
    reader = app.test_client()
    login_as(reader, role=MemberRole.READER)
    answer = _board(reader)
    assert answer.status_code == 200
    assert "data-edits" not in answer.text
    assert _move(reader, _cards(answer)["opening"]).status_code == 403


def test_reader_sees_no_session_kept_for_the_staff(app, place, login_as):
    hidden = {s.id for s in sample_agenda().sessions if s.audience == "staff" or s.audience.startswith("side:")}
    reader = app.test_client()
    login_as(reader, role=MemberRole.READER)
    assert hidden
    assert not hidden & set(_cards(_board(reader)))


def test_topic_is_put_into_a_session(organiser):
    topic = sample_agenda().unplaced_topics[0].id
    values = {"topic": topic, "session": "opening", "back": "days=all"}
    answer = organiser.post(f"/organise/{SLUG}/board/place-topic", data=values, headers=SCRIPT)
    assert answer.status_code == 200
    assert [t.id for t in _stored()["opening"].topics] == [topic]


def test_board_sends_the_same_statements_at_20_and_200_sessions(organiser, count_statements):
    counts = []
    for size in (20, 200):
        sessions = (
            make_session(
                id=f"s{n}", start=f"2023-03-12 {n % 20:02}:00", topics=(make_topic(id=f"t{n}", number=str(n)),)
            )
            for n in range(1, size + 1)
        )
        publish(make_agenda(*sessions))
        _board(organiser)
        with count_statements() as sent:
            assert _board(organiser).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 10


@pytest.mark.parametrize("language", ["en", "ja"])
def test_board_after_many_changes_is_the_one_made_anew(organiser, language):
    query = f"days=all&lang={language}"
    names = sorted(_cards(_board(organiser, query)))
    for number, name in enumerate(names * 2):
        _move(organiser, _cards(_board(organiser, query))[name], minutes_later=15 * (number % 5 - 2))
        if number % 3 == 0:
            organiser.post(f"/organise/{SLUG}/board/undo", data={"back": "days=all"}, headers=SCRIPT)
    kept = _main(_board(organiser, query))
    kept_boards._kept_board.cache_clear()
    assert kept == _main(_board(organiser, query))
    assert "is-chg" in kept


def _main(answer):
    return re.search(r"<table class=\"bt\">.*?</aside>", answer.text, re.DOTALL)[0]
