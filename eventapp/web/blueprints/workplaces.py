"""Where a member begins: the conferences that he or she works at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from eventapp.db import reading
from eventapp.domain.searching import is_meant
from eventapp.policy import Permission, allows
from eventapp.queries.members import list_conferences_of
from eventapp.web.access import current_actor, requires
from eventapp.web.interface_pages import interface_words, show_page
from eventapp.web.sign_ins import signed_in_user
from eventapp.web.workplace_lists import workplace_rows

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("workplaces", __name__)


@blueprint.get("/organise/")
@requires(Permission.ACCOUNT_USE)
def index() -> Response:
    """List the conferences that the reader works at, the latest first; `q` leaves those that are meant by it."""
    query = request.args.get("q", "")
    with reading() as tx:
        own = list_conferences_of(tx, signed_in_user().user_id)
    conferences = [one for one in own if is_meant({"title": one.title.as_dict(), "slug": one.slug}, query)]
    actor = current_actor()
    may = {"create": allows(actor, Permission.CONFERENCE_CREATE), "read_mail": allows(actor, Permission.MAILBOX_READ)}
    rows = workplace_rows(conferences, interface_words())
    return show_page("organise/index.html", rows=rows, may=may, query=query, total=len(own))
