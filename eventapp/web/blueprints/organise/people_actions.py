"""What organisers do to people of the list, several at once: approve, decline, tag, write, make one of two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.operations.registrations.deciding import Terms, approve_registrations, decline_registrations
from eventapp.operations.registrations.merging import merge_people
from eventapp.operations.registrations.tagging import tag_people
from eventapp.operations.registrations.writing import write_to_people
from eventapp.policy import Permission
from eventapp.queries.registrations import get_participant, list_participants
from eventapp.renderers.people_columns import COLUMNS
from eventapp.renderers.problems import error_sentence
from eventapp.web.access import requires
from eventapp.web.forms.people_actions import DeclineForm, LetterForm, TagForm
from eventapp.web.people_lists import asked_in, kept_wishes, list_page, speaker_of, wishes_of
from eventapp.web.people_outcomes import called, outcome_address, read_seen
from eventapp.web.readers import mailed_base_url
from eventapp.web.workplace import render_workplace, row_key, workplace

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as AnyResponse

    from eventapp.domain.registration.participants import Participant
    from eventapp.web.workplace import Workplace

blueprint = Blueprint("people_actions", __name__, url_prefix="/organise/<slug:slug>/people")
_TWO = 2
_DECLINE, _WRITE = "organise/people/decline.html", "organise/people/write.html"


@blueprint.post("")
@requires(Permission.REGISTRATION_DECIDE)
def act(slug: str) -> AnyResponse:
    """Do to those ticked, or to all that the page found, what the button says; declining and writing ask for words first."""
    place = workplace(slug)
    chosen = _chosen(slug)
    action = _ACTIONS.get(request.form.get("do", ""))
    if action is None:
        abort(400)
    if not chosen:
        return _list(place, place.words("Nobody was ticked."))
    return action(place, chosen)


@blueprint.post("/decline")
@requires(Permission.REGISTRATION_DECIDE)
def decline(slug: str) -> AnyResponse:
    """Decline registrations; the word to the people goes into their messages."""
    place, chosen = workplace(slug), _chosen(slug)
    form = DeclineForm(request.form, words=place.words)
    if not form.validate():
        return _ask(place, chosen, _DECLINE, form, status=422)
    note, base = form.note.data or "", mailed_base_url()
    with transaction() as tx:
        decided = decline_registrations(
            tx, slug, _ids(chosen), terms=Terms(seen=_seen()), note=note, base_url=base, **_stamp(place)
        )
    return _back(place, **outcome_address(decided))


@blueprint.post("/write")
@requires(Permission.REGISTRATION_DECIDE)
def write(slug: str) -> AnyResponse:
    """Send a letter to each."""
    place, chosen = workplace(slug), _chosen(slug)
    form = LetterForm(request.form, words=place.words, languages=place.languages)
    if not form.validate():
        return _ask(place, chosen, _WRITE, form, status=422)
    (subject, text), key = form.letter(), form.key.data or ""
    with transaction() as tx:
        written = write_to_people(tx, slug, _ids(chosen), subject=subject, text=text, key=key, **_stamp(place))
    return _back(place, written=str(written.sent or ""), unchanged=str(len(written.without_address) or ""))


@blueprint.get("/merge")
@requires(Permission.REGISTRATION_EDIT)
def compare(slug: str) -> AnyResponse:
    """Show two registrations side by side, before one takes up the other."""
    place = workplace(slug)
    with reading() as tx:
        two = tuple(get_participant(tx, slug, request.args.get(key, "")) for key in ("keep", "gone"))
    return _comparison(place, *two)


@blueprint.post("/merge")
@requires(Permission.REGISTRATION_EDIT)
def merge(slug: str) -> AnyResponse:
    """Let one registration take up another."""
    place, given = workplace(slug), request.form
    keep, gone = given.get("keep", ""), given.get("gone", "")
    seen = (row_key(given.get("keep_version", "")) or 0, row_key(given.get("gone_version", "")) or 0)
    try:
        with transaction() as tx:
            merge_people(tx, slug, keep=keep, gone=gone, seen=seen, base_url=mailed_base_url(), **_stamp(place))
    except NotFoundError:
        raise
    except DomainError as error:
        with reading() as tx:
            two = (get_participant(tx, slug, keep), get_participant(tx, slug, gone))
        return _comparison(place, *two, refusal=error_sentence(error, place.words))
    return redirect(place.links.place(f"people/{keep}", merged="1"), 303)


def _approve(place: Workplace, chosen: tuple[Participant, ...]) -> AnyResponse:
    """Put people on the list: a second press does so where no place is left."""
    terms, base = Terms(seen=_seen(), is_beyond_limits="beyond" in request.form), mailed_base_url()
    with transaction() as tx:
        decided = approve_registrations(tx, place.slug, _ids(chosen), terms=terms, base_url=base, **_stamp(place))
    return _back(place, **outcome_address(decided))


def _tag(place: Workplace, chosen: tuple[Participant, ...]) -> AnyResponse:
    form = TagForm(request.form, words=place.words)
    if not form.validate():
        return _list(place, place.words("Write the tag."))
    tag, takes = form.new_tag.data or "", request.form.get("do") == "untag"
    with transaction() as tx:
        count = tag_people(
            tx, place.slug, _ids(chosen), add="" if takes else tag, remove=tag if takes else "", **_stamp(place)
        )
    return _back(place, tagged=str(count or ""), unchanged=str(len(chosen) - count or ""))


def _merge(place: Workplace, chosen: tuple[Participant, ...]) -> AnyResponse:
    if len(chosen) != _TWO:
        return _list(place, place.words("Tick the two that are one person."))
    keep, gone = sorted(chosen, key=lambda one: (not one.is_in_agenda, one.registered_at, one.key))
    return redirect(place.links.place("people/merge", keep=keep.id, gone=gone.id), 303)


def _ask_decline(place: Workplace, chosen: tuple[Participant, ...]) -> AnyResponse:
    return _ask(place, chosen, _DECLINE, DeclineForm(words=place.words))


def _ask_write(place: Workplace, chosen: tuple[Participant, ...]) -> AnyResponse:
    return _ask(place, chosen, _WRITE, LetterForm(words=place.words, languages=place.languages))


_ACTIONS: dict[str, Callable[[Workplace, tuple[Participant, ...]], AnyResponse]] = {
    "approve": _approve,
    "decline": _ask_decline,
    "write": _ask_write,
    "tag": _tag,
    "untag": _tag,
    "merge": _merge,
}


def _chosen(slug: str) -> tuple[Participant, ...]:
    """Give those ticked, or all whom the page found, in the order of the list; nobody whom the page did not show by then."""
    with reading() as tx:
        people = list_participants(tx, slug)
    meant = set(_seen() if request.form.get("all") else request.form.getlist("who"))
    return tuple(one for one in people if one.id in meant)


def _seen() -> dict[str, int]:
    """Give the versions that the page showed, by id."""
    return read_seen(request.form.get("seen", ""))


def _ids(chosen: tuple[Participant, ...]) -> tuple[str, ...]:
    return tuple(one.id for one in chosen)


def _stamp(place: Workplace) -> dict[str, Any]:
    return {"actor": place.actor, "now": utc_now()}


def _back(place: Workplace, **told: str) -> AnyResponse:
    """Go back to the list as it was, or to the person's page where the press was there, with what was done."""
    said = {key: value for key, value in told.items() if value}
    person = request.form.get("origin", "")
    if person and person in request.form.getlist("who"):
        return redirect(place.links.place(f"people/{person}", **said), 303)
    return redirect(place.links.place("people", **kept_wishes(wishes_of(request.form)), **said), 303)


def _list(place: Workplace, refusal: str) -> AnyResponse:
    """Show the list again with what was wrong."""
    with reading() as tx:
        people, asked = list_participants(tx, place.slug), asked_in(tx, place, request.form)
    ticked = set(request.form.getlist("who"))
    shown = list_page(place, people, asked, values=request.form)
    return render_workplace(
        "organise/people/index.html", place, status=422, said=[], full=None, refusal=refusal, ticked=ticked, **shown
    )


def _ask(
    place: Workplace,
    chosen: tuple[Participant, ...],
    template: str,
    form: DeclineForm | LetterForm,
    *,
    status: int = 200,
) -> AnyResponse:
    speaker = speaker_of(place)
    people = [(one.id, called(one, place), speaker.say("state", one), one.attendee.email) for one in chosen]
    kept = kept_wishes(wishes_of(request.form))
    came = {"seen": request.form.get("seen", ""), "origin": request.form.get("origin", "")}
    return render_workplace(template, place, status=status, form=form, people=people, wishes=kept, **came)


def _comparison(place: Workplace, keep: Participant, gone: Participant, *, refusal: str = "") -> AnyResponse:
    speaker = speaker_of(place)
    rows = [(place.words(c.label), speaker.say(c.key, keep), speaker.say(c.key, gone)) for c in COLUMNS]
    return render_workplace(
        "organise/people/merge.html",
        place,
        status=409 if refusal else 200,
        keep=keep,
        gone=gone,
        names=(called(keep, place), called(gone, place)),
        rows=[row for row in rows if row[1] or row[2]],
        refusal=refusal,
    )
