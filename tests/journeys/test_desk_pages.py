"""The pages of the desk: without a script, in every state for axe, for thumbs and in narrow windows; what is typed is folded alike."""

from __future__ import annotations

import pytest

from eventapp.db import transaction
from eventapp.domain.check_ins import Verb
from eventapp.domain.folding import folded
from eventapp.domain.registration import CategoryRule, RegistrationMode
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.policy import Actor
from tests.check_ins import say, tell
from tests.journeys.axe import violations
from tests.journeys.conftest import Visit
from tests.journeys.desk_hands import DESK, await_sent, button, codes, look_for, who_is_in
from tests.publishing import DEMO
from tests.registrations import GUEST, REGISTERED_AT, give_plan, make_plan, register, states

pytestmark = pytest.mark.browser


def test_page_works_without_a_script(browser, site, sign_in, known):
    scope, code = "sessions/s-ws-2", known(codes)["p-jp-head"]
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
        assert known(who_is_in, scope) == ["p-jp-head"]
        page.locator("#found").get_by_role("button", name="Take back").click()
        page.wait_for_url("**came=out**")
        assert known(who_is_in, scope) == []
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


def test_script_puts_the_closest_name_first_as_the_server_does(phone):
    names = (" 小林 小林一郎", " 林田 林田花子", " 大林 大林次郎", " 林 林三郎")
    found = phone("").page.evaluate(
        """async (names) => {
          const { People } = await import('/static/desk-people.js');
          const told = names.map((text, id) => ({ id, code: '', shape: '', text: `${text} 林業`, named: text.length }));
          return new People({ people: told }).find('林').map((person) => person.id);
        }""",
        names,
    )
    assert found == [3, 1, 0, 2]


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
    look_for(page, known(codes)["p-us-head"])
    look("one")
    page.context.set_offline(True)
    button(page, "p-us-head").click()
    page.wait_for_selector("#waiting:not(:empty)")
    look("waiting")
    page.context.set_offline(False)
    await_sent(page)
    look("sent")
    window.open(f"{DESK}/walk-in")
    page.locator("#walk-in button[type=submit]").click()
    page.wait_for_selector(".errs")
    look("walk-in")
    assert {state: told for state, told in found.items() if told} == {}
    assert {state: told for state, told in small.items() if told} == {}
    assert {state: pixels for state, pixels in wide.items() if pixels > width} == {}
    known(_take_back, "p-us-head")


def _waiting_guest():
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=0)}), slug=DEMO)
    return register(slug=DEMO)


def _take_off(name):
    with transaction() as tx:
        withdraw_registration(tx, DEMO, name, base_url="", actor=Actor("chief"), now=REGISTERED_AT)
    give_plan(make_plan(rules={}), slug=DEMO)


@pytest.mark.parametrize(("width", "language"), [(320, "en"), (380, "ja")])
def test_organiser_is_told_what_is_full_and_goes_beyond_it_by_a_second_press(visit, sign_in, known, width, language):
    name = known(_waiting_guest)
    with visit(width=width) as window:
        sign_in(window, "organiser", language=language)
        page = window.page
        window.open(f"{DESK}?done={name}")
        page.locator("#found [data-do=confirm] button").click()
        second = page.locator(".say-stop [data-do=confirm] button")
        second.wait_for()
        assert (violations(page), _small(page)) == ([], [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        second.click()
        page.locator("#found .dc.is-in").wait_for()
        assert page.locator(".say-stop").count() == 0
    assert known(states, slug=DEMO)[name] == "confirmed"
    known(_take_back, name)
    known(_take_off, name)


def _take_back(name):
    tell(say(name, Verb.UNDO, seen=99), slug=DEMO)
