"""Issuing the list of participants: what would be given out now, what was, whose consent is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, request, url_for

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.audiences import PARTICIPANTS
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.participants import Arrangement
from eventapp.domain.registration import ListingConsent
from eventapp.operations.participants import issue_participants
from eventapp.operations.registrations.consents import record_listing_consent
from eventapp.policy import Permission
from eventapp.queries.participants import get_issue_key, get_next_issue, list_issues
from eventapp.renderers.problems import error_sentence
from eventapp.web.access import current_actor, requires
from eventapp.web.forms.participants import ConsentForm, audience_named
from eventapp.web.interface_pages import interface_words
from eventapp.web.issuing import audience_tabs, issue_form, issue_rows, next_values
from eventapp.web.participants import list_page, respond_list
from eventapp.web.readers import wishes
from eventapp.web.renditions import Keeping
from eventapp.web.workplace import render_workplace, workplace

if TYPE_CHECKING:
    from typing import Any

    from werkzeug.wrappers import Response as AnyResponse

    from eventapp.domain.audiences import Audience

blueprint = Blueprint("list_issues", __name__, url_prefix="/organise/<slug:slug>/participants")
_NAMED = "<any('participants', 'public'):audience>-<int:number>"


@blueprint.get("")
@requires(Permission.PARTICIPANTS_READ)
def index(slug: str) -> Response:
    """Show the lists that were given out; whoever may issue one sees the next, too."""
    return _page(slug, _wished_audience(request.args.get("audience")))


@blueprint.get("/next")
@requires(Permission.PARTICIPANTS_ISSUE)
def preview(slug: str) -> Response:
    """Show the whole list as it would be given out now, and to nobody else."""
    audience, last = _wished_audience(request.args.get("audience")), request.args.get("last", "")
    with reading() as tx:
        issue = get_next_issue(tx, slug, audience, arrangement=Arrangement(last)).issue
    languages = wishes("lang").languages_of(issue.heading.languages)
    response = Response(list_page(issue, languages, query=f"&audience={audience}&last={last}"), mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/issue")
@requires(Permission.PARTICIPANTS_ISSUE)
def issue(slug: str) -> AnyResponse:
    """Give out the list that the organiser saw."""
    place, audience = workplace(slug), _wished_audience(request.form.get("audience"))
    with reading() as tx:
        form = issue_form(get_next_issue(tx, slug, audience), place, request.form)
    if not form.validate():
        return _page(slug, audience, form=form, status=422)
    sides, seen, now = form.arrangement(), form.seen.data or "", utc_now()
    try:
        with transaction() as tx:
            issue_participants(tx, slug, audience, arrangement=sides, seen=seen, actor=place.actor, now=now)
    except NotFoundError:
        raise
    except DomainError as error:
        return _page(slug, audience, form=form, problem=error, status=409)
    return redirect(url_for("list_issues.index", slug=slug, audience=str(audience)), 303)


@blueprint.post("/consents")
@requires(Permission.PARTICIPANTS_ISSUE)
def record(slug: str) -> AnyResponse:
    """Note what a delegation says of its people who were not asked."""
    form = ConsentForm(request.form, words=interface_words())
    if not form.validate():
        abort(400)
    listing = ListingConsent(form.listing.data)
    with transaction() as tx:
        record_listing_consent(tx, slug, form.names(), listing, actor=current_actor(), now=utc_now())
    return redirect(url_for("list_issues.index", slug=slug, audience=form.audience.data or None), 303)


@blueprint.get(f"/{_NAMED}")
@requires(Permission.PARTICIPANTS_READ)
def show(slug: str, audience: str, number: int) -> Response:
    """Show a list as it was given out."""
    return _respond(slug, audience, number, "html")


@blueprint.get(f"/{_NAMED}.<any('pdf', 'xlsx'):file_format>")
@requires(Permission.PARTICIPANTS_READ)
def download(slug: str, audience: str, number: int, file_format: str) -> Response:
    return _respond(slug, audience, number, file_format)


def _respond(slug: str, audience: str, number: int, file_format: str) -> Response:
    with reading() as tx:
        key = get_issue_key(tx, slug, _wished_audience(audience), number)
    return respond_list(key, file_format, keeping=Keeping.PRIVATE, name=f"{audience}-{number}")


def _wished_audience(given: str | None) -> Audience:
    audience = audience_named(given) if given else PARTICIPANTS
    return audience or abort(400)


def _page(
    slug: str, audience: Audience, *, form: Any = None, problem: DomainError | None = None, status: int = 200
) -> Response:
    place = workplace(slug)
    with reading() as tx:
        lines = list_issues(tx, slug)
        wanted = get_next_issue(tx, slug, audience) if place.allows(Permission.PARTICIPANTS_ISSUE) else None
    shown: dict[str, Any] = {"next": None}
    if wanted:
        fresh = issue_form(wanted, place)
        # What was chosen stays; what was seen is what stands now.
        kept = form or fresh
        kept.seen.data = fresh.seen.data
        shown = {"next": next_values(wanted, place), "form": kept, "tabs": audience_tabs(audience, place)}
    return render_workplace(
        "organise/participants/index.html",
        place,
        status=status,
        issues=issue_rows(lines, place),
        audience=str(audience),
        problem=error_sentence(problem, place.words) if problem else "",
        **shown,
    )
