"""One venue: its card for an address book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from eventapp.domain.errors import NotFoundError
from eventapp.renderers.vcards import render_venue_card
from eventapp.web.access import public
from eventapp.web.cards import card_rendition
from eventapp.web.published import respond_published
from eventapp.web.readers import base_url, wishes

if TYPE_CHECKING:
    from flask import Response

    from eventapp.web.issues import Issue
    from eventapp.web.renditions import Rendition

blueprint = Blueprint("venues", __name__)


@blueprint.get("/conferences/<slug:slug>/venues/<slug:venue_id>.vcf")
@public
def card(slug: str, venue_id: str) -> Response:
    """Give the card of a venue where something happens that the public may know of."""
    wished, base = wishes("lang"), base_url()

    def make(issue: Issue) -> Rendition:
        venue = next((one for one in issue.agenda.venues if one.id == venue_id), None)
        if venue is None:
            raise NotFoundError("unknown-item", item=f"venues/{venue_id}")
        languages = wished.languages(issue.agenda)
        body = render_venue_card(venue, issue.agenda.conference, languages=languages, base_url=base)
        return card_rendition(body, issue, wished, name=venue.name, file_name=f"{slug}-{venue_id}.vcf")

    return respond_published(slug, ("venue.vcf", venue_id, wished, base), make)
