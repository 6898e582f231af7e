"""Somebody makes the address of a calendar, copies it, and ends it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.models import Registration
from eventapp.operations.registrations.links import issue_link
from tests.journeys.axe import violations
from tests.journeys.fingers import low_targets

pytestmark = pytest.mark.browser
PHONE, MARGIN = 380, 16
PEOPLE = {"ja": "p-jp-head", "en": "p-us-head"}


def _link(name):
    with transaction() as tx:
        key = tx.scalars(select(Registration.id).where(Registration.public_id == name)).one()
        now = utc_now()
        return f"/me/{issue_link(tx, key, ends_on=(now + timedelta(days=1)).date(), now=now)}"


def _looked_at(page):
    found = violations(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    return found, width, low_targets(page) if width == PHONE else []


@pytest.mark.parametrize(("language", "width", "theme"), [("ja", 380, "dark"), ("en", 1440, "light")])
def test_address_is_made_copied_and_ended(visit, known, language, width, theme):
    with visit(width=width, theme=theme) as window:
        page = window.page
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        window.open(known(_link, PEOPLE[language]))
        page.locator('a.b-ink[href$="/calendar"]').click()
        page.wait_for_selector("#sub-f")
        assert _looked_at(page) == ([], width, [])
        with page.expect_navigation():
            page.locator('#sub-f button[formaction$="/calendar/personal"]').press("Enter")
        assert _looked_at(page) == ([], width, [])
        address = page.input_value("#sub-url")
        assert page.evaluate("document.activeElement.id") == "new"
        copied = page.locator("[data-copy]").get_attribute("data-done")
        page.locator("[data-copy]").click()
        page.wait_for_function("done => document.querySelector('[data-copy]')?.textContent === done", arg=copied)
        assert page.evaluate("navigator.clipboard.readText()") == address
        assert page.locator("[role=status]").inner_text() == page.locator("[data-copy]").inner_text() != ""
        answer = page.request.get(address)
        assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        page.reload()
        assert (page.locator(".note").count(), page.locator("#sub-url").count()) == (1, 0)
        page.go_back()
        assert (page.locator("#sub-url").count(), page.request.get(address).status) == (0, 200)
        with page.expect_navigation():
            page.locator('#sub-f button[formaction$="/calendar/personal/end"]').click()
        assert (page.locator(".note").count(), page.locator("#sub-url").count()) == (1, 0)
        assert page.request.get(address).status == 410
        assert window.complaints == []


def test_without_a_script_nothing_is_shown_that_does_nothing(visit, known):
    with visit(width=380, scripts=False) as window:
        window.open("/conferences/next-alliance-2023/subscribe")
        assert window.page.locator("#sub-url").bounding_box()["width"] == 380 - 2 * MARGIN
        assert window.page.locator("[data-copy]").is_visible() is False
        window.open(f"{known(_link, PEOPLE['en'])}/calendar")
        window.page.locator('#sub-f button[formaction$="/calendar/personal"]').click()
        assert window.page.input_value("#sub-url").startswith("http")
        assert window.page.locator("[data-copy]").is_visible() is False


@pytest.mark.parametrize(("language", "width", "theme"), [("ja", 380, "dark"), ("en", 1440, "light")])
def test_page_of_what_changed_is_sound(visit, known, language, width, theme):
    with visit(width=width, theme=theme) as window:
        window.open(f"{known(_link, PEOPLE[language])}/seen")
        assert (window.page.locator("form button").count() > 0, _looked_at(window.page)) == (True, ([], width, []))
        assert window.complaints == []
