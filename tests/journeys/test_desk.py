"""The desk on a phone: a typed code, a code before the camera, no network, two desks, walk-ins."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventapp.clock import utc_now
from eventapp.db import db, reading, transaction
from eventapp.domain.check_ins import Verb
from eventapp.domain.folding import folded
from eventapp.domain.registration import Approval, CategoryRule, RegistrationMode
from eventapp.models import CheckInTold, Registration
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.policy import Actor
from eventapp.queries.registrations import list_participants
from tests.check_ins import present, say, tell
from tests.journeys.axe import violations
from tests.journeys.conftest import FLAGS, Visit, chromium_path
from tests.journeys.fake_camera import camera_flags, write_film
from tests.publishing import DEMO
from tests.registrations import GUEST, SITE, give_plan, make_application, make_person, make_plan, register

pytestmark = pytest.mark.browser
DESK = f"/organise/{DEMO}/desk"


@pytest.fixture
def known(served):
    """Give a function that reads from the server's database: `known(function)`."""
    app, _ = served

    def reading_there(function, *args, **kwargs):
        with app.app_context():
            try:
                return function(*args, **kwargs)
            finally:
                db.session.remove()

    return reading_there


@pytest.fixture
def phone(visit, sign_in):
    """Give a function that opens the desk on a phone, at a scope."""
    opened = []

    def opening(scope, *, desk="Desk A", role="desk", language="en", width=380, **options):
        context = visit(width=width, height=760, **options)
        window = context.__enter__()
        opened.append(context)
        sign_in(window, role, language=language)
        window.complaints.clear()
        window.open(f"{DESK}?scope={scope}&desk={desk}")
        window.page.wait_for_selector("#desk[data-ready]")
        return window

    yield opening
    for context in reversed(opened):
        context.__exit__(None, None, None)


def _codes():
    """Give the code of everybody by id."""
    with reading() as tx:
        return {one.id: one.code for one in list_participants(tx, DEMO)}


def _keys(scope):
    with reading() as tx:
        statement = select(CheckInTold.verb, Registration.public_id).join(
            Registration, Registration.id == CheckInTold.registration_id
        )
        rows = tx.execute(statement.where(CheckInTold.scope == scope).order_by(CheckInTold.id))
        return [(verb.value, name) for verb, name in rows]


def _there(scope):
    return sorted(present(scope=scope, slug=DEMO))


def _button(page, name, action="check-in"):
    return page.locator(f'#found [data-person="{name}"] [data-do="{action}"]:not([hidden]) button')


def _find(page, text):
    page.fill("#q", text)
    page.press("#q", "Enter")


def _is_sent(page):
    page.wait_for_function("() => document.getElementById('queue').matches('.is-sent')", timeout=15000)


def _says(page, text, where="#said"):
    page.wait_for_function(
        "([where, text]) => document.querySelector(where).innerText.includes(text)", arg=[where, text], timeout=10000
    )


def test_typed_code_lets_in_and_undo_takes_back_in_japanese(phone, known):
    scope, code = "days/2023-03-10", known(_codes)["p-jp-head"]
    page = phone(scope, desk="受付A", language="ja").page
    _find(page, f" {code[:4].lower()}-{code[4:]} ")
    _button(page, "p-jp-head").click()
    _says(page, "を受付しました。")
    _is_sent(page)
    assert known(present, scope=scope, slug=DEMO)["p-jp-head"][1] == "受付A"
    _says(page, "人受付済み（予定", "#counts")
    _says(page, "1", "#counts b")
    page.wait_for_timeout(1000)
    page.locator('#last [data-person="p-jp-head"] button').click()
    _is_sent(page)
    _says(page, "0", "#counts b")
    assert (known(_there, scope), known(_keys, scope)) == ([], [("in", "p-jp-head"), ("undo", "p-jp-head")])


def test_without_a_network_it_goes_on_survives_a_reload_and_is_replayed_once(phone, known):
    scope = "days/2023-03-11"
    window = phone(scope)
    page, context = window.page, window.page.context
    page.wait_for_selector("#desk[data-kept]")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    context.set_offline(True)
    for typed, name in (("同盟戦略局長", "p-jp-head"), ("principal dir", "p-us-head")):
        page.fill("#q", typed)
        _button(page, name).click()
        page.wait_for_timeout(100)
    _find(page, known(_codes)["p-us-strategy"])
    _button(page, "p-us-strategy").click()
    _says(page, "3 waiting to be sent", "#waiting")
    page.wait_for_timeout(1000)
    _button(page, "p-us-strategy", "undo").click()
    _says(page, "4 waiting to be sent", "#waiting")
    assert known(_keys, scope) == []
    page.reload()
    _says(page, "4 waiting to be sent", "#waiting")
    assert page.locator("#late li").count() == 2
    context.set_offline(False)
    _is_sent(page)
    done = [("in", "p-jp-head"), ("in", "p-us-head"), ("in", "p-us-strategy"), ("undo", "p-us-strategy")]
    assert (known(_keys, scope), known(_there, scope)) == (done, ["p-jp-head", "p-us-head"])
    page.reload()
    page.wait_for_timeout(1500)
    assert (known(_keys, scope), page.is_visible("#queue")) == (done, False)


def test_answer_that_is_lost_is_asked_for_again_and_counts_once(phone, known):
    scope = "sessions/s-plenary-2"
    window = phone(scope)
    page = window.page
    asked = []

    def lose(route):
        asked.append(route.fetch().status)
        route.abort()

    page.route("**/desk/told", lose, times=2)
    _find(page, known(_codes)["p-us-head"])
    _button(page, "p-us-head").click()
    _says(page, "1 waiting to be sent", "#waiting")
    _is_sent(page)
    assert (asked, known(_keys, scope)) == ([200, 200], [("in", "p-us-head")])


def test_two_desks_agree_and_no_undo_takes_back_what_its_desk_did_not_know_of(phone, known):
    scope, name = "days/2023-03-12", "p-jp-strategic-planning"
    away, there = phone(scope).page, phone(scope, desk="Desk B").page
    away.context.set_offline(True)
    code = known(_codes)[name]
    _find(away, code)
    _button(away, name).click()
    _says(away, "1 waiting to be sent", "#waiting")
    _find(there, code)
    _button(there, name).click()
    _is_sent(there)
    there.wait_for_timeout(1000)
    _button(there, name, "undo").click()
    _says(there, "is not in.")
    there.wait_for_function("() => document.querySelector('#counts b').innerText === '0'")
    away.context.set_offline(False)
    _is_sent(away)
    _says(there, "Desk A", "#found")
    assert known(present, scope=scope, slug=DEMO)[name][1] == "Desk A"
    _find(there, code)
    assert _button(there, name).count() == 0


def test_two_windows_of_one_browser_share_what_waits_and_send_it_once(phone, known):
    scope, names = "sessions/s-briefing-2", ("p-us-head", "p-jp-head")
    window = phone(scope)
    pages = [window.page, window.page.context.new_page()]
    pages[1].goto(pages[0].url)
    pages[1].wait_for_selector("#desk[data-ready]")
    pages[0].context.set_offline(True)
    for page, name in zip(pages, names, strict=True):
        page.bring_to_front()
        _find(page, known(_codes)[name])
        _button(page, name).click()
        page.wait_for_selector("#waiting:not(:empty)")
    _says(pages[1], "2 waiting to be sent", "#waiting")
    pages[0].context.set_offline(False)
    for page in pages:
        page.bring_to_front()
        page.wait_for_function("() => !document.getElementById('waiting').innerText.includes('waiting')", timeout=15000)
    assert (known(_keys, scope), known(_there, scope)) == ([("in", name) for name in names], sorted(names))


def _pending(email):
    rule = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER)
    give_plan(make_plan(rules={GUEST: rule}), slug=DEMO)
    person = make_person(family_name="Machibito", given_name="Jiro")
    return register(make_application(email=email, person=person), slug=DEMO, now=utc_now())


def test_organiser_confirms_at_the_door(phone, known):
    scope, name = "sessions/s-reception-10", known(_pending, "waits@example.org")
    page = phone(scope, role="organiser").page
    _find(page, "machibito")
    _says(page, "Not decided on yet.", "#found")
    _button(page, name, "confirm").click()
    page.wait_for_url("**came=in**")
    assert known(_there, scope) == [name]


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
    _find(page, known(_codes)[name])
    _button(page, name).click()
    _says(page, "1 waiting to be sent", "#waiting")
    known(_withdraw, name)
    page.context.set_offline(False)
    _says(page, "KATSUDON Gone is not on the list: ask the organiser.", "#refused")
    page.reload()
    _says(page, "is not on the list", "#refused")
    page.locator("#refused button").click()
    page.wait_for_function("() => !document.querySelector('#refused li')")
    assert known(_there, scope) == []
    _find(page, known(_codes)[name])
    _says(page, "Has withdrawn. Not on the list: ask the organiser.", "#found")
    assert page.locator("#found button:visible").count() == 0


def test_what_waits_is_kept_while_nobody_is_signed_in_and_sent_by_whoever_signs_in(phone, sign_in, known):
    scope, name = "sessions/s-briefing-1", "p-us-head"
    window = phone(scope)
    page, context = window.page, window.page.context
    context.clear_cookies(name="session")
    _find(page, known(_codes)[name])
    _button(page, name).click()
    _says(page, "1 waiting to be sent · Nobody is signed in here any more.", "#waiting")
    page.wait_for_function(
        "async () => { const { Store } = await import('/static/desk-store.js');"
        " const store = await Store.open(document.getElementById('desk').dataset.slug);"
        " return !(await store.kept(`people ${document.getElementById('desk').dataset.scope} en`)); }"
    )
    assert known(_there, scope) == []
    other = context.new_page()
    sign_in(Visit(other, window.site), "desk")
    _is_sent(page)
    assert (known(_there, scope), known(_keys, scope)) == ([name], [("in", name)])


def test_walk_in_is_on_the_list_and_in_and_nothing_typed_is_lost_without_a_network(phone, known):
    scope = "sessions/s-opening"
    page = phone(scope).page
    page.context.set_offline(True)
    page.get_by_role("link", name="Walk-in").click()
    _says(page, "This needs the network.")
    page.context.set_offline(False)
    page.wait_for_selector("#queue", state="hidden")
    page.get_by_role("link", name="Walk-in").click()
    page.fill("#family_name", "Tachiyori")
    page.fill("#given_name", "Ichiro")
    page.context.set_offline(True)
    page.get_by_role("button", name="Put on the list and check in").click()
    _says(page, "This needs the network.")
    assert page.input_value("#family_name") == "Tachiyori"
    page.context.set_offline(False)
    page.get_by_role("button", name="Put on the list and check in").click()
    page.wait_for_url("**came=in**")
    _says(page, "TACHIYORI Ichiro is in.")
    (name,) = known(_there, scope)
    assert page.locator("#found [data-person]").get_attribute("data-person") == name


def test_code_before_the_camera_lets_in_at_once(browser, site, sign_in, known, tmp_path):
    scope, code = "sessions/s-ws-1", known(_codes)["p-us-head"]
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
        _says(page, "is in.")
        _is_sent(page)
        page.wait_for_timeout(1500)
        assert (known(_keys, scope), window.complaints) == ([("in", "p-us-head")], [])
        assert any("jsQR" in url for _, url in window.requests)
        page.get_by_role("button", name="Close the camera").click()
        assert page.evaluate("() => document.querySelector('video').srcObject") is None
    finally:
        path.close()


def test_page_works_without_a_script(browser, site, sign_in, known):
    scope, code = "sessions/s-ws-2", known(_codes)["p-jp-head"]
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}, locale="en-US")
    try:
        window = Visit(context.new_page(), site)
        sign_in(window, "desk")
        window.open(f"{DESK}?scope={scope}&desk=Door")
        page = window.page
        page.fill("#q", code)
        page.press("#q", "Enter")
        page.locator("#found").get_by_role("button", name="Check in").click()
        page.wait_for_url("**came=in**")
        assert known(_there, scope) == ["p-jp-head"]
        page.locator("#found").get_by_role("button", name="Take back").click()
        page.wait_for_url("**came=out**")
        assert known(_there, scope) == []
    finally:
        context.close()


TEXTS = [
    "HAYASHI Yoshimasa",
    "ﾊﾔｼ",
    "ハヤシ ヨシマサ",
    "髙﨑",
    "渡邉",
    "Ｆｕｌｌ　ｗｉｄｔｈ",
    "Łódź",
    "Müller",
    "がぎぐ",
    "葛\U000e0100城",
    "Øyvind",
]


def test_script_folds_what_is_typed_as_the_server_does(phone):
    page = phone("").page
    found = page.evaluate(
        """async (texts) => {
          const { People } = await import('/static/desk-people.js');
          const told = await (await fetch(`${document.getElementById('desk').dataset.at}people?scope=`)).json();
          const people = new People(told);
          return texts.map((text) => people.fold(text));
        }""",
        TEXTS,
    )
    assert found == [folded(text) for text in TEXTS]


def _small(page):
    """Give what can be pressed and is lower than a thumb needs."""
    return page.evaluate(
        """() => [...document.querySelectorAll('#desk :is(button, input:not([type=hidden]), select, summary, .dk-b a)')]
          .filter((one) => one.checkVisibility() && !one.closest('.ck') && one.getBoundingClientRect().height < 48)
          .map((one) => one.outerHTML.slice(0, 80))"""
    )


@pytest.mark.parametrize(
    ("width", "language", "theme"), [(320, "en", "light"), (380, "ja", "dark"), (1440, "ja", "light")]
)
def test_axe_finds_no_violation_in_any_state_and_nothing_is_wider_than_the_window(phone, known, width, language, theme):
    window = phone("", language=language, width=width, theme=theme)
    page, found, small, wide = window.page, {}, {}, {}

    def look(state):
        found[state], small[state] = violations(page), _small(page)
        wide[state] = page.evaluate("document.documentElement.scrollWidth")

    look("empty")
    page.locator(".dk-w summary").click()
    look("settings")
    page.fill("#q", "director")
    look("several")
    _find(page, known(_codes)["p-us-head"])
    look("one")
    page.context.set_offline(True)
    _button(page, "p-us-head").click()
    page.wait_for_selector("#waiting:not(:empty)")
    look("waiting")
    page.context.set_offline(False)
    _is_sent(page)
    look("sent")
    window.open(f"{DESK}/walk-in")
    page.locator("#walk-in button[type=submit]").click()
    page.wait_for_selector(".errs")
    look("walk-in")
    assert {state: told for state, told in found.items() if told} == {}
    assert {state: told for state, told in small.items() if told} == {}
    assert {state: pixels for state, pixels in wide.items() if pixels > width} == {}
    known(_take_back, "p-us-head")


def _take_back(name):
    tell(say(name, Verb.UNDO, seen=99), slug=DEMO)
