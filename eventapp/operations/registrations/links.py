"""Links to a person's own page: one purpose each, an end, and revoked at will."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import update

from eventapp.models import PersonalLink
from eventapp.operations.tokens import new_token, token_hash

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

_AFTER_THE_CONFERENCE = timedelta(days=31)


class LinkPurpose(StrEnum):
    """What a link is good for; it opens nothing else."""

    ME = "me"


def issue_link(tx: Session, registration_id: int, *, ends_on: date, now: datetime) -> str:
    """Give the secret of a new link to somebody's own page; it holds until a month after the conference's last day.

    Earlier ones hold as well, for people come back to an older mail.
    """
    return issue_links(tx, [registration_id], ends_on=ends_on, now=now)[registration_id]


def issue_links(tx: Session, registration_ids: Iterable[int], *, ends_on: date, now: datetime) -> dict[int, str]:
    """Give the secrets of new links as `issue_link` does, by registration, in one statement."""
    tokens = {key: new_token() for key in registration_ids}
    expires_at = max(datetime.combine(ends_on, time(), tzinfo=UTC), now) + _AFTER_THE_CONFERENCE
    tx.add_all(
        PersonalLink(
            registration_id=key,
            token_hash=token_hash(token),
            purpose=LinkPurpose.ME.value,
            created_at=now,
            expires_at=expires_at,
        )
        for key, token in tokens.items()
    )
    tx.flush()
    return tokens


def revoke_links(tx: Session, registration_id: int, *, now: datetime) -> None:
    """End every link of a person."""
    theirs = (PersonalLink.registration_id == registration_id, PersonalLink.revoked_at.is_(None))
    tx.execute(update(PersonalLink).where(*theirs).values(revoked_at=now))
