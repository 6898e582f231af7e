"""The order of topics: moved up, down and between sessions, numbered anew; and the preview of their markup."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.drafts import NumberChange, number_changes
from eventapp.domain.text import PROSE_MAX
from eventapp.operations.drafts import StaleItemError
from eventapp.operations.topics import StaleNumbersError, number_topics_anew, order_topic, put_topic
from eventapp.policy import Permission
from eventapp.renderers.labels import topic_number
from eventapp.renderers.markdown import render_markdown
from eventapp.renderers.problems import error_sentence
from eventapp.renderers.view import Voice
from eventapp.web.access import current_actor, requires
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

# Topic, number before and after.
_SHOWN = re.compile(r"(\S+) ([0-9]+(?:bis|ter|quater|quinquies)?) ([0-9]+)")
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
    return _renumber_page(workplace(slug))


@blueprint.post("/topics/renumber")
@requires(Permission.DRAFT_EDIT)
def renumber(slug: str) -> BaseResponse:
    """Change the numbers that were shown; where others would change by now, show those beside them instead."""
    seen = _shown()
    try:
        with transaction() as tx:
            number_topics_anew(tx, slug, seen=seen, actor=current_actor(), now=utc_now())
    except StaleNumbersError as error:
        place = workplace(slug)
        return _renumber_page(place, status=409, problem=error_sentence(error, place.words), wanted=seen)
    return redirect(workplace(slug).links.section("topics"), 303)


def _renumber_page(
    place: Workplace, *, status: int = 200, problem: str = "", wanted: tuple[NumberChange, ...] = ()
) -> Response:
    """Show which numbers would change, and after a refusal those that were wanted."""
    say = Voice(place.languages, place.agenda.conference.languages).say
    titles = {topic.id: say(topic.title) for topic in place.agenda.topics}

    def rows(changes: tuple[NumberChange, ...]) -> list[tuple[NumberChange, str, str, Any]]:
        number = partial(topic_number, words=place.words)
        return [(one, number(one.before), number(one.after), titles.get(one.topic_id)) for one in changes]

    return render_workplace(
        "organise/items/renumber.html",
        place,
        status=status,
        problem=problem,
        changes=rows(number_changes(place.agenda)),
        wanted=rows(wanted),
    )


def _shown() -> tuple[NumberChange, ...]:
    """Give the changes that the form showed; what no form sends is none."""
    told = (_SHOWN.fullmatch(value) for value in request.form.getlist("shown"))
    return tuple(NumberChange(*one.groups()) for one in told if one)


@blueprint.post("/preview")
@requires(Permission.DRAFT_READ)
def preview(slug: str) -> Response:  # noqa: ARG001 - whose workplace it is was asked of the policy
    """Give the HTML of a text while it is typed."""
    return Response(render_markdown(request.form.get("text", "")[:PROSE_MAX]), mimetype="text/html")
