"""All mail in the browser: in development only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.models import OutboxMessage
from eventapp.operations.outbox import Recipient, queue_mail
from eventapp.renderers.mail import Mail
from tests.web.requests import text_of

NOW = datetime(2023, 3, 9, 9, 0, tzinfo=UTC)
LINK = "https://conferences.example.org/sign-in/link/abc"


def _queue(count=1):
    mail = Mail(subject="Your link", plain=f"Here:\n\n{LINK}\n", html="<head></head><p>Here.</p>", language="en")
    with transaction() as tx:
        for n in range(count):
            queue_mail(tx, mail, kind="sign-in", to=Recipient(f"p{n}@example.org", "", "en"), now=NOW)
    with reading() as tx:
        return list(tx.scalars(select(OutboxMessage.id).order_by(OutboxMessage.id)))


def test_newcomer_finds_the_link_and_can_follow_it(client):
    (message,) = _queue()
    listed = client.get("/mail/")
    assert f'href="/mail/{message}"' in listed.text
    assert "Sign-in link" in text_of(listed)
    assert f'<a href="{LINK}">{LINK}</a>' in client.get(f"/mail/{message}").text
    assert client.get(f"/mail/{message}/body").text == '<head><base target="_top"></head><p>Here.</p>'


def test_text_that_was_erased_elsewhere_is_said_to_be(client):
    (message,) = _queue()
    with transaction() as tx:
        tx.get(OutboxMessage, message).plain = tx.get(OutboxMessage, message).html = ""
    assert "The text was erased: one with a personal link once it is sent" in client.get(f"/mail/{message}").text


def test_last_fifty_are_listed(client):
    ids = _queue(52)
    page = client.get("/mail/").text
    assert [f'"/mail/{message}"' in page for message in (ids[0], ids[1], ids[2], ids[-1])] == [False, False, True, True]


def test_unknown_message_is_not_found(client):
    assert client.get("/mail/999999").status_code == 404
    assert client.get("/mail/99999999999999999999").status_code == 404


@pytest.mark.parametrize("address", ["/mail/", "/mail/{0}", "/mail/{0}/body"])
def test_where_others_could_read_it_there_is_no_such_page(app, client, monkeypatch, address):
    (message,) = _queue()
    assert client.get(address.format(message)).status_code == 200
    monkeypatch.setitem(app.config, "MAIL_IS_PUBLIC", False)
    answer = client.get(address.format(message))
    assert (answer.status_code, LINK in answer.text) == (404, False)
