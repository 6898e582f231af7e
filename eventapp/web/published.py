"""The published read: one small statement, then bytes that were rendered before.

Every public page, calendar, paper and data file of a conference comes this way, from a frozen publication and never from the
draft's rows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

from flask import abort, current_app, request
from werkzeug.http import parse_date

from eventapp.clock import utc_now
from eventapp.db import db
from eventapp.domain.audiences import PUBLIC
from eventapp.domain.feeds import OwnSessions
from eventapp.domain.phases import phase_changes
from eventapp.queries.publications import find_latest_publication
from eventapp.web.feed_uses import FeedUses
from eventapp.web.issues import Publications, read_changes, read_issue
from eventapp.web.renditions import Rendition, RenditionCache
from eventapp.web.responses import ReadyResponse
from eventapp.web.vevents import VEventCache

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import datetime

    from flask import Response

    from eventapp.domain.audiences import Audience
    from eventapp.domain.notices import OwnChanges
    from eventapp.queries.publications import PublicationKey
    from eventapp.web.issues import Issue

_T = TypeVar("_T")
_ISSUES_KEPT = 12
_MOMENTS_KEPT = 256
# A feed is somebody's alone and asked for once an hour, mostly in vain: few are worth keeping, their pieces are.
_FEEDS_BYTES = 1024 * 1024
_ZERO_WEIGHT = re.compile(r"q=0(?:\.0*)?")


class Published:
    """What this process keeps of publications: renditions, the issues used last, and when their pages change."""

    def __init__(self, cache_bytes: int) -> None:
        # Before that another release may have written feeds otherwise, at another address of the site.
        self.since = utc_now()
        self.renditions = RenditionCache(cache_bytes)
        self.feeds = RenditionCache(_FEEDS_BYTES)
        self.chunks = VEventCache()
        self.uses = FeedUses()
        self._publications = Publications()
        self._issues: OrderedDict[tuple[Hashable, ...], Issue] = OrderedDict()
        self._changes: OrderedDict[tuple[Hashable, ...], OwnChanges] = OrderedDict()
        self._own: OrderedDict[tuple[Hashable, ...], OwnSessions] = OrderedDict()
        self._moments: OrderedDict[int, tuple[float, ...]] = OrderedDict()
        self._newest: dict[str, tuple[int, int]] = {}
        self._lock = Lock()

    def issue(self, key: PublicationKey, audience: Audience = PUBLIC, *, since: int | None = None) -> Issue:
        """Give the issue of a publication for an audience, read at most once while it is in use."""
        name = (key.id, audience, since)
        return _kept(self._issues, name, lambda: self._read(key, audience, since), self._lock)

    @property
    def issues_held(self) -> int:
        return len(self._issues)

    def _read(self, key: PublicationKey, audience: Audience, since: int | None) -> Issue:
        """Read an issue; what was made of the publication that it follows is asked for by nobody any more."""
        issue = read_issue(key, self._publications, audience, since=since)
        conference = issue.agenda.conference.uid
        number, before = self._newest.get(conference, (0, 0))
        if issue.number >= number and issue.id != before:
            self._newest[conference] = (issue.number, issue.id)
            self._forget(before)
        return issue

    def _forget(self, publication_id: int) -> None:
        self.chunks.forget(publication_id)
        with self._lock:
            for kept in (self._issues, self._changes, self._own):
                for name in [name for name in kept if name[0] == publication_id]:
                    del kept[name]

    def changes(self, key: PublicationKey, *, since: int) -> OwnChanges:
        """Give what changed since the publication with a number for each person, read at most once while it is in use."""
        return _kept(
            self._changes, (key.id, since), lambda: read_changes(key, self._publications, since=since), self._lock
        )

    def own_sessions(self, issue: Issue) -> OwnSessions:
        """Give everybody's sessions in an issue, looked through at most once while it is in use."""
        name = (issue.id, issue.edition.audience)
        return _kept(self._own, name, lambda: OwnSessions(issue.agenda), self._lock)

    def phase(self, key: PublicationKey, now: datetime) -> int:
        """Count the changes of phase up to now: pages that mark "now" change with it and only then."""
        moments = self._moments.get(key.id)
        if moments is None:
            moments = tuple(at.timestamp() for at in phase_changes(self.issue(key).agenda))
            with self._lock:
                self._moments[key.id] = moments
                while len(self._moments) > _MOMENTS_KEPT:
                    self._moments.popitem(last=False)
        return bisect_right(moments, now.timestamp())


def _kept(
    kept: OrderedDict[tuple[Hashable, ...], _T], name: tuple[Hashable, ...], make: Callable[[], _T], lock: Lock
) -> _T:
    """Give what is kept under a name, made first where it isn't; what was used longest ago goes."""
    with lock:
        if name in kept:
            kept.move_to_end(name)
            return kept[name]
    made = make()
    with lock:
        kept[name] = made
        while len(kept) > _ISSUES_KEPT:
            kept.popitem(last=False)
    return made


def published() -> Published:
    return cast("Published", current_app.extensions["published"])


def respond_published(
    slug: str, variant: tuple[Hashable, ...], render: Callable[[Issue], Rendition], *, marks_now: bool = False
) -> Response:
    """Answer with a rendition of the last publication, made now only if nobody asked for it before.

    `variant` is everything besides the publication that the bytes depend on. An unknown or unpublished conference is
    answered with 404.
    """
    return respond_publication(latest_publication(slug), variant, render, marks_now=marks_now)


def latest_publication(slug: str, *, asks_for_list: bool = False) -> PublicationKey:
    """Give what is published of a conference; one that is unknown or unpublished is answered with 404."""
    key = find_latest_publication(db.engine, slug, asks_for_list=asks_for_list)
    if key is None:
        abort(404)
    return key


def respond_publication(
    key: PublicationKey,
    variant: tuple[Hashable, ...],
    render: Callable[[Issue], Rendition],
    *,
    marks_now: bool = False,
) -> Response:
    """Answer with a rendition of a publication."""
    kept = published()
    phase = kept.phase(key, utc_now()) if marks_now else 0
    full_key = (key.id, phase, *variant)
    rendition = kept.renditions.find(full_key)
    if rendition is None:
        rendition = kept.renditions.get_or_make(full_key, lambda: render(kept.issue(key)))
    return respond(rendition)


def respond(rendition: Rendition) -> Response:
    """Answer with bytes, or with 304 when the reader has them.

    Source: RFC 9110 §13.1.2 (lists, weak comparison, `*`) and §13.2.2 (a date counts only where no tag is given).
    """
    given = request.environ.get("HTTP_IF_NONE_MATCH")
    if is_known(rendition.etag) if given else is_unmodified(rendition.modified_at):
        return ReadyResponse(304, rendition.unchanged, b"")
    if rendition.compressed is not None and _accepts_gzip(request.environ.get("HTTP_ACCEPT_ENCODING", "")):
        return ReadyResponse(200, rendition.zipped, rendition.compressed)
    return ReadyResponse(200, rendition.whole, rendition.body)


def is_unmodified(modified_at: datetime | None) -> bool:
    """Say whether the reader has what is so since `modified_at`; nobody does where a tag was given, or nothing tells since when."""
    given = request.environ.get("HTTP_IF_MODIFIED_SINCE")
    if not given or modified_at is None or "HTTP_IF_NONE_MATCH" in request.environ:
        return False
    since = parse_date(given)
    return since is not None and modified_at <= since


def is_known(etag: str) -> bool:
    """Say whether the reader has what this tag names."""
    given = request.environ.get("HTTP_IF_NONE_MATCH")
    if not given:
        return False
    opaque = etag.removeprefix("W/")
    return given.strip() == "*" or any(tag.strip().removeprefix("W/") == opaque for tag in given.split(","))


@lru_cache(maxsize=256)
def _accepts_gzip(given: str) -> bool:
    """Say whether gzip is acceptable: not when it is weighed `q=0`; `*` counts where gzip isn't named (RFC 9110 §12.5.3)."""
    weights = {}
    for part in given.lower().replace(" ", "").split(","):
        name, _, weight = part.partition(";")
        weights[name] = weight
    given_weight = weights.get("gzip", weights.get("*"))
    return given_weight is not None and not _ZERO_WEIGHT.fullmatch(given_weight)
