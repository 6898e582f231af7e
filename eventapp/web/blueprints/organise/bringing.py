"""An agenda brought in from a file: shown first, then written as one step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import InvalidInputError
from eventapp.importers.bringing import read_brought
from eventapp.operations.bringing import DraftChangedError, bring_in, find_brought
from eventapp.policy import Permission
from eventapp.renderers.brought import brought_rows
from eventapp.renderers.glyphs import unprintable
from eventapp.renderers.problems import problem_line
from eventapp.web.access import requires
from eventapp.web.forms.bringing import FILE_BYTES_MAX, SentFile, bring_form, sent_file
from eventapp.web.workplace import render_workplace, workplace

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.bringing import Brought
    from eventapp.web.forms.bringing import BringForm
    from eventapp.web.workplace import Workplace

blueprint = Blueprint("bringing", __name__, url_prefix="/organise/<slug:slug>")
_SHOWN = 200


@blueprint.route("/bring", methods=["GET", "POST"])
@requires(Permission.DRAFT_IMPORT)
def bring(slug: str) -> Response | BaseResponse:
    """Show what a file would bring; with the same file confirmed, bring it in."""
    place = workplace(slug)
    form = bring_form(place)
    if request.method == "GET":
        return _page(place, form)
    try:
        sent = sent_file()
        read = _reader(form, sent)
        if request.form.get("confirm"):
            return _confirmed(place, form, sent, read)
        return _preview(place, form, sent, read)
    except InvalidInputError as error:
        return _page(place, form, status=422, problems=[problem_line(one, place.words) for one in error.problems])


def _confirmed(
    place: Workplace, form: BringForm, sent: SentFile, read: Callable[[Agenda], Brought]
) -> Response | BaseResponse:
    """Write it; where the draft changed since it was shown, show it anew instead."""
    seen = request.form.get("draft", "")
    try:
        with transaction() as tx:
            bring_in(tx, place.slug, read, file_name=sent.name, seen=seen, actor=place.actor, now=utc_now())
    except DraftChangedError:
        return _preview(workplace(place.slug), form, sent, read, is_stale=True)
    return redirect(place.links.place("board"), 303)


def _preview(
    place: Workplace, form: BringForm, sent: SentFile, read: Callable[[Agenda], Brought], *, is_stale: bool = False
) -> Response:
    with reading() as tx:
        brought = find_brought(tx, place.slug, read)
    return _page(place, form, status=409 if is_stale else 200, sent=sent, brought=brought, is_stale=is_stale)


def _reader(form: BringForm, sent: SentFile) -> Callable[[Agenda], Brought]:
    return partial(
        read_brought,
        sent.data,
        language=form.language.data or "",
        venue=form.venue.data or "",
        unprintable=unprintable,
    )


def _page(
    place: Workplace,
    form: BringForm,
    *,
    status: int = 200,
    problems: list[str] | None = None,
    sent: SentFile | None = None,
    brought: Brought | None = None,
    is_stale: bool = False,
) -> Response:
    found = problems or []
    items = brought.items if brought else ()
    notes = [problem_line(note, place.words) for note in brought.notes] if brought else []
    return render_workplace(
        "organise/bring.html",
        place,
        status=status,
        form=form,
        problems=found[:_SHOWN],
        problem_count=len(found),
        notes=notes[:_SHOWN],
        note_count=len(notes),
        rows=brought_rows(items[:_SHOWN], place.languages, place.words),
        row_count=len(items),
        sent=sent,
        is_stale=is_stale,
        limit=FILE_BYTES_MAX // 1_000_000,
    )
