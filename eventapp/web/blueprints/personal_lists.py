"""The list of participants that a person may see, opened by the link to the own page."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, abort

from eventapp.web.access import public
from eventapp.web.participants import HEEDED, list_rendition
from eventapp.web.personal_pages import guard, open_visit, reading_language
from eventapp.web.readers import wishes

blueprint = Blueprint("personal_lists", __name__)
guard(blueprint)


@blueprint.get("/me/<token>/participants")
@public
def show(token: str) -> Response:
    """Show the list: those of a delegation that of participants, guests, the press and who isn't on the list the public one."""
    return _respond(token, "html")


@blueprint.get("/me/<token>/participants.<any('pdf', 'xlsx'):file_format>")
@public
def download(token: str, file_format: str) -> Response:
    return _respond(token, file_format)


def _respond(token: str, file_format: str) -> Response:
    """Answer with bytes that are the same for all who may see the list; links in its page lead on from where it stands."""
    visit = open_visit(token)
    if visit.list_key is None:
        abort(404)
    wished = wishes(*HEEDED[file_format])
    if not wished.lang:
        wished = replace(wished, preferred=reading_language(visit))
    rendition = list_rendition(visit.list_key, file_format, wished)
    kept = {name: value for name, value in rendition.whole if name in {"Content-Type", "Content-Disposition"}}
    return Response(rendition.body, headers=kept)
