"""Pages with the form of a delegation's person: put together, taken, shown again with all that was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request

from eventapp.db import reading, transaction
from eventapp.domain.duplicates import find_alike
from eventapp.domain.errors import DomainError, InvalidInputError, NotFoundError
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.importers.people import read_person
from eventapp.operations.registrations.registering import ListFullError, was_sent
from eventapp.operations.registrations.sides import StalePersonError
from eventapp.queries.registrations import list_participants
from eventapp.queries.side_lists import get_side_person
from eventapp.renderers.duplicates import likeness_label
from eventapp.renderers.full_lists import full_sentence
from eventapp.renderers.persons import listed_name
from eventapp.renderers.problems import error_sentence
from eventapp.web.comparing import began_with, compared
from eventapp.web.delegation_lists import delegation_of, name_of, person_row
from eventapp.web.forms.side_people import SidePersonForm
from eventapp.web.workplace import render_workplace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Response
    from sqlalchemy.orm import Session

    from eventapp.domain.attendees import Attendee, Delegation
    from eventapp.domain.items import Document
    from eventapp.queries.side_lists import SidePerson
    from eventapp.web.delegation_lists import SideRow
    from eventapp.web.workplace import Workplace

_NOT_GIVEN_AGAIN = frozenset({"id", "delegation", "precedence", "listing"})
_OF_THE_POST = frozenset({"organisation", "position", "category"})


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A page with the form: of a new person, of one who is there (`person`), or of who takes the place of one (`leaving`)."""

    place: Workplace
    delegation: Delegation
    form: SidePersonForm
    person: SidePerson | None = None
    leaving: SidePerson | None = None

    @property
    def row(self) -> SideRow | None:
        """The person that the page is about, as the list shows him or her."""
        found = self.person or self.leaving
        return person_row(self.place, self.delegation, found.participant) if found else None


@dataclass(frozen=True, slots=True)
class Double:
    """Somebody of the delegation who may be the one that is being added, and why."""

    id: str
    name: str
    why: str


def new_page(place: Workplace, side: str, *, data: Mapping[str, Any] | None = None) -> PersonPage:
    """Give the page of a new person, begun with somebody who was on the list where the address names one.

    Raises: NotFoundError.
    """
    delegation, again = delegation_of(place, side), request.args.get("again", "")
    known: Document = {}
    if again:
        told = _get(place, side, again).document
        known = {key: value for key, value in told.items() if key not in _NOT_GIVEN_AGAIN}
    return PersonPage(place, delegation, _form(place, delegation, known, data=data))


def edit_page(place: Workplace, side: str, name: str, *, data: Mapping[str, Any] | None = None) -> PersonPage:
    """Raises: NotFoundError, also for somebody of another delegation."""
    delegation, person = delegation_of(place, side), _get(place, side, name)
    form = _form(place, delegation, person.document, person.version, data=data)
    if data is None:
        form.check()
    return PersonPage(place, delegation, form, person=person)


def substitute_page(place: Workplace, side: str, name: str, *, data: Mapping[str, Any] | None = None) -> PersonPage:
    """Give the page of who takes the place of a person, begun with the post. Raises: NotFoundError."""
    delegation, leaving = delegation_of(place, side), _get(place, side, name)
    known = {key: value for key, value in leaving.document.items() if key in _OF_THE_POST}
    form = _form(place, delegation, known, data=data)
    form.version.data = form.version.data or leaving.version
    return PersonPage(place, delegation, form, leaving=leaving)


def taken(page: PersonPage, write: Callable[[Session], str]) -> str | Response:
    """Give the id of the person that `write` made of a sound form, or the page again with what is wrong.

    Raises: NotFoundError; StalePersonError.
    """
    form = page.form
    if form.takes_press() or request.form.get("add"):
        return show_page(page)
    if form.validate() and (form.is_other.data or _was_sent(page) or not _doubles(page)):
        try:
            with transaction() as tx:
                return write(tx)
        except (NotFoundError, StalePersonError):
            raise
        except InvalidInputError as error:
            form.refuse_problems(error.problems)
        except ListFullError as error:
            form.others.append(full_sentence(error.limits, page.place.words))
        except DomainError as error:
            form.others.append(error_sentence(error, page.place.words))
    return show_page(page, status=422)


def show_page(page: PersonPage, *, status: int = 200, is_stale: bool = False) -> Response:
    """Answer with the form; `is_stale` says that the one to be replaced was changed meanwhile, as the page shows."""
    place = page.place
    return render_workplace(
        "organise/delegation/form.html",
        place,
        status=status,
        delegation=page.delegation,
        name=name_of(place, page.delegation),
        form=page.form,
        row=page.row,
        is_substitute=page.leaving is not None,
        has_needs=page.person is not None and page.person.has_needs,
        doubles=_doubles(page) if request.method == "POST" else (),
        began=request.form.get("began", "") or began_with(page.form),
        is_stale=is_stale,
        is_sent=request.method == "POST",
    )


def show_versions(page: PersonPage) -> Response:
    """Answer with what was typed beside what stands now; everything typed is in the form that saves the choice."""
    theirs = edit_page(page.place, page.delegation.code, page.person.participant.id if page.person else "")
    left_out = {"csrf_token", "version", "resolve", "whole"}
    sent = [(key, value) for key, value in request.form.items(multi=True) if key not in left_out]
    return render_workplace(
        "organise/delegation/stale.html",
        page.place,
        status=409,
        delegation=page.delegation,
        row=theirs.row,
        fields=compared(page.form, theirs.form, request.form.get("began", "")),
        kept=[(key, value) for key, value in sent if not key.startswith("pick-")],
        version=theirs.form.version.data,
    )


def _get(place: Workplace, side: str, name: str) -> SidePerson:
    with reading() as tx:
        return get_side_person(tx, place.slug, side, name)


def _form(
    place: Workplace,
    delegation: Delegation,
    known: Document,
    version: str = "",
    *,
    data: Mapping[str, Any] | None = None,
) -> SidePersonForm:
    conference = place.agenda.conference
    return SidePersonForm(
        data,
        words=place.words,
        languages=conference.languages,
        zone=conference.zone,
        delegation=delegation,
        known=known,
        version=version,
    )


def _was_sent(page: PersonPage) -> bool:
    """Say whether this very form was taken already: a second press is nobody's double."""
    with reading() as tx:
        return was_sent(tx, page.place.slug, page.form.key.data or "")


def _doubles(page: PersonPage) -> tuple[Double, ...]:
    """Give who of the delegation's list may be the new person; nobody for one who is there already."""
    if page.person:
        return ()
    with reading() as tx:
        people = list_participants(tx, page.place.slug, side=page.delegation.code)
    leaving = page.leaving.participant.id if page.leaving else ""
    among = [one.attendee for one in people if not one.state.is_ended and one.id != leaving]
    alike = find_alike(_typed(page), among)
    return tuple(
        Double(
            one.person.id,
            str(listed_name(one.person, page.place.words, page.place.agenda.conference.languages)),
            likeness_label(one.reasons, page.place.words, is_contradicted=one.is_contradicted),
        )
        for one in alike
    )


def _typed(page: PersonPage) -> Attendee:
    form = page.form
    told = {"email": form.email.data or "", "language": form.language.data or ""}
    return read_person(
        form.new_person(), person_id="", delegation=page.delegation, category=AttendeeCategory.DELEGATE, **told
    )
