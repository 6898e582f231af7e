"""The board: seen, moved on, undone."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.drafts import Placing, place_session
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.operations.drafts import StaleItemError, redo_change, undo_change
from eventapp.operations.presences import is_presence_due, note_presence
from eventapp.operations.refused_steps import StepRefusedError, set_step_aside
from eventapp.operations.sessions import reschedule_session
from eventapp.operations.topics import put_topic
from eventapp.policy import Permission
from eventapp.queries.boards import get_board_state
from eventapp.queries.drafts import Draft, get_draft
from eventapp.renderers.problems import error_sentence, problem_sentence
from eventapp.renderers.steps import thing_label
from eventapp.web.access import current_actor, requires
from eventapp.web.boards import BoardWishes, board_tag, board_values
from eventapp.web.interface_pages import interface_language
from eventapp.web.move_forms import move_lines
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.web.move_forms import Versions

blueprint = Blueprint("boards", __name__, url_prefix="/organise/<slug:slug>/board")
_PARTS = "organise/board/content.html"
_PROBLEMS = 3
_YEARS = range(1900, 9000)


@blueprint.get("")
@requires(Permission.DRAFT_READ)
def show(slug: str) -> Response:
    place = workplace(slug)
    return render_workplace("organise/board/show.html", place, **board_values(place, BoardWishes.of(request.args)))


@blueprint.get("/pulse")
@requires(Permission.DRAFT_READ)
def pulse(slug: str) -> Response:
    """Give the board's parts where something changed since the tag given, 304 else; notes that the member is here."""
    now, actor = utc_now(), current_actor()
    with reading() as tx:
        draft = get_draft(tx, slug)
        is_due = is_presence_due(tx, draft.conference_id, item="", actor=actor, now=now)
    if is_due:
        with transaction() as tx:
            note_presence(tx, draft.conference_id, item="", actor=actor, now=now)
    with reading() as tx:
        state = get_board_state(tx, draft.conference_id, actor.user_id, now=now)
    tag = board_tag(draft.version, state, interface_language(), now)
    if request.headers.get("If-None-Match") == tag:
        return Response(status=304, headers={"ETag": tag})
    return _parts(workplace(slug), BoardWishes.of(request.args))


@blueprint.post("/move")
@requires(Permission.DRAFT_EDIT)
def move(slug: str) -> Response:
    """Move a session to an instant and a room, or only say what that would collide with; answers with the board's parts."""
    wishes = BoardWishes.of_query(request.form.get("back", ""))
    before = workplace(slug)
    known = frozenset(conflict.key for conflict in before.conflicts)
    session_id = request.form.get("session", "")
    placing = _placing()
    if request.form.get("preview"):
        return _preview(before, session_id, placing, known, wishes)

    def write(now: datetime) -> Draft:
        with transaction() as tx:
            return reschedule_session(
                tx,
                slug,
                session_id,
                placing,
                seen=request.form.get("version", ""),
                actor=before.actor,
                now=now,
            )

    def lost(place: Workplace) -> Versions:
        return move_lines(place, session_id, placing)

    return _changed(before, write, wishes, known=known, subject=f"sessions/{session_id}", lost=lost)


@blueprint.post("/place-topic")
@requires(Permission.DRAFT_EDIT)
def topic(slug: str) -> Response | BaseResponse:
    """Put a topic into a session, or into none."""
    wishes = BoardWishes.of_query(request.form.get("back", ""))
    before, topic_id = workplace(slug), request.form.get("topic", "")
    known = frozenset(conflict.key for conflict in before.conflicts)

    def write(now: datetime) -> Draft:
        session_id, seen = request.form.get("session") or None, request.form.get("version", "")
        with transaction() as tx:
            return put_topic(tx, slug, topic_id, session_id, seen=seen, actor=before.actor, now=now)

    return _changed(before, write, wishes, known=known, subject=f"topics/{topic_id}")


@blueprint.post("/undo")
@requires(Permission.DRAFT_EDIT)
def undo(slug: str) -> Response | BaseResponse:
    return _back_and_forth(slug, is_undo=True)


@blueprint.post("/redo")
@requires(Permission.DRAFT_EDIT)
def redo(slug: str) -> Response | BaseResponse:
    return _back_and_forth(slug, is_undo=False)


def _back_and_forth(slug: str, *, is_undo: bool) -> Response | BaseResponse:
    wishes = BoardWishes.of_query(request.form.get("back", ""))
    before = workplace(slug)
    subjects: list[str] = []

    def write(now: datetime) -> Draft:
        change = undo_change if is_undo else redo_change
        try:
            with transaction() as tx:
                draft, subject = change(tx, slug, actor=before.actor, now=now)
        except StepRefusedError as error:
            with transaction() as tx:
                set_step_aside(tx, error, actor=before.actor)
            raise
        subjects.append(subject)
        return draft

    return _changed(before, write, wishes, known=None, subject="", subjects=subjects, is_undo=is_undo)


def _placing() -> Placing:
    """Raises: DomainError("unreadable-move") for what no board sends."""
    try:
        start_at = datetime.fromisoformat(request.form.get("start", ""))
        minutes = int(request.form.get("minutes", ""))
        end_at = start_at + timedelta(minutes=minutes)
    except (ValueError, OverflowError):
        raise DomainError("unreadable-move") from None
    if start_at.tzinfo is None or start_at.year not in _YEARS or not 0 < minutes <= 2 * 1440:
        raise DomainError("unreadable-move")
    return Placing(start_at=start_at, end_at=end_at, room=request.form.get("room") or None)


def _changed(
    before: Workplace,
    write: Callable[[datetime], Draft],
    wishes: BoardWishes,
    *,
    known: frozenset[str] | None,
    subject: str,
    subjects: list[str] | None = None,
    is_undo: bool = False,
    lost: Callable[[Workplace], Versions] = lambda _: (),
) -> Response:
    """Change the draft and answer with the board as it is then; a refusal is said there, with what stands now.

    `lost` gives what was wanted beside it, for a change that somebody else was faster with.
    """
    try:
        written = write(utc_now())
    except DomainError as error:
        place = workplace(before.slug)
        status = 409 if isinstance(error, StaleItemError | InvalidInputError | StepRefusedError) else 422
        problem = refusal_sentence(error, place)
        if isinstance(error, StepRefusedError):
            problem = f"{problem} {_passed_by(place, is_undo=is_undo)}"
        versions = lost(place) if isinstance(error, StaleItemError) else ()
        return _parts(place, wishes, status=status, problem=problem, said=problem, versions=versions)
    place = before.after(written)
    item = subject or (subjects or [""])[0]
    if subjects is not None:
        said = _undone(place if item in place.draft.items else before, item, is_undo=is_undo)
    else:
        said = _said(place, item, known)
    if not request.headers.get("X-Board"):
        return redirect(place.links.place("board") + (f"?{wishes.query}" if wishes.query else ""), 303)  # type: ignore[return-value] # werkzeug's is enough
    return _parts(place, wishes, known=known, said=said)


def refusal_sentence(error: DomainError, place: Workplace) -> str:
    """Say why a change was refused, naming things as the conference does."""
    if isinstance(error, StepRefusedError):
        return refusal_sentence(error.reason, place)
    if isinstance(error, InvalidInputError):
        why = " ".join(problem_sentence(problem, place.words) for problem in error.problems[:_PROBLEMS])
        return place.words("Something else hangs on it by now. It was left as it is: {why}", why=why)
    values = dict(error.values)
    if "item" in values:
        values["item"] = thing_label(str(values["item"]), place.agenda, place.words)
    if error.values.get("by") == "":
        values["by"] = place.words("somebody")
    return error_sentence(DomainError(error.code, **values), place.words)


def _passed_by(place: Workplace, *, is_undo: bool) -> str:
    """Say, after why a step was refused, that the way to the other steps is free."""
    words = place.words
    if is_undo:
        return words("This step is set aside: the next Undo takes back the one before it.")
    return words("This step is set aside: the next Redo does the one after it.")


def _undone(place: Workplace, item: str, *, is_undo: bool) -> str:
    """Say what was undone, or done again; `place` is where the thing has its name."""
    words, thing = place.words, thing_label(item, place.agenda, place.words)
    return words("Undone: {thing}.", thing=thing) if is_undo else words("Done again: {thing}.", thing=thing)


def _said(place: Workplace, item: str, known: frozenset[str] | None) -> str:
    """Say for the live region what happened and whether it collides."""
    words, thing = place.words, thing_label(item, place.agenda, place.words)
    section, _, name = item.partition("/")
    session = place.agenda.find_session(name) if section == "sessions" else None
    where = words("{thing} is put down.", thing=thing)
    if session is not None:
        where = _position(place, session.start_local, session.end_local, name)
    new = sum(c.key not in known for c in place.conflicts) if known is not None else 0
    return f"{where} {_conflicts_said(place, new)}"


def _position(place: Workplace, start: datetime, end: datetime, session_id: str) -> str:
    session = place.agenda.find_session(session_id)
    room = session.room.name.in_language(place.language, order=place.languages) if session and session.room else None
    thing = thing_label(f"sessions/{session_id}", place.agenda, place.words)
    return place.words(
        "{thing}: {start}–{end}, {room}.",
        thing=thing,
        start=f"{start:%H:%M}",
        end=f"{end:%H:%M}",
        room=room.text if room else place.words("no room"),
    )


def _conflicts_said(place: Workplace, new: int) -> str:
    if not new:
        return place.words("No new conflict.")
    return place.words.plural("{count} new conflict.", "{count} new conflicts.", new)


def _preview(
    place: Workplace, session_id: str, placing: Placing, known: frozenset[str], wishes: BoardWishes
) -> Response:
    """Answer as if the session stood there, without writing anything."""
    moved = Draft(
        place.draft.conference_id, place.draft.version, place_session(place.draft.agenda, session_id, placing)
    )
    as_if = Workplace(place.actor, place.language, moved, place.edition)
    session = moved.agenda.find_session(session_id)
    said = ""
    if session is not None:
        new = sum(c.key not in known for c in as_if.conflicts)
        position = _position(as_if, session.start_local, session.end_local, session_id)
        said = f"{place.words('In hand')}: {position} {_conflicts_said(place, new)}"
    return _parts(as_if, wishes, known=known, said=said)


def _parts(
    place: Workplace,
    wishes: BoardWishes,
    *,
    status: int = HTTPStatus.OK,
    known: frozenset[str] | None = None,
    said: str = "",
    problem: str = "",
    versions: Versions = (),
) -> Response:
    values = board_values(place, wishes, said=said, problem=problem, known=known) | {"versions": versions}
    is_page = status != HTTPStatus.OK and not request.headers.get("X-Board")
    response = render_workplace("organise/board/show.html" if is_page else _PARTS, place, status=status, **values)
    response.headers["ETag"] = values["tag"]
    return response
