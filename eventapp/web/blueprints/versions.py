"""The publications of an agenda and what each changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint

from eventapp.db import reading
from eventapp.domain.audiences import PUBLIC
from eventapp.queries.publications import list_publications
from eventapp.renderers.html import Links, render_versions_page
from eventapp.renderers.view import build_head
from eventapp.renderers.view.versions import build_versions_view
from eventapp.web.access import public
from eventapp.web.agenda_pages import page_frame
from eventapp.web.published import respond_published
from eventapp.web.readers import wishes
from eventapp.web.renditions import Rendition

if TYPE_CHECKING:
    from flask import Response

    from eventapp.web.issues import Issue

blueprint = Blueprint("versions", __name__)


@blueprint.get("/conferences/<slug:slug>/versions")
@public
def index(slug: str) -> Response:
    """Show every version as the public may see it, the newest first."""
    wished = wishes("lang", "tz")

    def make(issue: Issue) -> Rendition:
        languages = wished.languages(issue.agenda)
        with reading() as tx:
            publications = list_publications(tx, slug)
        seen = tuple(replace(p, agenda=p.agenda.for_audience(PUBLIC)) for p in publications)
        head = build_head(issue.agenda, languages=languages, edition=issue.edition)
        frame = page_frame(issue, wished, Links.versions)
        html = render_versions_page(head, build_versions_view(seen, languages=languages), frame).encode()
        return Rendition.of(html, "text/html; charset=utf-8", vary="" if wished.lang else "Accept-Language")

    return respond_published(slug, ("versions", wished), make)
