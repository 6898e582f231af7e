"""The page of a desk as it works without a script: found, checked in, taken back, confirmed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.check_ins import Verb
from eventapp.domain.registration import Answer, Approval, CategoryRule, Needs, RegistrationMode
from eventapp.models import AuditEntry, CheckInTold
from eventapp.operations.privacy.erasing import erase_person
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.policy import Actor, MemberRole
from eventapp.queries.registrations import get_participant
from tests.check_ins import present, say, tell
from tests.factories import (
    both,
    make_agenda,
    make_attendee,
    make_delegation,
    make_placement,
    make_session,
    sample_agenda,
)
from tests.publishing import draft, publish
from tests.registrations import GUEST, SITE, SLUG, give_plan, make_application, make_person, make_plan, register, states
from tests.web.organise.conftest import WORKPLACE
from tests.web.requests import heading_of, text_of

DESK = f"{WORKPLACE}/desk"


@pytest.fixture
def desk(app, place, login_as):
    """Give a browser in which the check-in desk is signed in."""
    client = app.test_client()
    login_as(client, role=MemberRole.DESK, name="Front desk")
    return client


def _code(name):
    with reading() as tx:
        return get_participant(tx, SLUG, name).code


def _found(answer):
    """Give the ids of the people whose cards the page shows."""
    found = answer.text.partition('id="found"')[2].partition("</section>")[0]
    return re.findall(r'data-person="([^"]*)"', found)


def _buttons(answer, name):
    """Give what can be done with somebody: the actions of the forms of the card that are shown."""
    card = answer.text.partition(f'data-person="{name}"')[2].partition("</article>")[0]
    return re.findall(r'data-do="([a-z-]+)">', card)


def _counts(answer):
    """Give how many are in of how many, then by side."""
    plain = text_of(answer).partition("expected")
    shown = re.findall(r"(\S+) \d+/\d+ (\d+) of (\d+)", plain[2].partition("Code or name")[0])
    total, expected = re.search(r"(\d+) in, of (\d+) expected", text_of(answer)).groups()
    return (int(total), int(expected)), [(side, int(here), int(all_)) for side, here, all_ in shown]


def _press(client, action, whom, *, scope="", desk="", **fields):
    data = {"whom": whom, "key": f"key-of-{whom}-{action}"} | fields
    return client.post(f"{DESK}/{action}", query_string={"scope": scope, "desk": desk}, data=data)


def _said(answer):
    return re.sub(r"\s+", " ", re.search(r'id="said"[^>]*>(.*?)</p>', answer.text, re.DOTALL)[1]).strip()


@pytest.mark.parametrize("form", ["{}", " {} ", "{}-", "-{}"])
@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_typed_code_finds_the_person(desk, form, case):
    typed = form.format(f"{_code('aoki')[:4]} {_code('aoki')[4:]}")
    answer = desk.get(DESK, query_string={"q": case(typed)})
    assert (_found(answer), _buttons(answer, "aoki")) == (["aoki"], ["check-in"])


@pytest.mark.parametrize("query", ["Aoki", "aok", "青木", "AOKI"])
def test_name_in_any_script_finds_the_person(desk, query):
    assert _found(desk.get(DESK, query_string={"q": query})) == ["aoki"]


def test_closest_name_comes_first_and_what_is_as_close_in_protocol_order(desk):
    give_plan(make_plan())
    names = {
        native: register(make_application(person=make_person(native_family_name=native, native_given_name=given)))
        for native, given in (("小林", "一郎"), ("林田", "花子"), ("大林", "次郎"), ("林", "三郎"))
    }
    wanted = [names[native] for native in ("林", "林田", "小林", "大林")]
    assert _found(desk.get(DESK, query_string={"q": "林"})) == wanted


def test_nobody_meant_is_said(desk):
    answer = desk.get(DESK, query_string={"q": "Nobody At All"})
    assert _found(answer) == []
    assert "Nobody here is meant by “Nobody At All”." in text_of(answer)


def test_checked_in_person_is_shown_with_time_and_desk_and_counts(desk):
    answer = _press(desk, "check-in", "aoki", scope="days/2023-03-12", desk="Desk A")
    assert (answer.status_code, present(scope="days/2023-03-12")["aoki"][1]) == (303, "Desk A")
    page = desk.get(answer.headers["Location"])
    assert (_found(page), _buttons(page, "aoki")) == (["aoki"], ["undo"])
    assert _said(page).endswith("is in.")
    since = utc_now().astimezone(ZoneInfo("Asia/Tokyo"))
    assert re.search(rf"In since {since:%H}:\d\d, Desk A", text_of(page))
    (total, _), sides = _counts(page)
    assert (total, [one for one in sides if one[1]]) == (1, [("JP", 1, 3)])


def test_second_desk_is_told_since_when_and_where(desk):
    tell(say("aoki", desk="Desk A"))
    page = desk.get(_press(desk, "check-in", "aoki", desk="Desk B").headers["Location"])
    assert re.search(r"was in already: since Sun 12 Mar 09:00, Desk A\.", _said(page))
    assert present() == {"aoki": ("00:00", "Desk A")}


def test_desk_without_a_name_is_called_by_who_uses_it(desk):
    _press(desk, "check-in", "aoki")
    page = desk.get(DESK, query_string={"q": "aoki"})
    assert re.search(r"In since \d\d:\d\d, Front desk", text_of(page))


def test_button_pressed_twice_counts_once(desk):
    answers = [_press(desk, "check-in", "aoki") for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {f"{DESK}?done=aoki&came=in"}
    with reading() as tx:
        assert tx.scalars(select(func.count()).select_from(CheckInTold)).one() == 1
        assert tx.scalars(select(AuditEntry.actor).where(AuditEntry.action == "check-in:add")).all() == ["Front desk"]


def test_undo_takes_back_what_its_page_showed(desk):
    tell(say("aoki"))
    page = desk.get(_press(desk, "undo", "aoki", seen="1").headers["Location"])
    assert (present(), _buttons(page, "aoki")) == ({}, ["check-in"])
    assert _said(page).startswith("Taken back: ")


def test_undo_of_an_old_page_leaves_what_came_meanwhile(desk):
    tell(say("aoki"), say("aoki", source="phone-b", desk="Desk B", at=utc_now()))
    page = desk.get(_press(desk, "undo", "aoki", seen="1").headers["Location"])
    assert "is still in: since" in _said(page)
    assert [where for _, where in present().values()] == ["Desk B"]


def test_last_check_ins_are_listed_and_each_can_be_taken_back(desk):
    tell(say("aoki"), say("mori", at=utc_now()), say("carter"), say("carter", Verb.UNDO))
    page = desk.get(DESK)
    rows = page.text.partition('id="last"')[2].partition("</ol>")[0]
    assert re.findall(r'data-person="([^"]*)"', rows) == ["mori", "aoki"]
    assert re.findall(r'data-do="([a-z-]+)"', rows) == ["undo", "undo"]


def _pending():
    rule = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER)
    give_plan(make_plan(rules={GUEST: rule}))
    return register()


def test_whoever_is_not_on_the_list_is_shown_in_words_and_not_let_in(desk):
    name = _pending()
    page = desk.get(DESK, query_string={"q": "Mihon"})
    assert (_found(page), _buttons(page, name)) == ([name], [])
    assert "Not decided on yet. Not on the list: ask the organiser." in text_of(page)
    after = desk.get(_press(desk, "check-in", name).headers["Location"])
    assert (present(), _found(after)) == ({}, [name])
    assert "is not on the list: ask the organiser." in _said(after)
    assert desk.post(f"{DESK}/confirm", data={"whom": name, "key": "12345678"}).status_code == 403


def test_organiser_confirms_and_lets_in(desk, organiser):
    name = _pending()
    page = organiser.get(DESK, query_string={"q": "Mihon"})
    assert _buttons(page, name) == ["confirm"]
    assert "ask the organiser" not in text_of(page)
    after = organiser.get(_press(organiser, "confirm", name).headers["Location"])
    assert (states()[name], list(present()), _buttons(after, name)) == ("confirmed", [name], ["undo"])


def test_organiser_is_told_which_limit_is_full_and_may_go_beyond_it(desk, organiser):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=1)}))
    register()
    name = register()
    full = organiser.get(_press(organiser, "confirm", name).headers["Location"])
    plain = text_of(full)
    assert (states()[name], present(), "ask the organiser" in plain) == ("waitlisted", {}, False)
    assert "No place for: MIHON Hanako Every place for this category is taken: Guest." in plain
    assert "No place for" not in text_of(desk.get(f"{DESK}?done={name}&came=not-on-list"))
    beyond = _press(organiser, "confirm", name, beyond="1")
    after = organiser.get(beyond.headers["Location"])
    assert (states()[name], list(present()), "No place for" in text_of(after)) == ("confirmed", [name], False)


def test_whoever_withdrew_is_said_to_have(desk):
    give_plan(make_plan())
    name = register()
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, base_url=SITE, actor=Actor("chief"), now=utc_now())
    assert "Has withdrawn." in text_of(desk.get(DESK, query_string={"q": "Mihon"}))


def test_desk_sees_no_need_no_address_and_no_answer(desk, organiser):
    give_plan(make_plan())
    needs = Needs(dietary="Needs-no-garlic", accessibility="Needs-a-ramp", consented_at=utc_now())
    name = register(
        make_application(
            email="hidden-away@example.org", needs=needs, answers=(Answer(question="visit", value="Answer-of-hers"),)
        )
    )
    pages = [
        one.get(address, query_string={"q": "Mihon", "show": show})
        for one in (desk, organiser)
        for show in ("", "missing")
        for address in (DESK, f"{DESK}/people", f"{DESK}/pulse")
    ]
    assert [name in page.text for page in pages[:2]] == [True, True]
    for secret in ("hidden-away", "Needs-", "Answer-"):
        assert [page.text.count(secret) for page in pages] == [0] * len(pages)
    assert _found(desk.get(DESK, query_string={"q": "hidden-away@example.org"})) == []


def _choices(answer):
    return re.findall(r'<option value="([^"]*)"', answer.text)


def test_desk_may_choose_the_whole_a_day_or_a_session_that_it_may_know_of(desk, organiser):
    agenda = sample_agenda()
    hidden = make_session(id="hidden", audience="staff", title=both("Hidden one", "内輪"))
    publish(replace(agenda, sessions=(*agenda.sessions, hidden)), days_later=1)
    paths, all_paths = _choices(desk.get(DESK)), _choices(organiser.get(DESK))
    assert paths[:2] == ["", "days/2023-03-12"]
    assert sorted({*all_paths} - {*paths}) == ["sessions/hidden", "sessions/wrap-up"]
    scope = {"scope": "sessions/hidden"}
    assert (desk.get(DESK, query_string=scope).status_code, organiser.get(DESK, query_string=scope).status_code) == (
        *(303, 200),
    )
    assert _press(desk, "check-in", "aoki", scope="sessions/hidden").status_code == 404
    assert present(scope="sessions/hidden") == {}


def test_programme_is_the_last_publication_and_the_draft_before_there_is_one(app, login_as):
    draft(make_agenda(make_session(id="first")))
    client = app.test_client()
    login_as(client, role=MemberRole.DESK)
    assert "sessions/first" in _choices(client.get(DESK))
    publish(make_agenda(make_session(id="first")))
    draft(make_agenda(make_session(id="second")))
    assert [path for path in _choices(client.get(DESK)) if path.startswith("sessions/")] == ["sessions/first"]


def test_session_that_is_gone_leads_to_choose_again(desk):
    answer = desk.get(DESK, query_string={"scope": "sessions/none", "desk": "Desk A"})
    assert answer.status_code == 303
    page = desk.get(answer.headers["Location"])
    assert "This is not in the programme any more." in text_of(page)
    assert 'data-scope=""' in page.text


def test_whoever_is_not_on_the_list_of_a_session_is_remarked(app, login_as):
    us, jp = make_delegation(code="US"), make_delegation(code="JP")
    carter, aoki = make_attendee(id="carter", delegation=us), make_attendee(id="aoki", delegation=jp)
    session = make_session(id="small", placements=(make_placement(attendee=carter),))
    publish(make_agenda(session, attendees=(carter, aoki), delegations=(us, jp)))
    client = app.test_client()
    login_as(client, role=MemberRole.DESK)
    texts = {
        name: text_of(client.get(DESK, query_string={"q": _code(name), "scope": "sessions/small"}))
        for name in ("carter", "aoki")
    }
    told = {name: "Not on the list of this session." in text for name, text in texts.items()}
    assert told == {"carter": False, "aoki": True}
    assert _counts(client.get(DESK, query_string={"scope": "sessions/small"})) == ((0, 1), [("US", 0, 1)])


def test_who_is_missing_is_listed_by_delegation(desk):
    everybody = _found(desk.get(DESK, query_string={"show": "missing"}))
    tell(say("aoki"))
    assert _found(desk.get(DESK, query_string={"show": "missing"})) == [name for name in everybody if name != "aoki"]
    assert heading_of(desk.get(DESK, query_string={"show": "missing"})) == "Desk"


def test_who_is_erased_still_counts_as_come_and_is_neither_found_nor_missing(desk):
    tell(say("aoki"))
    code = _code("aoki")
    (_, expected), _ = _counts(desk.get(DESK))
    with transaction() as tx:
        for name in ("aoki", "mori"):
            erase_person(tx, f"{SLUG}/{name}", base_url=SITE, actor=Actor("x"), now=utc_now())
    page = desk.get(DESK, query_string={"show": "missing"})
    assert ({"aoki", "mori"} & set(_found(page)), "(erased)" in page.text) == (set(), False)
    (total, left), sides = _counts(page)
    assert (total, left, [one for one in sides if one[0] == "JP"]) == (1, expected - 2, [("JP", 1, 1)])
    assert _found(desk.get(DESK, query_string={"q": code})) == []
    assert [one.kind.value for one in tell(say("mori"))] == ["unknown"]


@pytest.mark.parametrize(
    "fields", [{"key": ""}, {"key": "short"}, {"seen": "x"}, {"seen": "-1"}, {"whom": "'; DROP"}, {"key": "x" * 65}]
)
def test_press_that_no_page_sends_is_refused(desk, fields):
    data = {"whom": "aoki", "key": "12345678"} | fields
    assert desk.post(f"{DESK}/check-in", data=data).status_code == 400
    assert present() == {}


def test_camera_is_for_this_page_only(desk):
    assert desk.get(DESK).headers["Permissions-Policy"] == "camera=(self), geolocation=(), microphone=()"
    assert desk.get(f"{WORKPLACE}/").headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"


def test_page_takes_as_many_statements_for_many_as_for_few(desk, count_statements):
    give_plan(make_plan())
    counts = []
    desk.get(DESK)
    for more in (1, 30):
        names = [register() for _ in range(more)]
        tell(*(say(name, at=utc_now() - timedelta(minutes=1)) for name in names))
        with count_statements() as sent:
            assert desk.get(DESK, query_string={"q": "Mihon"}).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
