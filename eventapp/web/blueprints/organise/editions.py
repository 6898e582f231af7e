"""New conferences: from nothing, or the next edition of one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.agenda import Agenda, Conference
from eventapp.domain.attendees import Delegation
from eventapp.domain.cloning import Edition, shift_of
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.domain.timezones import is_zone
from eventapp.domain.vocabulary import ConferenceStatus
from eventapp.operations.editions import clone_conference, create_conference
from eventapp.policy import Permission
from eventapp.renderers.dates import day_heading_with_year
from eventapp.renderers.html.workplace_links import WorkplaceLinks
from eventapp.renderers.problems import error_sentence, problem_line
from eventapp.renderers.wording import INTERFACE_LANGUAGES
from eventapp.web.access import current_actor, requires
from eventapp.web.forms.editions import CloneForm, ConferenceForm
from eventapp.web.forms.fields import MISSING
from eventapp.web.interface_pages import interface_words, show_page
from eventapp.web.workplace import render_workplace, workplace

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.web.workplace import Workplace

blueprint = Blueprint("editions", __name__, url_prefix="/organise")
_MOST_DAYS = 60


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.CONFERENCE_CREATE)
def new() -> Response | BaseResponse:
    """Make a conference with its two sides; whoever makes it organises it."""
    form = ConferenceForm(
        request.form if request.method == "POST" else None, words=interface_words(), languages=INTERFACE_LANGUAGES
    )
    if request.method == "POST" and _is_sound(form):
        try:
            with transaction() as tx:
                create_conference(tx, _agenda(form), actor=current_actor(), now=utc_now())
            return redirect(WorkplaceLinks(form.slug.data or "", request.script_root).place(), 303)
        except DomainError as error:
            form.refuse("slug", error_sentence(error, interface_words()))
    return show_page("organise/new.html", status=422 if form.failures else 200, form=form, zones=_zones())


@blueprint.route("/<slug:slug>/clone", methods=["GET", "POST"])
@requires(Permission.CONFERENCE_EDIT)
def clone(slug: str) -> Response | BaseResponse:
    """Make the next edition at other dates."""
    place = workplace(slug)
    form = CloneForm(request.form if request.method == "POST" else None, words=place.words, data=_proposed(place))
    problems: list[str] = []
    if request.method == "POST" and form.validate():
        try:
            with transaction() as tx:
                clone_conference(
                    tx,
                    slug,
                    _edition(form),
                    keeps_weekdays=form.keep.data == "weekdays",
                    with_people=form.with_people.data,
                    actor=place.actor,
                    now=utc_now(),
                )
            return redirect(WorkplaceLinks(form.slug.data or "", request.script_root).place(), 303)
        except InvalidInputError as error:
            problems = [problem_line(problem, place.words) for problem in error.problems]
        except DomainError as error:
            form.refuse("slug", error_sentence(error, place.words))
    return render_workplace(
        "organise/clone.html",
        place,
        status=422 if form.failures or problems else 200,
        form=form,
        problems=problems,
        dates=_dates(place, form),
    )


def _proposed(place: Workplace) -> dict[str, object]:
    """Propose the same weekday a year later, as the next edition."""
    conference = place.agenda.conference
    return {
        "starts_on": conference.starts_on + timedelta(weeks=52),
        "series": conference.series,
        "edition": (conference.edition or 0) + 1 if conference.edition or conference.series else None,
    }


def _edition(form: CloneForm) -> Edition:
    return Edition(
        slug=form.slug.data or "",
        starts_on=form.starts_on.data,  # type: ignore[arg-type] # validated
        series=form.series.data or "",
        edition=form.edition.data,
    )


def _dates(place: Workplace, form: CloneForm) -> str:
    """Say the first day that it will have."""
    if not form.starts_on.data:
        return ""
    shift = shift_of(place.agenda, form.starts_on.data, keeps_weekdays=form.keep.data == "weekdays")
    return day_heading_with_year(place.agenda.conference.starts_on + shift, place.language)


def _is_sound(form: ConferenceForm) -> bool:
    """Say whether the form holds, its parts together too."""
    if not form.validate():
        return False
    first, last = form.starts_on.data, form.ends_on.data
    if first and last and not 0 <= (last - first).days <= _MOST_DAYS:
        form.refuse("ends_on", form.words("The last day lies before the first, or more than 60 days after it."))
    if form.guest_code.data == form.host_code.data:
        form.refuse("host_code", form.words("The two sides need two codes."))
    for field in (form.title, form.guest_name, form.host_name):
        if not field.data.get(form.first.data):
            field.errors_by[form.first.data] = [MISSING]
    return not form.failures


def _agenda(form: ConferenceForm) -> Agenda:
    first = form.first.data
    languages = (first, *(code for code in INTERFACE_LANGUAGES if code != first))
    conference = Conference(
        slug=form.slug.data or "",
        uid="",
        title=form.title.data,
        starts_on=form.starts_on.data,  # type: ignore[arg-type] # validated
        ends_on=form.ends_on.data,  # type: ignore[arg-type] # validated
        zone=form.zone.data or "",
        languages=languages,
        status=ConferenceStatus.PLANNED,
    )
    sides = tuple(
        Delegation(
            code=form[f"{name}_code"].data,
            position=position,
            name=form[f"{name}_name"].data,
            is_side=True,
            home_zone=form[f"{name}_zone"].data,
            language="ja" if form[f"{name}_zone"].data == "Asia/Tokyo" else "en",
        )
        for position, name in enumerate(("guest", "host"), start=1)
    )
    return Agenda(conference=conference, delegations=sides)


def _zones() -> list[str]:
    return sorted(name for name in available_timezones() if is_zone(name))
