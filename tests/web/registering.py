"""Registering in the tests of pages: what a form sends, what became of it, links out of the mails."""

from __future__ import annotations

import re

from sqlalchemy import select

from eventapp.db import reading
from eventapp.models import OutboxMessage, Registration

FORM = "/conferences/sample-2023/register"
HANAKO = {
    "native_family_name": "見本",
    "native_given_name": "花子",
    "family_name_reading": "みほん",
    "given_name_reading": "はなこ",
    "family_name": "Mihon",
    "given_name": "Hanako",
    "email": "hanako@example.org",
    "listing": "participants",
}


def send(client, address=FORM, **fields):
    """Send the form as a person's browser in Japanese would; a value of None is not sent."""
    sent = {name: value for name, value in (HANAKO | fields).items() if value is not None}
    return client.post(address, data=sent, headers={"Accept-Language": "ja"}, content_type="multipart/form-data")


def rows():
    """Give every registration that was made by a form, the first first."""
    with reading() as tx:
        made = select(Registration).where(Registration.key_hash.is_not(None)).order_by(Registration.id)
        found = list(tx.scalars(made))
        tx.expunge_all()
        return found


def subjects():
    """Give address and first words of the subject of every message."""
    with reading() as tx:
        messages = tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(one.recipient, re.split(r"[:：]", one.subject)[0]) for one in messages]


def last_link():
    """Give the path of the link in the last message."""
    with reading() as tx:
        plain = tx.scalars(select(OutboxMessage.plain).order_by(OutboxMessage.id.desc()).limit(1)).one()
    return re.search(r"https://\S+?(/(?:me|conferences)/\S+)", plain)[1]


def failing(response):
    """Give the ids to which the box at the top leads."""
    box = response.text.partition('id="errors"')[2].partition("</ul>")[0]
    return re.findall(r'href="#([^"]+)"', box)
