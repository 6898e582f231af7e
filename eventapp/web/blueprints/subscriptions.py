"""Addresses of calendars, made and ended by the person whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.feeds import FeedScope
from eventapp.operations.feeds import NewAddress, issue_feed, revoke_feed
from eventapp.operations.session_invitations import end_invitations, invite_to_own_sessions
from eventapp.policy import PARTICIPANT
from eventapp.web.access import public
from eventapp.web.feed_wishes import feed_query
from eventapp.web.fresh_addresses import FreshAddress, tell_next
from eventapp.web.personal_pages import guard, open_visit
from eventapp.web.readers import mailed_base_url
from eventapp.web.subscriptions import feed_form, subscription_page
from eventapp.web.workplace import row_key

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.web.personal_pages import Visit

blueprint = Blueprint("subscriptions", __name__)
guard(blueprint)
_SCOPES = "<any('personal', 'delegation', 'conference'):scope>"


@blueprint.get("/me/<token>/calendar")
@public
def show(token: str) -> Response:
    """Show which calendars there are to subscribe to, and the plain truth about them."""
    return subscription_page(_visit(token))


@blueprint.post(f"/me/<token>/calendar/{_SCOPES}")
@public
def issue(token: str, scope: str) -> BaseResponse:
    """Make an address in the place of the one before; the page tells it once."""
    visit = _visit(token)
    form, now = feed_form(visit), utc_now()
    if not form.validate():
        return subscription_page(visit, form=form, status=422)
    fresh = FreshAddress(feed_query(form.wishes()))
    new = NewAddress(fresh.secret, row_key(request.form.get("seen", "")) or 0)
    with transaction() as tx:
        is_made = issue_feed(tx, visit.slug, visit.id, FeedScope(scope), new, actor=PARTICIPANT, now=now)
    if is_made:
        tell_next(fresh, now)
    return redirect(visit.address("subscriptions.show", done="made"), 303)


@blueprint.post(f"/me/<token>/calendar/{_SCOPES}/end")
@public
def end(token: str, scope: str) -> BaseResponse:
    """Let an address be gone."""
    visit = _visit(token)
    with transaction() as tx:
        revoke_feed(tx, visit.slug, visit.id, FeedScope(scope), actor=PARTICIPANT, now=utc_now())
    return redirect(visit.address("subscriptions.show", done="ended"), 303)


@blueprint.post("/me/<token>/calendar/mail")
@public
def have_mailed(token: str) -> BaseResponse:
    """Have every own session sent by mail, those to come as well."""
    visit = _visit(token)
    base, now = mailed_base_url(), utc_now()
    if not visit.participant.attendee.email:
        abort(404)
    with transaction() as tx:
        invite_to_own_sessions(tx, visit.slug, visit.id, base_url=base, actor=PARTICIPANT, now=now)
    return redirect(visit.address("subscriptions.show", done="mailed"), 303)


@blueprint.post("/me/<token>/calendar/mail/end")
@public
def end_mailed(token: str) -> BaseResponse:
    """Have the invitations taken back, and none sent any more."""
    visit = _visit(token)
    base, now = mailed_base_url(), utc_now()
    with transaction() as tx:
        end_invitations(tx, visit.slug, visit.id, base_url=base, actor=PARTICIPANT, now=now)
    return redirect(visit.address("subscriptions.show", done="unmailed"), 303)


def _visit(token: str) -> Visit:
    """Give whose page it is; calendars are for those on the list, once there is an agenda."""
    visit = open_visit(token)
    if not visit.is_confirmed or visit.publication is None:
        abort(404)
    return visit
