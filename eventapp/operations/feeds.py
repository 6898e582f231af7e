"""Feeds given out, renewed and taken back; who used them is noted by the hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from eventapp.audit import Action, record
from eventapp.db import table_of
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.feeds import FeedScope
from eventapp.domain.registration import RegistrationState
from eventapp.models import Conference, Feed
from eventapp.operations.tokens import new_token, token_hash
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import get_registration

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from eventapp.policy import Actor

_FEED = table_of(Feed)


def issue_feed(tx: Session, slug: str, public_id: str, scope: FeedScope, *, actor: Actor, now: datetime) -> str:
    """Give somebody on the list the secret of a new address for this scope; the address before is gone with it.

    Raises: NotFoundError; DomainError("not-on-list"); DomainError("no-delegation") for the delegation of one who has none.
    """
    row = get_registration(tx, slug, public_id, for_update=True)
    if row.state is not RegistrationState.CONFIRMED:
        raise DomainError("not-on-list")
    if not scope.is_of_person:
        raise NotFoundError("unknown-feed")
    if scope is FeedScope.DELEGATION and not row.side:
        raise DomainError("no-delegation")
    theirs = (Feed.registration_id == row.id, Feed.scope == scope)
    _revoke(tx, *theirs, now=now)
    subject = row.side if scope is FeedScope.DELEGATION else ""
    token = _add(tx, row.conference_id, scope, subject, registration_id=row.id, now=now)
    _record(tx, slug, Action.FEED_ISSUE, f"attendees/{public_id}", scope, actor=actor, now=now)
    return token


def revoke_feed(tx: Session, slug: str, public_id: str, scope: FeedScope, *, actor: Actor, now: datetime) -> None:
    """Let somebody's address for this scope be gone. Raises: NotFoundError."""
    row = get_registration(tx, slug, public_id)
    if _revoke(tx, Feed.registration_id == row.id, Feed.scope == scope, now=now):
        _record(tx, slug, Action.FEED_REVOKE, f"attendees/{public_id}", scope, actor=actor, now=now)


def revoke_feeds(tx: Session, registration_id: int, *, now: datetime) -> None:
    """Let every address of a person be gone."""
    _revoke(tx, Feed.registration_id == registration_id, now=now)


def issue_venue_feed(tx: Session, slug: str, venue_id: str, *, actor: Actor, now: datetime) -> str:
    """Give the secret of a new address for a venue's whole programme, for its staff; those given out before are gone.

    Raises: NotFoundError.
    """
    conference_id = _venue_at(tx, slug, venue_id)
    _revoke(tx, *_of_venue(conference_id, venue_id), now=now)
    token = _add(tx, conference_id, FeedScope.VENUE, venue_id, now=now)
    _record(tx, slug, Action.FEED_ISSUE, f"venues/{venue_id}", FeedScope.VENUE, actor=actor, now=now)
    return token


def revoke_venue_feed(tx: Session, slug: str, venue_id: str, *, actor: Actor, now: datetime) -> None:
    """Let the addresses of a venue's programme be gone. Raises: NotFoundError."""
    if _revoke(tx, *_of_venue(_venue_at(tx, slug, venue_id), venue_id), now=now):
        _record(tx, slug, Action.FEED_REVOKE, f"venues/{venue_id}", FeedScope.VENUE, actor=actor, now=now)


def note_uses(tx: Session, uses: Iterable[tuple[int, int, str]]) -> None:
    """Note of feeds, by id, in which hour since 1970 they were used last and by what; nobody's doing, so that no log tells of it."""
    for key, hour, program in uses:
        is_news = or_(_FEED.c.used_hour.is_(None), _FEED.c.used_hour < hour)
        tx.execute(_FEED.update().where(_FEED.c.id == key, is_news).values(used_hour=hour, program=program))


def _venue_at(tx: Session, slug: str, venue_id: str) -> int:
    draft = get_draft(tx, slug)
    if venue_id not in {venue.id for venue in draft.agenda.venues}:
        raise NotFoundError("unknown-item", item=f"venues/{venue_id}")
    tx.execute(select(Conference.id).where(Conference.id == draft.conference_id).with_for_update())
    return draft.conference_id


def _of_venue(conference_id: int, venue_id: str) -> tuple[ColumnElement[bool], ...]:
    return (Feed.conference_id == conference_id, Feed.scope == FeedScope.VENUE, Feed.subject == venue_id)


def _add(
    tx: Session,
    conference_id: int,
    scope: FeedScope,
    subject: str,
    *,
    registration_id: int | None = None,
    now: datetime,
) -> str:
    token = new_token()
    tx.add(
        Feed(
            conference_id=conference_id,
            registration_id=registration_id,
            scope=scope,
            subject=subject,
            token_hash=token_hash(token),
            created_at=now,
        )
    )
    tx.flush()
    return token


def _revoke(tx: Session, *which: ColumnElement[bool], now: datetime) -> int:
    """Give how many held."""
    held = update(Feed).where(*which, Feed.revoked_at.is_(None)).values(revoked_at=now)
    return len(tx.scalars(held.returning(Feed.id)).all())


def _record(
    tx: Session, slug: str, action: Action, subject: str, scope: FeedScope, *, actor: Actor, now: datetime
) -> None:
    record(
        tx,
        action,
        conference_slug=slug,
        subject=subject,
        details={"scope": scope.value},
        mentions=[subject],
        actor=actor,
        now=now,
    )
