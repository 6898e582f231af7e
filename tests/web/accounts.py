"""Accounts in the tests of pages: passwords, links out of the mail, forms."""

from __future__ import annotations

import re

from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.models import AuditEntry, OutboxMessage, SignInAttempt
from eventapp.operations.passwords import hash_password
from tests.members import make_user

PASSWORD = "correct horse battery"  # noqa: S105 - of tests
EMAIL = "aki@example.org"


def add_account(**fields):
    """Add an account with a password; give its id."""
    with transaction() as tx:
        return make_user(tx, **({"email": EMAIL, "password_hash": hash_password(PASSWORD)} | fields)).id


def enter(client, email=EMAIL, password=PASSWORD, **options):
    return client.post("/sign-in", data={"email": email, "password": password}, **options)


def mails():
    with reading() as tx:
        return list(tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def link_in(mail):
    """Give the path of the link in a mail; the same one stands in both of its forms."""
    (plain,) = re.findall(r"https://conferences\.example\.org(/\S+)", mail.plain)
    assert f'href="https://conferences.example.org{plain}"' in mail.html
    return plain


def tries():
    with reading() as tx:
        return len(list(tx.scalars(select(SignInAttempt.id))))


def actions():
    with reading() as tx:
        return list(tx.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def is_signed_in(client):
    return client.get("/account").status_code == 200
