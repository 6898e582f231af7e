"""All mail in the browser, for who tries the program on one machine; elsewhere there is no such page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, current_app

from eventapp.db import reading
from eventapp.queries.outbox import get_message, list_latest_messages
from eventapp.web.access import public
from eventapp.web.interface_pages import interface_words, show_page
from eventapp.web.message_views import SANDBOX, MessageView, body_response, framing, message_view, pieces_of

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("mailbox", __name__)

SHOWN = 50
_ZONE = "UTC"


@blueprint.before_request
def only_in_development() -> None:
    """Answer as if there were no such page where others could read it: the messages hold links that sign in."""
    if not current_app.config["MAIL_IS_PUBLIC"]:
        abort(404)


@blueprint.get("/mail/")
@public
def index() -> Response:
    """Show the last messages of every kind, whomever they go to."""
    with reading() as tx:
        lines = list_latest_messages(tx, limit=SHOWN)
    words = interface_words()
    return show_page("mailbox/index.html", lines=[MessageView.of(line, words, _ZONE) for line in lines])


@blueprint.get("/mail/<int:message_id>")
@public
def show(message_id: int) -> Response:
    """Show one message, its links to be followed."""
    with reading() as tx:
        row = get_message(tx, None, message_id)
        line, pieces = message_view(row, interface_words(), _ZONE), pieces_of(row.plain)
        is_erased = row.is_erased
    return framing(show_page("mailbox/show.html", line=line, pieces=pieces, is_erased=is_erased, sandbox=SANDBOX))


@blueprint.get("/mail/<int:message_id>/body")
@public
def body(message_id: int) -> Response:
    """Give a message's HTML for the frame of its page."""
    with reading() as tx:
        return body_response(get_message(tx, None, message_id))
