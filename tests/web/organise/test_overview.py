"""The state of the conference at a glance, for each role what it may see; its deadlines."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.registration import Approval, CategoryRule, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import AuditEntry, Deadline
from eventapp.operations.members import Post, add_member
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.policy import MemberRole
from tests.factories import both, make_agenda, make_attendee, make_session, sample_agenda
from tests.members import make_user
from tests.publishing import ACTOR, PUBLISHED_AT, draft
from tests.registrations import GUEST, SLUG, give_plan, make_application, make_plan, register

URL = "/organise/sample-2023/"
DUE = {"title-en": "Roster to Yokota", "title-ja": "横田への名簿提出", "due_on": "2023-03-06", "due_time": "17:00"}


def _count(answer, name):
    return int(re.search(rf"<b[^>]*>(\d+)</b>\s+{name}", answer.text)[1])


def test_overview_counts_what_there_is_and_what_is_to_settle(organiser):
    answer = organiser.get(URL)
    numbers = dict(re.findall(r"<dt>([a-z]+)</dt>\s*<dd>\s*(\d+)", answer.text))
    assert {"sessions", "topics", "rooms", "people"} <= numbers.keys()
    assert (_count(answer, "errors"), _count(answer, "topic without a session")) == (0, 1)
    assert "Last published: v1" in answer.text


def test_overview_tells_what_changed_since_the_last_version(organiser):
    draft(make_agenda(make_session(id="new")))
    answer = organiser.get(URL)
    assert "1 new" in answer.text


def test_overview_counts_the_registrations_to_look_at_and_leads_to_them(organiser):
    decided = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER)
    open_, by = CategoryRule(mode=RegistrationMode.OPEN), {"actor": ACTOR, "now": PUBLISHED_AT}
    press, delegate = AttendeeCategory.PRESS, AttendeeCategory.DELEGATE
    rules = {press: decided, delegate: open_, GUEST: replace(open_, capacity=0)}
    give_plan(make_plan(rules=rules))
    for _ in range(3):
        register(make_application(category=press, side="SEC"))
    for _ in range(3):
        register()
    give_plan(make_plan(rules={**rules, GUEST: replace(open_, capacity=1)}))
    name = register(make_application(category=delegate, side="JP"))
    with transaction() as tx:
        amend_registration(tx, SLUG, name, Amendment(language="ja"), seen=1, is_marked=True, **by)
    page = organiser.get(f"{URL}?lang=en")
    for state, count, said in (
        ("state=pending", 3, "registrations to decide on"),
        ("state=waitlisted", 2, "people on the waiting list"),
        ("state=offered", 1, "offer of a place open"),
        ("look=amended", 1, "person changed after the decision"),
    ):
        link = f'href="{URL}people?{state}"'
        assert (link in page.text, _count(page, said)) == (True, count), state
        assert organiser.get(f"{URL}people?{state}").text.count('name="who"') == count


def test_overview_tells_those_who_may_not_read_registrations_nothing_of_them(place, app, login_as):
    give_plan(make_plan())
    client = app.test_client()
    login_as(client, role=MemberRole.EDITOR)
    assert "waiting list" not in client.get(f"{URL}?lang=en").text


def test_address_without_a_slash_leads_to_the_overview(organiser):
    answer = organiser.get(URL.rstrip("/"))
    assert (answer.status_code, answer.headers["Location"]) == (308, URL)


@pytest.mark.parametrize("role", [MemberRole.DESK, MemberRole.READER, MemberRole.EDITOR])
def test_overview_offers_no_place_that_the_role_may_not_enter(place, app, login_as, role):
    client = app.test_client()
    login_as(client, role=role)
    links = re.findall(r'href="(/organise/sample-2023/[^"#?]*)', client.get(URL).text)
    assert {link: client.get(link).status_code for link in set(links)} == dict.fromkeys(set(links), 200)


def test_overview_sends_the_same_statements_at_20_and_200_sessions(organiser, count_statements):
    counts = []
    for size in (20, 200):
        draft(make_agenda(*(make_session(id=f"s{n}") for n in range(size))))
        organiser.get(URL)
        with count_statements() as sent:
            assert organiser.get(URL).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 11


def test_deadline_is_added_shown_on_both_clocks_settled_and_removed(organiser):
    assert organiser.post(f"{URL}deadlines", data=DUE).status_code == 303
    assert "Mon 6 Mar 2023 17:00\u00a0JST" in organiser.get(URL).text
    assert "Mon 6 Mar 2023 03:00\u00a0EST" in organiser.get(URL).text
    with reading() as tx:
        key = tx.scalars(select(Deadline.id)).one()
    organiser.post(f"{URL}deadlines", data={"id": key, "do": "settle"})
    assert "Mon 6 Mar 2023 17:00\u00a0JST" not in organiser.get(URL).text
    assert "✓ done" in organiser.get(f"{URL}deadlines").text
    organiser.post(f"{URL}deadlines", data={"id": key, "do": "remove"})
    with reading() as tx:
        assert tx.scalars(select(Deadline.id)).all() == []
        actions = [
            a for a in tx.scalars(select(AuditEntry.action).order_by(AuditEntry.id)) if a.startswith("deadline:")
        ]
    assert actions == ["deadline:add", "deadline:settle", "deadline:remove"]


@pytest.mark.parametrize("wrong", [{"due_on": ""}, {"due_time": "25:00"}, {"title-en": ""}, {"due_on": "2023-02-30"}])
def test_wrong_deadline_keeps_what_was_typed_and_says_why(organiser, wrong):
    answer = organiser.post(f"{URL}deadlines", data=DUE | wrong)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "横田への名簿提出" in answer.text
    with reading() as tx:
        assert tx.scalars(select(Deadline.id)).all() == []


def test_empty_time_is_missing_not_unreadable(organiser):
    answer = organiser.post(f"{URL}deadlines", data=DUE | {"due_time": ""})
    assert "Time at the venue: This must not be empty." in answer.text
    assert "This is no time of day." not in answer.text


@pytest.mark.parametrize("key", ["999", "", "x", "٣", "9" * 30])
@pytest.mark.parametrize("do", ["settle", "remove"])
def test_deadline_that_is_not_there_is_not_found(organiser, key, do):
    assert organiser.post(f"{URL}deadlines", data={"id": key, "do": do}).status_code == 404


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_deadline_at_the_ends_of_time_is_refused_or_kept_never_a_fault(organiser, on):
    assert organiser.post(f"{URL}deadlines", data=DUE | {"due_on": on}).status_code in {303, 422}
    assert organiser.get(URL).status_code == 200


def test_deadline_that_is_past_says_so_with_a_sign(organiser):
    organiser.post(f"{URL}deadlines", data=DUE)
    line = re.search(r'<li class="is-past">(.*?)</li>', organiser.get(URL).text, re.DOTALL)[1]
    assert "#m-stop" in line
    assert "Roster to Yokota" in line
    assert "past due" in line
    assert "past due" in organiser.get(f"{URL}deadlines").text


def test_overview_tells_who_did_what_last_the_latest_first(organiser):
    for title in ("One", "Two"):
        organiser.post(f"{URL}deadlines", data=DUE | {"title-en": title})
    log = re.search(r'<ol class="ov-log">(.*?)</ol>', organiser.get(URL).text, re.DOTALL)[1]
    said = re.findall(r"</b>\s+(.*?)</p>", log)
    assert said[:3] == ["set the deadline “Two”", "set the deadline “One”", "published v1"]


def test_accounts_in_the_log_are_called_by_their_names(organiser):
    with transaction() as tx:
        haruka = make_user(tx, name="Haruka")
        add_member(tx, "sample-2023", haruka, Post(MemberRole.READER), actor=ACTOR, now=PUBLISHED_AT)
    for path in ("", "log"):
        assert "made Haruka a member" in organiser.get(f"{URL}{path}").text


def test_overview_names_the_others_who_are_here_now(place, app, organiser, login_as):
    colleague = app.test_client()
    login_as(colleague, role=MemberRole.EDITOR, name="Haruka")
    organiser.get(f"{URL}board/pulse")
    assert "Here now" not in organiser.get(URL).text
    colleague.get(f"{URL}board/pulse")
    assert "Here now: Haruka" in organiser.get(URL).text


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (MemberRole.ORGANISER, {"h-days", "h-changes", "h-due", "h-log", "h-todo", "h-reg", "h-more"}),
        (MemberRole.EDITOR, {"h-days", "h-changes", "h-due", "h-log", "h-todo", "h-more"}),
        (MemberRole.READER, {"h-days", "h-changes", "h-due", "h-todo", "h-more"}),
        (MemberRole.DESK, {"h-days", "h-due"}),
        (MemberRole.FOCAL_POINT, {"h-days", "h-due", "h-own"}),
    ],
)
def test_part_of_the_overview_that_a_role_may_not_see_is_absent(place, app, login_as, role, seen):
    client = app.test_client()
    login_as(client, role=role, side="US" if role is MemberRole.FOCAL_POINT else "")
    assert set(re.findall(r'<h2 id="(h-[a-z]+)"', client.get(URL).text)) == seen


def test_numbers_of_sides_are_boxed_and_words_of_two_signs_are_not(organiser):
    answer = organiser.get(f"{URL}?lang=ja")
    numbers = re.search(r'<dl class="nums">(.*?)</dl>', answer.text, re.DOTALL)[1]
    assert re.findall(r'<span class="code">(.*?)</span>', numbers) == ["JP", "US"]
    assert "議題" in numbers


def test_focal_point_reads_of_the_own_delegation_and_of_what_was_published_alone(place, app, login_as):
    client = app.test_client()
    login_as(client, role=MemberRole.FOCAL_POINT, side="US")
    agenda = sample_agenda()
    published = sum(not s.is_cancelled and s.audience not in {"staff", "side:JP"} for s in agenda.sessions)
    sessions = (*agenda.sessions, make_session(id="new", title=both("Not published yet", "未公開")))
    people = (*agenda.attendees, make_attendee(id="p-4", delegation=agenda.delegations[1], precedence=4))
    draft(replace(agenda, sessions=sessions, attendees=people))
    page = client.get(URL)
    numbers = re.search(r'<dl class="nums">(.*?)</dl>', page.text, re.DOTALL)[1]
    assert re.findall(r"<dd>(\d+)</dd>", numbers)[0] == str(published)
    assert ("Not published yet" in page.text, re.findall(r'class="code">(.*?)<', page.text)) == (False, ["US"])
    assert re.search(r"<b>4</b> people on the list", page.text)
    assert "Head of delegation: CARTER Ellen" in page.text
    assert "Aoki" not in page.text


def test_focal_point_begins_with_the_own_delegation(place, app, login_as):
    client = app.test_client()
    login_as(client, role=MemberRole.FOCAL_POINT, side="JP")
    assert f'href="{URL}delegations/JP/people"' in client.get("/organise/").text
    assert f'href="{URL}delegations/JP/people"' in client.get(URL).text
