"""Invitations to sessions by mail: sent by organisers, answered by programs, listed with everything else that came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.operations.session_invitations import (
    end_invitations,
    invite_those_placed,
    invite_to_own_sessions,
    invite_to_session,
)
from eventapp.policy import Permission
from eventapp.queries.registrations import list_participants
from eventapp.queries.session_invitations import list_invitations_to
from eventapp.renderers.problems import error_sentence
from eventapp.renderers.steps import thing_label
from eventapp.web.access import requires
from eventapp.web.blueprints.organise.persons import person_page
from eventapp.web.invitation_lines import invitation_line, person_label
from eventapp.web.readers import mailed_base_url
from eventapp.web.replies import received_lines, received_page
from eventapp.web.workplace import render_workplace, row_key, workplace

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

    from eventapp.domain.registration.participants import Participant
    from eventapp.models import SessionInvitation
    from eventapp.operations.session_invitations import Invited
    from eventapp.renderers.session_invitations import InvitationLine
    from eventapp.web.workplace import Workplace

blueprint = Blueprint("session_invitations", __name__, url_prefix="/organise/<slug:slug>")


@blueprint.post("/people/<person_id>/invite")
@requires(Permission.REGISTRATION_EDIT)
def invite(slug: str, person_id: str) -> AnyResponse:
    """Invite a person to one of the own sessions, or to all of them where none is named."""
    place, session = workplace(slug), request.form.get("session", "")
    now, base = utc_now(), mailed_base_url()
    try:
        with transaction() as tx:
            if session:
                invite_to_session(tx, slug, person_id, session, base_url=base, actor=place.actor, now=now)
            else:
                invite_to_own_sessions(tx, slug, person_id, base_url=base, actor=place.actor, now=now)
    except NotFoundError as error:
        if error.code != "unknown-item":
            raise
        refusal = place.words("In the published agenda this session is not the person's, or does not take place.")
        return person_page(place, person_id, refusal=refusal)
    except DomainError as error:
        return person_page(place, person_id, refusal=error_sentence(error, place.words))
    return redirect(place.links.place(f"people/{person_id}") + "#invitations", 303)


@blueprint.post("/people/<person_id>/uninvite")
@requires(Permission.REGISTRATION_EDIT)
def uninvite(slug: str, person_id: str) -> AnyResponse:
    """Take every invitation of a person back."""
    place = workplace(slug)
    with transaction() as tx:
        end_invitations(tx, slug, person_id, base_url=mailed_base_url(), actor=place.actor, now=utc_now())
    return redirect(place.links.place(f"people/{person_id}") + "#invitations", 303)


@blueprint.get("/sessions/<name>/invitations")
@requires(Permission.REGISTRATION_READ)
def of_session(slug: str, name: str) -> Response:
    """Show who was invited to a session by mail, and the answers."""
    return _session_page(workplace(slug), name)


@blueprint.post("/sessions/<name>/invitations")
@requires(Permission.REGISTRATION_EDIT)
def invite_placed(slug: str, name: str) -> AnyResponse:
    """Invite everybody who is placed in the session."""
    place = workplace(slug)
    try:
        with transaction() as tx:
            invited = invite_those_placed(tx, slug, name, base_url=mailed_base_url(), actor=place.actor, now=utc_now())
    except NotFoundError:
        refusal = place.words("The session is not in the published agenda yet.")
        return _session_page(place, name, refusal=refusal)
    except DomainError as error:
        return _session_page(place, name, refusal=error_sentence(error, place.words))
    return redirect(place.links.item(f"sessions/{name}", "invitations") + _outcome(invited), 303)


@blueprint.get("/replies")
@requires(Permission.REGISTRATION_READ)
def replies(slug: str) -> Response:
    """List what came in by mail for the conference, page by page."""
    place = workplace(slug)
    with reading() as tx:
        shown = received_page(tx, slug)
        people = {one.id: one for one in list_participants(tx, slug)}
        lines = received_lines(shown.rows, people, place)
    return render_workplace("organise/replies.html", place, lines=lines, shown=shown)


def _outcome(invited: Invited) -> str:
    return f"?sent={invited.sent}&left={len(invited.left_out)}"


def _session_page(place: Workplace, name: str, *, refusal: str = "") -> Response:
    """Raises: NotFoundError for a session that is neither in the draft nor has an invitation."""
    with reading() as tx:
        people = {one.id: one for one in list_participants(tx, place.slug)}
        rows = list_invitations_to(tx, place.slug, name)
        lines = [_line(row, person, people, place) for person, row in rows]
    if not lines and name not in {session.id for session in place.draft.agenda.sessions}:
        raise NotFoundError("unknown-item", item=f"sessions/{name}")
    return render_workplace(
        "organise/items/invitations.html",
        place,
        status=409 if refusal else 200,
        item=f"sessions/{name}",
        heading=thing_label(f"sessions/{name}", place.draft.agenda, place.words),
        lines=lines,
        refusal=refusal,
        sent=row_key(request.args.get("sent", "")),
        left=row_key(request.args.get("left", "")),
    )


def _line(row: SessionInvitation, person: str, people: dict[str, Participant], place: Workplace) -> InvitationLine:
    return invitation_line(row, person_label(person, people, place), place.links.place(f"people/{person}"), place)
