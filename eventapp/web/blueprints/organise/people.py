"""The organisers' list of people: searched, filtered, with the columns one wants, page by page, and as a file."""

from __future__ import annotations

from flask import Blueprint, Response, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.operations.registrations.taking_out import record_people_export
from eventapp.policy import Permission
from eventapp.queries.answers import get_answered
from eventapp.queries.registrations import list_participants
from eventapp.renderers.people_files import render_people_csv, render_people_xlsx
from eventapp.web.access import requires
from eventapp.web.people_lists import asked_in, list_page, speaker_of, wanted_of
from eventapp.web.people_outcomes import full_after, said_of
from eventapp.web.workplace import render_workplace, workplace

blueprint = Blueprint("people", __name__, url_prefix="/organise/<slug:slug>/people")
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@blueprint.get("")
@requires(Permission.REGISTRATION_READ)
def index(slug: str) -> Response:
    place = workplace(slug)
    with reading() as tx:
        people, asked = list_participants(tx, slug), asked_in(tx, place, request.args)
    said, full = said_of(place, people), full_after(place, people)
    return render_workplace(
        "organise/people/index.html", place, said=said, full=full, **list_page(place, people, asked)
    )


@blueprint.get("/export.<any('xlsx', 'csv'):file_format>")
@requires(Permission.REGISTRATION_EXPORT)
def export(slug: str, file_format: str) -> Response:
    """Give those whom the address wishes as a file, in the order of the list, with their answers; each one taken out is in the log."""
    place, now = workplace(slug), utc_now()
    with reading() as tx:
        asked = get_answered(tx, place.draft.conference_id, zone=place.agenda.conference.zone)
        people = wanted_of(place, list_participants(tx, slug), request.args, asked)
    speaker = speaker_of(place, asked)
    if file_format == "csv":
        body = render_people_csv(people, speaker)
    else:
        body = render_people_xlsx(people, speaker, title=place.title, made_on=now.date())
    with transaction() as tx:
        record_people_export(tx, slug, file_format, count=len(people), actor=place.actor, now=now)
    response = Response(body, content_type=_TYPES[file_format])
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-people.{file_format}"'
    response.headers["Cache-Control"] = "no-store"
    return response
