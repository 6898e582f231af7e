"""The questions of a conference's registration: seen, added, changed, put in order, taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.operations.registrations.questions import (
    StaleQuestionError,
    add_question,
    edit_question,
    move_question,
    remove_question,
)
from eventapp.policy import Permission
from eventapp.queries.registration_counts import count_answers
from eventapp.queries.registrations import get_plan
from eventapp.renderers.problems import error_sentence
from eventapp.renderers.registration_plans import question_mark
from eventapp.web.access import requires
from eventapp.web.comparing import began_with, compared, take_theirs
from eventapp.web.forms.items import Around
from eventapp.web.forms.registration_questions import QuestionForm
from eventapp.web.question_rows import question_rows
from eventapp.web.readers import mailed_base_url
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.domain.registration import Question, RegistrationPlan

    AnyResponse = Response | BaseResponse

blueprint = Blueprint("questions", __name__, url_prefix="/organise/<slug:slug>/registration/questions")
_LIST = "registration/questions"
# Where a refusal by the trade's rules is shown.
_HOMES = {"question-answered": "kind", "option-chosen": "options"}


@blueprint.get("")
@requires(Permission.REGISTRATION_PLAN)
def index(slug: str) -> Response:
    place = workplace(slug)
    with reading() as tx:
        answers = count_answers(tx, place.draft.conference_id)
    rows = question_rows(_plan(place).questions, answers, place)
    moved = (request.args.get("moved", ""), request.args.get("by", ""))
    return render_workplace("organise/registration/questions.html", place, rows=rows, moved=moved)


@blueprint.get("/new")
@requires(Permission.REGISTRATION_PLAN)
def new(slug: str) -> Response:
    place = workplace(slug)
    return _page(place, _form(place, None))


@blueprint.post("/new")
@requires(Permission.REGISTRATION_PLAN)
def add(slug: str) -> AnyResponse:
    """Ask another question; a press on "add" gives one more row for an option."""
    place = workplace(slug)
    form = _form(place, None, request.form)
    if request.form.get("add"):
        return _page(place, form)
    if not form.validate():
        return _page(place, form, status=422)
    try:
        with transaction() as tx:
            key = add_question(tx, slug, form.question(), **_by(place))
    except DomainError as error:
        return _page(place, form, status=422, problem=error_sentence(error, place.words))
    return redirect(place.links.place(f"{_LIST}/{key}", saved="1"), 303)


@blueprint.get("/<key>")
@requires(Permission.REGISTRATION_PLAN)
def show(slug: str, key: str) -> Response:
    place = workplace(slug)
    return _page(place, _form(place, _question(place, key)))


@blueprint.post("/<key>")
@requires(Permission.REGISTRATION_PLAN)
def save(slug: str, key: str) -> AnyResponse:
    """Change a question; a faster colleague's is shown beside what was typed, and one that is gone can be asked anew."""
    place = workplace(slug)
    try:
        theirs = _form(place, _question(place, key))
    except NotFoundError:
        said = place.words("Somebody deleted this meanwhile. What you typed is here: add it anew, or leave it.")
        return _page(place, _form(place, None, request.form), status=409, problem=said)
    form = _form(place, _question(place, key), request.form)
    if request.form.get("add"):
        return _page(place, form)
    if request.form.get("resolve") and request.form.get("whole") != "mine":
        picks = ((name.removeprefix("pick-"), value) for name, value in request.form.items() if name[:5] == "pick-")
        take_theirs(form, theirs, [name for name, value in picks if value == "theirs"])
    if not form.validate():
        return _page(place, form, status=422)
    return _saved(place, form)


def _saved(place: Workplace, form: QuestionForm) -> AnyResponse:
    try:
        with transaction() as tx:
            edit_question(tx, place.slug, form.question(), seen=form.version.data or "", **_by(place))
    except StaleQuestionError as error:
        return _stale(place, form, error.question)
    except DomainError as error:
        if error.code not in _HOMES:
            return _page(place, form, status=422, problem=error_sentence(error, place.words))
        form.refuse(_HOMES[error.code], error_sentence(error, place.words))
        return _page(place, form, status=422)
    return redirect(place.links.place(f"{_LIST}/{form.key}", saved="1"), 303)


@blueprint.post("/<key>/move")
@requires(Permission.REGISTRATION_PLAN)
def move(slug: str, key: str) -> AnyResponse:
    """Ask a question one place earlier or later; the button pressed has the focus afterwards."""
    place, by = workplace(slug), "-1" if request.form.get("by") == "-1" else "1"
    with transaction() as tx:
        move_question(tx, slug, key, by=int(by), **_by(place))
    return redirect(place.links.place(_LIST, moved=key, by=by), 303)


@blueprint.get("/<key>/remove")
@requires(Permission.REGISTRATION_PLAN)
def ask(slug: str, key: str) -> Response:
    place = workplace(slug)
    return _ask(place, _question(place, key))


@blueprint.post("/<key>/remove")
@requires(Permission.REGISTRATION_PLAN)
def remove(slug: str, key: str) -> AnyResponse:
    """Ask a question no more; what changed meanwhile is looked at first."""
    place = workplace(slug)
    try:
        with transaction() as tx:
            remove_question(tx, slug, key, seen=request.form.get("version", ""), **_by(place))
    except StaleQuestionError as error:
        said = place.words(
            "Somebody changed it meanwhile. Look at what stands now, then remove it if you still want to."
        )
        return _ask(place, error.question, problem=said, status=409)
    return redirect(place.links.place(_LIST), 303)


def _by(place: Workplace) -> dict[str, Any]:
    return {"base_url": mailed_base_url(), "actor": place.actor, "now": utc_now()}


def _plan(place: Workplace) -> RegistrationPlan:
    with reading() as tx:
        return get_plan(tx, place.draft.conference_id, zone=place.agenda.conference.zone).plan


def _question(place: Workplace, key: str) -> Question:
    """Raises: NotFoundError."""
    return _plan(place).get_question(key)


def _form(place: Workplace, question: Question | None, formdata: Any = None) -> QuestionForm:
    mark = question_mark(question) if question else ""
    return QuestionForm(formdata, around=Around(place.agenda, place.words), question=question, mark=mark)


def _page(place: Workplace, form: QuestionForm, *, status: int = 200, problem: str = "") -> Response:
    return render_workplace(
        "organise/registration/question.html",
        place,
        status=status,
        form=form,
        address=f"{_LIST}/{form.key or 'new'}",
        began=request.form.get("began", "") or began_with(form),
        problem=problem,
        is_saved=request.method == "GET" and "saved" in request.args,
    )


def _ask(place: Workplace, question: Question, *, status: int = 200, problem: str = "") -> Response:
    with reading() as tx:
        answers = count_answers(tx, place.draft.conference_id)
    (row,) = question_rows([question], answers, place)
    mark = question_mark(question)
    template = "organise/registration/remove_question.html"
    return render_workplace(template, place, status=status, row=row, version=mark, problem=problem)


def _stale(place: Workplace, form: QuestionForm, stands: Question) -> Response:
    """Answer with both versions side by side; everything typed is in the form that saves the choice."""
    theirs = _form(place, stands)
    dropped = {"csrf_token", "version", "resolve", "whole"}
    sent = [(key, value) for key, value in request.form.items(multi=True) if key not in dropped]
    return render_workplace(
        "organise/registration/stale_question.html",
        place,
        status=409,
        fields=compared(form, theirs, request.form.get("began", "")),
        kept=[(key, value) for key, value in sent if key[:5] != "pick-"],
        version=theirs.version.data,
        address=f"{_LIST}/{form.key}",
    )
