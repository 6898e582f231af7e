"""What a desk's page asks and tells by itself."""

from __future__ import annotations

import secrets
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.policy import Actor, MemberRole
from tests.check_ins import present, say, tell
from tests.registrations import SITE, SLUG, give_plan, make_plan, register
from tests.web.organise.conftest import WORKPLACE
from tests.web.requests import unpacked

DESK = f"{WORKPLACE}/desk"
PHONE = "phone-of-tests"
MS = 1000


@pytest.fixture
def desk(app, place, login_as):
    client = app.test_client()
    login_as(client, role=MemberRole.DESK, name="Front desk")
    return client


def _one(whom, **fields):
    defaults = {"key": secrets.token_hex(8), "whom": whom, "scope": "", "verb": "in", "at": 60 * MS}
    return defaults | fields


def _tell(client, *said, sent_at=60 * MS, **fields):
    return client.post(
        f"{DESK}/told", json={"sent_at": sent_at, "source": PHONE, "desk": "Desk A", "said": list(said)} | fields
    )


def _kinds(answer):
    return [one["kind"] for one in answer.json["answers"]]


def test_what_waited_is_taken_in_its_order_and_answered_by_key(desk):
    said = [_one("aoki"), _one("mori", scope="days/2023-03-12"), _one("aoki", verb="undo"), _one("nobody")]
    answer = _tell(desk, *said)
    assert [(one["key"], one["kind"], one["isTaken"]) for one in answer.json["answers"]] == [
        (said[0]["key"], "in", True),
        (said[1]["key"], "in", True),
        (said[2]["key"], "out", True),
        (said[3]["key"], "unknown", False),
    ]
    assert (present(), list(present(scope="days/2023-03-12"))) == ({}, ["mori"])


def test_replayed_once_however_often_it_is_sent(desk):
    said = [_one("aoki"), _one("mori")]
    answers = [_tell(desk, *said).json for _ in range(3)]
    assert [one["kind"] for one in answers[0]["answers"]] == ["in", "in"]
    assert answers[1:] == answers[:1] * 2
    assert sorted(present()) == ["aoki", "mori"]


def test_since_when_is_told_by_how_long_it_waited_whatever_the_phone_s_clock_says(desk):
    hour = 3600 * MS
    _tell(desk, _one("aoki", at=5 * MS), sent_at=5 * MS + hour)
    ago = utc_now() - timedelta(hours=1)
    assert present()["aoki"][0] in {f"{ago:%H:%M}", f"{ago - timedelta(minutes=1):%H:%M}"}


def test_second_desk_is_answered_since_when_the_first_had_it(desk):
    tell(say("aoki", desk="Desk B"))
    (one,) = _tell(desk, _one("aoki")).json["answers"]
    assert (one["kind"], one["since"], one["seen"]) == ("already", "In since Sun 12 Mar 09:00, Desk B", 2)
    assert one["said"].endswith(" was in already: since Sun 12 Mar 09:00, Desk B.")


def test_whoever_withdrew_meanwhile_is_not_let_in_and_the_desk_is_told(desk):
    give_plan(make_plan())
    name = register()
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, base_url=SITE, actor=Actor("chief"), now=utc_now())
    answer = _tell(desk, _one(name), _one("aoki"))
    assert (_kinds(answer), list(present())) == (["not-on-list", "in"], ["aoki"])
    assert answer.json["answers"][0]["said"] == "MIHON Hanako is not on the list: ask the organiser."


def test_session_that_left_the_programme_holds_nothing_up(desk):
    answer = _tell(desk, _one("mori", scope="sessions/gone"), _one("aoki"))
    assert [(one["kind"], one["isTaken"]) for one in answer.json["answers"]] == [("in", True), ("unreadable", False)]
    assert list(present()) == ["aoki"]
    assert answer.json["answers"][1]["said"] == "This is not in the programme any more."


@pytest.mark.parametrize(
    "wrong",
    [
        {"verb": "out"},
        {"whom": ""},
        {"whom": 7},
        {"at": "now"},
        {"at": -1},
        {"at": 10**15},
        {"seen": -1},
        {"scope": "rooms/hall"},
        {"scope": "x" * 500},
        {"more": 1},
    ],
)
def test_thing_that_cannot_be_read_is_answered_and_holds_nothing_up(desk, wrong):
    bad, good = _one("mori") | wrong, _one("aoki")
    answer = _tell(desk, bad, good)
    assert [(one["key"], one["kind"]) for one in answer.json["answers"]] == [
        (good["key"], "in"),
        (bad["key"], "unreadable"),
    ]
    assert list(present()) == ["aoki"]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"sent_at": 1}', b'{"sent_at": 1, "source": "x", "said": []}', b"\xff"]
)
def test_body_that_is_none_is_refused(desk, body):
    assert desk.post(f"{DESK}/told", data=body, content_type="application/json").status_code == 400


def test_more_than_a_hundred_at_once_are_refused(desk):
    assert _tell(desk, *(_one("aoki") for _ in range(101))).status_code == 400
    assert present() == {}


def test_form_of_another_place_tells_nothing(desk):
    desk.sends_token = False
    assert _tell(desk, _one("aoki")).status_code == 400
    assert present() == {}


def test_program_that_is_not_signed_in_is_told_so(app, place):
    client = app.test_client()
    answers = [client.get(f"{DESK}/{name}", headers={"Accept": "application/json"}) for name in ("pulse", "people")]
    answers.append(_tell(client, _one("aoki")))
    assert [answer.status_code for answer in answers] == [401, 401, 401]


def _ask(client, name, tag="", **params):
    return client.get(
        f"{DESK}/{name}?{urlencode(params)}", headers={"If-None-Match": tag, "Accept": "application/json"}
    )


def test_pulse_is_nothing_new_until_something_changed(desk):
    first = _ask(desk, "pulse")
    tag = first.headers["ETag"]
    assert (first.json["present"], _ask(desk, "pulse", tag).status_code) == ({}, 304)
    tell(say("aoki"))
    second = _ask(desk, "pulse", tag)
    assert second.json["present"] == {"aoki": ["In since Sun 12 Mar 09:00, A", 1]}
    assert ">1</b>" in second.json["counts"]
    assert 'data-person="aoki"' in second.json["last"]
    assert _ask(desk, "pulse", second.headers["ETag"]).status_code == 304
    assert _ask(desk, "pulse", second.headers["ETag"], scope="days/2023-03-12").status_code == 200


def test_unchanged_pulse_costs_two_statements(desk, count_statements):
    tag = _ask(desk, "pulse").headers["ETag"]
    with count_statements() as sent:
        assert _ask(desk, "pulse", tag).status_code == 304
    assert len([one for one in sent if one.lstrip().startswith("SELECT")]) == 2


def test_people_are_fetched_anew_when_the_list_changed_and_not_for_a_check_in(desk):
    give_plan(make_plan())
    tag = _ask(desk, "people").headers["ETag"]
    tell(say("aoki"))
    assert _ask(desk, "people", tag).status_code == 304
    name = register()
    again = _ask(desk, "people", tag)
    assert (again.status_code, name in {one["id"] for one in again.json["people"]}) == (200, True)
    assert _ask(desk, "pulse").json["roster"] == again.headers["ETag"]


def test_kept_person_has_what_the_card_shows_and_no_more(desk):
    give_plan(make_plan())
    name = register()
    found = {one["id"]: one for one in _ask(desk, "people").json["people"]}
    one = found[name]
    code = one["code"]
    assert one["text"][: one["named"]].split()[:2] == ["mihon", "hanako"]
    assert "planner" not in one["text"][: one["named"]]
    assert one | {"text": "", "shape": "", "named": 0} == {
        "id": name,
        "code": code,
        "spaced": f"{code[:4]} {code[4:]}",
        "shape": "",
        "name": ["MIHON Hanako", "en"],
        "other": ["", ""],
        "side": "",
        "category": "Guest",
        "post": "Planner",
        "notice": "",
        "remark": "",
        "isOnList": True,
        "mayConfirm": False,
        "text": "",
        "named": 0,
    }


def test_worker_serves_the_page_of_the_desk_and_nothing_wider(desk):
    with desk.get(f"{DESK}/worker.js") as answer:
        assert (answer.status_code, answer.headers["Service-Worker-Allowed"]) == (200, DESK)
        assert answer.mimetype == "text/javascript"
        assert b"fetch" in answer.data


def test_people_are_packed_for_a_browser_that_takes_it(desk):
    plain = desk.get(f"{DESK}/people")
    packed = desk.get(f"{DESK}/people", headers={"Accept-Encoding": "gzip"})
    assert (plain.headers.get("Content-Encoding"), packed.headers["Content-Encoding"]) == (None, "gzip")
    assert unpacked(packed) == plain.data
    assert int(packed.headers["Content-Length"]) < len(plain.data) / 2
