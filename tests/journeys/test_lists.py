"""Lists in a real browser: an organiser issues one, the public reads it; meals are counted; axe finds nothing anywhere."""

from __future__ import annotations

import io
import secrets
from dataclasses import replace

import pytest
from pypdf import PdfReader

from eventapp.db import db, reading, transaction
from eventapp.domain.audiences import PARTICIPANTS, PUBLIC
from eventapp.domain.participants import Arrangement
from eventapp.domain.registration import Diet, ListingConsent, Needs
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.policy import Actor
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.participants import find_last_issue
from eventapp.queries.registrations import get_participant
from tests.factories import sample_agenda
from tests.issuing import agree, agree_sides, issue_list
from tests.journeys.axe import violations
from tests.publishing import publish
from tests.registrations import REGISTERED_AT

pytestmark = pytest.mark.browser
PAGES = (
    *("participants", "participants?audience=public", "participants/next", "participants/participants-1"),
    *("meals", "meals/break/seats", "meals/accessibility"),
)


@pytest.fixture
def slug(served):
    """Publish the sample conference under a name of this test's own, with one list and somebody's needs; give the name."""
    app, _ = served
    name = f"lists-{secrets.token_hex(4)}"
    agenda = sample_agenda()
    sessions = tuple(replace(one, uid=f"{name}-{one.uid}") for one in agenda.sessions)
    named = replace(agenda.conference, slug=name, uid=f"conference-{name}@example.org")
    needs = Needs(
        diets=(Diet.VEGAN, Diet.NO_NUTS), dietary="x" * 200, accessibility="A ramp", consented_at=REGISTERED_AT
    )
    with app.app_context():
        publish(replace(agenda, conference=named, sessions=sessions))
        agree_sides(slug=name)
        issue_list(PARTICIPANTS, slug=name)
        _amend(name, "aoki", needs=needs)
        db.session.remove()
    return name


def _amend(slug, name, **fields):
    with transaction() as tx:
        seen = get_participant(tx, slug, name).version
        wish = Amendment(**fields)
        amend_registration(tx, slug, name, wish, seen=seen, is_marked=False, actor=Actor("chief"), now=REGISTERED_AT)


@pytest.fixture
def organiser(visit, sign_in, slug):
    with visit() as window:
        sign_in(window, "organiser", slug=slug)
        window.complaints.clear()
        yield window


@pytest.mark.parametrize(("language", "width", "theme"), [("en", 1440, "light"), ("ja", 380, "dark")])
def test_axe_finds_no_violation_and_no_page_is_wider_than_its_window(organiser, slug, width, language, theme):
    page = organiser.page
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    found, wide = {}, {}
    for name in PAGES:
        organiser.open(f"/organise/{slug}/{name}{'&' if '?' in name else '?'}lang={language}")
        found[name] = violations(page)
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: told for name, told in found.items() if told} == {}
    assert {name: found for name, found in wide.items() if found > width} == {}
    assert organiser.complaints == []


def test_organiser_records_consents_issues_the_list_and_the_public_reads_it(organiser, slug, visit, served):
    """Before, the public finds no page; afterwards the page, its paper and what is marked on the next list."""
    page, app, address = organiser.page, served[0], f"/conferences/{slug}/participants"
    with visit(locale="ja-JP", width=380) as reader:
        assert reader.open(address).status == 404
        reader.complaints.clear()
        organiser.open(f"/organise/{slug}/participants?audience=public&lang=en")
        assert page.locator(".big").inner_text() == "3"
        page.get_by_text("Record what the delegation says…").first.click()
        page.get_by_label("Everybody").first.check()
        page.get_by_role("button", name="Record").first.click()
        page.locator(".big:text-is('4')").wait_for()
        page.get_by_label("One after the other, JP second").check()
        page.get_by_role("button", name="Issue list 1").click()
        page.wait_for_selector("text=Issue list 2")
        reader.open(address)
        assert reader.page.locator("h1").inner_text() == "出席者名簿（敬称略）"
        names = reader.page.locator(".nm").all_inner_texts()
        assert names[0] == "カーター エレン CARTER Ellen"
        assert [name for name in names if "青木" in name] == []
        assert violations(reader.page) == []
        assert reader.page.evaluate("document.documentElement.scrollWidth") == 380
        reader.page.get_by_text("印刷・PDF").click()
        with reader.page.expect_download() as download:
            reader.page.get_by_role("link", name="A4").first.click()
        pages = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
        assert (download.value.suggested_filename, "敬称略" in pages[0].extract_text()) == (
            f"{slug}-public-1-a4-columns.pdf",
            True,
        )
        assert reader.complaints == []
    with app.app_context(), reading() as tx:
        last = find_last_issue(tx, get_conference_id(tx, slug), PUBLIC)
        assert (last.people.arrangement, last.people.count) == (Arrangement("JP"), 4)


def test_button_by_keyboard_alone_and_a_list_that_changed_meanwhile(organiser, slug, served):
    """What the organiser chose stays; the list is shown as it is now, and the next press issues it."""
    page, app = organiser.page, served[0]
    organiser.open(f"/organise/{slug}/participants?lang=en")
    page.get_by_label("Two columns of equal weight").focus()
    page.keyboard.press("ArrowDown")
    with app.app_context():
        agree(["ito"], ListingConsent.PUBLIC, slug=slug)
        _amend(slug, "noda", person={"given_name": "Ren", "family_name": "Noda"})
        db.session.remove()
    page.get_by_role("button", name="Issue list 2").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.get_by_role("alert").inner_text().startswith("The list is another one by now.")
    assert page.get_by_label("One after the other, JP second").is_checked()
    assert "NODA Ren" in page.locator(".lp-c").inner_text()
    page.get_by_role("button", name="Issue list 2").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Issue list 3")
    assert "List 2" in page.locator("table").inner_text()
