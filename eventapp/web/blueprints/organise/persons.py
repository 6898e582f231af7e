"""One person of the list for the organisers: state, what was given and what changed, messages, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.duplicates import find_alike
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.names import check_attendee
from eventapp.domain.people_lists import waiting_ranks
from eventapp.operations.registrations.amending import see_amendments
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.lost_links import send_new_link
from eventapp.policy import Permission
from eventapp.queries.audit_entries import LogWishes, list_log
from eventapp.queries.persons import find_needs, get_answer_file, list_answers, list_messages_to
from eventapp.queries.registrations import get_participant, get_plan, list_participants
from eventapp.queries.session_invitations import has_mailed_calendar, list_invitations_of
from eventapp.renderers.name_checks import finding_line
from eventapp.renderers.people_columns import COLUMNS, waiting_label
from eventapp.renderers.problems import error_sentence
from eventapp.renderers.steps import thing_label
from eventapp.renderers.vocabulary import word_label
from eventapp.web.access import requires
from eventapp.web.histories import History
from eventapp.web.invitation_lines import invitation_line
from eventapp.web.known_things import known_things
from eventapp.web.message_views import MessageView
from eventapp.web.people_lists import speaker_of
from eventapp.web.people_outcomes import full_after, said_of, seen_text
from eventapp.web.readers import mailed_base_url
from eventapp.web.workplace import render_workplace, row_key, workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from werkzeug.wrappers import Response as AnyResponse

    from eventapp.domain.registration import Needs, RegistrationPlan
    from eventapp.domain.registration.participants import Participant
    from eventapp.queries.persons import GivenAnswer
    from eventapp.renderers.session_invitations import InvitationLine
    from eventapp.web.workplace import Workplace

blueprint = Blueprint("persons", __name__, url_prefix="/organise/<slug:slug>/people")
_SHOWN = 30
_IN_THE_HEAD = {"name", "native", "state", "position", "id"}


@blueprint.get("/<person_id>")
@requires(Permission.REGISTRATION_READ)
def show(slug: str, person_id: str) -> Response:
    return person_page(workplace(slug), person_id)


@blueprint.post("/<person_id>/seen")
@requires(Permission.REGISTRATION_EDIT)
def see(slug: str, person_id: str) -> AnyResponse:
    """Take the mark from what was changed after the decision."""
    place = workplace(slug)
    with transaction() as tx:
        see_amendments(tx, slug, person_id, actor=place.actor, now=utc_now())
    return redirect(place.links.place(f"people/{person_id}"), 303)


@blueprint.post("/<person_id>/withdraw")
@requires(Permission.REGISTRATION_DECIDE)
def withdraw(slug: str, person_id: str) -> AnyResponse:
    """Take a person off the list; whoever is placed in a session stays there until that is settled."""
    place, seen = workplace(slug), row_key(request.form.get("version", "")) or 0
    base, now = mailed_base_url(), utc_now()
    try:
        with transaction() as tx:
            withdraw_registration(tx, slug, person_id, seen=seen, base_url=base, actor=place.actor, now=now)
    except NotFoundError:
        raise
    except DomainError as error:
        return person_page(place, person_id, refusal=error_sentence(error, place.words))
    return redirect(place.links.place(f"people/{person_id}"), 303)


@blueprint.post("/<person_id>/link")
@requires(Permission.REGISTRATION_EDIT)
def send_link(slug: str, person_id: str) -> AnyResponse:
    """Mail the person a new link to the own page."""
    place = workplace(slug)
    with transaction() as tx:
        send_new_link(tx, slug, person_id, base_url=mailed_base_url(), actor=place.actor, now=utc_now())
    return redirect(place.links.place(f"people/{person_id}", linked="1"), 303)


@blueprint.get("/<person_id>/answers/<question>")
@requires(Permission.REGISTRATION_READ)
def answer_file(slug: str, person_id: str, question: str) -> Response:
    """Give a file that was handed in; never shown in the browser, whatever it claims to be."""
    with reading() as tx:
        row = get_answer_file(tx, slug, person_id, question)
        response = Response(row.content, mimetype="application/octet-stream")
        response.headers.set("Content-Disposition", "attachment", filename=row.value)
    return response


def person_page(place: Workplace, person_id: str, *, refusal: str = "") -> Response:
    """Show everything about one person of the list; `refusal` says why nothing was done."""
    with reading() as tx:
        one = get_participant(tx, place.slug, person_id)
        people = list_participants(tx, place.slug)
        plan = get_plan(tx, place.draft.conference_id, zone=place.agenda.conference.zone).plan
        needs, answers = find_needs(tx, one.key), list_answers(tx, one.key)
        messages = list_messages_to(tx, place.slug, person_id, limit=_SHOWN)
        entries = list_log(tx, place.slug, LogWishes(item=f"attendees/{person_id}"), limit=_SHOWN)
        history = History(place, one, entries, known_things(place, tx, entries))
        invitations, has_all = _invitations(tx, one, place), has_mailed_calendar(tx, one.key)
    zone, words, speaker = place.agenda.conference.zone, place.words, speaker_of(place)
    called = speaker.name(one.attendee)
    alike = find_alike(one.attendee, [other.attendee for other in people if not other.state.is_ended])
    return render_workplace(
        "organise/people/show.html",
        place,
        status=409 if refusal else 200,
        one=one,
        called=called,
        position=speaker.say("position", one) if called.has_name else "",
        state=word_label(one.state, words),
        waits=waiting_label(waiting_ranks(people).get(one.id, 0), words),
        facts=[
            (words(c.label), said) for c in COLUMNS if c.key not in _IN_THE_HEAD and (said := speaker.say(c.key, one))
        ],
        findings=[finding_line(finding, words) for finding in check_attendee(one.attendee)],
        amended=history.amended(),
        alike=[(other.person.id, speaker.name(other.person)) for other in alike],
        placed=_placed(place, person_id),
        invitations=invitations,
        has_all=has_all,
        uninvited=[
            (item.partition("/")[2], label)
            for item, label, _ in _placed(place, person_id)
            if not any(line.is_on and line.url == place.links.item(item, "invitations") for line in invitations)
        ],
        can_be_invited=one.is_on_list and bool(one.attendee.email),
        needs=_needs_lines(needs, place),
        answers=[_answer(answer, plan, place) for answer in answers],
        messages=[MessageView.of(line, words, zone) for line in messages],
        entries=history.lines(),
        offered_until=place.moment(one.offered_until) if one.offered_until else "",
        refusal=refusal,
        linked=bool(request.args.get("linked")),
        said=said_of(place, [one]),
        full=full_after(place, [one]),
        seen=seen_text([one]),
    )


def _placed(place: Workplace, person_id: str) -> list[tuple[str, str, str]]:
    """Give the sessions that the person is placed in: item, name, roles."""
    found = []
    for session in place.agenda.sessions:
        roles = [p.role for p in session.all_placements if p.attendee.id == person_id]
        if roles:
            item = f"sessions/{session.id}"
            said = ", ".join(dict.fromkeys(word_label(role, place.words) for role in roles))
            found.append((item, thing_label(item, place.agenda, place.words), said))
    return found


def _invitations(tx: Session, one: Participant, place: Workplace) -> list[InvitationLine]:
    """Give the sessions to which the person was invited by mail, with the answers."""
    return [
        invitation_line(row, thing_label(item, place.agenda, place.words), place.links.item(item, "invitations"), place)
        for row in list_invitations_of(tx, one.key)
        for item in (f"sessions/{row.session}",)
    ]


def _needs_lines(needs: Needs, place: Workplace) -> list[tuple[str, str]]:
    words = place.words
    diets = ", ".join(word_label(diet, words) for diet in needs.diets)
    at_table = "; ".join(part for part in (diets, needs.dietary) if part)
    lines = [(words("At table"), at_table), (words("Accessibility"), needs.accessibility)]
    return [(label, said) for label, said in lines if said]


def _answer(answer: GivenAnswer, plan: RegistrationPlan, place: Workplace) -> tuple[str, str, str]:
    """Give the question, the answer in words, and the question's key where the answer is a file."""
    question = next((one for one in plan.questions if one.key == answer.question), None)
    if question is None:
        return place.words("Question taken out ({key})", key=answer.question), answer.value, ""
    speaker = speaker_of(place)
    said = speaker.answer(question, answer.value)
    return speaker.text(question.label), said, answer.question if answer.is_file else ""
