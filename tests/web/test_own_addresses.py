"""Another address for a registration: asked for on the own page, taken by a link that goes there, nothing revealed to others."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from itsdangerous import TimestampSigner
from sqlalchemy import select

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.models import AuditEntry, OutboxMessage
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.policy import Actor
from tests.registrations import SITE, SLUG, give_plan, make_application, make_person, make_plan, register
from tests.web.registering import subjects
from tests.web.requests import text_of
from tests.web.test_personal_changes import change, link_of, participant

OLD, NEW = "old@example.org", "new@example.org"


@pytest.fixture
def person(sample):
    """Register somebody; give id and link."""
    give_plan(make_plan())
    name = register(make_application(email=OLD, person=make_person(interpretation_language="en")))
    return name, link_of(name)


def ask(client, link, email=NEW):
    return change(client, link, email=email, listing="nobody")


def claim_in_mail(address=NEW):
    """Give the path of the link that takes an address, out of the last mail to it."""
    with reading() as tx:
        statement = select(OutboxMessage).where(OutboxMessage.recipient == address).order_by(OutboxMessage.id.desc())
        row = tx.scalars(statement.limit(1)).one()
        (path,) = set(re.findall(r"https://[^/]+(/me/address/[^\s\"]+)", row.plain + row.html))
    return path


def test_address_holds_once_its_link_was_opened_and_pressed(client, person):
    name, link = person
    asked = ask(client, link, email=" New@Example.org ")
    assert asked.headers["Location"] == f"{link}?done=address"
    assert "until then the one before holds" in text_of(client.get(asked.headers["Location"]))
    assert (participant(name).attendee.email, subjects()[-1][0]) == (OLD, NEW)
    claim = claim_in_mail()
    page = client.get(claim)
    assert (page.status_code, page.headers["Referrer-Policy"], NEW in text_of(page)) == (200, "no-referrer", True)
    assert participant(name).attendee.email == OLD
    assert client.post(claim).status_code == 200
    assert (participant(name).attendee.email, participant(name).amended) == (NEW, ("email", "listing"))
    assert subjects()[-1] == (NEW, "Your page")
    with reading() as tx:
        told = select(AuditEntry.actor, AuditEntry.action, AuditEntry.details).order_by(AuditEntry.id)
        entries = tx.execute(told).all()
    logged = [tuple(entry) for entry in entries if entry.action in {"address:ask", "registration:amend"}]
    assert logged == [
        ("participant", "address:ask", {}),
        ("participant", "registration:amend", {"fields": ["listing"]}),
        ("participant", "registration:amend", {"fields": ["email"]}),
    ]


def test_link_is_of_no_use_once_the_address_is_another_one(client, person):
    name, link = person
    ask(client, link)
    claim = claim_in_mail()
    with transaction() as tx:
        wanted, seen = Amendment(email="third@example.org"), participant(name).version
        amend_registration(tx, SLUG, name, wanted, seen=seen, is_marked=False, actor=Actor("chief"), now=utc_now())
    assert (client.post(claim).status_code, participant(name).attendee.email) == (410, "third@example.org")


def test_address_of_somebody_else_is_told_to_its_reader_only(client, person):
    name, link = person
    register(make_application(email=NEW))
    asked = ask(client, link)
    assert asked.headers["Location"] == f"{link}?done=address"
    refused = client.post(claim_in_mail())
    assert (refused.status_code, participant(name).attendee.email) == (409, OLD)
    assert "Somebody else is registered with this address." in text_of(refused)


def test_who_left_takes_no_address(client, person):
    name, link = person
    ask(client, link)
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, base_url=SITE, actor=Actor("chief"), now=utc_now())
    assert client.post(claim_in_mail()).status_code == 410


def test_forged_and_old_links_have_ended(client, person, monkeypatch):
    _, link = person
    ask(client, link)
    claim = claim_in_mail()
    # The last letter has bits that mean nothing.
    forged = f"{claim[:-2]}{'A' if claim[-2] != 'A' else 'B'}{claim[-1]}"
    assert [client.get(forged).status_code, client.post(forged).status_code] == [410, 410]
    later = utc_now() + timedelta(days=2, minutes=1)
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: int(later.timestamp()))
    assert [client.get(claim).status_code, client.post(claim).status_code] == [410, 410]


def test_same_address_in_other_letters_asks_nothing(client, person):
    _, link = person
    count = len(subjects())
    assert ask(client, link, email=OLD.upper()).headers["Location"] == f"{link}?done=changed"
    assert len(subjects()) == count


def test_mailbox_gets_so_many_links_and_what_was_typed_stays(client, person):
    name, link = person
    for _ in range(5):
        assert ask(client, link).status_code == 303
    refused = change(client, link, email=NEW, listing="public")
    assert (refused.status_code, f'value="{NEW}"' in refused.text) == (422, True)
    assert participant(name).listing.value == "nobody"


def test_address_is_not_changed_without_the_token_of_the_browser(client, person):
    name, link = person
    ask(client, link)
    client.sends_token = False
    assert (client.post(claim_in_mail()).status_code, participant(name).attendee.email) == (400, OLD)
