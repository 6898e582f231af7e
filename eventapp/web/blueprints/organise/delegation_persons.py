"""A person of one delegation: added, changed, replaced, declined, taken off the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.operations.registrations.sides import (
    StalePersonError,
    Whom,
    add_of_side,
    amend_of_side,
    decline_of_side,
    withdraw_of_side,
)
from eventapp.operations.registrations.substituting import substitute_person
from eventapp.policy import Permission
from eventapp.web.access import requires
from eventapp.web.comparing import take_theirs
from eventapp.web.delegation_lists import sessions_of
from eventapp.web.forms.people_actions import DeclineForm
from eventapp.web.readers import mailed_base_url
from eventapp.web.side_people import PersonPage, edit_page, new_page, show_page, show_versions, substitute_page, taken
from eventapp.web.workplace import render_workplace, row_key, workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from werkzeug.wrappers import Response as BaseResponse

    AnyResponse = Response | BaseResponse

blueprint = Blueprint("delegation_persons", __name__, url_prefix="/organise/<slug:slug>/delegations/<side>/people")
_WITHDRAW = "organise/delegation/withdraw.html"
_DECLINE = "organise/delegation/decline.html"


@blueprint.get("/new")
@requires(Permission.DELEGATION_LIST)
def new(slug: str, side: str) -> Response:
    return show_page(new_page(workplace(slug), side))


@blueprint.post("/new")
@requires(Permission.DELEGATION_LIST)
def add(slug: str, side: str) -> AnyResponse:
    """Put a person on the list; one who may be there already is shown first."""
    page, now = new_page(workplace(slug), side, data=request.form), utc_now()

    def write(tx: Session) -> str:
        wish, base = page.form.application(now), mailed_base_url()
        return add_of_side(tx, slug, side, wish, base_url=base, actor=page.place.actor, now=now)

    return _gone_on(page, taken(page, write), "added")


@blueprint.get("/<person>")
@requires(Permission.DELEGATION_LIST)
def show(slug: str, side: str, person: str) -> Response:
    return show_page(edit_page(workplace(slug), side, person))


@blueprint.post("/<person>")
@requires(Permission.DELEGATION_LIST)
def save(slug: str, side: str, person: str) -> AnyResponse:
    """Change a person; a faster colleague's version is shown beside what was typed."""
    page, now = edit_page(workplace(slug), side, person, data=request.form), utc_now()
    _choose(page)

    def write(tx: Session) -> str:
        whom, seen, base = Whom(slug, side, person), page.form.version.data or "", mailed_base_url()
        change = page.form.amendment(now)
        amend_of_side(tx, whom, change, seen=seen, base_url=base, actor=page.place.actor, now=now)
        return person

    try:
        return _gone_on(page, taken(page, write), "saved")
    except StalePersonError:
        return show_versions(page)


@blueprint.get("/<person>/substitute")
@requires(Permission.DELEGATION_LIST)
def ask_substitute(slug: str, side: str, person: str) -> Response:
    return show_page(substitute_page(workplace(slug), side, person))


@blueprint.post("/<person>/substitute")
@requires(Permission.DELEGATION_LIST)
def substitute(slug: str, side: str, person: str) -> AnyResponse:
    """Put a new person in the place of one; where that one was changed meanwhile, show how he or she stands first."""
    page, now = substitute_page(workplace(slug), side, person, data=request.form), utc_now()

    def write(tx: Session) -> str:
        whom, seen, base = Whom(slug, side, person), page.form.version.data or "", mailed_base_url()
        wish = page.form.application(now)
        return substitute_person(tx, whom, wish, seen=seen, base_url=base, actor=page.place.actor, now=now)

    try:
        return _gone_on(page, taken(page, write), "replaced")
    except StalePersonError:
        page.form.version.data = page.leaving.version if page.leaving else ""
        return show_page(page, status=409, is_stale=True)


@blueprint.get("/<person>/withdraw")
@requires(Permission.DELEGATION_LIST)
def ask_withdrawal(slug: str, side: str, person: str) -> Response:
    return _ask(edit_page(workplace(slug), side, person), _WITHDRAW)


@blueprint.post("/<person>/withdraw")
@requires(Permission.DELEGATION_LIST)
def withdraw(slug: str, side: str, person: str) -> AnyResponse:
    place, whom = workplace(slug), Whom(slug, side, person)
    seen, base = request.form.get("version", ""), mailed_base_url()
    try:
        with transaction() as tx:
            withdraw_of_side(tx, whom, seen=seen, base_url=base, actor=place.actor, now=utc_now())
    except StalePersonError:
        return _ask(edit_page(workplace(slug), side, person), _WITHDRAW, is_stale=True)
    return redirect(f"{place.links.people(side)}?gone={person}", 303)


@blueprint.get("/<person>/decline")
@requires(Permission.DELEGATION_LIST)
def ask_declining(slug: str, side: str, person: str) -> Response:
    place = workplace(slug)
    return _ask(edit_page(place, side, person), _DECLINE, decline_form=DeclineForm(words=place.words))


@blueprint.post("/<person>/decline")
@requires(Permission.DELEGATION_LIST)
def decline(slug: str, side: str, person: str) -> AnyResponse:
    """Decline one who waits, with a sentence to the person if there is one."""
    place, whom = workplace(slug), Whom(slug, side, person)
    form, base = DeclineForm(request.form, words=place.words), mailed_base_url()
    if not form.validate():
        return _ask(edit_page(place, side, person), _DECLINE, decline_form=form)
    note, seen = form.note.data or "", row_key(request.form.get("version", "")) or 0
    try:
        with transaction() as tx:
            decided = decline_of_side(tx, whom, seen=seen, note=note, base_url=base, actor=place.actor, now=utc_now())
    except StalePersonError:
        return _ask(edit_page(place, side, person), _DECLINE, decline_form=form, is_stale=True)
    return redirect(f"{place.links.people(side)}?{'declined' if decided.declined else 'known'}={person}", 303)


def _gone_on(page: PersonPage, outcome: str | Response, said: str) -> AnyResponse:
    """Lead to the person's line in the list once it is written."""
    if not isinstance(outcome, str):
        return outcome
    return redirect(f"{page.place.links.people(page.delegation.code)}?{said}={outcome}#p-{outcome}", 303)


def _choose(page: PersonPage) -> None:
    """Take of two versions what was chosen."""
    if not request.form.get("resolve") or request.form.get("whole") == "mine" or page.person is None:
        return
    theirs = edit_page(page.place, page.delegation.code, page.person.participant.id).form
    picks = ((key.removeprefix("pick-"), value) for key, value in request.form.items() if key.startswith("pick-"))
    take_theirs(page.form, theirs, [name for name, value in picks if value == "theirs"])


def _ask(
    page: PersonPage, template: str, *, is_stale: bool = False, decline_form: DeclineForm | None = None
) -> Response:
    """Ask before a person is taken off the list or declined, with the sessions that he or she is in."""
    participant = page.person.participant if page.person else None
    sessions, unpublished = sessions_of(page.place, participant.id if participant else "")
    is_refused = decline_form is not None and bool(decline_form.failures)
    return render_workplace(
        template,
        page.place,
        status=409 if is_stale else 422 if is_refused else 200,
        delegation=page.delegation,
        row=page.row,
        sessions=sessions,
        unpublished=unpublished,
        version=page.form.version.data,
        registration=request.form.get("version", "") if is_refused else participant.version if participant else 0,
        is_stale=is_stale,
        decline_form=decline_form,
    )
