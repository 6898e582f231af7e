"""The organisers' contact: its card for an address book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from eventapp.domain.errors import NotFoundError
from eventapp.renderers.vcards import render_contact_card
from eventapp.web.access import public
from eventapp.web.cards import card_rendition
from eventapp.web.published import respond_published
from eventapp.web.readers import base_url, wishes

if TYPE_CHECKING:
    from flask import Response

    from eventapp.web.issues import Issue
    from eventapp.web.renditions import Rendition

blueprint = Blueprint("contacts", __name__)


@blueprint.get("/conferences/<slug:slug>/contact.vcf")
@public
def card(slug: str) -> Response:
    """Give the card of the contact as it was published last."""
    wished, base = wishes("lang"), base_url()

    def make(issue: Issue) -> Rendition:
        conference = issue.agenda.conference
        if not conference.contact.can_be_reached:
            raise NotFoundError("no-contact")
        body = render_contact_card(conference, languages=wished.languages(issue.agenda), base_url=base)
        name = conference.contact.name or conference.title
        return card_rendition(body, issue, wished, name=name, file_name=f"{slug}-contact.vcf")

    return respond_published(slug, ("contact.vcf", wished, base), make)
