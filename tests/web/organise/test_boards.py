"""The board: shown, moved on, undone, kept up with others; and its dialogs without scripts."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html.parser import HTMLParser

import pytest

from eventapp.db import reading
from eventapp.policy import MemberRole
from eventapp.queries.agenda import get_draft_agenda
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
    assert _stored()["opening"].start_at - sample_agenda().find_session("opening").start_at == timedelta(minutes=15)


@pytest.mark.parametrize(
    "fields",
    [
        {"start": "nonsense"},
        {"start": "2023-03-12T09:00:00"},
        {"minutes": "0"},
        {"minutes": "x"},
        {"minutes": "99999999"},
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


# the dialogs


def _session_page(client, name="opening"):
    return client.get(f"/organise/{SLUG}/board/sessions/{name}")


def _version(answer):
    return re.search(r'name="version"\s+value="([^"]+)"', answer.text)[1]


def _do(client, what, name="opening", **fields):
    values = {"do": what, "version": _version(_session_page(client, name)), "back": "days=all"}
    return client.post(f"/organise/{SLUG}/board/sessions/{name}", data=values | fields)


def test_session_is_moved_by_its_page(organiser):
    answer = _do(organiser, "move", on="2023-03-13", start="14:10", minutes="50", room="hall")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/organise/{SLUG}/board?days=all#s-opening")
    moved = _stored()["opening"]
    assert (f"{moved.start_local:%Y-%m-%d %H:%M}", moved.minutes, moved.room.id) == ("2023-03-13 14:10", 50, "hall")


def test_wrong_move_keeps_what_was_typed_and_says_why_at_the_field(organiser):
    answer = _do(organiser, "move", on="2023-03-13", start="25:99", minutes="many", room="hall")
    assert answer.status_code == 422
    assert 'value="25:99"' in answer.text
    assert 'value="many"' in answer.text
    assert answer.text.count('aria-invalid="true"') == 2


def test_move_with_an_old_version_is_refused(organiser):
    answer = _do(organiser, "move", on="2023-03-13", start="14:10", minutes="50", room="hall", version="0" * 16)
    assert (answer.status_code, 'role="alert"' in answer.text) == (409, True)
    assert _stored()["opening"] == sample_agenda().find_session("opening")


def test_session_is_copied_split_swapped_and_merged_by_its_page(organiser):
    before = _stored()
    assert _do(organiser, "duplicate").status_code == 303
    copies = set(_stored()) - set(before)
    assert len(copies) == 1
    other = copies.pop()
    assert _do(organiser, "swap", other=other).status_code == 303
    assert _stored()[other].start_at == before["opening"].start_at
    assert _do(organiser, "merge", other=other).status_code == 303
    assert set(_stored()) == set(before)
    middle = _stored()["opening"].start_local + timedelta(minutes=10)
    assert _do(organiser, "split", at=f"{middle:%H:%M}").status_code == 303
    assert _stored()["opening"].minutes == 10


def test_split_outside_the_session_is_refused_in_words(organiser):
    answer = _do(organiser, "split", at="03:00")
    assert (answer.status_code, 'role="alert"' in answer.text) == (409, True)


def test_slip_is_shown_then_done_as_one_step(organiser):
    query = "day=2023-03-12&start=00:00&minutes=15"
    shown = organiser.get(f"/organise/{SLUG}/board/slip?{query}")
    moving = [s for s in sample_agenda().sessions if s.day_on.day == 12 and not s.is_cancelled]
    assert f"{len(moving)} sessions looked at" in shown.text
    before = _stored()
    done = organiser.post(f"/organise/{SLUG}/board/slip", data={"day": "2023-03-12", "start": "00:00", "minutes": "15"})
    assert done.status_code == 303
    moved = {n for n, s in _stored().items() if s.start_at != before[n].start_at}
    assert moved == {s.id for s in moving}
    organiser.post(f"/organise/{SLUG}/board/undo")
    assert _stored() == before


def test_slip_leaves_what_is_kept(organiser):
    values = {"day": "2023-03-12", "start": "00:00", "minutes": "15", "keep": ["opening"]}
    organiser.post(f"/organise/{SLUG}/board/slip", data=values)
    assert _stored()["opening"] == sample_agenda().find_session("opening")


def test_wrong_slip_says_why_and_moves_nothing(organiser):
    before = _stored()
    answer = organiser.post(f"/organise/{SLUG}/board/slip", data={"day": "2023-03-12", "start": "99", "minutes": ""})
    assert (answer.status_code, answer.text.count('aria-invalid="true"')) == (422, 2)
    assert _stored() == before


def test_day_is_copied_to_another(organiser):
    before = _stored()
    organiser.post(f"/organise/{SLUG}/board/duplicate-day", data={"day": "2023-03-12", "to": "2023-03-13"})
    copies = [s for name, s in _stored().items() if name not in before]
    assert len(copies) == sum(s.day_on.day == 12 and not s.is_cancelled for s in before.values())
    assert {s.day_on.day for s in copies} == {13}


def test_pages_of_the_dialogs_stand_by_themselves_in_both_languages(organiser):
    topic = sample_agenda().unplaced_topics[0].id
    for path in ("board/sessions", "board/sessions/opening", "board/slip", f"board/topic?topic={topic}"):
        for lang in ("en", "ja"):
            joint = "&" if "?" in path else "?"
            answer = organiser.get(f"/organise/{SLUG}/{path}{joint}lang={lang}")
            assert (answer.status_code, f'<html lang="{lang}">' in answer.text) == (200, True)
            assert '<h1 id="dlg-h">' in answer.text
