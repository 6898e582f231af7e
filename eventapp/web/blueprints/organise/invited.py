"""Invitations to register: who was invited and how far each got; one person invited, reminded, taken off again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.operations.registrations.inviting import invite_again, invite_people, remind_invited, revoke_invited
from eventapp.policy import Permission
from eventapp.queries.registration_invitations import list_invited, list_undelivered
from eventapp.queries.registrations import get_plan
from eventapp.renderers.mail.registration_invitations import REGISTRATION_INVITATION
from eventapp.renderers.problems import error_sentence, problem_sentence
from eventapp.web.access import requires
from eventapp.web.forms.invited import InviteForm
from eventapp.web.forms.items import Around
from eventapp.web.invited_lists import invited_list, said_after, standing_words
from eventapp.web.readers import mailed_base_url
from eventapp.web.workplace import Workplace, render_workplace, row_key, workplace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response as BaseResponse

    AnyResponse = Response | BaseResponse

blueprint = Blueprint("invited", __name__, url_prefix="/organise/<slug:slug>/invited")
SHOWN = 100
_QUERY_MAX = 200


@blueprint.get("")
@requires(Permission.REGISTRATION_PLAN)
def index(slug: str) -> Response:
    place = workplace(slug)
    return _page(place, _form(place))


@blueprint.post("")
@requires(Permission.REGISTRATION_PLAN)
def invite(slug: str) -> AnyResponse:
    """Invite one person; whoever has an invitation, declined or is on the list gets no mail, and that is said."""
    place = workplace(slug)
    form = _form(place, request.form)
    if not form.validate():
        return _page(place, form, status=422)
    try:
        with transaction() as tx:
            (one,) = invite_people(tx, slug, [form.invitee()], until=form.until.data, **_by(place))
    except InvalidInputError as error:
        form.refuse_problems(error.problems)
        return _page(place, form, status=422)
    except DomainError as error:
        return _page(place, form, status=422, problem=error_sentence(error, place.words))
    if not one.standing.gets_mail:
        form.refuse("email", standing_words(one.standing, place.words))
        return _page(place, form, status=422)
    return redirect(place.links.place("invited", sent="1"), 303)


@blueprint.post("/remind")
@requires(Permission.REGISTRATION_PLAN)
def remind_all(slug: str) -> AnyResponse:
    """Remind everybody whose answer is waited for and who got no mail for a day."""
    return _remind(workplace(slug), None)


@blueprint.post("/<int:invitation_id>/remind")
@requires(Permission.REGISTRATION_PLAN)
def remind(slug: str, invitation_id: int) -> AnyResponse:
    return _remind(workplace(slug), [invitation_id])


@blueprint.post("/<int:invitation_id>/revoke")
@requires(Permission.REGISTRATION_PLAN)
def revoke(slug: str, invitation_id: int) -> AnyResponse:
    """Take an invitation back; one that was answered meanwhile stays, and that is said."""
    place = workplace(slug)
    try:
        with transaction() as tx:
            revoke_invited(tx, slug, invitation_id, actor=place.actor, now=utc_now())
    except DomainError as error:
        return _refused(place, error)
    return redirect(place.links.place("invited", revoked="1"), 303)


@blueprint.post("/<int:invitation_id>/again")
@requires(Permission.REGISTRATION_PLAN)
def again(slug: str, invitation_id: int) -> AnyResponse:
    """Send an invitation anew that was declined, taken back or is over."""
    place = workplace(slug)
    try:
        with transaction() as tx:
            invite_again(tx, slug, invitation_id, **_by(place))
    except DomainError as error:
        return _refused(place, error)
    return redirect(place.links.place("invited", sent="1"), 303)


def _remind(place: Workplace, ids: list[int] | None) -> AnyResponse:
    try:
        with transaction() as tx:
            done = remind_invited(tx, place.slug, ids, **_by(place))
    except DomainError as error:
        return _refused(place, error)
    counts = {"reminded": str(done.sent), "early": str(done.early) if done.early else ""}
    return redirect(place.links.place("invited", **counts), 303)


def _by(place: Workplace) -> dict[str, Any]:
    return {"base_url": mailed_base_url(), "actor": place.actor, "now": utc_now()}


def _form(place: Workplace, formdata: Mapping[str, Any] | None = None) -> InviteForm:
    with reading() as tx:
        plan = get_plan(tx, place.draft.conference_id, zone=place.agenda.conference.zone).plan
    return InviteForm(formdata, around=Around(place.agenda, place.words), plan=plan, now=utc_now())


def _refused(place: Workplace, error: DomainError) -> Response:
    """Say why something was not done; of a link or a category that stands against it, what it is."""
    problems = error.problems if isinstance(error, InvalidInputError) else ()
    said = " ".join(problem_sentence(one, place.words) for one in problems) or error_sentence(error, place.words)
    return _page(place, _form(place), status=422, problem=said)


def _page(place: Workplace, form: InviteForm, *, status: int = 200, problem: str = "") -> Response:
    state, query = request.args.get("state", ""), request.args.get("q", "").strip()[:_QUERY_MAX]
    with reading() as tx:
        invited = list_invited(tx, place.draft.conference_id)
        undelivered = list_undelivered(tx, place.draft.conference_id, REGISTRATION_INVITATION)
    shown = invited_list(invited, place, state=state, query=query, undelivered=undelivered, now=utc_now())
    pages = max(1, -(-len(shown.rows) // SHOWN))
    page = min(max(1, row_key(request.args.get("page", "")) or 1), pages)
    first = (page - 1) * SHOWN
    return render_workplace(
        "organise/invited/index.html",
        place,
        status=status,
        form=form,
        problem=problem,
        said=said_after(request.args, place.words) if request.method == "GET" else "",
        shown=shown,
        rows=shown.rows[first : first + SHOWN],
        first=first + 1,
        page_number=page,
        state=state,
        query=query,
    )
