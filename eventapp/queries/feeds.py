"""Feeds: whose an address is, in one small statement, and which somebody has."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from eventapp.db import first_row
from eventapp.domain.feeds import FeedScope
from eventapp.domain.registration import RegistrationState
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import Feed
from eventapp.queries.publications import PublicationKey

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

_FEED = (
    "SELECT f.id, f.scope, f.subject, f.revoked_at, f.used_hour, f.program, c.slug, c.ends_on, c.zone, p.id, p.number, "
    "COALESCE(p.rewritten_at, p.as_of), "
    "r.id, r.public_id, r.state, r.category, r.side, r.language, r.version, r.changed_at "
    "FROM feed f JOIN conference c ON c.id = f.conference_id "
    "LEFT JOIN publication p ON p.conference_id = c.id "
    "AND p.number = (SELECT MAX(q.number) FROM publication q WHERE q.conference_id = c.id) "
    "LEFT JOIN registration r ON r.id = f.registration_id WHERE f.token_hash = {mark}"
)


class Subscriber(NamedTuple):
    """Somebody on the list as a feed needs to know them; `version` is another one after any change of the registration."""

    key: int
    public_id: str
    category: AttendeeCategory
    side: str
    language: str
    version: int


class FeedKey(NamedTuple):
    """What an address opens; `publication` is None before the first, `subscriber` for a feed that is nobody's own.

    `subject` is the venue, or the delegation that the person belongs to now. `is_gone` says that it was revoked, or that the person is not on
    the list any more, or in no delegation. `used_hour` counts hours since 1970. `changes` are when the publication and the registration
    became what they are, as the database's driver gives it.
    """

    id: int
    scope: FeedScope
    subject: str
    is_gone: bool
    used_hour: int | None
    program: str
    slug: str
    ends_on: date
    zone: str
    publication: PublicationKey | None
    subscriber: Subscriber | None
    changes: tuple[str | datetime | None, ...]

    @property
    def changed_at(self) -> datetime:
        """Since when the owner's programme is as it is; no feed is asked for this as long as its tag is known."""
        return max(_instant(at) for at in self.changes if at is not None)


def _instant(at: str | datetime) -> datetime:
    """Read an instant as `UTCDateTime` keeps it: text in SQLite."""
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def find_feed(engine: Engine, token_hash: str) -> FeedKey | None:
    """Give what an address opens, None for one that never was."""
    row = first_row(engine, _FEED, (token_hash,))
    return None if row is None else _key(row)


# A program that asks several times an hour is mostly told the same.
@lru_cache(maxsize=256)
def _key(row: tuple[Any, ...]) -> FeedKey:
    key, scope, subject, revoked_at, used_hour, program, slug, ends_on, zone, *rest = row
    publication_id, number, published_at, *person, changed_at = rest
    subscriber = _subscriber(*person) if person[0] is not None else None
    is_of_delegation = scope == FeedScope.DELEGATION.value
    if is_of_delegation:
        subject = subscriber.side if subscriber else ""
    has_owner = subscriber is None or person[2] == RegistrationState.CONFIRMED.value
    return FeedKey(
        id=key,
        scope=FeedScope(scope),
        subject=subject,
        is_gone=revoked_at is not None or not has_owner or (is_of_delegation and not subject),
        used_hour=used_hour,
        program=program,
        slug=slug,
        changes=(published_at, changed_at),
        ends_on=date.fromisoformat(ends_on) if isinstance(ends_on, str) else ends_on,
        zone=zone,
        publication=PublicationKey(publication_id, number) if publication_id else None,
        subscriber=subscriber,
    )


def _subscriber(
    key: int, public_id: str, _state: str, category: str, side: str, language: str, version: int
) -> Subscriber:
    return Subscriber(key, public_id, AttendeeCategory(category), side, language, version)


def list_feeds(tx: Session, registration_id: int) -> tuple[Feed, ...]:
    """Give the feeds of somebody that hold, in order of scope and age."""
    statement = select(Feed).where(Feed.registration_id == registration_id, Feed.revoked_at.is_(None))
    return tuple(tx.scalars(statement.order_by(Feed.scope, Feed.id)))


def list_venue_feeds(tx: Session, conference_id: int, venue_id: str) -> tuple[Feed, ...]:
    """Give the feeds of a venue that hold, the oldest first."""
    statement = select(Feed).where(Feed.conference_id == conference_id, Feed.subject == venue_id)
    statement = statement.where(Feed.scope == FeedScope.VENUE, Feed.revoked_at.is_(None))
    return tuple(tx.scalars(statement.order_by(Feed.id)))
