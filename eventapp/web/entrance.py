"""Coming in by password: the tries are counted first, and the slow hash is computed outside every transaction."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from flask import current_app, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.accounts import (
    LETTERS_PER_MAILBOX,
    REGISTRATIONS_PER_NETWORK,
    TRIES_PER_ACCOUNT,
    TRIES_PER_ADDRESS,
    Subject,
    network_of,
    normal_email,
)
from eventapp.operations.accounts import note_sign_in
from eventapp.operations.passwords import password_matches
from eventapp.operations.throttling import count_try, forget_tries
from eventapp.queries.users import find_user, get_user

if TYPE_CHECKING:
    from collections.abc import Sequence


def tries_of(kind: str, email: str) -> tuple[Subject, Subject]:
    """Give whose tries of this request are counted: the account's and the network address's.

    They are keyed hashes: there are few network addresses, and a plain hash of one can be guessed back.
    """
    account = Subject(keyed_hash(f"{kind} account {normal_email(email)}"), TRIES_PER_ACCOUNT)
    return account, Subject(keyed_hash(f"{kind} address {network_of(request.remote_addr or '')}"), TRIES_PER_ADDRESS)


def registering_subjects(email: str) -> tuple[Subject, Subject]:
    """Give whose registrations are counted: the mailbox that gets a letter of each, and the network address."""
    mailbox = Subject(keyed_hash(f"register mailbox {normal_email(email)}"), LETTERS_PER_MAILBOX)
    network = network_of(request.remote_addr or "")
    return mailbox, Subject(keyed_hash(f"register address {network}"), REGISTRATIONS_PER_NETWORK)


def enter_by_password(email: str, password: str) -> tuple[int, int] | None:
    """Give the id and the version of sign-ins of whose password it is, None for a wrong one or an unknown address.

    Raises: TooManyTriesError.
    """
    subjects = tries_of("password", email)
    _count(subjects)
    with reading() as tx:
        user = find_user(tx, normal_email(email))
        user_id, password_hash = (user.id, user.password_hash) if user else (0, None)
    if not password_matches(password_hash, password):
        return None
    with transaction() as tx:
        found = get_user(tx, user_id)
        forget_tries(tx, subjects[0])
        note_sign_in(tx, found, means="password", now=utc_now())
        return found.id, found.sign_in_version


def password_is_mine(email: str, password_hash: str | None, password: str) -> bool:
    """Say whether a password is that of the account whose browser asks; whoever sits there may not guess for ever.

    Raises: TooManyTriesError.
    """
    subjects = tries_of("password", email)
    _count(subjects)
    if not password_matches(password_hash, password):
        return False
    with transaction() as tx:
        forget_tries(tx, subjects[0])
    return True


def _count(subjects: Sequence[Subject]) -> None:
    with transaction() as tx:
        count_try(tx, subjects, now=utc_now())


def keyed_hash(subject: str) -> str:
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"eventapp try {subject}".encode(), hashlib.sha256).hexdigest()
