"""A person's own page, opened by a secret link without signing in: status, agenda, papers, and what one may change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, request, url_for

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.operations.registrations.agendas_seen import acknowledge_agenda
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.lost_links import end_links as end_all_links
from eventapp.operations.registrations.lost_links import send_new_link
from eventapp.operations.registrations.offers import accept_offer
from eventapp.operations.throttling import TooManyTriesError, count_try
from eventapp.policy import PARTICIPANT
from eventapp.renderers.ics import render_calendar
from eventapp.renderers.pdf import render_agenda_pdf
from eventapp.web.access import public
from eventapp.web.entrance import registering_subjects
from eventapp.web.feeds import own_copy
from eventapp.web.own_changes import changes_page
from eventapp.web.personal_pages import (
    ended_page,
    guard,
    open_visit,
    own_page,
    reading_language,
    visit_page,
)
from eventapp.web.published import published
from eventapp.web.readers import base_url, mailed_base_url, wishes
from eventapp.web.renditions import Rendition

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

    from eventapp.web.personal_pages import Visit

blueprint = Blueprint("personal_pages", __name__)
guard(blueprint)


@blueprint.get("/me/<token>")
@public
def show(token: str) -> Response:
    """Show how the registration stands, the own agenda, papers, the code for the desk, and what was given."""
    visit = open_visit(token)
    return own_page(visit, done=request.args.get("done", ""))


@blueprint.post("/me/<token>/take")
@public
def take(token: str) -> AnyResponse:
    """Take the place that was offered."""
    visit = open_visit(token)
    with transaction() as tx:
        accept_offer(tx, visit.slug, visit.id, base_url=mailed_base_url(), actor=PARTICIPANT, now=utc_now())
    return _back(visit, "taken")


@blueprint.get("/me/<token>/seen")
@public
def changes(token: str) -> Response:
    """Show what changed for the person, with the button that says so; opening the page says nothing: mail programs follow links."""
    visit = open_visit(token)
    return changes_page(visit) if visit.is_confirmed else own_page(visit)


@blueprint.post("/me/<token>/seen")
@public
def acknowledge(token: str) -> AnyResponse:
    """Note that the person saw the changes up to a version of the agenda."""
    visit = open_visit(token)
    number = request.form.get("number", "")
    with transaction() as tx:
        wanted = int(number) if number.isdecimal() and len(number) <= len("999999") else 0
        acknowledge_agenda(tx, visit.slug, visit.id, wanted, actor=PARTICIPANT, now=utc_now())
    return _back(visit, "seen")


@blueprint.get("/me/<token>/withdraw")
@public
def ask_withdraw(token: str) -> Response:
    """Ask whether the person means it; of who has left already, show how the registration stands."""
    visit = open_visit(token)
    return own_page(visit) if visit.has_ended else visit_page("me/withdraw.html", visit)


@blueprint.post("/me/<token>/withdraw")
@public
def withdraw(token: str) -> AnyResponse:
    """Take the person off the list."""
    visit = open_visit(token)
    with transaction() as tx:
        withdraw_registration(tx, visit.slug, visit.id, base_url=mailed_base_url(), actor=PARTICIPANT, now=utc_now())
    return _back(visit, "withdrawn")


@blueprint.post("/me/<token>/link")
@public
def send_link(token: str) -> AnyResponse:
    """Send another link to the person's address."""
    visit = open_visit(token)
    email, now = visit.participant.attendee.email, utc_now()
    try:
        with transaction() as tx:
            count_try(tx, registering_subjects(email), now=now)
            send_new_link(tx, visit.slug, visit.id, base_url=mailed_base_url(), actor=PARTICIPANT, now=now)
    except TooManyTriesError:
        return _back(visit, "later")
    return _back(visit, "sent")


@blueprint.get("/me/<token>/end-links")
@public
def ask_end_links(token: str) -> Response:
    """Say what ends."""
    return visit_page("me/end_links.html", open_visit(token))


@blueprint.post("/me/<token>/end-links")
@public
def end_links(token: str) -> AnyResponse:
    """End every link to this page, this one too."""
    visit = open_visit(token)
    with transaction() as tx:
        end_all_links(tx, visit.slug, visit.id, actor=PARTICIPANT, now=utc_now())
    return redirect(url_for("personal_pages.links_ended", slug=visit.slug), 303)


@blueprint.get("/conferences/<slug:slug>/register/links-ended")
@public
def links_ended(slug: str) -> Response:
    """Say that the links have ended, and how to get another one."""
    return ended_page(slug, status=200)


@blueprint.get("/me/<token>/agenda.ics")
@public
def calendar(token: str) -> Response:
    """Give the own programme for a download; to who isn't on the list, what the public may see."""
    visit = open_visit(token)
    issue, key, languages = visit.issue, visit.publication, (reading_language(visit),)
    if issue is None or key is None:
        abort(404)
    if visit.is_confirmed:
        body, whose = own_copy(visit.subscriber, issue, key, languages), "-my-programme"
    else:
        base, at, number = base_url(), issue.as_of, issue.number
        body, whose = render_calendar(issue.agenda, languages=languages, base_url=base, as_of=at, number=number), ""
    return _download(body, "text/calendar; charset=utf-8", f"{visit.slug}{whose}-v{issue.number}.ics")


@blueprint.get("/me/<token>/agenda.pdf")
@public
def paper(token: str) -> Response:
    """Give the printed agenda that the person's audience may see; made once for all who may see the same."""
    visit = open_visit(token)
    issue, key = visit.issue, visit.publication
    if issue is None or key is None:
        abort(404)
    wished, zones = replace(wishes("paper", "layout"), lang=reading_language(visit)), visit.zones
    sheet, layout = wished.sheet(), wished.layout_of(visit.front.languages)

    def make() -> Rendition:
        whole = published().issue(key, visit.audience)
        body = render_agenda_pdf(whole.agenda, edition=whole.edition, zones=zones, paper=sheet, layout=layout)
        return Rendition.of(body, "application/pdf")

    name = ("own agenda.pdf", key.id, visit.audience, zones, sheet, layout)
    rendition = published().renditions.get_or_make(name, make)
    return _download(
        rendition.body, "application/pdf", f"{visit.slug}-v{issue.number}-{sheet.value}-{layout.value}.pdf"
    )


def _back(visit: Visit, done: str) -> AnyResponse:
    return redirect(visit.address(done=done), 303)


def _download(body: bytes, media_type: str, name: str) -> Response:
    return Response(body, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
