"""An organiser's way to an open registration: rules, questions, invitations; by keyboard, on a phone, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from eventapp.clock import utc_now
from eventapp.db import db, transaction
from eventapp.domain.registration import CategoryRule, Invitee, Question, QuestionKind, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.operations.registrations.inviting import invite_people, revoke_invited
from eventapp.policy import Actor
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.registration_invitations import list_invited
from tests.factories import both, sample_agenda
from tests.journeys.axe import violations
from tests.journeys.keyboard import Keys
from tests.publishing import draft
from tests.registrations import GUEST, SITE, SLUG, give_plan, make_plan, register

pytestmark = pytest.mark.browser
PLACE = f"/organise/{SLUG}"
LONG = "Which of the visits on the afternoon of the third day would you like to join, weather and security permitting?"
QUESTIONS = (
    Question(
        key="q-visit",
        kind=QuestionKind.CHOICE,
        label=both(LONG, "天候と警備の状況が許せば行う3日目午後の見学のうち、どれを希望しますか"),
        options=(("o-1", both("Yokota Air Base", "横田基地")), ("o-2", both("Yokosuka", "横須賀"))),
        categories=(AttendeeCategory.DELEGATE, AttendeeCategory.PRESS),
        is_required=True,
    ),
    Question(key="q-bus", kind=QuestionKind.YES_NO, label=both("By bus?", "バスですか")),
    Question(key="q-card", kind=QuestionKind.FILE, label=both("Press card", "記者証")),
)
PAGES = (
    *("registration", "registration?saved=1", "registration/questions", "registration/questions/new"),
    *("registration/questions/q-visit", "registration/questions/q-bus/remove"),
    *("invited", "invited?state=revoked", "invited/list"),
)


@pytest.fixture
def conference(served):
    """Give a conference of its own: doors of every kind, fewer places than are taken, questions, people invited."""
    app, _ = served
    with app.app_context():
        draft(sample_agenda())
        soon = utc_now() + timedelta(days=30)
        rules = {
            GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=1),
            AttendeeCategory.DELEGATE: CategoryRule(mode=RegistrationMode.INVITATION, closes_at=soon),
            AttendeeCategory.PRESS: CategoryRule(mode=RegistrationMode.OPEN, opens_at=soon),
        }
        give_plan(make_plan(rules=rules, questions=QUESTIONS, of_sessions={"cyber": 30}))
        for _ in range(2):
            register()
        give_plan(make_plan(rules=rules | {GUEST: replace(rules[GUEST], capacity=0)}, questions=QUESTIONS))
        people = [Invitee(email=f"{n}.{'long-' * 8}name@example.org", language="ja", category=GUEST) for n in range(2)]
        by = {"actor": Actor("chief"), "now": utc_now()}
        with transaction() as tx:
            invite_people(tx, SLUG, people, until=soon, base_url=SITE, **by)
            first = list_invited(tx, get_conference_id(tx, SLUG))[0].id
            revoke_invited(tx, SLUG, first, **by)
        db.session.remove()


@pytest.fixture
def organiser(conference, visit, sign_in):
    """Yield a window in which an organiser of that conference is signed in."""
    with visit() as window:
        sign_in(window, "organiser", slug=SLUG)
        window.complaints.clear()
        yield window


@pytest.mark.parametrize(("width", "language"), [(1440, "en"), (380, "ja")])
def test_axe_finds_no_violation_and_no_page_is_wider_than_its_window(organiser, width, language):
    page = organiser.page
    page.set_viewport_size({"width": width, "height": 900})
    found, wide, missing = {}, {}, {}
    for name in PAGES:
        joint = "&" if "?" in name else "?"
        missing[name] = organiser.open(f"{PLACE}/{name}{joint}lang={language}").status
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        found[name] = violations(page)
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: status for name, status in missing.items() if status != 200} == {}
    assert {name: told for name, told in found.items() if told} == {}
    assert {name: pixels for name, pixels in wide.items() if pixels > width} == {}
    assert organiser.complaints == []


SMALL = """() => [...document.querySelectorAll('main a, main button, main input, main select, main summary')]
  .filter((one) => one.checkVisibility() && !one.matches('.vh, p a, [type=hidden], .ck input'))
  .map((one) => [one.textContent.trim() || one.name, Math.round(one.getBoundingClientRect().height)])
  .filter(([, height]) => height < 44)"""


def test_everything_is_large_enough_for_a_thumb(organiser):
    page = organiser.page
    page.set_viewport_size({"width": 380, "height": 800})
    small = {}
    for name in PAGES:
        organiser.open(f"{PLACE}/{name}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        small[name] = page.evaluate(SMALL)
    assert {name: told for name, told in small.items() if told} == {}


def test_door_is_opened_by_keyboard_and_what_is_wrong_has_the_focus(organiser):
    page, keys = organiser.page, Keys(organiser.page)
    organiser.open(f"{PLACE}/registration?lang=en")
    observer = page.locator("details", has_text="Observer")
    assert observer.get_attribute("open") is None
    observer.locator("summary").press("Enter")
    keys.choose("[name=observer_mode]", "open")
    keys.type("[name=observer_capacity]", "12")
    page.locator("[name=observer_closes_at-on]").fill("2050-03-03")
    keys.submit(".save-bar button")
    page.wait_for_selector("#errors:focus", timeout=5000)
    assert violations(page) == []
    assert page.locator("#errors li").all_inner_texts() == [
        "Observer: Closes: A day and a time of day belong together."
    ]
    assert page.input_value("[name=observer_capacity]") == "12"
    keys.type("[name=observer_closes_at-time]", "18:00")
    keys.submit(".save-bar button")
    assert page.locator("[role=status]", has_text="Saved.").is_visible()
    assert "Open until 3 Mar 2050 18:00" in page.locator("summary", has_text="Observer").inner_text()


def test_questions_are_put_in_order_by_keyboard_and_the_button_keeps_the_focus(organiser):
    page, keys = organiser.page, Keys(organiser.page)
    organiser.open(f"{PLACE}/registration/questions?lang=en")
    for _ in range(2):
        keys.submit("#q-visit button[value='1']")
        page.wait_for_selector("#q-visit button[value='1']:focus", timeout=5000)
    assert [one.get_attribute("id") for one in page.locator(".qs > li").all()] == ["q-bus", "q-card", "q-visit"]


def test_options_are_shown_for_a_choice_alone_and_another_is_one_press(organiser):
    page = organiser.page
    organiser.open(f"{PLACE}/registration/questions/new?lang=en")
    options = page.locator(".q-opts")
    assert not options.is_visible()
    page.select_option("[name=kind]", "choice")
    assert options.is_visible()
    page.fill("[name=label-en]", "Which hotel?")
    for n, said in enumerate(("North", "South")):
        if n:
            page.get_by_role("button", name="Add another option").click()
        page.locator("[name=options-en]").nth(n).fill(said)
    with page.expect_navigation():
        page.get_by_role("button", name="Add the question").click()
    assert page.locator("[role=status]", has_text="Saved.").is_visible()
    organiser.open(f"{PLACE}/registration/questions?lang=en")
    assert "Choice: North / South" in page.locator(".qs > li").last.inner_text()


def test_people_are_invited_from_a_list_after_they_were_shown(organiser):
    page = organiser.page
    organiser.open(f"{PLACE}/invited/list?lang=en")
    page.fill("[name=people]", "a@example.org, Aki\nb@example.org\nb@example.org")
    page.select_option("[name=category]", "guest")
    page.fill("[name=until-on]", "2050-03-03")
    page.fill("[name=until-time]", "18:00")
    show = page.get_by_role("button", name="Show what happens")
    with page.expect_navigation():
        show.click()
    assert "Row 3, E-mail: The address b@example.org stands twice." in page.locator(".errs").inner_text()
    assert violations(page) == []
    page.fill("[name=people]", "a@example.org, Aki\nb@example.org")
    with page.expect_navigation():
        show.click()
    assert page.locator(".inv-p tbody tr").count() == 2
    assert violations(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Invite 2 people").click()
    assert page.locator("[role=status]").inner_text() == "2 invitations are sent."
    assert page.locator(".invs li", has_text="a@example.org").count() == 1


def test_two_versions_of_the_rules_stand_side_by_side(organiser, served):
    page, (app, _) = organiser.page, served
    organiser.open(f"{PLACE}/registration?lang=en")
    page.fill("[name=capacity]", "50")
    with app.app_context():
        give_plan(make_plan(capacity=40, offer_hours=24))
        db.session.remove()
    with page.expect_navigation():
        page.get_by_role("button", name="Save the rules").click()
    assert page.locator(".is-other th", has_text="Places in all").count() == 1
    assert violations(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Save what is chosen").click()
    assert (page.input_value("[name=capacity]"), page.input_value("[name=offer_hours]")) == ("50", "24")
