"""Calendars to subscribe to: 304 from one small statement, else pieces that were made before, put together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Response, request
from werkzeug.http import http_date

from eventapp.db import reading
from eventapp.domain.audiences import PUBLIC, STAFF, VENUE_STAFF
from eventapp.domain.feeds import (
    FeedScope,
    FeedWishes,
    cancelled_go_on,
    chosen_sessions,
    keeps_cancelled,
    sessions_at,
    sessions_of_delegation,
)
from eventapp.domain.localized import NOTHING, Localized
from eventapp.domain.notices import audience_of
from eventapp.queries.registrations import list_sessions_of
from eventapp.renderers.ics import END, Piece, gzipped, piece_of, render_copy, whole
from eventapp.renderers.wording import INTERFACE_LANGUAGES, N_, words_in
from eventapp.web.feed_uses import hour_of
from eventapp.web.feed_wishes import check_day, read_feed_wishes
from eventapp.web.published import is_known, is_unmodified, published, respond
from eventapp.web.readers import base_url
from eventapp.web.renditions import Rendition
from eventapp.web.responses import ReadyResponse
from eventapp.web.security import HEADERS as SECURITY_HEADERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.audiences import Audience
    from eventapp.domain.notices import Part
    from eventapp.queries.feeds import FeedKey, Subscriber
    from eventapp.queries.publications import PublicationKey
    from eventapp.web.issues import Issue

# What the bytes of a feed depend on besides what its tag names: one more whenever feeds are written otherwise.
_FORM = 4
_TAGS_KEPT = 256
_MY_PROGRAMME = N_("My programme")
_OF_BODY = (
    ("Content-Type", "text/calendar; charset=utf-8"),
    ("Content-Disposition", 'inline; filename="agenda.ics"'),
)
_SECRET = (
    ("Cache-Control", "private, max-age=300"),
    ("Vary", "Accept-Encoding"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("Referrer-Policy", "no-referrer"),
    *(pair for pair in SECURITY_HEADERS if pair[0] != "Referrer-Policy"),
)
_END = piece_of(END)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What of an issue a feed holds: all sessions where `ids` is None, and what its reader does in them.

    `whose` stands before the conference's title, `languages` are the reader's, the leading one first.
    """

    issue: Issue
    languages: tuple[str, ...]
    ids: frozenset[str] | None = None
    parts: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    whose: Localized = NOTHING
    has_umbrella: bool = True


def respond_feed(key: FeedKey, publication: PublicationKey, *, now: datetime) -> Response:
    """Answer with a feed, or with 304 before anything else is looked at.

    Source: RFC 9110 §13.1.2, §13.1.3. Raises: UnknownWishError.
    """
    wishes, base = read_feed_wishes(request.query_string.decode("latin-1")), base_url()
    has_cancelled = keeps_cancelled(key.ends_on, now.astimezone(ZoneInfo(key.zone)).date())
    etag = _tag(key.scope, key.subject, publication.id, key.subscriber, wishes, base, has_cancelled)
    headers = (("ETag", etag), *_SECRET)
    if key.used_hour != hour_of(now):
        published().uses.note(key.id, now)
    if is_known(etag):
        return ReadyResponse(304, headers, b"")
    changed_at = last_change(key.changed_at, key.ends_on, key.zone, has_cancelled=has_cancelled, now=now)
    if changed_at is not None:
        headers = (("Last-Modified", http_date(changed_at)), *headers)
    if is_unmodified(changed_at):
        return ReadyResponse(304, headers, b"")

    def make() -> Rendition:
        programme = _programme(key, publication, wishes)
        body, packed = render_feed(programme, wishes, base, has_cancelled=has_cancelled)
        return Rendition.ready(body, packed, _OF_BODY, headers, modified_at=changed_at)

    return respond(published().feeds.get_or_make((etag,), make))


def last_change(made_at: datetime, ends_on: date, zone: str, *, has_cancelled: bool, now: datetime) -> datetime | None:
    """Give since when a feed reads as it does, in whole seconds: what it is made of, what has gone, how this process writes feeds.

    None within that second: it may change once more, and a date would not tell. Source: RFC 9110 §8.8.2.2.
    """
    changes = [made_at, published().since]
    if not has_cancelled:
        changes.append(datetime.combine(cancelled_go_on(ends_on), time(), ZoneInfo(zone)))
    changed_at = max(changes).astimezone(UTC).replace(microsecond=0)
    return changed_at if now - changed_at >= timedelta(seconds=1) else None


@lru_cache(maxsize=_TAGS_KEPT)
def _tag(*depends_on: object) -> str:
    """Give the tag of a feed whose bytes follow from all this."""
    return f'W/"{hashlib.sha256(repr((_FORM, *depends_on)).encode()).hexdigest()[:32]}"'


def render_feed(programme: Programme, wishes: FeedWishes, base: str, *, has_cancelled: bool) -> tuple[bytes, bytes]:
    """Put a feed together, plain and as gzip. Raises: UnknownWishError for a day that its agenda doesn't have."""
    check_day(wishes, programme.issue.agenda)
    issue, languages, kept = programme.issue, programme.languages, published().chunks
    vevents = [kept.umbrella(issue, languages, base)] if programme.has_umbrella else []
    for session in chosen_sessions(issue.agenda, programme.ids, wishes, has_cancelled=has_cancelled):
        parts = programme.parts.get(session.id, ())
        vevents.append(kept.piece(session, issue, languages, base, parts=parts, alarm_minutes=wishes.alarm_minutes))
    zones = kept.zones(frozenset().union(*(piece.zones for piece in vevents)), issue)
    pieces: list[Piece] = [kept.header(programme.whose, issue, languages, base), zones, *vevents, _END]
    body = whole(pieces)
    return body, gzipped(pieces, body)


def _programme(key: FeedKey, publication: PublicationKey, wishes: FeedWishes) -> Programme:
    if key.subscriber is None:
        return _of_venue(key.subject, publication, wishes)
    whole_agenda = published().issue(publication, STAFF).agenda
    audience = _audience(key.subscriber, whole_agenda)
    issue, languages = published().issue(publication, audience), _languages(wishes, key.subscriber, whole_agenda)
    if key.scope is FeedScope.CONFERENCE:
        return Programme(issue=issue, languages=languages)
    if key.scope is FeedScope.DELEGATION:
        ids, whose = sessions_of_delegation(issue.agenda, key.subject), _delegation_name(whole_agenda, key.subject)
        return Programme(issue=issue, languages=languages, ids=ids, whose=whose)
    return _of_person(key.subscriber, issue, published().issue(publication, STAFF), languages)


def _of_person(who: Subscriber, issue: Issue, staffs: Issue, languages: tuple[str, ...]) -> Programme:
    """Give one's own sessions and the breaks between them; placements that the reader's audience may not read are known to the staff's agenda."""
    with reading() as tx:
        registered = list_sessions_of(tx, who.key)
    ids: frozenset[str] = frozenset()
    parts: dict[str, tuple[Part, ...]] = {}
    person = published().own_sessions(staffs).person(who.public_id, who.category)
    for one in (staffs, issue):
        everybody = published().own_sessions(one)
        ids |= everybody.of(person, registered=registered)
        parts |= everybody.parts(who.public_id)
    ids |= published().own_sessions(issue).breaks_between(ids)
    mine = Localized.of({language: words_in(language)(_MY_PROGRAMME) for language in INTERFACE_LANGUAGES})
    return Programme(issue=issue, languages=languages, ids=ids, parts=parts, whose=mine)


def own_copy(who: Subscriber, issue: Issue, publication: PublicationKey, languages: tuple[str, ...]) -> bytes:
    """Give one's own programme for a download: what the feed of it holds, but no name and no pace, for it isn't asked for again."""
    base, kept = base_url(), published().chunks
    programme = _of_person(who, issue, published().issue(publication, STAFF), languages)
    sessions = chosen_sessions(issue.agenda, programme.ids, FeedWishes(), has_cancelled=True)
    vevents = [
        kept.piece(one, issue, languages, base, parts=tuple(programme.parts.get(one.id, ()))).body for one in sessions
    ]
    return render_copy([kept.umbrella(issue, languages, base).body, *vevents], issue.agenda)


def _of_venue(venue_id: str, publication: PublicationKey, wishes: FeedWishes) -> Programme:
    """Give a venue's whole programme, as its staff needs it: not what is for one side, nor who says what inside."""
    issue = published().issue(publication, VENUE_STAFF)
    conference = issue.agenda.conference
    languages = offered_languages(wishes, conference.languages) or conference.languages[:1]
    name = next((venue.name for venue in issue.agenda.venues if venue.id == venue_id), NOTHING)
    return Programme(issue=issue, languages=languages, ids=sessions_at(issue.agenda, venue_id), whose=name)


def _audience(who: Subscriber, agenda: Agenda) -> Audience:
    side = next((one for one in agenda.delegations if one.code == who.side), None)
    if side is None:
        return PUBLIC
    return audience_of(who.category, side.code, is_side=side.is_side)


def _languages(wishes: FeedWishes, who: Subscriber, agenda: Agenda) -> tuple[str, ...]:
    """Give the languages asked for that the conference has, else the reader's own, else the conference's first."""
    offered = agenda.conference.languages
    return offered_languages(wishes, offered) or ((who.language,) if who.language in offered else offered[:1])


def offered_languages(wishes: FeedWishes, offered: tuple[str, ...]) -> tuple[str, ...]:
    """Give the languages that an address asks for and that the conference has."""
    return tuple(language for language in wishes.languages if language in offered)


def _delegation_name(agenda: Agenda, side: str) -> Localized:
    return next((one.name for one in agenda.delegations if one.code == side), NOTHING)
