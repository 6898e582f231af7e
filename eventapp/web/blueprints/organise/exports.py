"""The draft taken out as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.operations.editions import record_export
from eventapp.policy import Permission
from eventapp.queries.conferences import get_conference_file
from eventapp.renderers.conference_file import render_conference_file
from eventapp.renderers.xlsx import render_agenda_xlsx, render_template_xlsx
from eventapp.web.access import requires
from eventapp.web.workplace import render_workplace, workplace

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventapp.domain.conference_files import ConferenceFile

blueprint = Blueprint("exports", __name__, url_prefix="/organise/<slug:slug>")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS: dict[str, tuple[Callable[[ConferenceFile], bytes], str, str]] = {
    "xlsx": (lambda whole: render_agenda_xlsx(whole.agenda), _XLSX, "xlsx"),
    "toml": (render_conference_file, "application/toml", "toml"),
    "template": (lambda whole: render_template_xlsx(whole.agenda), _XLSX, "template.xlsx"),
}


@blueprint.get("/export")
@requires(Permission.DRAFT_EXPORT)
def export(slug: str) -> Response:
    return render_workplace("organise/export.html", workplace(slug))


@blueprint.get("/export/<any('xlsx', 'toml', 'template'):file_format>")
@requires(Permission.DRAFT_EXPORT)
def download(slug: str, file_format: str) -> Response:
    """Give the draft as a file; each one taken out is in the log."""
    place = workplace(slug)
    with reading() as tx:
        conference_file = get_conference_file(tx, slug)
    render, media_type, ending = _FORMATS[file_format]
    body = render(conference_file)
    with transaction() as tx:
        record_export(tx, slug, file_format, actor=place.actor, now=utc_now())
    response = Response(body, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-draft.{ending}"'
    response.headers["Cache-Control"] = "no-store"
    return response
