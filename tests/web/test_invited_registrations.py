"""The public form opened by an invitation: whom it lets in, what it knows, how it ends."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.registration import CategoryRule, Invitee, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import RegistrationInvitation
from eventapp.operations.registrations.inviting import invite_people, revoke_invited
from eventapp.policy import Actor
from tests.registrations import GUEST, SITE, SLUG, give_plan, make_plan
from tests.web.controls import controls_of
from tests.web.registering import FORM, last_link, rows, send
from tests.web.requests import language_of, text_of

DELEGATE = AttendeeCategory.DELEGATE
LATER, EARLIER = datetime(2040, 1, 2, 3, 4, tzinfo=UTC), datetime(2020, 1, 2, 3, 4, tzinfo=UTC)


def invite(**fields):
    chief = Actor("chief")
    invitee = Invitee(**({"email": "hanako@example.org", "language": "ja", "category": GUEST} | fields))
    with transaction() as tx:
        invite_people(tx, SLUG, [invitee], until=LATER, base_url=SITE, actor=chief, now=utc_now())
    return last_link()


def invitation():
    with reading() as tx:
        row = tx.scalars(select(RegistrationInvitation)).one()
        tx.expunge_all()
        return row


BY_INVITATION = CategoryRule(mode=RegistrationMode.INVITATION)


def test_invitation_opens_its_door_in_the_persons_language_with_the_address(client, sample):
    give_plan(make_plan(rules={GUEST: BY_INVITATION}))
    link = invite()
    page = client.get(link)
    assert (page.status_code, language_of(page), page.headers["Referrer-Policy"]) == (200, "ja", "no-referrer")
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert (dict(controls_of(page.text))["email"], invitation().opened_at is not None) == ("hanako@example.org", True)
    assert send(client, link).status_code == 303
    (row,) = rows()
    assert (row.source, row.state, invitation().registration_id) == ("invitation", "confirmed", row.id)


def test_invitation_of_a_delegation_does_not_ask_which(client, sample):
    give_plan(make_plan(rules={DELEGATE: BY_INVITATION}))
    link = invite(category=DELEGATE, side="US")
    assert 'name="side"' not in client.get(link).text
    send(client, link, side="JP", **{"organisation-ja": "司令部", "position-ja": "部長"})
    assert rows()[0].side == "US"


def test_invitation_is_declined_by_a_press_and_holds_for_a_change_of_mind(client, sample):
    give_plan(make_plan(rules={GUEST: BY_INVITATION}))
    link = invite()
    answer = client.post(f"{link}/decline")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{FORM}/declined")
    assert (invitation().declined_at is not None, client.get(f"{FORM}/declined").status_code) == (True, 200)
    assert send(client, link).status_code == 303
    assert invitation().declined_at is None


def test_ended_and_foreign_invitations_open_nothing(client, sample):
    give_plan(make_plan(rules={GUEST: BY_INVITATION}))
    link = invite()
    assert client.get(f"{FORM}/some-other-token").status_code == 404
    with transaction() as tx:
        tx.execute(update(RegistrationInvitation).values(expires_at=EARLIER))
    assert (client.get(link).status_code, send(client, link).status_code, rows()) == (410, 410, [])
    with transaction() as tx:
        revoke_invited(tx, SLUG, invitation().id, actor=Actor("chief"), now=utc_now())
    for answer in (client.get(link), send(client, link), client.post(f"{link}/decline")):
        assert (answer.status_code, "取り消された" in text_of(answer)) == (410, True)


def test_link_taken_back_says_so_though_the_address_was_invited_again(client, sample):
    give_plan(make_plan(rules={GUEST: BY_INVITATION}))
    before = invite()
    with transaction() as tx:
        revoke_invited(tx, SLUG, invitation().id, actor=Actor("chief"), now=utc_now())
    again = invite()
    assert (client.get(before).status_code, client.get(again).status_code) == (410, 200)
    send(client, again)
    answers = [text_of(client.get(link)) for link in (before, again)]
    assert ["取り消された" in said for said in answers] == [True, False]


@pytest.mark.parametrize(
    ("asked", "is_opened"),
    [
        ({"method": "HEAD"}, False),
        ({"headers": {"Sec-Purpose": "prefetch;prerender"}}, False),
        ({"headers": {"Purpose": "prefetch"}}, False),
        ({"headers": {"X-Moz": "prefetch"}}, False),
        ({"headers": {"Sec-Purpose": ""}}, True),
        ({}, True),
    ],
)
def test_only_a_page_that_is_shown_to_somebody_counts_as_opened(client, sample, asked, is_opened):
    give_plan(make_plan(rules={GUEST: BY_INVITATION}))
    assert client.open(invite(), **asked).status_code == 200
    assert (invitation().opened_at is not None) is is_opened
