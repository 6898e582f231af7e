"""Lists of participants as they were given out: page, paper and spreadsheet, each rendered once and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort

from eventapp.db import db, reading
from eventapp.queries.participants import find_latest_issue, get_issue
from eventapp.renderers.html import Links, ListLinks, Page, language_options, render_participants_page
from eventapp.renderers.pdf import render_participants_pdf
from eventapp.renderers.view.participants import build_list_view
from eventapp.renderers.xlsx import render_participants_xlsx
from eventapp.web.published import published, respond
from eventapp.web.readers import wishes
from eventapp.web.renditions import Keeping, Rendition

if TYPE_CHECKING:
    from collections.abc import Hashable

    from flask import Response

    from eventapp.domain.audiences import Audience
    from eventapp.domain.participants import ParticipantsIssue
    from eventapp.queries.participants import IssueKey
    from eventapp.web.readers import Wishes

HTML = "text/html; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def latest_issue(slug: str, audience: Audience) -> IssueKey:
    """Give the last list that these readers may see; where there is none, the page isn't there."""
    key = find_latest_issue(db.engine, slug, audience)
    if key is None:
        abort(404)
    return key


def respond_list(
    key: IssueKey, file_format: str, *, keeping: Keeping = Keeping.SHARED, name: str = "participants"
) -> Response:
    """Answer with a list as "html", "pdf" or "xlsx"; `name` is the last part of its page's address."""
    return respond(list_rendition(key, file_format, wishes(*HEEDED[file_format]), keeping=keeping, name=name))


def list_rendition(
    key: IssueKey, file_format: str, wished: Wishes, *, keeping: Keeping = Keeping.SHARED, name: str = "participants"
) -> Rendition:
    """Give a list as "html", "pdf" or "xlsx", made now only if nobody asked for it before."""
    variant: tuple[Hashable, ...] = ("participants", key.version, file_format, wished, keeping, name)

    def make() -> Rendition:
        with reading() as tx:
            issue = get_issue(tx, key)
        return _MAKERS[file_format](issue, wished, keeping, name)

    return published().renditions.get_or_make(variant, make)


def list_page(issue: ParticipantsIssue, languages: tuple[str, ...], *, name: str = "", query: str = "") -> str:
    """Give the page of a list; without `name` it is one not given out, whose page "next" keeps a `query`."""
    heading = issue.heading
    frame = Page(
        languages=languages,
        links=Links(slug=heading.slug),
        offered=heading.languages,
        language_options=language_options(
            Links(slug=heading.slug),
            languages=languages,
            offered=heading.languages,
            address=lambda links: ListLinks(name or "next", links.languages).page() + query,
        ),
    )
    view = build_list_view(issue, languages=languages)
    return render_participants_page(view, frame, ListLinks(name) if name else None)


def _page(issue: ParticipantsIssue, wished: Wishes, keeping: Keeping, name: str) -> Rendition:
    html = list_page(issue, wished.languages_of(issue.heading.languages), name=name)
    return Rendition.of(html.encode(), HTML, vary=_vary(wished), modified_at=issue.issued_at, keeping=keeping)


def _paper(issue: ParticipantsIssue, wished: Wishes, keeping: Keeping, _name: str) -> Rendition:
    sheet, layout = wished.sheet(), wished.layout_of(issue.heading.languages)
    body = render_participants_pdf(issue, paper=sheet, layout=layout)
    return _download(body, "application/pdf", issue, f"{sheet.value}-{layout.value}.pdf", _vary(wished), keeping)


def _workbook(issue: ParticipantsIssue, _wished: Wishes, keeping: Keeping, _name: str) -> Rendition:
    return _download(render_participants_xlsx(issue), XLSX, issue, "xlsx", "Cookie", keeping)


def _download(
    body: bytes, media_type: str, issue: ParticipantsIssue, ending: str, vary: str, keeping: Keeping
) -> Rendition:
    joint = "." if ending == "xlsx" else "-"
    file_name = f"{issue.heading.slug}-{issue.audience}-{issue.number}{joint}{ending}"
    return Rendition.of(body, media_type, file_name=file_name, vary=vary, modified_at=issue.issued_at, keeping=keeping)


def _vary(wished: Wishes) -> str:
    """Say what an answer depends on: members see another list at the same address than the public does."""
    parts = ("Cookie", "" if wished.lang or wished.layout else "Accept-Language")
    return ", ".join(part for part in parts if part)


HEEDED = {"html": ("lang",), "pdf": ("lang", "paper", "layout"), "xlsx": ()}
_MAKERS = {
    "html": _page,
    "pdf": _paper,
    "xlsx": _workbook,
}
