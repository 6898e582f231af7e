"""A conference that is given up before anybody read of it: what hangs on it, then its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request, url_for

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.operations.removals import remove_conference
from eventapp.policy import Permission
from eventapp.queries.deadlines import list_deadlines
from eventapp.queries.members import list_invitations, list_members
from eventapp.renderers.problems import error_sentence
from eventapp.web.access import requires
from eventapp.web.forms.editions import RemovalForm
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

blueprint = Blueprint("removals", __name__, url_prefix="/organise/<slug:slug>/conference/remove")


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.CONFERENCE_EDIT)
def remove(slug: str) -> Response | BaseResponse:
    """Show what goes with a conference; a POST with its short name removes it."""
    place = workplace(slug)
    form = RemovalForm(request.form if request.method == "POST" else None, words=place.words, expected=slug)
    problem, status = "", 200
    if request.method == "POST" and form.validate():
        try:
            with transaction() as tx:
                seen = request.form.get("version", "")
                remove_conference(tx, slug, seen=seen, actor=place.actor, now=utc_now())
            return redirect(url_for("workplaces.index"), 303)
        except DomainError as error:
            problem, status = error_sentence(error, place.words), 409
            place = workplace(slug)
    elif place.edition.publication is not None:
        problem = error_sentence(DomainError("conference-published"), place.words)
    return render_workplace(
        "organise/remove_conference.html",
        place,
        status=422 if form.failures else status,
        form=form,
        problem=problem,
        may_go=place.edition.publication is None,
        going=_belongings(place),
    )


def _belongings(place: Workplace) -> list[str]:
    """Say what hangs on the conference."""
    agenda, plural = place.agenda, place.words.plural
    with reading() as tx:
        members, invitations = list_members(tx, place.slug), list_invitations(tx, place.slug, now=utc_now())
        deadlines = list_deadlines(tx, place.draft.conference_id)
    counted = (
        (len(agenda.sessions), plural("{count} session", "{count} sessions", len(agenda.sessions))),
        (len(tuple(agenda.topics)), plural("{count} topic", "{count} topics", len(tuple(agenda.topics)))),
        (len(agenda.attendees), plural("{count} person", "{count} people", len(agenda.attendees))),
        (len(agenda.venues), plural("{count} venue", "{count} venues", len(agenda.venues))),
        (len(members), plural("the access of {count} member", "the access of {count} members", len(members))),
        (len(invitations), plural("{count} open invitation", "{count} open invitations", len(invitations))),
        (len(deadlines), plural("{count} deadline", "{count} deadlines", len(deadlines))),
    )
    return [said for count, said in counted if count]
