"""The board's dialogs, each a page that stands by itself without scripts."""

from __future__ import annotations

import re
from datetime import timedelta

from eventapp.db import reading
from eventapp.queries.agenda import get_draft_agenda
from tests.factories import make_agenda, make_session, sample_agenda
from tests.publishing import draft

SLUG = "sample-2023"


def _stored():
    with reading() as tx:
        return {session.id: session for session in get_draft_agenda(tx, SLUG).sessions}


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


def test_board_that_one_comes_back_to_shows_the_day_of_the_session_too(organiser):
    fields = {"on": "2023-03-13", "start": "14:10", "minutes": "50", "room": "hall"}
    answer = _do(organiser, "move", **fields, back="days=2023-03-12&step=30")
    query = "days=2023-03-12,2023-03-13&step=30"
    assert answer.headers["Location"] == f"/organise/{SLUG}/board?{query}#s-opening"


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


def test_slower_of_two_movers_sees_both_moves_and_may_make_the_own_one(organiser):
    seen = _version(_session_page(organiser))
    _do(organiser, "move", on="2023-03-13", start="14:10", minutes="50", room="hall")
    answer = _do(organiser, "move", on="2023-03-12", start="16:30", minutes="75", room="", version=seen)
    rows = re.findall(r'<th scope="row">([^<]*)</th>\s*<td>([^<]*)</td>\s*<td>([^<]*)</td>', answer.text)
    assert (answer.status_code, rows) == (
        409,
        [
            ("Day", "Sunday 12 March", "Monday 13 March"),
            ("Start", "16:30", "14:10"),
            ("Minutes", "75", "50"),
            ("Room", "No room", "Main Hall · Institute for Planning"),
        ],
    )
    assert 'value="16:30"' in answer.text
    again = {
        "do": "move",
        "version": _version(answer),
        "on": "2023-03-12",
        "start": "16:30",
        "minutes": "75",
        "room": "",
    }
    assert organiser.post(f"/organise/{SLUG}/board/sessions/opening", data=again).status_code == 303
    assert f"{_stored()['opening'].start_local:%d %H:%M}" == "12 16:30"


def test_typing_wrong_does_not_pass_for_having_seen_the_others_move(organiser):
    seen = _version(_session_page(organiser))
    _do(organiser, "move", on="2023-03-13", start="14:10", minutes="50", room="hall")
    answer = _do(organiser, "move", on="2023-03-12", start="later", minutes="75", room="", version=seen)
    assert (answer.status_code, _version(answer)) == (422, seen)


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


def test_session_changes_places_with_one_of_another_day_and_takes_in_one_of_its_own_only(organiser):
    draft(
        make_agenda(
            make_session(id="opening", start="2023-03-12 09:00"),
            make_session(id="same", start="2023-03-12 11:00"),
            make_session(id="next", start="2023-03-13 09:00"),
        )
    )
    page = _session_page(organiser).text
    offered = [
        re.findall(r'value="([^"]+)"', one) for one in re.findall(r'name="other">(.*?)</select>', page, re.DOTALL)
    ]
    assert offered == [["same", "next"], ["same"]]
    assert _do(organiser, "swap", other="next").status_code == 303
    assert {n: s.day_on.day for n, s in _stored().items()} == {"opening": 13, "same": 12, "next": 12}


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


def test_slip_of_a_draft_that_changed_since_it_was_looked_at_is_shown_again(organiser):
    wanted = "day=2023-03-12&start=00:00&minutes=15"
    shown = organiser.get(f"/organise/{SLUG}/board/slip?{wanted}")
    seen = re.search(r'name="draft"\s+value="([^"]+)"', shown.text)[1]
    _do(organiser, "move", on="2023-03-13", start="14:10", minutes="50", room="hall")
    before = _stored()
    values = {"day": "2023-03-12", "start": "00:00", "minutes": "15", "draft": seen}
    answer = organiser.post(f"/organise/{SLUG}/board/slip", data=values)
    assert (answer.status_code, "The draft changed while you were reading." in answer.text) == (409, True)
    assert _stored() == before
    again = values | {"draft": re.search(r'name="draft"\s+value="([^"]+)"', answer.text)[1]}
    assert organiser.post(f"/organise/{SLUG}/board/slip", data=again).status_code == 303


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
