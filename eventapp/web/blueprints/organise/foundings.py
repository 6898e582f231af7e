"""A new conference from a file: shown first, then made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.importers.conference_file.reading import read_conference_file
from eventapp.importers.schedules.reading import ReadSchedule, is_schedule, read_schedule
from eventapp.importers.schedules.sources import OptionError
from eventapp.operations.editions import check_new, create_from_file
from eventapp.policy import Permission
from eventapp.renderers.dates import date_range
from eventapp.renderers.glyphs import unprintable
from eventapp.renderers.html.workplace_links import WorkplaceLinks
from eventapp.renderers.problems import error_sentence, problem_line, problem_sentence
from eventapp.renderers.wording import N_
from eventapp.web.access import current_actor, requires
from eventapp.web.forms.bringing import FILE_BYTES_MAX, SentFile, sent_file
from eventapp.web.forms.editions import FileForm, zone_names
from eventapp.web.interface_pages import interface_language, interface_words, show_page

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

blueprint = Blueprint("foundings", __name__, url_prefix="/organise/new")
_SHOWN = 200
_LEFT_OPEN = {
    "slug-needed": N_("The file has no short name. Write one here."),
    "zone-needed": N_("The file names no time zone. Write it here."),
}


@blueprint.route("/file", methods=["GET", "POST"])
@requires(Permission.CONFERENCE_CREATE)
def from_file() -> Response | BaseResponse:
    """Show the conference that a file would become; with the same file confirmed, make it."""
    form = FileForm(request.form if request.method == "POST" else None, words=interface_words())
    if request.method == "GET" or not form.validate():
        return _page(form)
    try:
        sent = sent_file()
        read = _read(form, sent.data)
        if not request.form.get("confirm"):
            with reading() as tx:
                check_new(tx, read.conference_file, now=utc_now())
            return _page(form, sent=sent, read=read)
        with transaction() as tx:
            create_from_file(tx, read.conference_file, actor=current_actor(), now=utc_now())
    except OptionError as error:
        for problem in error.problems:
            said = _LEFT_OPEN.get(problem.code) or problem_sentence(problem, interface_words())
            form.refuse(problem.path.lstrip("-"), said)
        return _page(form)
    except InvalidInputError as error:
        return _page(form, problems=[problem_line(problem, interface_words()) for problem in error.problems])
    except DomainError as error:
        form.refuse("slug", error_sentence(error, interface_words()))
        return _page(form)
    return redirect(WorkplaceLinks(read.conference_file.agenda.conference.slug, request.script_root).place(), 303)


def _read(form: FileForm, data: bytes) -> ReadSchedule:
    """Raises: InvalidInputError with all problems; OptionError for what the file leaves open and nobody said."""
    if not is_schedule(data):
        return ReadSchedule(read_conference_file(data, unprintable=unprintable), ())
    return read_schedule(
        data,
        slug=form.slug.data or None,
        zone=form.zone.data or None,
        language=form.language.data,
        unprintable=unprintable,
    )


def _page(
    form: FileForm,
    *,
    problems: list[str] | None = None,
    sent: SentFile | None = None,
    read: ReadSchedule | None = None,
) -> Response:
    agenda = read.conference_file.agenda if read else None
    notes = [problem_line(note, interface_words()) for note in read.warnings] if read else []
    return show_page(
        "organise/new_file.html",
        status=422 if problems or form.failures else 200,
        form=form,
        zones=zone_names(),
        problems=(problems or [])[:_SHOWN],
        problem_count=len(problems or []),
        notes=notes[:_SHOWN],
        note_count=len(notes),
        sent=sent,
        agenda=agenda,
        dates=date_range(agenda.conference.starts_on, agenda.conference.ends_on, interface_language())
        if agenda
        else "",
        versions=len(read.conference_file.publications) if read else 0,
        limit=FILE_BYTES_MAX // 1_000_000,
    )
