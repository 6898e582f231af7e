"""What came in by mail and is for no conference: somebody has to read it."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from flask import Blueprint

from eventapp.clock import utc_now
from eventapp.db import reading
from eventapp.policy import Permission
from eventapp.renderers.dates import moment
from eventapp.web.access import requires
from eventapp.web.interface_pages import interface_language, interface_words, show_page
from eventapp.web.replies import received_line, received_page

if TYPE_CHECKING:
    from flask import Response

    from eventapp.models import ReceivedMessage
    from eventapp.renderers.session_invitations import ReceivedLine

blueprint = Blueprint("replies", __name__)


@blueprint.get("/replies")
@requires(Permission.MAILBOX_READ)
def index() -> Response:
    """List the messages for no conference, the newest first; those for one stand there."""
    with reading() as tx:
        shown = received_page(tx, "")
        lines = [_line(row) for row in shown.rows]
    return show_page("replies/index.html", shown=shown, lines=lines)


def _line(row: ReceivedMessage) -> ReceivedLine:
    at = moment(row.received_at.astimezone(UTC), interface_language(), beside=(utc_now(),))
    return received_line(row, interface_words(), at)
