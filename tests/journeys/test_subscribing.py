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
PHONE = 380
PEOPLE = {"ja": "p-jp-head", "en": "p-us-head"}


def _link(name):
    with transaction() as tx:
        key = tx.scalars(select(Registration.id).where(Registration.public_id == name)).one()
        now = utc_now()
        return f"/me/{issue_link(tx, key, ends_on=(now + timedelta(days=1)).date(), now=now)}"


def _looked_at(page):
    width = page.evaluate("document.documentElement.scrollWidth")
    return violations(page), width, low_targets(page) if width == PHONE else []


@pytest.mark.parametrize(
    ("language", "width", "theme"),
    [("ja", 380, "light"), ("en", 380, "dark"), ("en", 1440, "light"), ("ja", 1440, "dark")],
)
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
        page.locator("[data-copy]").click()
        page.wait_for_function(
            "() => document.querySelector('[data-copy]').textContent === document.querySelector('[data-copy]').dataset.done"
        )
        assert page.evaluate("navigator.clipboard.readText()") == address
        answer = page.request.get(address)
        assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        with page.expect_navigation():
            page.locator('#sub-f button[formaction$="/calendar/personal/end"]').click()
        assert (page.locator(".note").count(), page.locator("#sub-url").count()) == (1, 0)
        assert page.request.get(address).status == 410
        assert window.complaints == []
