"""The desk on a phone: a typed code, a code before the camera, no network, two desks, walk-ins."""

from __future__ import annotations

import re

import pytest

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.registration import Approval, CategoryRule, RegistrationMode
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.policy import Actor
from tests.check_ins import present
from tests.journeys.conftest import FLAGS, Visit, chromium_path
from tests.journeys.desk_hands import DESK, await_sent, await_words, button, codes, look_for, told, who_is_in
from tests.journeys.fake_camera import camera_flags, write_film
from tests.publishing import DEMO
from tests.registrations import GUEST, SITE, give_plan, make_application, make_person, make_plan, register

pytestmark = pytest.mark.browser


def test_typed_code_lets_in_and_undo_takes_back_in_japanese(phone, known):
    scope, code = "days/2023-03-10", known(codes)["p-jp-head"]
    page = phone(scope, desk="受付A", language="ja").page
    look_for(page, f" {code[:4].lower()}-{code[4:]} ")
    button(page, "p-jp-head").click()
    await_words(page, "を受付しました。")
    await_sent(page)
    assert known(present, scope=scope, slug=DEMO)["p-jp-head"][1] == "受付A"
    await_words(page, "人受付済み（予定", "#counts")
    await_words(page, "1", "#counts b")
    page.wait_for_timeout(1000)
    page.locator('#last [data-person="p-jp-head"] button').click()
    await_sent(page)
    await_words(page, "0", "#counts b")
    assert (known(who_is_in, scope), known(told, scope)) == ([], [("in", "p-jp-head"), ("undo", "p-jp-head")])


def test_without_a_network_it_goes_on_survives_a_reload_and_is_replayed_once(phone, known):
    scope = "days/2023-03-11"
    window = phone(scope)
    page, context = window.page, window.page.context
    page.wait_for_selector("#desk[data-kept]")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    context.set_offline(True)
    for typed, name in (("同盟戦略局長", "p-jp-head"), ("principal dir", "p-us-head")):
        page.fill("#q", typed)
        button(page, name).click()
        page.wait_for_timeout(100)
    look_for(page, known(codes)["p-us-strategy"])
    button(page, "p-us-strategy").click()
    await_words(page, "3 waiting to be sent", "#waiting")
    page.wait_for_timeout(1000)
    button(page, "p-us-strategy", "undo").click()
    await_words(page, "4 waiting to be sent", "#waiting")
    assert known(told, scope) == []
    page.reload()
    await_words(page, "4 waiting to be sent", "#waiting")
    assert page.locator("#late li").count() == 2
    context.set_offline(False)
    await_sent(page)
    done = [("in", "p-jp-head"), ("in", "p-us-head"), ("in", "p-us-strategy"), ("undo", "p-us-strategy")]
    assert (known(told, scope), known(who_is_in, scope)) == (done, ["p-jp-head", "p-us-head"])
    page.reload()
    page.wait_for_timeout(1500)
    assert (known(told, scope), page.is_visible("#queue")) == (done, False)


def test_answer_that_is_lost_is_asked_for_again_and_counts_once(phone, known):
    scope = "sessions/s-plenary-2"
    window = phone(scope)
    page = window.page
    asked = []

    def lose(route):
        asked.append(route.fetch().status)
        route.abort()

    page.route("**/desk/told", lose, times=2)
    look_for(page, known(codes)["p-us-head"])
    button(page, "p-us-head").click()
    await_words(page, "1 waiting to be sent", "#waiting")
    await_sent(page)
    assert (asked, known(told, scope)) == ([200, 200], [("in", "p-us-head")])


def test_two_desks_agree_and_no_undo_takes_back_what_its_desk_did_not_know_of(phone, known):
    scope, name = "days/2023-03-12", "p-jp-strategic-planning"
    away, there = phone(scope).page, phone(scope, desk="Desk B").page
    away.context.set_offline(True)
    code = known(codes)[name]
    look_for(away, code)
    button(away, name).click()
    await_words(away, "1 waiting to be sent", "#waiting")
    look_for(there, code)
    button(there, name).click()
    await_sent(there)
    there.wait_for_timeout(1000)
    button(there, name, "undo").click()
    await_words(there, "is not in.")
    there.locator("#counts b").first.filter(has_text=re.compile("^0$")).wait_for()
    away.context.set_offline(False)
    await_sent(away)
    await_words(there, "Desk A", "#found")
    assert known(present, scope=scope, slug=DEMO)[name][1] == "Desk A"
    look_for(there, code)
    assert button(there, name).count() == 0


def test_two_windows_of_one_browser_share_what_waits_and_send_it_once(phone, known):
    scope, names = "sessions/s-briefing-2", ("p-us-head", "p-jp-head")
    window = phone(scope)
    pages = [window.page, window.page.context.new_page()]
    pages[1].goto(pages[0].url)
    pages[1].wait_for_selector("#desk[data-ready]")
    pages[0].context.set_offline(True)
    for page, name in zip(pages, names, strict=True):
        page.bring_to_front()
        look_for(page, known(codes)[name])
        button(page, name).click()
        page.wait_for_selector("#waiting:not(:empty)")
    await_words(pages[1], "2 waiting to be sent", "#waiting")
    pages[0].context.set_offline(False)
    for page in pages:
        page.bring_to_front()
        page.locator("#waiting").filter(has_not_text="waiting").wait_for(state="attached", timeout=15000)
    assert (known(told, scope), known(who_is_in, scope)) == ([("in", name) for name in names], sorted(names))


def _pending(email):
    rule = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER)
    give_plan(make_plan(rules={GUEST: rule}), slug=DEMO)
    person = make_person(family_name="Machibito", given_name="Jiro")
    return register(make_application(email=email, person=person), slug=DEMO, now=utc_now())


def test_organiser_confirms_at_the_door(phone, known):
    scope, name = "sessions/s-reception-10", known(_pending, "waits@example.org")
    page = phone(scope, role="organiser").page
    look_for(page, "machibito")
    await_words(page, "Not decided on yet.", "#found")
    button(page, name, "confirm").click()
    page.wait_for_url("**came=in**")
    assert known(who_is_in, scope) == [name]


def _guest(email):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN)}), slug=DEMO)
    person = make_person(family_name="Katsudon", given_name=email.partition("@")[0].title())
    return register(make_application(email=email, person=person), slug=DEMO, now=utc_now())


def _withdraw(name):
    with transaction() as tx:
        withdraw_registration(tx, DEMO, name, base_url=SITE, actor=Actor("chief"), now=utc_now())


def test_what_the_server_does_not_take_stays_on_the_page_until_it_was_seen(phone, known):
    scope, name = "days/2023-03-13", known(_guest, "gone@example.org")
    page = phone(scope).page
    page.context.set_offline(True)
    look_for(page, known(codes)[name])
    button(page, name).click()
    await_words(page, "1 waiting to be sent", "#waiting")
    known(_withdraw, name)
    page.context.set_offline(False)
    await_words(page, "KATSUDON Gone is not on the list: ask the organiser.", "#refused")
    page.reload()
    await_words(page, "is not on the list", "#refused")
    page.locator("#refused button").click()
    page.locator("#refused li").wait_for(state="detached")
    assert known(who_is_in, scope) == []
    look_for(page, known(codes)[name])
    await_words(page, "Has withdrawn. Not on the list: ask the organiser.", "#found")
    assert page.locator("#found button:visible").count() == 0


def test_what_waits_is_kept_while_nobody_is_signed_in_and_sent_by_whoever_signs_in(phone, sign_in, known):
    scope, name = "sessions/s-briefing-1", "p-us-head"
    window = phone(scope)
    page, context = window.page, window.page.context
    context.clear_cookies(name="session")
    look_for(page, known(codes)[name])
    button(page, name).click()
    await_words(page, "1 waiting to be sent · Nobody is signed in here any more.", "#waiting")
    page.wait_for_function(
        "async () => { const { Store } = await import('/static/desk-store.js');"
        " const store = await Store.open(document.getElementById('desk').dataset.slug);"
        " return !(await store.kept(`people ${document.getElementById('desk').dataset.scope} en`)); }"
    )
    assert known(who_is_in, scope) == []
    other = context.new_page()
    sign_in(Visit(other, window.site), "desk")
    await_sent(page)
    assert (known(who_is_in, scope), known(told, scope)) == ([name], [("in", name)])


def test_walk_in_is_on_the_list_and_in_and_nothing_typed_is_lost_without_a_network(phone, known):
    scope = "sessions/s-opening"
    page = phone(scope).page
    page.context.set_offline(True)
    page.wait_for_selector("#queue:not(.is-sent)")
    page.get_by_role("link", name="Walk-in").click()
    await_words(page, "This needs the network.")
    page.context.set_offline(False)
    page.wait_for_selector("#queue", state="hidden")
    page.get_by_role("link", name="Walk-in").click()
    page.fill("#family_name", "Tachiyori")
    page.fill("#given_name", "Ichiro")
    page.context.set_offline(True)
    page.get_by_role("button", name="Put on the list and check in").click()
    await_words(page, "This needs the network.")
    assert page.input_value("#family_name") == "Tachiyori"
    page.context.set_offline(False)
    page.get_by_role("button", name="Put on the list and check in").click()
    page.wait_for_url("**came=in**")
    await_words(page, "TACHIYORI Ichiro is in.")
    (name,) = known(who_is_in, scope)
    assert page.locator("#found [data-person]").get_attribute("data-person") == name


def test_code_before_the_camera_lets_in_at_once(browser, site, sign_in, known, tmp_path):
    scope, code = "sessions/s-ws-1", known(codes)["p-us-head"]
    film = tmp_path / "badge.y4m"
    write_film(film, code)
    path = browser.browser_type.launch(executable_path=chromium_path(), args=[*FLAGS, *camera_flags(film)])
    try:
        window = Visit(path.new_page(viewport={"width": 380, "height": 760}, locale="en-US"), site)
        sign_in(window, "desk")
        window.open(f"{DESK}?scope={scope}&desk=Door")
        page = window.page
        scan = page.get_by_role("button", name="Scan a code")
        scan.wait_for()
        page.wait_for_timeout(1000)
        assert not any("jsQR" in url for _, url in window.requests)
        scan.click()
        await_words(page, "is in.")
        await_sent(page)
        page.wait_for_timeout(1500)
        assert (known(told, scope), window.complaints) == ([("in", "p-us-head")], [])
        assert any("jsQR" in url for _, url in window.requests)
        page.get_by_role("button", name="Close the camera").click()
        assert page.evaluate("() => document.querySelector('video').srcObject") is None
    finally:
        path.close()
