"""Changing what one gave: the form with what is known, what becomes of it, and both versions where somebody else was faster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, SelectMultipleField

from eventapp.clock import utc_now
from eventapp.db import reading
from eventapp.domain.accounts import normal_email
from eventapp.domain.localized import Localized
from eventapp.domain.registration import ListingConsent
from eventapp.domain.registration.offered import full_sessions, sessions_offered
from eventapp.domain.vocabulary import DisplayOrder
from eventapp.operations.registrations.amending import Amendment
from eventapp.operations.registrations.choices import Choices
from eventapp.queries.registrations import count_taken
from eventapp.renderers.html.page import language_buttons
from eventapp.renderers.view.personal_pages import Difference
from eventapp.renderers.view.registrations import session_choices
from eventapp.web.forms.questions import UploadField, amended_answers, opened_answers
from eventapp.web.forms.registrations import Asked, make_form
from eventapp.web.interface_pages import interface_words
from eventapp.web.personal_pages import visit_page
from eventapp.web.readers import mailed_base_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Response
    from wtforms import Field

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.items import Document
    from eventapp.domain.registration import Needs
    from eventapp.domain.sessions import Session
    from eventapp.web.forms.registrations import RegistrationForm
    from eventapp.web.personal_pages import Visit

_TEXTS = (
    *("family_name", "given_name", "native_family_name", "native_given_name"),
    *("family_name_reading", "given_name_reading", "prefix", "suffix", "interpretation_language"),
)
_NOT_COMPARED = frozenset({"seen", "press", "key"})


def change_form(visit: Visit, formdata: Any = None) -> RegistrationForm:
    """Give the form with what was given; who is asked for what is as when registering."""
    attendee, personal = visit.participant.attendee, visit.personal
    questions = visit.front.plan.questions_for(attendee.category)
    asked = Asked(
        category=attendee.category,
        languages=visit.front.languages,
        sessions=tuple(session.id for session in offered_sessions(visit)),
        questions=questions,
    )
    data = {
        "email": attendee.email,
        "sessions": list(visit.participant.sessions),
        "diets": [diet.value for diet in personal.needs.diets],
        "dietary": personal.needs.dietary,
        "accessibility": personal.needs.accessibility,
        "needs_consent": personal.needs.consented_at is not None,
        "listing": _listing(visit.participant.listing),
        **opened_answers(personal.answers, questions),
    }
    form: RegistrationForm = make_form(
        formdata, words=interface_words(), asked=asked, person=_person(attendee), data=data
    )
    form.speaks = attendee.delegation.language if attendee.delegation.code else ""
    return form


def amendment_of(visit: Visit, form: RegistrationForm) -> Amendment:
    """Give what the form changes; needs are told only where they are other ones, and their consent then is of now."""
    language, needs = visit.participant.attendee.interpretation_language, form.needs(utc_now())
    person = form.person()
    return Amendment(
        person=person,
        language=form.written_language if person.get("interpretation_language", language) != language else None,
        listing=ListingConsent(form.listing.data),
        needs=needs if _said(needs) != _said(visit.personal.needs) else None,
        choices=Choices(
            answers=amended_answers(form, form.asked.questions),
            sessions=_wanted_sessions(visit, form),
        ),
        base_url=mailed_base_url(),
    )


def new_address(visit: Visit, form: RegistrationForm) -> str:
    """Give the address that is wished for, "" for the one of now."""
    wished = normal_email(form.email.data or "")
    return "" if wished == visit.participant.attendee.email else wished


def change_page(
    visit: Visit, form: RegistrationForm, *, status: int = 200, differences: tuple[Difference, ...] = ()
) -> Response:
    """Show the form; `differences` are what somebody else changed meanwhile, beside what was typed."""
    front, words = visit.front, interface_words()
    with reading() as tx:
        full = full_sessions(front.plan, count_taken(tx, front.conference_id)) - set(visit.participant.sessions)
    return visit_page(
        "me/change.html",
        visit,
        status=status,
        form=form,
        offered=session_choices(offered_sessions(visit), front, words, full=full),
        needs_days=front.plan.needs_kept_days,
        languages=language_buttons(words.language, lambda code: visit.address("personal_changes.change", lang=code)),
        version=visit.participant.version,
        differences=differences,
    )


def differing(form: RegistrationForm, now: RegistrationForm) -> tuple[Difference, ...]:
    """Give the fields in which what was typed and what stands now are not the same."""
    pairs = ((field, now[field.name]) for field in form if field.name in now and field.name not in _NOT_COMPARED)
    shown = ((field, _shown(field), _shown(other)) for field, other in pairs)
    words = form.words
    return tuple(Difference(words(field.label.text), yours, there) for field, yours, there in shown if yours != there)


def offered_sessions(visit: Visit) -> tuple[Session, ...]:
    """Give the sessions that one can register for now."""
    agenda, now = visit.public_agenda, utc_now()
    return sessions_offered(agenda, visit.front.plan, now=now) if agenda else ()


def _wanted_sessions(visit: Visit, form: RegistrationForm) -> tuple[str, ...] | None:
    """Give the sessions chosen, with those of before that can no more be chosen; None where none were asked for."""
    if "sessions" not in form:
        return None
    offered = {session.id for session in offered_sessions(visit)}
    kept = [name for name in visit.participant.sessions if name not in offered]
    return tuple(sorted({*kept, *(form.sessions.data or ())}))


def _person(attendee: Attendee) -> Document:
    texts = {name: getattr(attendee, name) for name in _TEXTS if getattr(attendee, name)}
    post = {"organisation": attendee.organisation.as_dict(), "position": attendee.position.as_dict()}
    order = attendee.display_order
    return {**texts, **post, **({} if order is DisplayOrder.FAMILY_FIRST else {"display_order": order.value})}


def _listing(consent: ListingConsent) -> str:
    return "" if consent is ListingConsent.UNASKED else consent.value


def _said(needs: Needs) -> tuple[object, ...]:
    return (set(needs.diets), needs.dietary, needs.accessibility)


def _shown(field: Field) -> str:
    """Give what stands in a field as a reader sees it."""
    if isinstance(field, BooleanField):
        return "✓" if field.data else "–"
    if isinstance(field, UploadField):
        return field.kept
    if isinstance(field.data, Localized):
        return " / ".join(text for _, text in field.data) or "–"
    chosen = set(field.data or ()) if isinstance(field, SelectMultipleField) else {field.data}
    labels = list(_labels(field, chosen)) if hasattr(field, "iter_choices") else [str(field.data or "")]
    return ", ".join(label for label in labels if label) or "–"


def _labels(field: Any, chosen: set[Any]) -> Iterator[str]:
    return (str(choice.label) for choice in field.iter_choices() if choice.value in chosen)
