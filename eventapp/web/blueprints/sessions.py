"""One session: its page and its calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from eventapp.domain.errors import NotFoundError
from eventapp.renderers.html import render_session_page
from eventapp.renderers.ics import render_session_calendar
from eventapp.renderers.view import build_head, build_neighbours, build_session_view
from eventapp.web.access import public
from eventapp.web.agenda_pages import page_frame, phases_of
from eventapp.web.published import published, respond_published
from eventapp.web.readers import base_url, wishes
from eventapp.web.renditions import Rendition

if TYPE_CHECKING:
    from flask import Response

    from eventapp.domain.sessions import Session
    from eventapp.renderers.html import Links
    from eventapp.web.issues import Issue

blueprint = Blueprint("sessions", __name__)


@blueprint.get("/conferences/<slug:slug>/sessions/<slug:session_id>")
@public
def show(slug: str, session_id: str) -> Response:
    """Show everything that the public may read of a session."""
    wished = wishes("lang", "tz")

    def make(issue: Issue) -> Rendition:
        session = _session(issue, session_id)
        languages, zones = wished.languages(issue.agenda), wished.zones(issue.agenda)
        head = build_head(issue.agenda, languages=languages, edition=issue.edition)
        card = build_session_view(
            session,
            issue.agenda,
            languages=languages,
            zones=zones,
            edition=issue.edition,
            phases=phases_of(issue.agenda),
        )

        def address(links: Links) -> str:
            return links.session(session_id)

        frame = page_frame(issue, wished, address, day=session.day_on)
        before, after = build_neighbours(session, issue.agenda, languages=languages)
        html = render_session_page(head, card, frame, before=before, after=after).encode()
        return Rendition.of(html, "text/html; charset=utf-8", vary="" if wished.lang else "Accept-Language")

    return respond_published(slug, ("session", session_id, wished), make, marks_now=True)


@blueprint.get("/conferences/<slug:slug>/sessions/<slug:session_id>.ics")
@public
def calendar(slug: str, session_id: str) -> Response:
    """Give the calendar of one session for a download."""
    wished, base = wishes("lang"), base_url()

    def make(issue: Issue) -> Rendition:
        session = _session(issue, session_id)
        languages = wished.languages(issue.agenda)
        vevent = published().chunks.vevent(session, issue, languages, base)
        body = render_session_calendar(vevent, issue.agenda)
        vary = "" if wished.lang else "Accept-Language"
        media_type = "text/calendar; charset=utf-8"
        return Rendition.of(
            body, media_type, file_name=f"{slug}-{session_id}.ics", vary=vary, modified_at=issue.modified_at
        )

    return respond_published(slug, ("session.ics", session_id, wished, base), make)


def _session(issue: Issue, session_id: str) -> Session:
    session = issue.agenda.find_session(session_id)
    if session is None:
        raise NotFoundError("unknown-session", session=session_id)
    return session
