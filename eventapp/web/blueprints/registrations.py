"""Registering at a conference: the form, invitations to it, and the way back to the own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for
from werkzeug.datastructures import CombinedMultiDict

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.accounts import TRIES_WINDOW
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.domain.registration import RegistrationSource
from eventapp.operations.registrations.answering import decline_invitation, note_answered, note_opened
from eventapp.operations.registrations.lost_links import send_lost_link
from eventapp.operations.registrations.registering import register_person, was_sent
from eventapp.operations.throttling import TooManyTriesError, count_try
from eventapp.operations.tokens import token_hash
from eventapp.policy import ANONYMOUS
from eventapp.renderers.problems import error_sentence
from eventapp.web.access import public
from eventapp.web.entrance import registering_subjects
from eventapp.web.forms.accounts import LinkForm
from eventapp.web.interface_pages import interface_words
from eventapp.web.readers import is_read_by_somebody, mailed_base_url
from eventapp.web.registering import find_entry, form_page, front_page, shut_page

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from eventapp.web.forms.registrations import RegistrationForm
    from eventapp.web.registering import Entry

blueprint = Blueprint("registrations", __name__)


@blueprint.get("/conferences/<slug:slug>/register")
@public
def show(slug: str) -> Response:
    """Show the form, the choice of what to register as, or why there is none now."""
    entry = find_entry(slug)
    return form_page(entry, entry.form()) if entry.is_open else shut_page(entry)


@blueprint.post("/conferences/<slug:slug>/register")
@public
def register(slug: str) -> AnyResponse:
    return _take(find_entry(slug))


@blueprint.get("/conferences/<slug:slug>/register/<token>")
@public
def show_invited(slug: str, token: str) -> Response:
    """Show the form to somebody who was invited, with what is known."""
    entry = find_entry(slug, token)
    invited = entry.invited
    if invited is None or not invited.lets_in(utc_now()):
        return _invitation_ended(entry)
    if is_read_by_somebody():
        with transaction() as tx:
            note_opened(tx, token_hash(token), actor=ANONYMOUS, now=utc_now())
    return form_page(entry, entry.form(data={"email": invited.email})) if entry.is_open else shut_page(entry)


@blueprint.post("/conferences/<slug:slug>/register/<token>")
@public
def register_invited(slug: str, token: str) -> AnyResponse:
    entry = find_entry(slug, token)
    if entry.invited is not None and entry.invited.lets_in(utc_now()):
        return _take(entry)
    with reading() as tx:
        is_sent = was_sent(tx, slug, request.form.get("key", ""))
    return redirect(url_for("registrations.sent", slug=slug), 303) if is_sent else _invitation_ended(entry)


@blueprint.post("/conferences/<slug:slug>/register/<token>/decline")
@public
def decline(slug: str, token: str) -> AnyResponse:
    """Note that somebody who was invited will not come."""
    entry = find_entry(slug, token)
    try:
        with transaction() as tx:
            decline_invitation(tx, token_hash(token), actor=ANONYMOUS, now=utc_now())
    except DomainError:
        return _invitation_ended(entry)
    return redirect(url_for("registrations.declined", slug=slug), 303)


@blueprint.get("/conferences/<slug:slug>/register/declined")
@public
def declined(slug: str) -> Response:
    return front_page("registering/declined.html", find_entry(slug))


@blueprint.get("/conferences/<slug:slug>/register/sent")
@public
def sent(slug: str) -> Response:
    """Say that a mail is on its way; how the registration stands is in the mail alone."""
    again = url_for("registrations.show", slug=slug)
    return front_page("registering/sent.html", find_entry(slug), again=again)


@blueprint.get("/conferences/<slug:slug>/register/link")
@public
def ask_link(slug: str) -> Response:
    """Ask for the address that gets a new link."""
    return _link_page(find_entry(slug), LinkForm(words=interface_words()))


@blueprint.post("/conferences/<slug:slug>/register/link")
@public
def send_link(slug: str) -> AnyResponse:
    """Send a link if somebody is registered with this address; the answer is the same if nobody is."""
    entry, form = find_entry(slug), LinkForm(request.form, words=interface_words())
    if not form.validate():
        return _link_page(entry, form, status=422)
    email = form.email.data or ""
    try:
        with transaction() as tx:
            count_try(tx, registering_subjects(email), now=utc_now())
            send_lost_link(tx, slug, email, base_url=mailed_base_url(), actor=ANONYMOUS, now=utc_now())
    except TooManyTriesError as error:
        return _later(_link_page(entry, form, status=429, refusal=error_sentence(error, interface_words())))
    return redirect(url_for("registrations.link_sent", slug=slug), 303)


@blueprint.get("/conferences/<slug:slug>/register/link/sent")
@public
def link_sent(slug: str) -> Response:
    return front_page("registering/link_sent.html", find_entry(slug))


def _invitation_ended(entry: Entry) -> Response:
    one = entry.invited
    is_answered = one is not None and one.is_answered and one.revoked_at is None
    return front_page("registering/invitation_ended.html", entry, status=410, is_answered=is_answered)


def _take(entry: Entry) -> AnyResponse:
    """Take what the form sent: shown again with what is wrong, or registered once."""
    if not entry.is_open:
        return shut_page(entry, status=409)
    form = entry.form(CombinedMultiDict([request.files, request.form]))
    if form.takes_press():
        return form_page(entry, form)
    if not form.validate():
        return form_page(entry, form, status=422)
    return _refused(entry, form) or redirect(url_for("registrations.sent", slug=entry.front.slug), 303)


def _refused(entry: Entry, form: RegistrationForm) -> Response | None:
    """Register the person; give the form once more where the rules are against it, None when it is done."""
    try:
        _register(entry, form)
    except TooManyTriesError as error:
        return _later(form_page(entry, form, status=429, refusal=error_sentence(error, interface_words())))
    except InvalidInputError as error:
        form.refuse_problems(error.problems)
        return form_page(entry, form, status=422)
    except DomainError as error:
        return form_page(entry, form, status=409, refusal=error_sentence(error, interface_words()))
    return None


def _register(entry: Entry, form: RegistrationForm) -> None:
    slug, now, is_invited = entry.front.slug, utc_now(), entry.invited is not None
    source = RegistrationSource.INVITATION if is_invited else RegistrationSource.SELF
    wish, base = form.application(side=entry.side, source=source, now=now), mailed_base_url()
    with transaction() as tx:
        count_try(tx, registering_subjects(wish.email), now=now)
        name = register_person(tx, slug, wish, base_url=base, is_invited=is_invited, actor=ANONYMOUS, now=now)
        if is_invited and name is not None:
            note_answered(tx, token_hash(entry.token), name, now=now)


def _link_page(entry: Entry, form: LinkForm, *, status: int = 200, refusal: str = "") -> Response:
    return front_page("registering/link.html", entry, status=status, form=form, refusal=refusal)


def _later(response: Response) -> Response:
    response.headers["Retry-After"] = str(int(TRIES_WINDOW.total_seconds()))
    return response
