"""Changing on the own page what one gave, until the day that the conference set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.datastructures import CombinedMultiDict

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.errors import InvalidInputError
from eventapp.operations.registrations.addresses import ask_new_address
from eventapp.operations.registrations.amending import StaleRegistrationError, amend_registration
from eventapp.operations.registrations.registering import ListFullError
from eventapp.operations.throttling import TooManyTriesError, count_try
from eventapp.policy import PARTICIPANT
from eventapp.renderers.problems import error_sentence
from eventapp.renderers.wording import N_
from eventapp.web.access import public
from eventapp.web.entrance import registering_subjects
from eventapp.web.own_addresses import AddressClaim, sign_claim
from eventapp.web.personal_changes import amendment_of, change_form, change_page, differing, new_address
from eventapp.web.personal_pages import guard, open_visit, own_page
from eventapp.web.readers import mailed_base_url

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from werkzeug.wrappers import Response as AnyResponse

    from eventapp.web.forms.registrations import RegistrationForm
    from eventapp.web.personal_pages import Visit

blueprint = Blueprint("personal_changes", __name__)
guard(blueprint)
_FULL = N_("There is no place left in one of these sessions.")


@blueprint.get("/me/<token>/change")
@public
def show(token: str) -> Response:
    """Show the form with what is known; when it is too late or the registration has ended, the page that says so."""
    visit = open_visit(token)
    return change_page(visit, change_form(visit)) if visit.may_change else _shut(visit)


@blueprint.post("/me/<token>/change")
@public
def change(token: str) -> AnyResponse:
    """Change what was given; where somebody else was faster, both are shown and nothing is lost."""
    visit = open_visit(token)
    if not visit.may_change:
        return _shut(visit, status=409)
    form = change_form(visit, CombinedMultiDict([request.files, request.form]))
    if form.takes_press():
        return change_page(visit, form)
    if not form.validate():
        return change_page(visit, form, status=422)
    done = "address" if new_address(visit, form) else "changed"
    return _refused(visit, form) or redirect(visit.address(done=done), 303)


def _shut(visit: Visit, *, status: int = 200) -> Response:
    """Say why nothing can be changed; that a registration has ended stands at the head of its page."""
    return own_page(visit, done="" if visit.has_ended else "too-late", status=status)


def _refused(visit: Visit, form: RegistrationForm) -> Response | None:
    """Change it; give the form once more where that cannot be, None when it is done."""
    try:
        _amend(visit, form)
    except StaleRegistrationError:
        return change_page(visit, form, status=409, differences=differing(form, change_form(visit)))
    except InvalidInputError as error:
        form.refuse_problems(error.problems)
    except ListFullError:
        form.refuse("sessions", _FULL)
    except TooManyTriesError as error:
        form.refuse("email", error_sentence(error, form.words))
    else:
        return None
    return change_page(visit, form, status=422)


def _amend(visit: Visit, form: RegistrationForm) -> None:
    seen = request.form.get("version", "")
    with transaction() as tx:
        if email := new_address(visit, form):
            _ask_address(tx, visit, email)
        amend_registration(
            tx,
            visit.slug,
            visit.id,
            amendment_of(visit, form),
            seen=int(seen) if seen.isdecimal() and len(seen) <= len("999999999") else 0,
            is_marked=True,
            actor=PARTICIPANT,
            now=utc_now(),
        )


def _ask_address(tx: Session, visit: Visit, email: str) -> None:
    """Send the link that takes the new address there; a mailbox gets so many and no more."""
    now = utc_now()
    count_try(tx, registering_subjects(email), now=now)
    claim = sign_claim(AddressClaim(visit.slug, visit.id, visit.participant.attendee.email, email))
    link = f"{mailed_base_url()}{url_for('own_addresses.show', claim=claim)}"
    ask_new_address(tx, visit.slug, visit.id, email, link=link, actor=PARTICIPANT, now=now)
