"""The page of a conference: what it is, its days, papers, calendar and data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from eventapp.renderers.html import Links, render_conference_page
from eventapp.renderers.view import build_venue_views
from eventapp.web.access import public
from eventapp.web.agenda_pages import agenda_view, page_frame
from eventapp.web.published import latest_publication, respond_publication
from eventapp.web.readers import wishes
from eventapp.web.renditions import Rendition

if TYPE_CHECKING:
    from flask import Response

    from eventapp.web.issues import Issue

blueprint = Blueprint("conferences", __name__)


@blueprint.get("/conferences/<slug:slug>/")
@public
def show(slug: str) -> Response:
    wished, key = wishes("lang", "tz"), latest_publication(slug, asks_for_list=True)

    def make(issue: Issue) -> Rendition:
        frame = page_frame(issue, wished, Links.conference)
        venues = build_venue_views(issue.agenda, languages=wished.languages(issue.agenda))
        has = {"has_list": key.has_list, "has_registration": key.has_registration}
        html = render_conference_page(agenda_view(issue, wished), frame, **has, venues=venues).encode()
        return Rendition.of(html, "text/html; charset=utf-8", vary="" if wished.lang else "Accept-Language")

    return respond_publication(key, ("conference", wished, key.has_list, key.has_registration), make)
