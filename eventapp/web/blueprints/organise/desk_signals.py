"""What the page of a desk asks and tells by itself: what waited without a network, whether anything changed, who is on the list."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, current_app, jsonify, request
from flask_wtf.csrf import generate_csrf

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.check_ins.codes import SHAPES
from eventapp.domain.folding import folding_table
from eventapp.operations.check_ins import tell_check_ins
from eventapp.policy import Permission
from eventapp.queries.check_ins import DeskState, get_desk_state
from eventapp.renderers.check_ins import since_label
from eventapp.web.access import current_actor, requires
from eventapp.web.desks import Desk, desk_tag, known_scopes, open_desk, roster, roster_tag
from eventapp.web.forms.check_ins import read_sent
from eventapp.web.interface_pages import interface_language
from eventapp.web.workplace import workplace, workplace_html

if TYPE_CHECKING:
    from eventapp.operations.check_ins import Outcome

blueprint = Blueprint("desk_signals", __name__, url_prefix="/organise/<slug:slug>/desk")


@blueprint.post("/told")
@requires(Permission.DESK_USE)
def told(slug: str) -> Response:
    """Take what waited in a browser, in its order; answer for each key what came of it."""
    now = utc_now()
    sent = read_sent(request.get_data(), now=now)
    scopes = known_scopes(workplace(slug))
    there = [one for one in sent.said if one.scope in scopes]
    with transaction() as tx:
        outcomes = tell_check_ins(tx, slug, there, actor=current_actor(), now=now)
    desk = open_desk(slug, scope="")
    whom = {one.key: one.whom for one in there}
    answers = [_answer(desk, outcome, whom[outcome.key]) for outcome in outcomes]
    words = desk.place.words
    gone = [(one.key, words("This is not in the programme any more.")) for one in sent.said if one.scope not in scopes]
    wrong = [(key, words("What was kept of this could not be read.")) for key in sent.unreadable]
    refused = [{"key": key, "kind": "unreadable", "isTaken": False, "said": said} for key, said in (*gone, *wrong)]
    return jsonify(answers=[*answers, *refused])


@blueprint.get("/pulse")
@requires(Permission.DESK_USE)
def pulse(slug: str) -> Response:
    """Give who is in and how many where anything changed since the tag given, 304 else."""
    tag = desk_tag(_state(slug), request.args.get("scope", ""), interface_language(), utc_now())
    if request.headers.get("If-None-Match") == tag:
        return Response(status=304, headers={"ETag": tag})
    desk = open_desk(slug)
    known = {one.key: one.id for one in desk.people}
    present = {known[key]: [desk.since(one), one.last] for key, one in desk.present.items() if key in known}
    return _tagged(
        desk.tag,
        token=generate_csrf(),
        roster=desk.roster_tag,
        present=present,
        counts=workplace_html("organise/desk/counts.html", desk.place, desk=desk),
        last=workplace_html("organise/desk/last.html", desk.place, desk=desk),
    )


@blueprint.get("/people")
@requires(Permission.DESK_USE)
def people(slug: str) -> Response:
    """Give everybody on the list or on the way to it, for a browser that may lose its network; 304 where nothing changed."""
    tag = roster_tag(_state(slug), request.args.get("scope", ""), interface_language(), current_actor())
    if request.headers.get("If-None-Match") == tag:
        return Response(status=304, headers={"ETag": tag})
    desk = open_desk(slug)
    return _packed(_tagged(desk.roster_tag, people=roster(desk), folds=folding_table(), shapes=SHAPES))


@blueprint.get("/worker.js")
@requires(Permission.DESK_USE)
def worker(slug: str) -> Response:  # noqa: ARG001 - part of the address
    """Give the service worker that lets the page of the desk load without a network, and nothing beside it."""
    program = Path(current_app.static_folder or "") / "desk-worker.js"
    response = Response(program.read_bytes(), mimetype="text/javascript")
    # Its own folder would be narrower than the page's address (Service Workers §7.3).
    response.headers["Service-Worker-Allowed"] = request.path.removesuffix("/worker.js")
    return response


def _state(slug: str) -> DeskState:
    with reading() as tx:
        return get_desk_state(tx, slug)


def _answer(desk: Desk, outcome: Outcome, whom: str) -> dict[str, Any]:
    since = ""
    if outcome.standing is not None:
        since = since_label(outcome.standing, desk.place.words, zone=desk.zone, now=desk.now)
    return {
        "key": outcome.key,
        "kind": outcome.kind.value,
        "isTaken": outcome.kind.is_taken,
        "person": outcome.person,
        "said": desk.said(outcome, whom),
        "since": since,
        "seen": outcome.last,
    }


def _packed(response: Response) -> Response:
    """Compress an answer where the browser takes it: a list of hundreds goes over the network of a crowded hall.

    Nothing of a request comes back in the list, and no token stands in it, so that its length tells nothing.
    """
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.best_match(["gzip"]):
        response.set_data(gzip.compress(response.get_data(), compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _tagged(tag: str, **values: Any) -> Response:
    response = jsonify(**values)
    response.headers["ETag"] = tag
    return response
