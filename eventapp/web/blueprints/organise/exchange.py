"""An agenda brought in from a file, and the draft taken out."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.audit import Action
from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, InvalidInputError, Problem
from eventapp.importers.schedules.bringing import bring_schedule
from eventapp.importers.schedules.reading import is_schedule
from eventapp.importers.sheets.reading import Brought, read_sheets
from eventapp.operations.conferences import with_new_uids
from eventapp.operations.drafts import Step, change_draft
from eventapp.operations.editions import record_export
from eventapp.policy import Permission
from eventapp.queries.conferences import get_conference_file
from eventapp.renderers.conference_file import render_conference_file
from eventapp.renderers.glyphs import unprintable
from eventapp.renderers.problems import error_sentence, problem_line
from eventapp.renderers.xlsx import render_agenda_xlsx, render_template_xlsx
from eventapp.web.access import requires
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.conference_files import ConferenceFile

blueprint = Blueprint("exchange", __name__, url_prefix="/organise/<slug:slug>")
FILE_BYTES_MAX = 3_000_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 200
_FORMATS: dict[str, tuple[Callable[[ConferenceFile], bytes], str, str]] = {
    "xlsx": (lambda whole: render_agenda_xlsx(whole.agenda), _XLSX, "xlsx"),
    "toml": (render_conference_file, "application/toml", "toml"),
    "template": (lambda whole: render_template_xlsx(whole.agenda), _XLSX, "template.xlsx"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A session or topic as it would be: new, or changed."""

    what: str
    name: str
    is_new: bool


@blueprint.route("/bring", methods=["GET", "POST"])
@requires(Permission.DRAFT_IMPORT)
def bring(slug: str) -> Response | BaseResponse:
    """Show what a file would bring; with the same file confirmed, bring it in as one step."""
    place = workplace(slug)
    if request.method == "GET":
        return _bring_page(place)
    try:
        name, data = _file()
        brought = _read(place, data)
    except InvalidInputError as error:
        lines = [problem_line(problem, place.words) for problem in error.problems]
        return _bring_page(place, status=422, problems=lines)
    except DomainError as error:
        return _bring_page(place, status=422, problems=[error_sentence(error, place.words)])
    if request.form.get("confirm") and request.form.get("draft") == place.draft.version:
        step = Step(action=Action.DRAFT_IMPORT, subject=name[:100])
        with transaction() as tx:
            change_draft(
                tx,
                slug,
                lambda _: with_new_uids(brought.agenda),
                step=step,
                expected={},
                actor=place.actor,
                now=utc_now(),
            )
        return redirect(place.links.place("board"), 303)
    is_stale = bool(request.form.get("confirm"))
    return _bring_page(place, status=409 if is_stale else 200, brought=brought, name=name, data=data, is_stale=is_stale)


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
    return response


def _bring_page(
    place: Workplace,
    *,
    status: int = 200,
    problems: list[str] | None = None,
    brought: Brought | None = None,
    name: str = "",
    data: bytes = b"",
    is_stale: bool = False,
) -> Response:
    rows = _rows(place.draft.agenda, brought.agenda) if brought else []
    return render_workplace(
        "organise/bring.html",
        place,
        status=status,
        problems=(problems or [])[:_SHOWN],
        problem_count=len(problems or []),
        notes=[problem_line(note, place.words) for note in brought.notes] if brought else [],
        rows=rows[:_SHOWN],
        row_count=len(rows),
        name=name,
        kept=base64.b64encode(data).decode(),
        is_stale=is_stale,
        limit=FILE_BYTES_MAX // 1_000_000,
    )


def _file() -> tuple[str, bytes]:
    """Give name and content of the file sent, or of the one shown before. Raises: InvalidInputError."""
    if kept := request.form.get("kept"):
        try:
            return request.form.get("name", ""), base64.b64decode(kept, validate=True)
        except binascii.Error:
            raise InvalidInputError((Problem("no-file"),)) from None
    sent = request.files.get("file")
    data = sent.read(FILE_BYTES_MAX + 1) if sent else b""
    if sent:
        sent.close()
    if not sent or not data:
        raise InvalidInputError((Problem("no-file"),))
    if len(data) > FILE_BYTES_MAX:
        raise InvalidInputError((Problem("file-too-large", values=(("limit", FILE_BYTES_MAX),)),))
    return sent.filename or "", data


def _read(place: Workplace, data: bytes) -> Brought:
    """Raises: InvalidInputError with all problems."""
    if is_schedule(data):
        return bring_schedule(data, place.draft.agenda, unprintable=unprintable)
    return read_sheets(data, place.draft.agenda, unprintable=unprintable)


def _rows(before: Agenda, after: Agenda) -> list[Row]:
    """Give what is new or changed, sessions in order of time, then topics as they stand."""
    old_sessions = {session.id: session for session in before.sessions}
    old_topics = {topic.id: topic for topic in before.topics}
    rows = [
        Row(
            what="session",
            name=f"{s.start_local:%Y-%m-%d %H:%M} {_title(s.title, after)}",
            is_new=s.id not in old_sessions,
        )
        for s in after.sessions
        if old_sessions.get(s.id) != s
    ]
    return rows + [
        Row(what="topic", name=f"{t.number} {_title(t.title, after)}", is_new=t.id not in old_topics)
        for t in after.topics
        if old_topics.get(t.id) != t
    ]


def _title(title: object, agenda: Agenda) -> str:
    text = title.in_language(agenda.conference.languages[0], order=agenda.conference.languages)  # type: ignore[attr-defined] # a Localized
    return text.text if text else ""
