"""The order of topics: moved up, down and between sessions, numbered anew; and the preview of their markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.drafts import renumber_topics
from eventapp.domain.text import PROSE_MAX
from eventapp.operations.drafts import StaleItemError
from eventapp.operations.topics import number_topics_anew, order_topic, put_topic
from eventapp.policy import Permission
from eventapp.renderers.labels import topic_number
from eventapp.renderers.markdown import render_markdown
from eventapp.renderers.view import Voice
from eventapp.web.access import current_actor, requires
from eventapp.web.workplace import render_workplace, workplace

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

blueprint = Blueprint("topic_orders", __name__, url_prefix="/organise/<slug:slug>")


@blueprint.post("/topics/<topic_id>/place")
@requires(Permission.DRAFT_EDIT)
def place(slug: str, topic_id: str) -> BaseResponse:
    """Move a topic by so many places, or into a session at a position; one that somebody else moved meanwhile stays there."""
    by, seen = request.form.get("by", type=int), request.form.get("version", "")
    actor, now, outcome = current_actor(), utc_now(), "moved"
    try:
        with transaction() as tx:
            if by is not None:
                order_topic(tx, slug, topic_id, by, seen=seen, actor=actor, now=now)
            else:
                position, home = request.form.get("position", type=int), request.form.get("session") or None
                put_topic(tx, slug, topic_id, home, position=position, seen=seen, actor=actor, now=now)
    except StaleItemError:
        outcome = "stale"
    return redirect(f"{workplace(slug).links.section('topics')}?{outcome}={topic_id}#{topic_id}", 303)


@blueprint.get("/topics/renumber")
@requires(Permission.DRAFT_EDIT)
def ask_renumbering(slug: str) -> Response:
    """Show which numbers would change."""
    found = workplace(slug)
    after = {topic.id: topic.number for topic in renumber_topics(found.agenda).topics}
    changes = [
        (topic_number(topic.number, found.words), topic_number(after[topic.id], found.words), topic.title)
        for topic in found.agenda.topics
        if topic.number != after[topic.id]
    ]
    return render_workplace(
        "organise/items/renumber.html",
        found,
        changes=changes,
        say=Voice(found.languages, found.agenda.conference.languages).say,
    )


@blueprint.post("/topics/renumber")
@requires(Permission.DRAFT_EDIT)
def renumber(slug: str) -> BaseResponse:
    with transaction() as tx:
        number_topics_anew(tx, slug, actor=current_actor(), now=utc_now())
    return redirect(workplace(slug).links.section("topics"), 303)


@blueprint.post("/preview")
@requires(Permission.DRAFT_READ)
def preview(slug: str) -> Response:  # noqa: ARG001 - whose workplace it is was asked of the policy
    """Give the HTML of a text while it is typed."""
    return Response(render_markdown(request.form.get("text", "")[:PROSE_MAX]), mimetype="text/html")
