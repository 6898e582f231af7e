"""The desk: people found by code or name, checked in, taken back; walk-ins. What a browser does by itself is in `desk_signals`."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.check_ins import OutcomeKind, Verb
from eventapp.domain.errors import NotFoundError
from eventapp.operations.check_ins import Outcome, tell_check_ins
from eventapp.operations.registrations.registering import ListFullError
from eventapp.operations.walk_ins import KnownPersonError, admit_person, admit_walk_in
from eventapp.policy import Permission
from eventapp.renderers.problems import error_sentence
from eventapp.web.access import requires
from eventapp.web.desks import BLANK, SHOWN, Desk, open_desk
from eventapp.web.forms.check_ins import WalkInForm, read_press
from eventapp.web.people_outcomes import full_of
from eventapp.web.readers import mailed_base_url
from eventapp.web.workplace import render_workplace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.domain.registration.participants import Participant
    from eventapp.web.people_outcomes import Full

blueprint = Blueprint("desks", __name__, url_prefix="/organise/<slug:slug>/desk")
# This page alone may ask for the camera.
_CAMERA = "camera=(self), geolocation=(), microphone=()"
_MISSING = "missing"
_MISSING_SHOWN = 200


@blueprint.get("")
@requires(Permission.DESK_USE)
def show(slug: str) -> Response | BaseResponse:
    """Show the desk, with whom a code or a name means, who is missing, or whom the last press was about."""
    try:
        desk = open_desk(slug)
    except NotFoundError as error:
        if error.code != "unknown-scope":
            raise
        return redirect(open_desk(slug, scope="").address(gone="1"), 303)
    query, done = request.args.get("q", "").strip(), desk.find_person(request.args.get("done", ""))
    if request.args.get("show") == _MISSING:
        return _page(desk, desk.missing(), heading=desk.place.words("Not in yet"), most=_MISSING_SHOWN)
    if query:
        return _page(desk, desk.find(query), query=query)
    came = request.args.get("came", "")
    return _page(desk, (done,) if done else (), said=_said(desk, done, came), full=_full(desk, done, came))


@blueprint.post("/check-in")
@requires(Permission.DESK_USE)
def check_in(slug: str) -> BaseResponse:
    return _press(slug, Verb.IN)


@blueprint.post("/undo")
@requires(Permission.DESK_USE)
def undo(slug: str) -> BaseResponse:
    return _press(slug, Verb.UNDO)


@blueprint.post("/confirm")
@requires(Permission.REGISTRATION_DECIDE)
def confirm(slug: str) -> BaseResponse:
    """Confirm somebody who was not on the list, and let him or her in; a second press does so where no place is left."""
    desk, now = open_desk(slug), utc_now()
    said = read_press(request.form, Verb.IN, scope=desk.scope.path, desk=desk.name, now=now)
    is_beyond, base = "beyond" in request.form, mailed_base_url()
    with transaction() as tx:
        outcome = admit_person(
            tx, slug, said, is_beyond_limits=is_beyond, base_url=base, actor=desk.place.actor, now=now
        )
    return _after(desk, outcome)


@blueprint.route("/walk-in", methods=["GET", "POST"])
@requires(Permission.DESK_USE)
def walk_in(slug: str) -> Response | BaseResponse:
    """Put somebody who comes without a registration on the list, and check him or her in."""
    desk = open_desk(slug)
    form = WalkInForm(
        request.form if request.method == "POST" else None,
        words=desk.place.words,
        data={"language": desk.place.language},
    )
    if request.method == "POST" and form.validate():
        try:
            return _after(desk, _admit(desk, form))
        except ListFullError as error:
            return _walk_in_page(desk, form, full=error_sentence(error, desk.place.words))
        except KnownPersonError as error:
            return _walk_in_page(desk, form, known=desk.find_person(error.public_id))
    return _walk_in_page(desk, form)


def _press(slug: str, verb: Verb) -> BaseResponse:
    desk, now = open_desk(slug), utc_now()
    said = read_press(request.form, verb, scope=desk.scope.path, desk=desk.name, now=now)
    with transaction() as tx:
        (outcome,) = tell_check_ins(tx, slug, [said], actor=desk.place.actor, now=now)
    return _after(desk, outcome)


def _after(desk: Desk, outcome: Outcome) -> BaseResponse:
    """Lead to the person that it was about, with what came of it."""
    if outcome.kind is OutcomeKind.UNKNOWN:
        raise NotFoundError("unknown-registration")
    return redirect(desk.address(done=outcome.person, came=outcome.kind.value), 303)


def _admit(desk: Desk, form: WalkInForm) -> Outcome:
    now = utc_now()
    session = desk.scope.session
    application = form.application(sessions=(session.id,) if session else ())
    press = {"key": f"{form.key.data}-in", "whom": "walk-in"}
    said = read_press(press, Verb.IN, scope=desk.scope.path, desk=desk.name, now=now)
    site = mailed_base_url() if application.email else ""
    with transaction() as tx:
        return admit_walk_in(tx, desk.place.slug, application, said, base_url=site, actor=desk.place.actor, now=now)


def _said(desk: Desk, done: Participant | None, came: str) -> str:
    """Say what came of the last press, unless it is otherwise by now."""
    if done is None or came not in set(OutcomeKind):
        return ""
    found = desk.present.get(done.key)
    standing = found.standing if found else None
    is_in = OutcomeKind(came) in {OutcomeKind.IN, OutcomeKind.ALREADY, OutcomeKind.STILL_IN}
    if is_in != (standing is not None):
        return ""
    return desk.said(Outcome(key="", kind=OutcomeKind(came), person=done.id, standing=standing), done.code)


def _full(desk: Desk, done: Participant | None, came: str) -> Full | None:
    """Give which limits kept somebody off the list, for an organiser, who may go beyond them."""
    if done is None or came != OutcomeKind.NOT_ON_LIST or not desk.place.allows(Permission.REGISTRATION_DECIDE):
        return None
    return full_of(desk.place, [done])


def _page(
    desk: Desk,
    found: Sequence[Participant],
    *,
    query: str = "",
    said: str = "",
    full: Full | None = None,
    heading: str = "",
    most: int = SHOWN,
) -> Response:
    response = render_workplace(
        "organise/desk/show.html",
        desk.place,
        desk=desk,
        query=query,
        said="" if full else said,
        full=full,
        heading=heading,
        found=desk.cards(found[:most]),
        count=len(found),
        is_asked=bool(query or heading),
        is_gone=bool(request.args.get("gone")),
        blank=replace(BLANK, may_confirm=desk.place.allows(Permission.REGISTRATION_DECIDE)),
        texts=_texts(desk),
    )
    response.headers["Permissions-Policy"] = _CAMERA
    return response


def _texts(desk: Desk) -> dict[str, str]:
    """Give the sentences of the page's script."""
    words = desk.place.words
    return {
        "waitingOne": words("1 waiting to be sent"),
        "waitingMany": words("{count} waiting to be sent", count="{count}"),
        "sent": words("All sent at {time}", time="{time}"),
        "offline": words("No network. Go on: what you do is kept here and sent later."),
        "signIn": words("Nobody is signed in here any more. What waits is kept. Load the page again and sign in."),
        "refused": words("You may no longer use this desk. What waits is kept here."),
        "late": words("In at {time}, waiting to be sent", time="{time}"),
        "seen": words("Seen"),
        "in": words("{name} is in.", name="{name}"),
        "out": words("Taken back: {name} is not in.", name="{name}"),
        "already": words("{name}: in already", name="{name}"),
        "nobody": words("Nobody here is meant by “{query}”.", query="{query}"),
        "byCode": words(
            "Code {code}: not on this phone's list. It is looked up when the network is back.", code="{code}"
        ),
        "more": words("{count} more. Type more of the name.", count="{count}"),
        "noCamera": words("This browser gives no camera to this page. Type the code."),
        "looking": words("Hold the code into the picture."),
        "needsNetwork": words("This needs the network. Nothing that you typed is lost: try again in a moment."),
        "full": words("This browser cannot keep anything. Each press needs the network."),
    }


def _walk_in_page(desk: Desk, form: Any, *, full: str = "", known: Participant | None = None) -> Response:
    is_refused = bool(form.failures or full or known)
    return render_workplace(
        "organise/desk/walk_in.html",
        desk.place,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK,
        desk=desk,
        form=form,
        full=full,
        known=desk.card(known) if known else None,
    )
