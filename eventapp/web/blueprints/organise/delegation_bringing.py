"""A delegation's list brought in from a file: its columns, each row shown first, then all of them or none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.importers.sheets.people import find_people_columns, look_at_people
from eventapp.operations.registrations.bringing_people import Bringing, ListChangedError, bring_people
from eventapp.operations.registrations.brought_people import find_brought_people
from eventapp.operations.registrations.open_lists import look_at_list
from eventapp.policy import Permission
from eventapp.renderers.glyphs import unprintable
from eventapp.renderers.problems import error_sentence
from eventapp.renderers.xlsx import render_people_template_xlsx
from eventapp.web.access import requires
from eventapp.web.brought_people import field_choices, preview_of, said_at
from eventapp.web.delegation_lists import delegation_of, name_of
from eventapp.web.forms.bringing import FILE_BYTES_MAX, SentFile, sent_file
from eventapp.web.readers import mailed_base_url
from eventapp.web.workplace import Workplace, render_workplace, row_key, workplace

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.domain.people_bringing import SheetColumn
    from eventapp.operations.registrations.brought_people import Read
    from eventapp.web.brought_people import Preview

    AnyResponse = Response | BaseResponse

blueprint = Blueprint("delegation_bringing", __name__, url_prefix="/organise/<slug:slug>/delegations/<side>/people")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMN = "col-"
# A focal point's people have ids and a delegation already: columns that only matter to others.
_LEFT_OUT = ("id", "delegation")


@blueprint.route("/bring", methods=["GET", "POST"])
@requires(Permission.DELEGATION_LIST)
def bring(slug: str, side: str) -> AnyResponse:
    """Show what a file would bring; with the same file confirmed, bring it in."""
    place = workplace(slug)
    delegation_of(place, side)
    if request.method == "GET":
        return _page(place, side)
    sent: SentFile | None = None
    try:
        sent = sent_file()
        return _confirmed(place, side, sent) if request.form.get("confirm") else _preview(place, side, sent)
    except InvalidInputError as error:
        problems = [said_at(one, place.words) for one in error.problems]
        return _page(place, side, status=422, sent=sent, problems=problems)


@blueprint.get("/template")
@requires(Permission.DELEGATION_LIST)
def template(slug: str, side: str) -> Response:
    """Give an empty list to fill in, in the reader's language."""
    place = workplace(slug)
    delegation_of(place, side)
    body = render_people_template_xlsx(place.agenda.conference, place.words, without=_LEFT_OUT)
    response = Response(body, mimetype=_XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-people-{place.language}.xlsx"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _confirmed(place: Workplace, side: str, sent: SentFile) -> AnyResponse:
    """Write it; where the list changed since it was shown, or a row became wrong, show it anew instead."""
    bringing = Bringing(
        file_name=sent.name,
        seen=request.form.get("seen", ""),
        is_told=bool(request.form.get("tell")),
        has_consent=bool(request.form.get("needs_consent")),
        base_url=mailed_base_url(),
    )
    try:
        with transaction() as tx:
            brought = bring_people(tx, place.slug, side, _reader(sent), bringing, actor=place.actor, now=utc_now())
    except ListChangedError as error:
        return _preview(workplace(place.slug), side, sent, status=409, said=error_sentence(error, place.words))
    except InvalidInputError:
        return _preview(place, side, sent, status=422)
    except DomainError as error:
        return _preview(place, side, sent, status=422, said=error_sentence(error, place.words))
    told = f"brought={len(brought.new)}&changed={len(brought.changed)}"
    return redirect(f"{place.links.people(side)}?{told}", 303)


def _preview(place: Workplace, side: str, sent: SentFile, *, status: int = 0, said: str = "") -> Response:
    """Show each row; a file with a wrong one is answered as such unless `status` says otherwise."""
    with reading() as tx:
        brought = find_brought_people(tx, look_at_list(tx, place.slug), side, _reader(sent), actor=place.actor)
    preview = preview_of(place, brought)
    return _page(place, side, status=status or (422 if preview.wrong else 200), sent=sent, preview=preview, said=said)


def _reader(sent: SentFile) -> Read:
    is_mending = bool(request.form.get("mend"))
    return partial(look_at_people, sent.data, mapping=_mapping(), is_mending=is_mending, unprintable=unprintable)


def _mapping() -> dict[int, str]:
    """Give what the reader said of columns."""
    said = (
        (row_key(key.removeprefix(_COLUMN)), value) for key, value in request.form.items() if key.startswith(_COLUMN)
    )
    return {key: value for key, value in said if key is not None}


def _columns(place: Workplace, sent: SentFile | None) -> tuple[SheetColumn, ...]:
    """Give the file's columns, none for one that is no list at all."""
    if sent is None:
        return ()
    try:
        return find_people_columns(sent.data, place.agenda.conference.languages, _mapping())
    except InvalidInputError:
        return ()


def _page(
    place: Workplace,
    side: str,
    *,
    status: int = 200,
    sent: SentFile | None = None,
    problems: list[str] | None = None,
    preview: Preview | None = None,
    said: str = "",
) -> Response:
    delegation = delegation_of(place, side)
    return render_workplace(
        "organise/delegation/bring.html",
        place,
        status=status,
        delegation=delegation,
        name=name_of(place, delegation),
        sent=sent,
        problems=problems or [],
        preview=preview,
        columns=preview.columns if preview else _columns(place, sent),
        fields=field_choices(place.agenda.conference.languages, place.words),
        is_mending=bool(request.form.get("mend")),
        is_told=bool(request.form.get("tell")) or not request.form.get("confirm"),
        said=said,
        limit=FILE_BYTES_MAX // 1_000_000,
    )
