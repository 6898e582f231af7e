"""The outbox of a conference for its organisers: what waits, what went out, what failed and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, request, url_for

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.operations.dead_letters import resend_failed_messages, resend_message
from eventapp.policy import Permission
from eventapp.queries.outbox import MessageState, count_messages, get_message, list_messages
from eventapp.renderers.labels import message_state_label
from eventapp.web.access import current_actor, requires
from eventapp.web.message_views import (
    SANDBOX,
    MessageView,
    body_response,
    framing,
    is_for_organisers,
    message_view,
    pieces_of,
)
from eventapp.web.workplace import render_workplace, row_key, workplace

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

blueprint = Blueprint("outbox", __name__)

SHOWN = 100


@blueprint.get("/organise/<slug:slug>/outbox")
@requires(Permission.OUTBOX_READ)
def index(slug: str) -> Response:
    """Show a page of the messages in one state, the newest first, and how many are in each."""
    place = workplace(slug)
    with reading() as tx:
        counts = count_messages(tx, slug)
        state = _wished_state(counts)
        page = min(max(1, row_key(request.args.get("page", "")) or 1), max(1, -(-counts[state] // SHOWN)))
        lines = list_messages(tx, slug, state, limit=SHOWN, offset=(page - 1) * SHOWN)
    zone = place.agenda.conference.zone
    states = [(s.value, message_state_label(s.value, place.words), counts[s], s is state) for s in MessageState]
    views = [MessageView.of(line, place.words, zone) for line in lines]
    first = (page - 1) * SHOWN + 1
    return render_workplace(
        "organise/outbox/index.html",
        place,
        here="outbox",
        states=states,
        state=state.value,
        lines=views,
        page_number=page,
        first=first,
        last=first + len(views) - 1,
        count=counts[state],
        is_failed=state is MessageState.FAILED,
        resent=row_key(request.args.get("resent", "")),
    )


@blueprint.get("/organise/<slug:slug>/outbox/<int:message_id>")
@requires(Permission.OUTBOX_READ)
def show(slug: str, message_id: int) -> Response:
    """Show one message: its way, and its texts if they are for others than the recipient."""
    place = workplace(slug)
    with reading() as tx:
        row = get_message(tx, slug, message_id)
        line = message_view(row, place.words, place.agenda.conference.zone)
        pieces = pieces_of(row.plain) if is_for_organisers(row) and not row.is_erased else ()
        values: dict[str, Any] = {"line": line, "pieces": pieces, "is_erased": row.is_erased, "sandbox": SANDBOX}
    return framing(render_workplace("organise/outbox/show.html", place, here="outbox", **values))


@blueprint.get("/organise/<slug:slug>/outbox/<int:message_id>/body")
@requires(Permission.OUTBOX_READ)
def body(slug: str, message_id: int) -> Response:
    """Give a message's HTML for the frame of its page."""
    with reading() as tx:
        row = get_message(tx, slug, message_id)
        if row.is_erased or not is_for_organisers(row):
            abort(404)
        return body_response(row)


@blueprint.post("/organise/<slug:slug>/outbox/<int:message_id>/resend")
@requires(Permission.OUTBOX_READ)
def resend(slug: str, message_id: int) -> AnyResponse:
    """Send a failed message again."""
    with transaction() as tx:
        resend_message(tx, slug, message_id, actor=current_actor(), now=utc_now())
    return redirect(url_for("outbox.show", slug=slug, message_id=message_id), 303)


@blueprint.post("/organise/<slug:slug>/outbox/resend-failed")
@requires(Permission.OUTBOX_READ)
def resend_failed(slug: str) -> AnyResponse:
    """Send all that failed again; the list then says how many that are."""
    with transaction() as tx:
        count = resend_failed_messages(tx, slug, actor=current_actor(), now=utc_now())
    return redirect(url_for("outbox.index", slug=slug, state="failed", resent=count or None), 303)


def _wished_state(counts: dict[MessageState, int]) -> MessageState:
    """Give the state asked for; else what waits, what failed or what was sent, whichever has messages first."""
    wished = request.args.get("state")
    if wished is None:
        usual = (MessageState.WAITING, MessageState.FAILED, MessageState.SENT)
        return next((state for state in usual if counts[state]), MessageState.WAITING)
    if wished not in set(MessageState):
        abort(400)
    return MessageState(wished)
