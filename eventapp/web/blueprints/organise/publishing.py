"""Publishing a draft, and what can be done with versions: compared, opened again, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.conflicts import Severity
from eventapp.domain.errors import DomainError
from eventapp.domain.gathering import DELAYS
from eventapp.domain.localized import Localized
from eventapp.domain.notices import Affected, find_affected
from eventapp.domain.publication import Publication, freeze
from eventapp.operations.notices import choose_delay
from eventapp.operations.publications import (
    Candidate,
    Override,
    UnsettledConflictsError,
    hold_candidate,
    publish_agenda,
)
from eventapp.operations.republishing import as_draft, reopen_publication, take_back_publication
from eventapp.policy import Permission
from eventapp.queries.acknowledgements import list_told
from eventapp.queries.publications import list_publications, list_published_versions
from eventapp.queries.registered import list_off_list, list_registered
from eventapp.queries.waiting_notices import get_notice_delay
from eventapp.renderers.conflicts import override_sentence
from eventapp.renderers.mail.notices import render_notice
from eventapp.renderers.passing import delay_label
from eventapp.renderers.problems import error_sentence, problem_sentence
from eventapp.renderers.view.conflicts import build_conflict_views
from eventapp.renderers.view.versions import build_versions_view
from eventapp.renderers.view.voice import Voice
from eventapp.web.access import requires
from eventapp.web.blueprints.organise.boards import refusal_sentence
from eventapp.web.readers import base_url
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session
    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.domain.notices import Notice

blueprint = Blueprint("publishing", __name__, url_prefix="/organise/<slug:slug>")
_REASON = "reason:"


@blueprint.get("/publish")
@requires(Permission.AGENDA_PUBLISH)
def show(slug: str) -> Response:
    return _page(workplace(slug))


@blueprint.post("/publish")
@requires(Permission.AGENDA_PUBLISH)
def publish(slug: str) -> Response | BaseResponse:
    """Publish the draft that was shown; a second press of the button finds it done, and says so.

    The buttons that show another message keep all that was typed.
    """
    place = workplace(slug)
    if request.form.get("preview"):
        return _page(place)
    seen = Candidate(request.form.get("number", 0, type=int), request.form.get("draft", ""))
    try:
        with transaction() as tx:
            hold_candidate(tx, slug, seen)
            if (delay := _delay()) is not None:
                choose_delay(tx, slug, delay, actor=place.actor, now=utc_now())
            publication = publish_agenda(
                tx,
                slug,
                note=_note(place),
                overrides=_overrides(place),
                actor=place.actor,
                now=utc_now(),
                published_by=_publisher(place),
                base_url=base_url(),
            )
    except DomainError as error:
        return _refused(workplace(slug), error, seen)
    return redirect(place.links.place("versions", published=str(publication.number)), 303)


@blueprint.get("/versions")
@requires(Permission.DRAFT_READ)
def versions(slug: str) -> Response:
    """Show every version; two that are chosen are compared."""
    place = workplace(slug)
    with reading() as tx:
        made = list_publications(tx, slug)
        rows = list_published_versions(tx, place.draft.conference_id)
    compared = _compared(place, made)
    reasons = [
        [override_sentence(override, version.agenda, place.words) for override in row.overrides]
        for version, row in zip(made, rows, strict=True)
    ]
    return render_workplace(
        "organise/publishing/versions.html",
        place,
        versions=list(
            zip(build_versions_view(made, languages=place.languages), reversed(rows), reversed(reasons), strict=True)
        ),
        compared=compared,
        numbers=[one.number for one in made],
        when=lambda row: place.moment(row.as_of),
        published=request.args.get("published", ""),
        done=_done_before(place, made),
        first=request.args.get("from", ""),
        second=request.args.get("to", ""),
    )


@blueprint.route("/versions/<int:number>/reopen", methods=["GET", "POST"])
@requires(Permission.DRAFT_EDIT)
def reopen(slug: str, number: int) -> Response | BaseResponse:
    """Show what of the draft would change if a version were the draft again; a POST does it."""
    place, problem = workplace(slug), ""
    if request.method == "POST":
        try:
            with transaction() as tx:
                reopen_publication(tx, slug, number, actor=place.actor, now=utc_now())
            return redirect(place.links.place("board"), 303)
        except DomainError as error:
            problem = refusal_sentence(error, place)
    with reading() as tx:
        made = {one.number: one for one in list_publications(tx, slug)}
    if number not in made:
        abort(404)
    now = utc_now()
    draft = _as_publication(place, place.draft.agenda, None, now)
    wanted = _as_publication(place, as_draft(made[number].agenda), place.draft.agenda, now)
    return render_workplace(
        "organise/publishing/reopen.html",
        place,
        status=422 if problem else 200,
        problem=problem,
        number=number,
        difference=build_versions_view((draft, wanted), languages=place.languages)[0],
    )


@blueprint.route("/versions/<int:number>/take-back", methods=["GET", "POST"])
@requires(Permission.AGENDA_PUBLISH)
def take_back(slug: str, number: int) -> Response | BaseResponse:
    """Show what readers would see again; a POST takes the last version back, a second one finds it done and says so."""
    place, problem = workplace(slug), ""
    if request.method == "POST":
        try:
            with transaction() as tx:
                taken = take_back_publication(tx, slug, number, base_url=base_url(), actor=place.actor, now=utc_now())
            return redirect(place.links.place("versions", published=str(taken.number)), 303)
        except DomainError as error:
            problem = refusal_sentence(error, place)
    with reading() as tx:
        made = list_publications(tx, slug)
    if len(made) < 2 or all(one.number != number for one in made):  # noqa: PLR2004 - the last and the one before it
        abort(404)
    if made[-1].number != number:
        return redirect(place.links.place("versions", late=str(number)), 303)
    back = _as_publication(place, made[-2].agenda, made[-1].agenda, utc_now(), number=number + 1)
    with reading() as tx:
        affected = _affected(tx, place, made[-1], back)
        waiting = {one.person for one in list_told(tx, place.draft.conference_id, number) if one.is_waiting}
    return render_workplace(
        "organise/publishing/take_back.html",
        place,
        status=409 if problem else 200,
        number=number,
        before=made[-2].number,
        difference=build_versions_view((made[-1], back), languages=place.languages)[0],
        told=sum(one.attendee.id not in waiting for one in affected.notices),
        problem=problem,
    )


def _refused(place: Workplace, error: DomainError, seen: Candidate) -> Response | BaseResponse:
    """Say why nothing was published, with all that was typed; what is published already is shown instead."""
    if error.code == "already-published":
        return redirect(place.links.place("versions", already=str(seen.number)), 303)
    unsettled = error.conflicts if isinstance(error, UnsettledConflictsError) else ()
    problems = getattr(error, "problems", ())
    said = " ".join(problem_sentence(p, place.words) for p in problems) or refusal_sentence(error, place)
    missing = frozenset(c.key for c in unsettled)
    status = 409 if error.code == "draft-changed" else 422
    return _page(place, status=status, missing=missing, problem="" if missing else said)


def _done_before(place: Workplace, made: tuple[Publication, ...]) -> str:
    """Say why a button pressed once more did nothing: `already` is what was to be published, `late` to be taken back."""
    numbers = {one.number for one in made}
    already, late = (request.args.get(name, type=int) for name in ("already", "late"))
    if already in numbers:
        return error_sentence(DomainError("already-published", number=already), place.words)
    if late not in numbers or late == max(numbers):
        return ""
    by = next((one.number for one in made if one.takes_back == late), None)
    code = "not-the-last" if by is None else "taken-back-already"
    return error_sentence(DomainError(code, number=late, by=by, last=max(numbers)), place.words)


def _page(place: Workplace, *, status: int = 200, missing: frozenset[str] = frozenset(), problem: str = "") -> Response:
    last = place.edition.publication
    before = last.agenda if last else None
    candidate = _as_publication(place, place.draft.agenda, before, utc_now(), number=place.edition.next_number)
    with reading() as tx:
        affected = _affected(tx, place, last, candidate)
        delay = get_notice_delay(tx, place.draft.conference_id)
    voice = Voice(place.languages, place.agenda.conference.languages)
    views = build_conflict_views(place.conflicts, place.agenda, voice)
    history = (last, candidate) if last else (candidate,)
    return render_workplace(
        "organise/publishing/show.html",
        place,
        status=status,
        number=place.edition.next_number,
        last=_last_line(place),
        errors=[view for view in views if view.is_error],
        warnings=[view for view in views if not view.is_error],
        difference=build_versions_view(history, languages=place.languages)[0],
        reasons={key.removeprefix(_REASON): text for key, text in request.form.items() if key.startswith(_REASON)},
        missing=missing,
        notes={code: request.form.get(f"note-{code}", "") for code in place.agenda.conference.languages},
        affected=affected,
        delays=[(minutes, delay_label(minutes, place.words)) for minutes in DELAYS],
        delay=delay if (chosen := _delay()) is None else chosen,
        preview=_preview(affected, candidate),
        problem=problem,
    )


def _affected(tx: Session, place: Workplace, last: Publication | None, candidate: Publication) -> Affected:
    """Give whom a publication would affect, guests of its sessions too."""
    registered = list_registered(tx, place.draft.conference_id, zone=place.agenda.conference.zone)
    return find_affected(last, candidate, registered, off=list_off_list(tx, place.draft.conference_id))


def _as_publication(
    place: Workplace, agenda: Any, before: Any, now: datetime, *, number: int | None = None
) -> Publication:
    """Give an agenda as it would be published after another one."""
    as_of = now.replace(microsecond=0)
    frozen = freeze(agenda, before, as_of=as_of)
    number = place.edition.next_number if number is None else number
    return Publication(number=number, as_of=as_of, published_by="", note=Localized(), agenda=frozen)


def _last_line(place: Workplace) -> str:
    last = place.edition.publication
    if last is None:
        return ""
    return place.words("v{number}, {moment}", number=last.number, moment=place.moment(last.as_of))


def _preview(affected: Affected, candidate: Publication) -> dict[str, Any]:
    """Give one real message of the side chosen, and the sides to choose from."""
    sides: dict[str, Notice] = {}
    of_sides = [one for one in affected.notices if one.attendee.delegation.is_side]
    for one in of_sides or affected.notices:
        sides.setdefault(one.attendee.delegation.code, one)
    chosen = request.values.get("preview", "")
    notice: Notice | None = sides.get(chosen) or next(iter(sides.values()), None)
    return {
        "sides": list(sides),
        "side": notice.attendee.delegation.code if notice else "",
        "to": notice.attendee if notice else None,
        "mail": render_notice(notice, candidate, base_url()) if notice else None,
        "language": notice.language if notice else "",
    }


def _errors(place: Workplace) -> list[str]:
    return [c.key for c in place.conflicts if c.severity is Severity.ERROR]


def _overrides(place: Workplace) -> tuple[Override, ...]:
    found = []
    for key in _errors(place):
        code, _, name = key.partition(":")
        found.append(Override(code, name, request.form.get(f"{_REASON}{key}", "").strip()))
    return tuple(found)


def _delay() -> int | None:
    """Give the delay chosen, None where the form has none that there is."""
    minutes = request.form.get("delay", type=int)
    return minutes if minutes in DELAYS else None


def _note(place: Workplace) -> Localized:
    languages = place.agenda.conference.languages
    typed = {code: request.form.get(f"note-{code}", "").replace("\r\n", "\n").strip() for code in languages}
    return Localized.of(typed)


def _publisher(place: Workplace) -> str:
    """Give the name that readers see: the conference's host, else the member's own."""
    conference = place.agenda.conference
    return conference.host.get(conference.languages[0]) or place.actor.name


def _compared(place: Workplace, made: tuple[Publication, ...]) -> Any:
    """Give what the later of two versions chosen changed against the earlier, None unless two are chosen."""
    wanted = {request.args.get("from", ""), request.args.get("to", "")}
    chosen = [one for one in made if str(one.number) in wanted]
    if len(chosen) != 2:  # noqa: PLR2004 - two are compared
        return None
    return build_versions_view(tuple(chosen), languages=place.languages)[0]
