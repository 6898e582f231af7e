"""Everything that collides in a draft, with a way out where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.conflicts import ConflictCode
from eventapp.domain.errors import DomainError
from eventapp.operations.conflicts import mend_conflict
from eventapp.policy import Permission
from eventapp.renderers.dates import day_heading
from eventapp.renderers.labels import conflict_label
from eventapp.renderers.steps import thing_label
from eventapp.web.access import requires
from eventapp.web.blueprints.organise.boards import refusal_sentence
from eventapp.web.conflicts import PAGE, ConflictWishes, conflict_list
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from datetime import date

    from werkzeug.wrappers import Response as BaseResponse

blueprint = Blueprint("conflicts", __name__, url_prefix="/organise/<slug:slug>/conflicts")


@blueprint.get("")
@requires(Permission.DRAFT_READ)
def index(slug: str) -> Response:
    return _page(workplace(slug))


@blueprint.get("/mend")
@requires(Permission.DRAFT_READ)
def mended(slug: str) -> BaseResponse:
    """Lead who reloads a refusal, or asks for it in the other language, to the list."""
    place = workplace(slug)
    return redirect(place.links.place("conflicts", **_kept(place), lang=request.args.get("lang", "")), 303)


@blueprint.post("/mend")
@requires(Permission.DRAFT_EDIT)
def mend(slug: str) -> Response | BaseResponse:
    """Move the session of a conflict as was proposed, if that is still what is proposed."""
    place = workplace(slug)
    key, _, mend_key = request.form.get("mend", "").partition(" ")
    try:
        with transaction() as tx:
            done = mend_conflict(tx, slug, key, mend_key, actor=place.actor, now=utc_now())
    except DomainError as error:
        return _page(workplace(slug), status=409, problem=refusal_sentence(error, place))
    return redirect(place.links.place("conflicts", **_kept(place), mended=done.session.id), 303)


def _page(place: Workplace, *, status: int = 200, problem: str = "") -> Response:
    wishes = ConflictWishes.of(request.args, place.agenda)
    shown = conflict_list(place, wishes)
    mended = place.agenda.find_session(request.args.get("mended", ""))
    return render_workplace(
        "organise/conflicts/index.html",
        place,
        status=status,
        wishes=wishes,
        kept=_kept(place),
        shown=shown,
        total=len(place.conflicts),
        per_page=PAGE,
        codes=[(code.value, conflict_label(code.value, place.words)) for code in ConflictCode],
        days=[(on.isoformat(), day_heading(on, place.language)) for on in _days(place)],
        mended=thing_label(f"sessions/{mended.id}", place.agenda, place.words) if mended else "",
        problem=problem,
    )


def _days(place: Workplace) -> list[date]:
    """Give the conference days, and others on which something stands that lies outside of them."""
    outside = {c.sessions[0].day_on for c in place.conflicts if c.code is ConflictCode.OUTSIDE_CONFERENCE}
    return sorted({*place.agenda.conference.dates, *outside})


def _kept(place: Workplace) -> dict[str, str]:
    """Give what was asked for, to ask for it again."""
    wishes = ConflictWishes.of(request.args, place.agenda)
    return {"severity": wishes.severity, "code": wishes.code, "day": wishes.day, "q": wishes.q}
