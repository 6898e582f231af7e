"""Hands at a desk: what journeys do there, and what they look up in the server's database."""

from __future__ import annotations

from sqlalchemy import select

from eventapp.db import reading
from eventapp.models import CheckInTold, Registration
from eventapp.queries.registrations import list_participants
from tests.check_ins import present
from tests.publishing import DEMO

DESK = f"/organise/{DEMO}/desk"


def codes():
    """Give the code of everybody by id."""
    with reading() as tx:
        return {one.id: one.code for one in list_participants(tx, DEMO)}


def told(scope):
    with reading() as tx:
        statement = select(CheckInTold.verb, Registration.public_id).join(
            Registration, Registration.id == CheckInTold.registration_id
        )
        rows = tx.execute(statement.where(CheckInTold.scope == scope).order_by(CheckInTold.id))
        return [(verb.value, name) for verb, name in rows]


def who_is_in(scope):
    return sorted(present(scope=scope, slug=DEMO))


def button(page, name, action="check-in"):
    return page.locator(f'#found [data-person="{name}"] [data-do="{action}"]:not([hidden]) button')


def look_for(page, text):
    page.fill("#q", text)
    page.press("#q", "Enter")


def await_sent(page):
    page.locator("#queue.is-sent").wait_for(state="attached", timeout=15000)


def await_words(page, text, where="#said"):
    page.locator(where).first.filter(has_text=text).wait_for(state="attached", timeout=10000)
