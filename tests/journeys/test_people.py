"""An organiser and the people who registered: approved, one declined with a word, written to, two that are one."""

from __future__ import annotations

import secrets

import pytest
from sqlalchemy import select

from eventapp.db import db, reading
from eventapp.domain.registration import Approval, CategoryRule, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import OutboxMessage
from eventapp.queries.registrations import list_participants
from tests.journeys.axe import violations
from tests.publishing import DEMO
from tests.registrations import give_plan, make_application, make_person, make_plan, register

pytestmark = pytest.mark.browser
HERE = f"/organise/{DEMO}/people"
WORDS = {
    "en": ("Approve", "Decline…", "on the list now", "1 registration was declined", "Make one of two…"),
    "ja": ("承認する", "不承認…", "名簿に載せました", "1件を不承認にしました", "二つの登録を統合…"),
}


@pytest.fixture
def applicants(served):
    """Let three delegates wait for a decision and one person be there twice; give the family name that all have."""
    app, _ = served
    mark = f"Test{secrets.token_hex(3)}"
    with app.app_context():
        rule = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER)
        opened = CategoryRule(mode=RegistrationMode.OPEN)
        rules = {AttendeeCategory.DELEGATE: rule, AttendeeCategory.GUEST: opened}
        give_plan(make_plan(rules=rules), slug=DEMO)
        for given in ("Anna", "Berta", "Clara"):
            person = make_person(family_name=mark, given_name=given)
            wish = make_application(
                category=AttendeeCategory.DELEGATE,
                side="JP",
                person=person,
                email=f"{given}.{mark}@example.org".lower(),
            )
            register(wish, slug=DEMO)
        for _ in range(2):
            register(make_application(person=make_person(family_name=mark, given_name="Dora")), slug=DEMO)
        db.session.remove()
    yield mark
    with app.app_context():
        give_plan(make_plan(rules={}), slug=DEMO)
        db.session.remove()


def _states(app, mark):
    with app.app_context(), reading() as tx:
        people = [one for one in list_participants(tx, DEMO) if one.attendee.family_name == mark]
        return sorted((one.attendee.given_name, one.state.value) for one in people)


@pytest.mark.parametrize(
    ("width", "language", "label"), [(1440, "en", "Tick all on this page"), (380, "ja", "このページの全員を選択")]
)
def test_all_are_ticked_by_one_key_and_some_show_as_some(visit, sign_in, applicants, width, language, label):
    with visit(width=width) as window:
        sign_in(window, "organiser", language=language)
        page = window.page
        window.open(f"{HERE}?q={applicants}&state=pending")
        whole, each = page.get_by_role("checkbox", name=label), page.locator("[name=who]")
        ticked = page.locator("[name=who]:checked")
        assert (whole.is_visible(), whole.bounding_box()["height"] >= 20, violations(page)) == (True, True, [])
        whole.press("Space")
        assert (ticked.count(), whole.is_checked()) == (3, True)
        each.first.press("Space")
        assert (ticked.count(), whole.evaluate("box => box.indeterminate")) == (2, True)
        each.first.press("Space")
        assert (whole.is_checked(), whole.evaluate("box => box.indeterminate")) == (True, False)
        whole.press("Space")
        assert ticked.count() == 0


@pytest.mark.parametrize(("width", "language"), [(1440, "en"), (380, "ja")])
def test_organiser_approves_declines_and_makes_one_of_two(visit, sign_in, served, applicants, width, language):
    app, mark = served[0], applicants
    approve, decline, done, refused, merge = WORDS[language]
    with visit(width=width) as window:
        sign_in(window, "organiser", language=language)
        page = window.page
        window.open(f"{HERE}?q={mark}&state=pending")
        assert (page.locator("[name=who]").count(), violations(page)) == (3, [])
        for name in ("Anna", "Berta"):
            page.get_by_role("checkbox", name=name).focus()
            page.keyboard.press("Space")
        page.get_by_role("button", name=approve).focus()
        page.keyboard.press("Enter")
        page.locator(".say", has_text=done).wait_for()
        page.get_by_role("checkbox", name="Clara").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name=decline).press("Enter")
        page.locator("#note").fill("定員です。")
        assert violations(page) == []
        page.locator("form.form button[type=submit]").press("Enter")
        page.locator(".say", has_text=refused).wait_for()
        wanted = [("Anna", "confirmed"), ("Berta", "confirmed"), ("Clara", "declined")]
        assert [one for one in _states(app, mark) if one[0] != "Dora"] == wanted
        window.open(f"{HERE}?q={mark}&look=duplicates")
        for box in page.get_by_role("checkbox", name="Dora").all():
            box.press("Space")
        page.get_by_role("button", name=merge).press("Enter")
        page.locator("form.form button[type=submit]").wait_for()
        assert violations(page) == []
        page.locator("form.form button[type=submit]").press("Enter")
        page.locator("h1", has_text=mark.upper()).wait_for()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert window.complaints == []
    assert [one for one in _states(app, mark) if one[0] == "Dora"] == [("Dora", "confirmed")]
    with app.app_context(), reading() as tx:
        to_clara = OutboxMessage.recipient == f"clara.{mark}@example.org".lower()
        told = tx.scalars(select(OutboxMessage).where(to_clara).order_by(OutboxMessage.id))
        assert ["定員です。" in one.plain for one in told] == [False, True]
