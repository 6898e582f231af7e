"""The rules of registration: one form for categories, places and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.operations.registrations.plans import StalePlanError, set_rules
from eventapp.policy import Permission
from eventapp.queries.registration_counts import count_everybody
from eventapp.queries.registrations import get_plan
from eventapp.renderers.problems import error_sentence
from eventapp.renderers.registration_plans import rules_mark
from eventapp.web.access import requires
from eventapp.web.comparing import began_with, compared, take_theirs
from eventapp.web.forms.items import Around
from eventapp.web.forms.registration_plans import PlanForm, plan_form
from eventapp.web.readers import mailed_base_url
from eventapp.web.registration_rules import rules_view
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from werkzeug.wrappers import Response as BaseResponse

blueprint = Blueprint("registration_plans", __name__, url_prefix="/organise/<slug:slug>/registration")


@blueprint.get("")
@requires(Permission.REGISTRATION_PLAN)
def show(slug: str) -> Response:
    place = workplace(slug)
    return _page(place, _form(place), is_saved="saved" in request.args)


@blueprint.post("")
@requires(Permission.REGISTRATION_PLAN)
def save(slug: str) -> Response | BaseResponse:
    """Keep the rules; a faster colleague's are shown beside what was typed."""
    place = workplace(slug)
    form, theirs = _form(place, request.form), _form(place)
    if request.form.get("resolve") and request.form.get("whole") != "mine":
        picks = ((key.removeprefix("pick-"), value) for key, value in request.form.items() if key.startswith("pick-"))
        take_theirs(form, theirs, [name for name, value in picks if value == "theirs"])
    if not form.validate():
        return _page(place, form, status=422)
    try:
        _write(place, form)
    except StalePlanError:
        return _stale(place, form)
    except DomainError as error:
        return _page(place, form, status=422, problem=error_sentence(error, place.words))
    return redirect(place.links.place("registration", saved="1"), 303)


def _write(place: Workplace, form: PlanForm) -> None:
    base_url, seen = mailed_base_url(), form["version"].data or ""
    with transaction() as tx:
        set_rules(tx, place.slug, form.plan(), seen=seen, base_url=base_url, actor=place.actor, now=utc_now())


def _form(place: Workplace, formdata: Mapping[str, Any] | None = None) -> PlanForm:
    """Give the form of the rules as they stand; typed over, it keeps the mark of those that were seen."""
    zone = place.agenda.conference.zone
    with reading() as tx:
        plan = get_plan(tx, place.draft.conference_id, zone=zone).plan
    return plan_form(Around(place.agenda, place.words), plan, mark=rules_mark(plan), formdata=formdata)


def _page(
    place: Workplace, form: PlanForm, *, status: int = 200, is_saved: bool = False, problem: str = ""
) -> Response:
    with reading() as tx:
        counts = count_everybody(tx, place.draft.conference_id)
    return render_workplace(
        "organise/registration/rules.html",
        place,
        status=status,
        form=form,
        view=rules_view(place, form, counts, now=utc_now()),
        began=request.form.get("began", "") or began_with(form),
        is_saved=is_saved,
        problem=problem,
    )


def _stale(place: Workplace, form: PlanForm) -> Response | BaseResponse:
    """Answer with both versions side by side; where they say the same, there is nothing to choose."""
    theirs = _form(place)
    found = [one for one in compared(form, theirs, request.form.get("began", "")) if one.is_different]
    if not found:
        return redirect(place.links.place("registration", saved="1"), 303)
    dropped = {"csrf_token", "version", "resolve", "whole"}
    sent = [(key, value) for key, value in request.form.items(multi=True) if key not in dropped]
    return render_workplace(
        "organise/registration/stale.html",
        place,
        status=409,
        fields=found,
        kept=[(key, value) for key, value in sent if not key.startswith("pick-")],
        version=theirs["version"].data,
    )
