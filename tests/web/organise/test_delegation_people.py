"""The page of a delegation's people: the list in its order, its head, who is decided on; nothing of another delegation."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.registration import Approval, CategoryRule, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import AuditEntry
from eventapp.operations.privacy.erasing import erase_person
from eventapp.operations.registrations.amending import Amendment
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.sides import Whom, amend_of_side
from eventapp.policy import Actor, MemberRole
from eventapp.queries.drafts import get_draft
from eventapp.queries.side_lists import get_side_person
from tests.factories import make_agenda, make_attendee, make_delegation
from tests.publishing import draft
from tests.registrations import REGISTERED_AT, SITE, SLUG, give_plan, make_application, make_plan, register, states
from tests.web.requests import heading_of, text_of

BASE = f"/organise/{SLUG}/delegations"
JP, US = f"{BASE}/JP/people", f"{BASE}/US/people"
DELEGATE = AttendeeCategory.DELEGATE
# What is of the Japanese side alone: names, posts, addresses, ids of its people.
OF_JP = ("aoki", "青木", "mori", "noda", "Cyber Policy", "Strategic Planning")


def _rule(approval):
    return {DELEGATE: CategoryRule(mode=RegistrationMode.OPEN, approval=approval)}


@pytest.fixture
def focal(app, place, login_as):
    """Give a browser in which the focal point of the US side is signed in."""
    client = app.test_client()
    login_as(client, role=MemberRole.FOCAL_POINT, side="US")
    return client


def _draft():
    with reading() as tx:
        return get_draft(tx, SLUG)


def _order(side="US"):
    return [a.id for a in _draft().agenda.attendees if a.delegation.code == side]


def _rows(page):
    """Give the ids of the rows in their order."""
    return re.findall(r'id="p-([^"]+)"', page.text)


def _version(item):
    return _draft().item_version(item)


def test_list_has_the_own_people_in_protocol_order_with_marks_and_nothing_of_the_other_side(focal):
    page = focal.get(US)
    assert (heading_of(page), _rows(page)) == ("US US side", ["carter", "diaz", "reed"])
    said = text_of(page)
    assert re.search(r"1 CARTER Ellen カーター エレン Head of delegation .*Director, Plans", said)
    assert re.search(r"2 Political-Military Counsellor .* in \d sessions? 3|2 Political", said)
    assert [word for word in OF_JP if word.lower() in page.text.lower()] == []


def test_notice_names_a_person_in_the_script_of_the_reader(focal):
    said = [text_of(focal.get(f"{US}?saved=carter&lang={language}")) for language in ("en", "ja")]
    assert ("Saved: CARTER Ellen." in said[0], "カーター エレンを保存しました。" in said[1]) == (True, True)


def test_sessions_are_counted_that_take_place_and_that_the_focal_point_may_see(focal):
    agenda = _draft().agenda
    seen = [s for s in agenda.sessions if not s.is_cancelled and s.audience not in {"staff", "side:JP"}]
    counts = [sum(name in {p.id for p in s.people} for s in seen) for name in ("carter", "diaz", "reed")]
    assert counts[0] > 1
    assert [int(n) for n in re.findall(r"in (\d+) sessions?", text_of(focal.get(US)))] == [n for n in counts if n]


def test_check_of_the_name_and_change_after_the_decision_stand_at_the_line(focal):
    with transaction() as tx:
        seen = get_side_person(tx, SLUG, "US", "carter").version
        actor = Actor("x", conference=SLUG, role=MemberRole.FOCAL_POINT, side="US")
        amendment = Amendment(person={"family_name": "CARTER", "organisation": {"en": "Staff"}})
        amend_of_side(
            tx, Whom(SLUG, "US", "carter"), amendment, seen=seen, base_url=SITE, actor=actor, now=REGISTERED_AT
        )
    said = text_of(focal.get(US))
    assert "Changed after the decision, and not seen by the secretariat yet: family name, organisation" in said
    assert "Family name (Latin letters): It is typed in capitals." in said
    assert "承認後に変更（事務局は未確認）：姓、所属" in text_of(focal.get(f"{US}?lang=ja"))


def test_search_finds_the_own_people_only_and_leaves_their_places(focal):
    page = focal.get(f"{US}?q=カーター")
    assert (_rows(page), "1 of 3" in text_of(page), "position" in page.text) == (["carter"], True, True)
    assert 'name="position"' not in page.text
    assert _rows(focal.get(f"{US}?q=aoki")) == []


def test_person_goes_up_and_down_by_buttons(focal):
    data = {"position": "1", "version": _version("attendees/reed")}
    answer = focal.post(f"{US}/reed/place", data=data)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{US}?moved=reed#p-reed")
    assert (_order(), _order("JP")) == (["reed", "carter", "diaz"], ["aoki", "mori", "noda"])
    assert "Chief, Cyber Operations stands at place 1 of 3 now." in text_of(focal.get(f"{US}?moved=reed"))
    row = re.search(r'id="p-carter".*?</li>', focal.get(US).text, re.DOTALL)[0]
    assert re.findall(r'name="position"\s+value="(\d)"', row) == ["1", "3"]


def test_slower_of_two_sees_both_places_and_may_still_have_the_own_one(focal):
    version = _version("attendees/reed")
    focal.post(f"{US}/reed/place", data={"position": "1", "version": version})
    late = focal.post(f"{US}/reed/place", data={"position": "2", "version": version})
    said = text_of(late)
    assert (late.status_code, _order()) == (409, ["reed", "carter", "diaz"])
    assert "You wanted Place 2 What stands now Place 1" in said
    form = re.search(r'<form class="act" method="post" action="([^"]+)">(.*?)</form>', late.text, re.DOTALL)
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))
    assert focal.post(form[1], data=sent).status_code == 303
    assert _order() == ["carter", "reed", "diaz"]


def test_two_who_want_the_same_have_nothing_to_resolve(focal):
    reed, delegation = _version("attendees/reed"), _version("delegations/US")
    for _ in range(2):
        answer = focal.post(f"{US}/reed/place", data={"position": "1", "version": reed})
        assert (answer.status_code, _order()) == (303, ["reed", "carter", "diaz"])
        answer = focal.post(f"{US}/head", data={"person": "diaz", "version": delegation})
        assert (answer.status_code, _draft().agenda.delegations[1].head) == (303, "diaz")
    with reading() as tx:
        done = tx.scalars(
            select(AuditEntry.action)
            .where(AuditEntry.action.in_(["person:place", "item:edit"]))
            .order_by(AuditEntry.id)
        ).all()
    assert done == ["person:place", "item:edit"]


@pytest.mark.parametrize("position", ["", "x", "-1", "1.5", None])
def test_place_that_is_none_is_refused(focal, position):
    data = {"version": _version("attendees/reed")} | ({} if position is None else {"position": position})
    assert (focal.post(f"{US}/reed/place", data=data).status_code, _order()) == (400, ["carter", "diaz", "reed"])


def test_head_is_made_and_unmade_and_the_slower_of_two_sees_both(focal):
    version = _version("delegations/US")
    assert focal.post(f"{US}/head", data={"person": "diaz", "version": version}).status_code == 303
    late = focal.post(f"{US}/head", data={"person": "reed", "version": version})
    assert late.status_code == 409
    assert "You wanted Chief, Cyber Operations What stands now Political-Military Counsellor" in text_of(late)
    assert [d.head for d in _draft().agenda.delegations] == ["aoki", "diaz", None]
    focal.post(f"{US}/head", data={"person": "", "version": _version("delegations/US")})
    assert "The delegation has no head now." in text_of(focal.get(f"{US}?head="))
    assert [d.head for d in _draft().agenda.delegations] == ["aoki", None, None]


def test_who_waits_for_the_delegation_is_approved_and_in_the_agenda_at_once(focal):
    give_plan(make_plan(rules=_rule(Approval.FOCAL_POINT)))
    name = register(make_application(category=DELEGATE, side="US"))
    assert "Not decided yet 1" in text_of(focal.get(US))
    answer = focal.post(f"{US}/{name}/approve", data={"version": "1"})
    assert (answer.headers["Location"], states()[name], _order()[-1]) == (
        *(f"{US}?approved={name}#p-{name}", "confirmed", name),
    )
    assert "MIHON Hanako is on the list now." in text_of(focal.get(f"{US}?approved={name}"))


def test_who_was_changed_since_the_page_was_loaded_is_shown_first(focal):
    give_plan(make_plan(rules=_rule(Approval.FOCAL_POINT)))
    name = register(make_application(category=DELEGATE, side="US"))
    version = re.search(rf'{name}/approve">.*?name="version" value="(\d+)"', focal.get(US).text, re.DOTALL)[1]
    with reading() as tx:
        seen = get_side_person(tx, SLUG, "US", name).version
    change, by = Amendment(person={"given_name": "Hana"}), {"base_url": SITE, "actor": Actor("x"), "now": REGISTERED_AT}
    with transaction() as tx:
        amend_of_side(tx, Whom(SLUG, "US", name), change, seen=seen, **by)
    late = focal.post(f"{US}/{name}/approve", data={"version": version})
    assert (late.status_code, states()[name]) == (409, "pending")
    assert "Somebody changed this registration meanwhile. Look at it again." in text_of(late)
    again = re.search(rf'{name}/approve">.*?name="version" value="(\d+)"', late.text, re.DOTALL)[1]
    assert focal.post(f"{US}/{name}/approve", data={"version": again}).status_code == 303
    known = focal.post(f"{US}/{name}/approve", data={"version": version})
    assert "This was decided already: MIHON Hana (On the list)." in text_of(focal.get(known.location))


def test_who_waits_for_the_secretariat_has_no_button_of_the_delegation(focal, organiser):
    give_plan(make_plan(rules=_rule(Approval.ORGANISER)))
    name = register(make_application(category=DELEGATE, side="US"))
    page = focal.get(US)
    assert (name in page.text, f"{name}/approve" in page.text, f"{name}/withdraw" in page.text) == (True, False, True)
    refused = focal.post(f"{US}/{name}/approve", data={"version": "1"})
    assert (refused.status_code, states()[name]) == (400, "pending")
    assert "The secretariat decides about people of this category." in text_of(refused)
    assert f"{name}/approve" in organiser.get(US).text


def test_place_that_is_taken_is_not_given_by_approving(focal):
    give_plan(make_plan(rules=_rule(Approval.FOCAL_POINT), of_sides={"US": 3}))
    name = register(make_application(category=DELEGATE, side="US"))
    assert "3 of 3 places taken" in text_of(focal.get(US))
    assert f"waits={name}" in focal.post(f"{US}/{name}/approve", data={"version": "1"}).headers["Location"]
    assert states()[name] == "waitlisted"
    assert "MIHON Hanako is on the waiting list." in text_of(focal.get(f"{US}?waits={name}"))


def test_who_went_is_listed_apart_until_erased(focal):
    give_plan(make_plan())
    name = register(make_application(category=DELEGATE, side="US", email="hanako@example.org"))
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, base_url=SITE, actor=Actor("x"), now=REGISTERED_AT)
    assert (_rows(focal.get(US)), _rows(focal.get(f"{US}?q=Mihon"))) == (["carter", "diaz", "reed", name], [name])
    with transaction() as tx:
        erase_person(tx, f"{SLUG}/{name}", base_url=SITE, actor=Actor("x"), now=REGISTERED_AT)
    assert _rows(focal.get(US)) == ["carter", "diaz", "reed"]


def test_who_is_erased_and_still_placed_leaves_no_gap_in_the_list(focal):
    give_plan(make_plan(of_sides={"US": 9}))
    agenda = _draft().agenda
    (place_of_one,) = [p for s in agenda.sessions for p in s.placements if p.attendee.id == "carter"][:1]
    assert (place_of_one.attendee.id, _order()) == ("carter", ["carter", "diaz", "reed"])
    with transaction() as tx:
        erase_person(tx, f"{SLUG}/carter", base_url=SITE, actor=Actor("x"), now=REGISTERED_AT)
    page = focal.get(US)
    assert (_rows(page), _order()) == (["diaz", "reed"], ["carter", "diaz", "reed"])
    assert "2 of 9 places taken" in text_of(page)
    focal.post(f"{US}/diaz/place", data={"position": "2", "version": _version("attendees/diaz")})
    assert _rows(focal.get(US)) == ["reed", "diaz"]


@pytest.mark.parametrize("side", ["JP", "SEC", "XX"])
def test_focal_point_comes_to_no_other_delegations_page(focal, side):
    for path in ("", "/head", "/aoki/place", "/aoki/approve"):
        address = f"{BASE}/{side}/people{path}"
        answer = focal.get(address) if not path else focal.post(address, data={"person": "aoki", "position": "1"})
        assert answer.status_code == 403
        assert [word for word in OF_JP if word in answer.text] == []


def test_nobody_of_another_delegation_is_reached_by_id_through_the_own_page(focal):
    give_plan(make_plan(rules=_rule(Approval.FOCAL_POINT)))
    waiting = register(make_application(category=DELEGATE, side="JP"))
    before = (_draft().version, states())
    for name in ("aoki", waiting, "none"):
        for version in (_version("attendees/aoki"), "stale"):
            answers = [
                focal.post(f"{US}/{name}/place", data={"position": "1", "version": version}),
                focal.post(f"{US}/{name}/approve", data={"version": "1"}),
                focal.post(f"{US}/head", data={"person": name, "version": version}),
                focal.post(f"{US}/head", data={"person": name, "version": _version("delegations/US")}),
            ]
            assert [answer.status_code for answer in answers] == [404] * 4
            assert [word for answer in answers for word in OF_JP[1:] if word in answer.text] == []
    assert (_draft().version, states()) == before


def test_organiser_comes_to_each_delegations_page_but_not_to_one_that_there_is_not(organiser):
    assert [_rows(organiser.get(f"{BASE}/{side}/people")) for side in ("JP", "US", "SEC")] == [
        *(["aoki", "mori", "noda"], ["carter", "diaz", "reed"], ["ito"]),
    ]
    assert organiser.get(f"{BASE}/XX/people").status_code == 404
    assert f'href="{JP}"' in organiser.get(US).text


def test_focal_point_sees_no_link_to_another_delegation_nor_a_place_that_is_not_for_it(focal):
    for path in (US, f"/organise/{SLUG}/"):
        links = set(re.findall(r'href="(/organise/sample-2023/[^"#?]*)', focal.get(path).text))
        assert f"{US}" in links
        assert {link: focal.get(link).status_code for link in links} == dict.fromkeys(links, 200)
        assert {link for link in links if "/delegations/" in link and not link.startswith(US)} == set()


def test_list_sends_the_same_statements_at_3_and_60_people(app, login_as, count_statements):
    side, counts = make_delegation(code="US"), []
    client = None
    for size in (3, 60):
        people = [make_attendee(id=f"a{n}", delegation=side, precedence=n) for n in range(1, size + 1)]
        draft(make_agenda(delegations=(side,), attendees=tuple(people)))
        if client is None:
            client = app.test_client()
            login_as(client, role=MemberRole.FOCAL_POINT, side="US")
        client.get(US)
        with count_statements() as sent:
            assert len(_rows(client.get(US))) == size
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 10
