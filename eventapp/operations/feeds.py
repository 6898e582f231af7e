"""Feeds given out, renewed and taken back; who used them is noted by the hour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from eventapp.audit import Action, record
from eventapp.db import table_of
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.feeds import FeedScope
from eventapp.domain.registration import RegistrationState
from eventapp.models import Conference, Feed
from eventapp.operations.tokens import token_hash
from eventapp.queries.conferences import hold_conference
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import get_registration

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from eventapp.policy import Actor

_FEED = table_of(Feed)


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address to make: its secret, and `seen`, the id of the feed that it is to end, 0 for none."""

    token: str
    seen: int = 0


def issue_feed(
    tx: Session, slug: str, public_id: str, scope: FeedScope, new: NewAddress, *, actor: Actor, now: datetime
) -> bool:
    """Let somebody on the list have a new address for this scope, the one seen before being gone; say whether it was made.

    Where another one holds than was seen, nothing is made: the same form sent twice makes one address and ends none of its own.
    Raises: NotFoundError; DomainError("not-on-list"); DomainError("no-delegation") for the delegation of one who has none.
    """
    hold_conference(tx, slug)
    row = get_registration(tx, slug, public_id, for_update=True)
    if row.state is not RegistrationState.CONFIRMED:
        raise DomainError("not-on-list")
    if not scope.is_of_person:
        raise NotFoundError("unknown-feed")
    if scope is FeedScope.DELEGATION and not row.side:
        raise DomainError("no-delegation")
    feed = Feed(conference_id=row.conference_id, registration_id=row.id, scope=scope)
    is_made = _put(tx, feed, new, (Feed.registration_id == row.id, Feed.scope == scope), now=now)
    if is_made:
        _record(tx, slug, Action.FEED_ISSUE, f"attendees/{public_id}", scope, actor=actor, now=now)
    return is_made


def revoke_feed(tx: Session, slug: str, public_id: str, scope: FeedScope, *, actor: Actor, now: datetime) -> None:
    """Let somebody's address for this scope be gone. Raises: NotFoundError."""
    row = get_registration(tx, slug, public_id)
    if _revoke(tx, Feed.registration_id == row.id, Feed.scope == scope, now=now):
        _record(tx, slug, Action.FEED_REVOKE, f"attendees/{public_id}", scope, actor=actor, now=now)


def revoke_feeds(tx: Session, registration_id: int, *, now: datetime) -> None:
    """Let every address of a person be gone."""
    _revoke(tx, Feed.registration_id == registration_id, now=now)


def issue_venue_feed(tx: Session, slug: str, venue_id: str, new: NewAddress, *, actor: Actor, now: datetime) -> bool:
    """Let a venue's staff have a new address for its whole programme, as for a person's. Raises: NotFoundError."""
    conference_id = _venue_at(tx, slug, venue_id)
    feed = Feed(conference_id=conference_id, scope=FeedScope.VENUE, subject=venue_id)
    is_made = _put(tx, feed, new, _of_venue(conference_id, venue_id), now=now)
    if is_made:
        _record(tx, slug, Action.FEED_ISSUE, f"venues/{venue_id}", FeedScope.VENUE, actor=actor, now=now)
    return is_made


def revoke_venue_feed(tx: Session, slug: str, venue_id: str, *, actor: Actor, now: datetime) -> None:
    """Let the addresses of a venue's programme be gone. Raises: NotFoundError."""
    if _revoke(tx, *_of_venue(_venue_at(tx, slug, venue_id), venue_id), now=now):
        _record(tx, slug, Action.FEED_REVOKE, f"venues/{venue_id}", FeedScope.VENUE, actor=actor, now=now)


def note_uses(tx: Session, uses: Iterable[tuple[int, int, str]]) -> None:
    """Note of feeds, by id, in which hour since 1970 they were used last and by what; nobody's doing, so that no log tells of it.

    Who ends or renews an address is never waited for, nor made to wait for more than this: a feed in somebody's hands is left out.
    """
    known = {key: (hour, program) for key, hour, program in uses}
    free = select(Feed.id).where(Feed.id.in_(known)).order_by(Feed.id).with_for_update(skip_locked=True)
    for key in tx.scalars(free).all():
        hour, program = known[key]
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


def _put(tx: Session, feed: Feed, new: NewAddress, same: tuple[ColumnElement[bool], ...], *, now: datetime) -> bool:
    """Put a feed in the place of the one of the `same` kind that was seen; say whether it was that one."""
    held = tx.scalars(select(Feed.id).where(*same, Feed.revoked_at.is_(None)).order_by(Feed.id.desc())).first() or 0
    if held not in {0, new.seen}:
        return False
    _revoke(tx, *same, now=now)
    feed.token_hash, feed.created_at = token_hash(new.token), now
    tx.add(feed)
    tx.flush()
    return True


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
