"""New conferences: from nothing, or the next edition of one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.agenda import Agenda, Conference
from eventapp.domain.attendees import Delegation
from eventapp.domain.cloning import Edition, next_edition, shift_of
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.domain.localized import Localized
from eventapp.domain.vocabulary import ConferenceStatus
from eventapp.operations.editions import clone_conference, create_conference
from eventapp.policy import Permission
from eventapp.renderers.dates import date_range
from eventapp.renderers.html.workplace_links import WorkplaceLinks
from eventapp.renderers.problems import error_sentence, problem_line
from eventapp.renderers.wording import INTERFACE_LANGUAGES
from eventapp.web.access import current_actor, requires
from eventapp.web.forms.editions import CloneForm, ConferenceForm, zone_names
from eventapp.web.interface_pages import interface_words, show_page
from eventapp.web.workplace import render_workplace, workplace

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.domain.errors import Problem
    from eventapp.web.workplace import Workplace

blueprint = Blueprint("editions", __name__, url_prefix="/organise")


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.CONFERENCE_CREATE)
def new() -> Response | BaseResponse:
    """Make a conference with its two sides; whoever makes it organises it."""
    form = ConferenceForm(
        request.form if request.method == "POST" else None, words=interface_words(), languages=_lead_first()
    )
    if request.method == "POST" and form.validate():
        try:
            with transaction() as tx:
                create_conference(tx, _agenda(form), actor=current_actor(), now=utc_now())
            return redirect(WorkplaceLinks(form.slug.data or "", request.script_root).place(), 303)
        except InvalidInputError as error:
            for problem in error.problems:
                form.refuse("slug", problem_line(problem, interface_words()))
        except DomainError as error:
            form.refuse("slug", error_sentence(error, interface_words()))
    return show_page("organise/new.html", status=422 if form.failures else 200, form=form, zones=zone_names())


@blueprint.route("/<slug:slug>/clone", methods=["GET", "POST"])
@requires(Permission.CONFERENCE_EDIT)
def clone(slug: str) -> Response | BaseResponse:
    """Make the next edition at other dates."""
    place = workplace(slug)
    form = CloneForm(request.form if request.method == "POST" else None, words=place.words, data=_proposed(place))
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.validate() and not form.look.data:
        try:
            _clone(place, form)
            return redirect(WorkplaceLinks(form.slug.data or "", request.script_root).place(), 303)
        except InvalidInputError as error:
            problems = error.problems
        except DomainError as error:
            field = "slug" if error.code == "slug-taken" else "starts_on"
            form.refuse(field, error_sentence(error, place.words))
    return render_workplace(
        "organise/clone.html",
        place,
        status=422 if form.failures or problems else 200,
        form=form,
        problems=[problem_line(problem, place.words) for problem in problems],
        dates=_dates(place, form),
    )


def _clone(place: Workplace, form: CloneForm) -> None:
    """Raises: as `clone_conference`."""
    edition = Edition(
        slug=form.slug.data or "",
        starts_on=form.starts_on.data,  # type: ignore[arg-type] # validated
        series=form.series.data or "",
        edition=form.edition.data,
    )
    with transaction() as tx:
        clone_conference(
            tx,
            place.slug,
            edition,
            keeps_weekdays=form.keep.data == "weekdays",
            with_people=form.with_people.data,
            with_organisers=form.with_organisers.data,
            actor=place.actor,
            now=utc_now(),
        )


def _proposed(place: Workplace) -> dict[str, object]:
    """Propose the same weekday a year later, as the next edition."""
    conference = place.agenda.conference
    proposed = next_edition(conference, slug="", starts_on=conference.starts_on + timedelta(weeks=52))
    return {"starts_on": proposed.starts_on, "series": proposed.series, "edition": proposed.edition}


def _dates(place: Workplace, form: CloneForm) -> str:
    """Say the days that it will have, "" for a day that none can be on."""
    if not form.starts_on.data:
        return ""
    try:
        shift = shift_of(place.agenda, form.starts_on.data, keeps_weekdays=form.keep.data == "weekdays")
    except DomainError:
        return ""
    conference = place.agenda.conference
    return date_range(conference.starts_on + shift, conference.ends_on + shift, place.language)


def _lead_first() -> tuple[str, ...]:
    """Give the languages of the fields, the one chosen to lead first: what is needed is needed in that."""
    lead = request.form.get("languages", "").partition(",")[0]
    return tuple(sorted(INTERFACE_LANGUAGES, key=lambda code: code != lead))


def _agenda(form: ConferenceForm) -> Agenda:
    languages = form.language_codes
    conference = Conference(
        slug=form.slug.data or "",
        uid="",
        title=_in_languages(form.title.data, languages),
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
            name=_in_languages(form[f"{name}_name"].data, languages),
            is_side=True,
            home_zone=form[f"{name}_zone"].data,
            language=form[f"{name}_language"].data,
        )
        for position, name in enumerate(("guest", "host"), start=1)
    )
    return Agenda(conference=conference, delegations=sides)


def _in_languages(text: Localized, languages: tuple[str, ...]) -> Localized:
    """Give a text in the conference's languages only."""
    return Localized.of({code: said for code, said in text if code in languages})
