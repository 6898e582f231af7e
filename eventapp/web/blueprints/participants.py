"""The list of participants that was given out last, as whoever asks may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for

from eventapp.domain.audiences import PARTICIPANTS, PUBLIC
from eventapp.policy import Facts, Permission, allows
from eventapp.web.access import current_actor, public
from eventapp.web.participants import latest_issue, respond_list
from eventapp.web.renditions import Keeping
from eventapp.web.responses import moved_to

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("participants", __name__, url_prefix="/conferences/<slug:slug>")


@blueprint.get("/participants")
@public
def show(slug: str) -> Response:
    """Show the list: members that of participants, everybody else the public one."""
    return _respond(slug, "html")


@blueprint.get("/participants/")
@public
def slashed(slug: str) -> Response:
    """Lead who ends the address with a slash to the list."""
    return moved_to(url_for("participants.show", slug=slug))


@blueprint.get("/participants.<any('pdf', 'xlsx'):file_format>")
@public
def download(slug: str, file_format: str) -> Response:
    return _respond(slug, file_format)


def _respond(slug: str, file_format: str) -> Response:
    is_member = allows(current_actor(), Permission.PARTICIPANTS_READ, Facts(slug))
    key = latest_issue(slug, PARTICIPANTS if is_member else PUBLIC)
    return respond_list(key, file_format, keeping=Keeping.PRIVATE if is_member else Keeping.SHARED)
