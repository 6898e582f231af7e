"""The people of one delegation: the list in its order, its head, who is decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.operations.drafts import StaleItemError
from eventapp.operations.registrations.precedence import order_person, set_head
from eventapp.operations.registrations.sides import StalePersonError, Whom, approve_of_side
from eventapp.policy import Permission
from eventapp.queries.side_lists import get_side_list
from eventapp.renderers.problems import error_sentence
from eventapp.web.access import requires
from eventapp.web.delegation_lists import delegation_of, name_of, places_taken, side_rows
from eventapp.web.delegation_words import said_after, stale_head, stale_place
from eventapp.web.readers import mailed_base_url
from eventapp.web.workplace import Workplace, render_workplace, row_key, workplace

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.web.delegation_words import Stale

    AnyResponse = Response | BaseResponse

blueprint = Blueprint("delegation_people", __name__, url_prefix="/organise/<slug:slug>/delegations/<side>/people")
_QUERY_MAX = 200


@blueprint.get("")
@requires(Permission.DELEGATION_LIST)
def index(slug: str, side: str) -> Response:
    return show_list(workplace(slug), side)


@blueprint.post("/<person>/place")
@requires(Permission.DELEGATION_LIST)
def order(slug: str, side: str, person: str) -> AnyResponse:
    """Put a person at a place; one whom somebody else moved meanwhile stays, with both places shown."""
    place, wanted = workplace(slug), row_key(request.form.get("position", ""))
    if wanted is None:
        abort(400)
    whom, seen = Whom(slug, side, person), request.form.get("version", "")
    try:
        with transaction() as tx:
            order_person(tx, whom, wanted, seen=seen, actor=place.actor, now=utc_now())
    except StaleItemError:
        now = workplace(slug)
        return show_list(now, side, stale=stale_place(now, whom, wanted), status=409)
    return redirect(f"{place.links.people(side)}?moved={person}#p-{person}", 303)


@blueprint.post("/head")
@requires(Permission.DELEGATION_LIST)
def head(slug: str, side: str) -> AnyResponse:
    """Let a person head the delegation, or nobody; the slower of two is shown who heads it now."""
    place, person = workplace(slug), request.form.get("person", "")
    whom, seen = Whom(slug, side, person), request.form.get("version", "")
    try:
        with transaction() as tx:
            set_head(tx, whom, seen=seen, actor=place.actor, now=utc_now())
    except StaleItemError:
        now = workplace(slug)
        return show_list(now, side, stale=stale_head(now, whom), status=409)
    return redirect(f"{place.links.people(side)}?head={person}#p-{person}", 303)


@blueprint.post("/<person>/approve")
@requires(Permission.DELEGATION_LIST)
def approve(slug: str, side: str, person: str) -> AnyResponse:
    """Approve one who waits; whoever was changed meanwhile is shown as he or she stands now first."""
    place, whom, seen = workplace(slug), Whom(slug, side, person), row_key(request.form.get("version", "")) or 0
    try:
        with transaction() as tx:
            decided = approve_of_side(tx, whom, seen=seen, base_url=mailed_base_url(), actor=place.actor, now=utc_now())
    except StalePersonError as error:
        return show_list(place, side, refusal=error_sentence(error, place.words), status=409)
    outcome = "approved" if decided.confirmed else "waits" if decided.waitlisted else "known"
    return redirect(f"{place.links.people(side)}?{outcome}={person}#p-{person}", 303)


def show_list(
    place: Workplace, side: str, *, stale: Stale | None = None, refusal: str = "", status: int = 200
) -> Response:
    """Answer with the list of a delegation; `stale` is what was wanted and what stands, `refusal` why nothing was done."""
    delegation = delegation_of(place, side)
    query = request.args.get("q", "").strip()[:_QUERY_MAX]
    with reading() as tx:
        people = get_side_list(tx, place.draft, side)
    rows = side_rows(place, delegation, people, query)
    return render_workplace(
        "organise/delegation/list.html",
        place,
        status=status,
        delegation=delegation,
        name=name_of(place, delegation),
        rows=rows,
        query=query,
        taken=places_taken(people.people),
        most=people.plan.of_sides.get(side),
        said=said_after(place, rows),
        stale=stale,
        refusal=refusal,
        head_version=place.draft.item_version(f"delegations/{side}"),
        others=_others(place, side),
    )


def _others(place: Workplace, side: str) -> list[str]:
    """Give the other delegations whose lists this member may see."""
    codes = (one.code for one in place.agenda.delegations if one.code != side)
    return [code for code in codes if place.allows(Permission.DELEGATION_LIST, code)]
