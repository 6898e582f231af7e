"""The organisers' list of people: searched, filtered, with the columns one wants, page by page, and as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.operations.registrations.taking_out import record_people_export
from eventapp.policy import Permission
from eventapp.queries.registrations import list_participants
from eventapp.renderers.people_files import render_people_csv, render_people_xlsx
from eventapp.web.access import requires
from eventapp.web.people_lists import list_page, speaker_of, wanted_of
from eventapp.web.workplace import render_workplace, row_key, workplace

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventapp.web.workplace import Workplace

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
        people = list_participants(tx, slug)
    return render_workplace("organise/people/index.html", place, said=_said(place), **list_page(place, people))


@blueprint.get("/export.<any('xlsx', 'csv'):file_format>")
@requires(Permission.REGISTRATION_EXPORT)
def export(slug: str, file_format: str) -> Response:
    """Give those whom the address wishes as a file, in protocol order; each one taken out is in the log."""
    place, now = workplace(slug), utc_now()
    with reading() as tx:
        people = wanted_of(place, list_participants(tx, slug), request.args)
    speaker = speaker_of(place)
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


def _said(place: Workplace) -> list[str]:
    """Give what the step before this page did, in words; an address that says something else says nothing."""
    plural = place.words.plural
    messages: dict[str, Callable[[int], str]] = {
        "confirmed": lambda n: plural("{count} person is on the list now.", "{count} people are on the list now.", n),
        "waitlisted": lambda n: plural(
            "{count} person is on the waiting list: there was no place left.",
            "{count} people are on the waiting list: there was no place left.",
            n,
        ),
        "declined": lambda n: plural("{count} registration was declined.", "{count} registrations were declined.", n),
        "tagged": lambda n: plural("{count} person was tagged anew.", "{count} people were tagged anew.", n),
        "written": lambda n: plural("A message goes to {count} person.", "A message goes to {count} people.", n),
        "unchanged": lambda n: plural("{count} person was left as is.", "{count} people were left as they are.", n),
        "merged": lambda _: place.words("The two registrations are one now."),
    }
    given = {key: row_key(request.args.get(key, "")) for key in messages}
    return [messages[key](count) for key, count in given.items() if count]
