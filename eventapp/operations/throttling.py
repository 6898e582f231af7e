"""Tries to sign in are counted in the database, for the account and for the network address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select

from eventapp.db import table_of
from eventapp.domain.accounts import TRIES_WINDOW
from eventapp.domain.errors import DomainError
from eventapp.models import SignInAttempt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.accounts import Subject

_ATTEMPTS = table_of(SignInAttempt)
_FORGET = delete(_ATTEMPTS).where(_ATTEMPTS.c.at <= bindparam("before"))
_COUNTED = (
    select(_ATTEMPTS.c.subject_hash, func.count())
    .where(_ATTEMPTS.c.subject_hash.in_(bindparam("hashes", expanding=True)))
    .group_by(_ATTEMPTS.c.subject_hash)
)


class TooManyTriesError(DomainError):
    """The limit of tries is reached; an account that doesn't exist has the same one."""

    def __init__(self) -> None:
        super().__init__("too-many-tries", minutes=int(TRIES_WINDOW.total_seconds() // 60))


def count_try(tx: Session, subjects: Sequence[Subject], *, now: datetime) -> None:
    """Count one try for each subject and forget those older than the window.

    No audit entry: it says nothing about anybody, and whoever tries may be no one.
    Raises: TooManyTriesError, and then the try isn't counted.
    """
    tx.execute(_FORGET, {"before": now - TRIES_WINDOW})
    hashes = [subject.hash for subject in subjects]
    counts = {value: count for value, count in tx.execute(_COUNTED, {"hashes": hashes})}  # noqa: C416 - a Row is no pair to the type checker
    if any(counts.get(subject.hash, 0) >= subject.limit for subject in subjects):
        raise TooManyTriesError
    tx.execute(insert(_ATTEMPTS), [{"subject_hash": value, "at": now} for value in hashes])


def forget_tries(tx: Session, subject: Subject) -> None:
    """Forget the tries of an account whose owner is in."""
    tx.execute(delete(SignInAttempt).where(SignInAttempt.subject_hash == subject.hash))
