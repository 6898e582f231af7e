"""What came in by mail: a conference's for its organisers, the rest for who looks after the site, all of it page by page."""

from __future__ import annotations

import pytest

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.operations.replies import receive_message
from eventapp.policy import Actor, MemberRole
from eventapp.web.replies import SHOWN
from tests.publishing import publish
from tests.replies import plain_mail
from tests.session_invitations import small_agenda
from tests.web.requests import text_of

HERE = "/organise/sample-2023/replies"


@pytest.fixture
def told(app):
    """Publish the small agenda and take in a message of somebody on the list and one of nobody known."""
    publish(small_agenda())
    take(plain_mail("Where is the hall?"), plain_mail("<b>Buy!</b>", sender="spam@example.com"))


def take(*messages):
    with transaction() as tx:
        for data in messages:
            receive_message(tx, data, actor=Actor("chief"), now=utc_now())


def test_administrator_who_works_at_no_conference_reads_what_is_for_none(told, client, login_as):
    login_as(client, is_admin=True)
    answer = client.get("/replies")
    page = text_of(answer)
    assert ("&lt;b&gt;Buy!&lt;/b&gt;" in answer.text, "spam@example.com" in page) == (True, True)
    assert ("Where is the hall?" in page, "doe@example.org" in page) == (False, False)
    assert 'href="/replies"' in client.get("/organise/").text


def test_organiser_reads_the_own_conferences_only(told, client, login_as):
    login_as(client, role=MemberRole.ORGANISER)
    page = client.get(HERE)
    assert ("Where is the hall?" in page.text, "Buy!" in page.text, 'href="/replies"' in page.text) == (
        True,
        False,
        False,
    )
    assert (client.get("/replies").status_code, 'href="/replies"' in client.get("/organise/").text) == (403, False)


def test_organiser_who_looks_after_the_site_is_led_there(told, client, login_as):
    login_as(client, role=MemberRole.ORGANISER, is_admin=True)
    page = client.get(HERE).text
    assert ("Buy!" in page, 'href="/replies"' in page) == (False, True)


@pytest.mark.parametrize(
    ("address", "sender", "fields"),
    [("/replies", "spam@example.com", {"is_admin": True}), (HERE, "doe@example.org", {"role": MemberRole.ORGANISER})],
)
def test_older_messages_are_reached_page_by_page(told, client, login_as, address, sender, fields):
    login_as(client, **fields)
    take(*(plain_mail("x", sender=sender, subject=f"No. {number:03}.") for number in range(2 * SHOWN)))
    seen, page = [], client.get(address)
    assert f"1–{SHOWN} of {2 * SHOWN + 1}" in page.text
    for number in (2, 3):
        assert f'href="{address}?page={number}" rel="next"' in page.text
        seen.append(text_of(page))
        page = client.get(f"{address}?page={number}")
    assert ('rel="next"' in page.text, "Question" in text_of(page)) == (False, True)
    assert [f"No. {number:03}." in "".join(seen) for number in range(2 * SHOWN)] == [True] * (2 * SHOWN)
    for wrong in ("0", "99", "x", "-1"):
        assert client.get(f"{address}?page={wrong}").status_code == 200


def test_list_asks_the_database_no_more_for_more_messages(told, client, login_as, count_statements):
    login_as(client, role=MemberRole.ORGANISER)
    client.get(HERE)
    counts = []
    for number in range(2):
        with count_statements() as sent:
            client.get(HERE)
        counts.append(len(sent))
        take(*(plain_mail(f"{number} {one}") for one in range(3)))
    assert counts[0] == counts[1]
