"""The agenda of a conference: page, calendar, paper, data, all of one publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for

from eventapp.renderers.agenda_json import render_agenda_json
from eventapp.renderers.html import render_agenda_page
from eventapp.renderers.ics import render_calendar
from eventapp.renderers.pdf import render_agenda_pdf
from eventapp.web.access import public
from eventapp.web.agenda_pages import agenda_view, page_frame
from eventapp.web.published import published, respond_published
from eventapp.web.readers import Wishes, base_url, wishes
from eventapp.web.renditions import Rendition
from eventapp.web.responses import moved_to

if TYPE_CHECKING:
    from flask import Response

    from eventapp.renderers.html import Links
    from eventapp.web.issues import Issue

blueprint = Blueprint("agendas", __name__)
HTML = "text/html; charset=utf-8"


@blueprint.get("/conferences/<slug:slug>/agenda")
@public
def show(slug: str) -> Response:
    """Show all days, or one."""
    wished = wishes("lang", "tz", "day")

    def make(issue: Issue) -> Rendition:
        day = wished.day_of(issue.agenda)

        def address(links: Links) -> str:
            return links.agenda(day)

        frame = page_frame(issue, wished, address, day=day)
        html = render_agenda_page(agenda_view(issue, wished), frame).encode()
        return Rendition.of(html, HTML, vary="" if wished.lang else "Accept-Language")

    return respond_published(slug, ("agenda", wished), make, marks_now=True)


@blueprint.get("/conferences/<slug:slug>/agenda/")
@public
def slashed(slug: str) -> Response:
    """Lead who ends the address with a slash to the agenda."""
    return moved_to(url_for("agendas.show", slug=slug))


@blueprint.get("/conferences/<slug:slug>/agenda.ics")
@public
def calendar(slug: str) -> Response:
    """Give the calendar for a download: a copy, which does not update."""
    wished, base = wishes("lang"), base_url()

    def make(issue: Issue) -> Rendition:
        languages = wished.languages(issue.agenda)
        body = render_calendar(
            issue.agenda,
            languages=languages,
            base_url=base,
            as_of=issue.as_of,
            number=issue.number,
            chunks=published().chunks.vevents(issue, languages, base),
        )
        return _download(body, "text/calendar; charset=utf-8", slug, issue, "ics", wished)

    return respond_published(slug, ("agenda.ics", wished, base), make)


@blueprint.get("/conferences/<slug:slug>/agenda.json")
@public
def data(slug: str) -> Response:
    """Give the agenda as data, in all languages unless some are chosen."""
    wished = wishes("lang")

    def make(issue: Issue) -> Rendition:
        languages = wished.languages(issue.agenda) if wished.lang else None
        body = render_agenda_json(issue.agenda, number=issue.number, as_of=issue.as_of, languages=languages)
        return Rendition.of(body, "application/json", modified_at=issue.modified_at)

    return respond_published(slug, ("agenda.json", wished.lang), make)


@blueprint.get("/conferences/<slug:slug>/agenda.pdf")
@public
def paper(slug: str) -> Response:
    """Give the printed agenda."""
    wished = wishes("lang", "tz", "paper", "layout")

    def make(issue: Issue) -> Rendition:
        sheet, layout = wished.sheet(), wished.layout_of(issue.agenda.conference.languages)
        zones = wished.zones(issue.agenda)
        body = render_agenda_pdf(issue.agenda, edition=issue.edition, zones=zones, paper=sheet, layout=layout)
        kind = f"{sheet.value}-{layout.value}"
        return _download(body, "application/pdf", slug, issue, "pdf", wished, kind=kind)

    return respond_published(slug, ("agenda.pdf", wished), make)


def _download(
    body: bytes, media_type: str, slug: str, issue: Issue, ending: str, wished: Wishes, *, kind: str = ""
) -> Rendition:
    name = "-".join(part for part in (slug, f"v{issue.number}", kind) if part)
    vary = "" if wished.lang or (ending == "pdf" and wished.layout) else "Accept-Language"
    return Rendition.of(body, media_type, file_name=f"{name}.{ending}", vary=vary, modified_at=issue.modified_at)
