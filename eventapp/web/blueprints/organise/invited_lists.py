"""A list of people invited to register: read, shown with what would happen to each, then invited, all or none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.importers.sheets.invitees import InviteeAround, InviteeRow, invitee_cell, read_invitees
from eventapp.operations.registrations.inviting import invite_people, look_at_invitees
from eventapp.policy import Permission
from eventapp.queries.registrations import get_plan
from eventapp.renderers.problems import error_sentence, problem_line
from eventapp.web.access import requires
from eventapp.web.forms.bringing import FILE_BYTES_MAX, SentFile, sent_file
from eventapp.web.forms.invited import InviteListForm
from eventapp.web.forms.items import Around
from eventapp.web.invited_lists import PreviewRow, preview_row
from eventapp.web.readers import mailed_base_url
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.domain.errors import Problem

    AnyResponse = Response | BaseResponse

blueprint = Blueprint("invited_lists", __name__, url_prefix="/organise/<slug:slug>/invited/list")
_SHOWN = 200


@blueprint.get("")
@requires(Permission.REGISTRATION_PLAN)
def new(slug: str) -> Response:
    place = workplace(slug)
    return _page(place, _form(place))


@blueprint.post("")
@requires(Permission.REGISTRATION_PLAN)
def bring(slug: str) -> AnyResponse:
    """Show what a list would do; with the same list confirmed, invite everybody on it who gets a mail."""
    place = workplace(slug)
    form = _form(place, request.form)
    if request.form.get("back"):
        return _page(place, form)
    if not form.validate():
        return _page(place, form, status=422)
    try:
        sent = _sent(form)
        rows = read_invitees(sent.data, _around(place, form))
        if request.form.get("confirm"):
            return _invited(place, form, rows)
        return _page(place, form, sent=sent, rows=_looked_at(place, rows))
    except InvalidInputError as error:
        return _page(place, form, status=422, problems=error.problems)


def _invited(place: Workplace, form: InviteListForm, rows: tuple[InviteeRow, ...]) -> AnyResponse:
    """Raises: InvalidInputError with the problems at their rows."""
    invitees = [row.invitee for row in rows]
    by: dict[str, Any] = {"actor": place.actor, "now": utc_now()}
    try:
        with transaction() as tx:
            by["base_url"] = mailed_base_url()
            prospects = invite_people(tx, place.slug, invitees, until=form.until.data, **by)
    except InvalidInputError as error:
        raise InvalidInputError(_at_rows(error.problems, rows)) from None
    except DomainError as error:
        return _page(place, form, status=422, problem=error_sentence(error, place.words))
    sent = sum(one.standing.gets_mail for one in prospects)
    return redirect(place.links.place("invited", sent=str(sent)), 303)


def _looked_at(place: Workplace, rows: tuple[InviteeRow, ...]) -> list[PreviewRow]:
    """Raises: InvalidInputError with the problems at their rows."""
    with reading() as tx:
        prospects = look_at_invitees(tx, place.slug, [row.invitee for row in rows], now=utc_now())
    problems = tuple(problem for one in prospects for problem in one.problems)
    if problems:
        raise InvalidInputError(_at_rows(problems, rows))
    return [preview_row(row.number, one, place) for row, one in zip(rows, prospects, strict=True)]


def _at_rows(problems: tuple[Problem, ...], rows: tuple[InviteeRow, ...]) -> tuple[Problem, ...]:
    """Give problems at "people[3].email" the row of the list and the column."""
    placed = []
    for problem in problems:
        at, _, column = problem.path.removeprefix("people[").partition("].")
        placed.append(replace(problem, path="", cell=invitee_cell(rows[int(at)].number, column)))
    return tuple(placed)


def _form(place: Workplace, formdata: Any = None) -> InviteListForm:
    with reading() as tx:
        plan = get_plan(tx, place.draft.conference_id, zone=place.agenda.conference.zone).plan
    return InviteListForm(formdata, around=Around(place.agenda, place.words), plan=plan, now=utc_now())


def _around(place: Workplace, form: InviteListForm) -> InviteeAround:
    conference = place.agenda.conference
    return InviteeAround(usual=form.usual(), delegations=place.agenda.delegations, languages=conference.languages)


def _sent(form: InviteListForm) -> SentFile:
    """Give the file, or what was typed where there is none.

    Raises: InvalidInputError without either, and for a file that is too large.
    """
    typed = form.people.data or ""
    has_file = bool(request.form.get("kept")) or bool(getattr(request.files.get("file"), "filename", ""))
    if has_file or not typed.strip():
        return sent_file()
    return SentFile("", typed.encode(errors="replace"))


def _page(
    place: Workplace,
    form: InviteListForm,
    *,
    status: int = 200,
    sent: SentFile | None = None,
    rows: Sequence[PreviewRow] = (),
    problems: Sequence[Problem] = (),
    problem: str = "",
) -> Response:
    return render_workplace(
        "organise/invited/list.html",
        place,
        status=status,
        form=form,
        sent=sent,
        rows=rows,
        going=sum(row.gets_mail for row in rows),
        problem=problem,
        problems=[problem_line(one, place.words) for one in problems[:_SHOWN]],
        problem_count=len(problems),
        limit=FILE_BYTES_MAX // 1_000_000,
    )
