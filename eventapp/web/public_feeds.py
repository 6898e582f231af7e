"""The public's calendars to subscribe to: no secret, the same bytes for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import request

from eventapp.clock import utc_now
from eventapp.domain.errors import NotFoundError
from eventapp.domain.feeds import FeedWishes, keeps_cancelled
from eventapp.web.feed_wishes import read_feed_wishes
from eventapp.web.feeds import Programme, last_change, offered_languages, render_feed
from eventapp.web.published import latest_publication, published, respond_publication
from eventapp.web.readers import base_url
from eventapp.web.renditions import Rendition

if TYPE_CHECKING:
    from flask import Response

    from eventapp.web.issues import Issue


_CALENDAR = "text/calendar; charset=utf-8"
# A calendar is shown by the program that asked for it; no search engine lists one, and nobody is told whence its reader came.
_FOR_PROGRAMS = (
    ("Content-Disposition", 'inline; filename="agenda.ics"'),
    ("X-Robots-Tag", "noindex"),
    ("Referrer-Policy", "no-referrer"),
)


def respond_public_feed(slug: str, session_id: str = "") -> Response:
    """Answer with the public's calendar, or with that of one session, which is there whatever is to be left out and once it is cancelled.

    Raises: UnknownWishError; NotFoundError for a session that the public may not see.
    """
    wishes, base, now = read_feed_wishes(request.query_string.decode("latin-1")), base_url(), utc_now()
    if session_id:
        wishes = FeedWishes(languages=wishes.languages, alarm_minutes=wishes.alarm_minutes)
    key = latest_publication(slug)
    conference = published().issue(key).agenda.conference
    today = now.astimezone(ZoneInfo(conference.zone)).date()
    has_cancelled = bool(session_id) or keeps_cancelled(conference.ends_on, today)

    def make(issue: Issue) -> Rendition:
        if session_id and issue.agenda.find_session(session_id) is None:
            raise NotFoundError("unknown-session", session=session_id)
        programme = Programme(
            issue=issue,
            languages=offered_languages(wishes, conference.languages) or conference.languages[:1],
            ids=frozenset({session_id}) if session_id else None,
            has_umbrella=not session_id,
        )
        body, packed = render_feed(programme, wishes, base, has_cancelled=has_cancelled)
        made, ends_on, zone = issue.modified_at, conference.ends_on, conference.zone
        changed_at = last_change(made, ends_on, zone, has_cancelled=has_cancelled, now=now)
        return Rendition.of(body, _CALENDAR, compressed=packed, modified_at=changed_at, more=_FOR_PROGRAMS)

    return respond_publication(key, ("feed.ics", session_id, wishes, base, has_cancelled), make)
