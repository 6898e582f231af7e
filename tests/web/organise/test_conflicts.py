"""The page of conflicts: grouped, filtered, with a way out that one press takes."""

from __future__ import annotations

import html
import re

import pytest

from eventapp.db import reading
from eventapp.domain.vocabulary import AgreementState, Role
from eventapp.policy import MemberRole
from eventapp.queries.agenda import get_draft_agenda
from tests.factories import both, make_agenda, make_attendee, make_room, make_session, make_topic, placed
from tests.publishing import draft

URL = "/organise/sample-2023/conflicts"
HALL, LARGE = (
    make_room(capacity=10, name=both("Hall", "ホール")),
    make_room(id="large", position=2, capacity=90, name=both("Large", "大")),
)
SATO = make_attendee(family_name="Sato", family_name_reading="さとう")
CROWDED = make_session(id="crowded", room=HALL, expected=50, title=both("Crowded", "満員"))
OPEN = make_session(
    id="open",
    start="2023-03-13 09:00",
    title=both("Open", "未定"),
    topics=(make_topic(agreement=AgreementState.PROPOSED),),
)
TWICE = tuple(
    make_session(id=n, start=f"2023-03-13 {t}", title=both(n.title(), n), placements=placed(Role.CHAIR, SATO))
    for n, t in (("first", "13:00"), ("second", "13:30"))
)


@pytest.fixture
def clashing(organiser):
    draft(make_agenda(CROWDED, OPEN, *TWICE, rooms=(HALL, LARGE)))
    return organiser


def _numbers(answer):
    return re.findall(r'<li id="([a-z-]+):', answer.text)


def _mends(answer):
    """Give by conflict what the button of its way out sends."""
    values = [html.unescape(value) for value in re.findall(r'name="mend"\s+value="([^"]+)"', answer.text)]
    return {value.partition(":")[0]: {"mend": value} for value in values}


def _session(name):
    with reading() as tx:
        return get_draft_agenda(tx, "sample-2023").find_session(name)


def test_conflicts_stand_in_groups_errors_first_each_with_its_cause(clashing):
    answer = clashing.get(URL)
    assert _numbers(answer) == ["person-overlap", "room-too-small", "not-agreed"]
    assert "30 min in two places" in answer.text
    assert "40 seats short" in answer.text
    assert 'href="/organise/sample-2023/board?days=2023-03-12#s-crowded"' in answer.text


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("severity=error", ["person-overlap"]),
        ("code=not-agreed", ["not-agreed"]),
        ("day=2023-03-12", ["room-too-small"]),
        ("q=さとう", ["person-overlap"]),
        ("q=満員", ["room-too-small"]),
        ("q=HALL", ["room-too-small"]),
        ("q=nothing-like-it", []),
        ("severity=x&code=x&day=x&page=x", ["person-overlap", "room-too-small", "not-agreed"]),
        ("page=99", ["person-overlap", "room-too-small", "not-agreed"]),
    ],
)
def test_conflicts_are_filtered(clashing, query, codes):
    assert _numbers(clashing.get(f"{URL}?{query}")) == codes


def test_one_press_moves_to_the_room_proposed_and_the_conflict_is_gone(clashing):
    answer = clashing.get(URL)
    assert re.search(r"Move Crowded to\s+Large", answer.text)
    done = clashing.post(f"{URL}/mend?code=room-too-small", data=_mends(answer)["room-too-small"])
    assert (done.status_code, done.headers["Location"]) == (303, f"{URL}?code=room-too-small&mended=crowded")
    assert _session("crowded").room.id == "large"
    assert "room-too-small" not in _numbers(clashing.get(URL))


def test_way_out_that_is_gone_moves_nothing_and_says_so(clashing):
    mends = _mends(clashing.get(URL))
    draft(make_agenda(CROWDED, make_session(id="rival", room=LARGE), rooms=(HALL, LARGE)))
    answer = clashing.post(f"{URL}/mend", data=mends["room-too-small"])
    assert (answer.status_code, 'role="alert"' in answer.text) == (409, True)
    assert _session("crowded").room.id == "hall"


def test_address_of_a_refused_way_out_leads_to_the_list(clashing):
    answer = clashing.get(f"{URL}/mend?lang=ja&code=room-overlap&name=x")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{URL}?code=room-overlap&lang=ja")


def test_reader_sees_conflicts_and_no_way_out(clashing, app, login_as):
    reader = app.test_client()
    login_as(reader, role=MemberRole.READER)
    answer = reader.get(URL)
    assert (answer.status_code, _mends(answer)) == (200, {})
    assert reader.post(f"{URL}/mend", data={}).status_code == 403


def test_conflict_has_the_number_that_its_card_has_whatever_is_filtered(clashing):
    shown = re.search(r'class="ch ch-look">.*?</svg>\s*(\d+)', clashing.get(f"{URL}?code=not-agreed").text, re.DOTALL)[
        1
    ]
    board = clashing.get("/organise/sample-2023/board?days=all").text
    panel = re.search(r'<li id="c3".*?</li>', board, re.DOTALL)[0]
    assert (shown, "Topic 1 not agreed" in panel) == ("3", True)


def test_words_of_both_languages_stand_with_each_conflict(clashing):
    answer = clashing.get(f"{URL}?code=person-overlap&lang=ja")
    lead, second = answer.text.partition('<p class="o"')[::2]
    assert "同時に" in lead
    assert "overlap by 30 min" in second


def test_more_conflicts_than_a_page_holds_go_on_the_next_one(organiser):
    draft(make_agenda(*(make_session(id=f"s{n:02}", room=HALL, expected=50) for n in range(11))))
    pages = [organiser.get(f"{URL}?page={n}") for n in (1, 2)]
    assert [len(_numbers(page)) for page in pages] == [50, 16]
    assert [re.search(r"<span>(\d+–\d+ of \d+)</span>", page.text)[1] for page in pages] == [
        "1–50 of 66",
        "51–66 of 66",
    ]
    assert [re.findall(r'page=(\d)"\s+rel="(\w+)"', page.text) for page in pages] == [[("2", "next")], [("1", "prev")]]


def test_list_is_not_kept_for_a_draft_that_changed(clashing):
    assert "crowded" in clashing.get(URL).text
    draft(make_agenda(OPEN))
    assert _numbers(clashing.get(URL)) == ["not-agreed"]


def test_page_without_conflicts_leads_on(organiser):
    draft(make_agenda(make_session()))
    assert "No conflicts." in organiser.get(URL).text


def test_conflicts_page_sends_the_same_statements_at_20_and_200_sessions(organiser, count_statements):
    counts = []
    for size in (20, 200):
        rooms = [make_room(id=f"r{n}") for n in range(size // 2)]
        draft(make_agenda(*(make_session(id=f"s{n}", room=rooms[n // 2]) for n in range(size))))
        organiser.get(URL)
        with count_statements() as sent:
            assert organiser.get(URL).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 5
