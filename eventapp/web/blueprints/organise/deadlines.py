"""The deadlines of a conference: seen, added, settled, taken away."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import NotFoundError
from eventapp.domain.timezones import FoldTimeError, GapTimeError, to_utc
from eventapp.operations.deadlines import add_deadline, remove_deadline, settle_deadline
from eventapp.policy import Permission
from eventapp.queries.deadlines import list_deadlines
from eventapp.web.access import requires
from eventapp.web.blueprints.organise.boards import refusal_sentence
from eventapp.web.forms.deadlines import DeadlineForm
from eventapp.web.overviews import deadline_lines
from eventapp.web.workplace import Workplace, render_workplace, row_key, workplace

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response as BaseResponse

blueprint = Blueprint("deadlines", __name__, url_prefix="/organise/<slug:slug>/deadlines")
_CHANGES = {"settle": settle_deadline, "remove": remove_deadline}


@blueprint.get("")
@requires(Permission.CONFERENCE_EDIT)
def index(slug: str) -> Response:
    place = workplace(slug)
    return _page(place, _form(place))


@blueprint.post("")
@requires(Permission.CONFERENCE_EDIT)
def change(slug: str) -> Response | BaseResponse:
    """Add a deadline; or settle or take away the one that a button names."""
    place = workplace(slug)
    if request.form.get("do") in _CHANGES:
        _change(place)
        return redirect(place.links.place("deadlines"), 303)
    form = _form(place, request.form)
    if not form.validate() or not _is_added(place, form):
        return _page(place, form, status=422)
    return redirect(place.links.place("deadlines"), 303)


def _change(place: Workplace) -> None:
    """Raises: NotFoundError."""
    key = row_key(request.form.get("id", ""))
    if key is None:
        raise NotFoundError("unknown-item", item="deadlines")
    with transaction() as tx:
        _CHANGES[request.form["do"]](tx, place.slug, key, actor=place.actor, now=utc_now())


def _is_added(place: Workplace, form: DeadlineForm) -> bool:
    """Add what was typed; a time that the clock never shows, or shows twice, is refused at its field."""
    zone = place.agenda.conference.zone
    wall = datetime.combine(form.due_on.data, form.due_time.data)  # type: ignore[arg-type] # validated
    try:
        due_at = to_utc(wall, zone)
    except (GapTimeError, FoldTimeError) as error:
        form.refuse("due_time", refusal_sentence(error, place))
        return False
    with transaction() as tx:
        add_deadline(tx, place.slug, form.title.data, due_at, zone, actor=place.actor, now=utc_now())
    return True


def _form(place: Workplace, given: MultiDict[str, str] | None = None) -> DeadlineForm:
    return DeadlineForm(given, words=place.words, languages=place.agenda.conference.languages)


def _page(place: Workplace, form: DeadlineForm, *, status: int = 200) -> Response:
    with reading() as tx:
        found = list_deadlines(tx, place.draft.conference_id, with_done=True)
    lines = deadline_lines(found, place, utc_now())
    return render_workplace("organise/overview/deadlines.html", place, status=status, deadlines=lines, form=form)
