"""What the board's dialogs do, each a page of its own: move, split, join, swap, copy a session; slip or copy a day; place a topic."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, redirect, request

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.drafts import Placing, Slip, slip_sessions, slipped
from eventapp.domain.errors import DomainError
from eventapp.domain.timezones import to_utc
from eventapp.operations import sessions as operations
from eventapp.operations.drafts import StaleItemError
from eventapp.policy import Permission
from eventapp.queries.drafts import Draft
from eventapp.renderers.dates import day_heading
from eventapp.renderers.labels import kind_label
from eventapp.renderers.steps import thing_label
from eventapp.renderers.view.cards import title_of
from eventapp.renderers.view.conflicts import build_conflict_views
from eventapp.renderers.view.voice import Voice
from eventapp.web.access import requires
from eventapp.web.blueprints.organise.boards import refusal_sentence
from eventapp.web.boards import BoardWishes
from eventapp.web.forms.boards import MoveForm, SlipForm
from eventapp.web.move_forms import MoveVersus, move_form, move_versions
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.sessions import Session

    Write = Callable[[Any, datetime], Draft]

blueprint = Blueprint("moves", __name__, url_prefix="/organise/<slug:slug>/board")


@blueprint.get("/sessions")
@requires(Permission.DRAFT_EDIT)
def choose(slug: str) -> Response:
    """Show the sessions, to choose the one that is to move."""
    place = workplace(slug)
    days = [(day_heading(day.on, place.language), day.sessions) for day in place.agenda.days if day.sessions]
    return render_workplace("organise/board/choose.html", place, days=days, name=_namer(place), back=_back())


@blueprint.route("/sessions/<slug:session_id>", methods=["GET", "POST"])
@requires(Permission.DRAFT_EDIT)
def session(slug: str, session_id: str) -> Response | BaseResponse:
    """Show everything that can be done with a session in its place; a POST does what its button says."""
    place = workplace(slug)
    found = place.agenda.find_session(session_id)
    if found is None:
        abort(404)
    form = move_form(place, found)
    if request.method == "GET":
        return _session_page(place, found, form)
    write = _SESSION_WRITES.get(request.form.get("do", ""), _move)
    if write is _move and not form.validate():
        return _session_page(place, found, form, status=422)
    try:
        return _done(place, lambda tx, now: write(tx, place, found, now), focus=session_id)
    except StaleItemError as error:
        versions = move_versions(place, found, form) if write is _move else ()
        version, problem = place.draft.item_version(f"sessions/{found.id}"), refusal_sentence(error, place)
        return _session_page(place, found, form, status=409, problem=problem, version=version, versions=versions)
    except DomainError as error:
        if write is _move and error.code in {"gap-time", "fold-time"}:
            form.refuse("start", refusal_sentence(error, place))
            return _session_page(place, found, form, status=422)
        return _session_page(place, found, form, status=409, problem=refusal_sentence(error, workplace(slug)))


@blueprint.route("/slip", methods=["GET", "POST"])
@requires(Permission.DRAFT_EDIT)
def slip(slug: str) -> Response | BaseResponse:
    """Show what a slip would do, and what it would collide with; a POST does it as one step."""
    place = workplace(slug)
    day = _day(place, request.values.get("day", ""))
    form = SlipForm(
        request.values if "start" in request.values else None, words=place.words, data=_slip_start(place, day)
    )
    is_asked = "start" in request.values
    if is_asked and not form.validate():
        return _slip_page(place, day, form, status=422 if request.method == "POST" else 200)
    try:
        wanted = _slip(place, day, form) if is_asked else None
    except DomainError as error:
        form.refuse("start", refusal_sentence(error, place))
        return _slip_page(place, day, form, status=422)
    if request.method == "POST" and request.form.get("draft", place.draft.version) != place.draft.version:
        problem = place.words("The draft changed while you were reading. Look again.")
        return _slip_page(place, day, form, wanted=wanted, status=409, problem=problem)
    if request.method == "POST" and wanted is not None:
        return _done(place, lambda tx, now: operations.slip_day(tx, slug, wanted, actor=place.actor, now=now))
    return _slip_page(place, day, form, wanted=wanted)


@blueprint.post("/duplicate-day")
@requires(Permission.DRAFT_EDIT)
def duplicate_day(slug: str) -> Response | BaseResponse:
    """Copy a day's sessions to another day."""
    place = workplace(slug)
    on, to = _day(place, request.form.get("day", "")), _day(place, request.form.get("to", ""))

    def write(tx: Any, now: datetime) -> Draft:
        return operations.duplicate_day(tx, slug, on, to, actor=place.actor, now=now)

    try:
        return _done(place, write)
    except DomainError as error:
        form = SlipForm(None, words=place.words, data=_slip_start(place, on))
        return _slip_page(place, on, form, status=422, problem=refusal_sentence(error, place))


@blueprint.get("/topic")
@requires(Permission.DRAFT_EDIT)
def topic(slug: str) -> Response:
    """Show the sessions that a topic can go to."""
    place = workplace(slug)
    found = next((one for one in place.agenda.topics if one.id == request.args.get("topic")), None)
    if found is None:
        abort(404)
    home = next((s.id for s in place.agenda.sessions if any(t.id == found.id for t in s.topics)), "")
    hosts = [s for s in place.agenda.sessions if not s.kind.is_quiet and not s.is_cancelled]
    title = Voice(place.languages, place.agenda.conference.languages).say(found.title)
    return render_workplace(
        "organise/board/topic.html",
        place,
        topic=found,
        version=place.draft.item_version(f"topics/{found.id}"),
        title=title,
        home=home,
        hosts=[(s.id, _when(s), _namer(place)(s), _left(s)) for s in hosts],
        thing=thing_label(f"topics/{found.id}", place.agenda, place.words),
        back=_back(),
    )


def _session_page(
    place: Workplace,
    found: Session,
    form: MoveForm,
    *,
    status: int = 200,
    problem: str = "",
    version: str = "",
    versions: tuple[MoveVersus, ...] = (),
) -> Response:
    """Show the page of a session; `versions` are what was typed and what stands, after somebody else was faster.

    Whoever has seen those may move what has this `version` now; else it stays the one that was seen first.
    """
    others = [s for s in place.agenda.sessions if s.id != found.id and not s.is_cancelled]
    same_day = [s for s in others if s.day_on == found.day_on]
    name = _namer(place)
    return render_workplace(
        "organise/board/session.html",
        place,
        status=status,
        form=form,
        found=found,
        name=name(found),
        kind=kind_label(found, place.words),
        version=version or request.form.get("version") or place.draft.item_version(f"sessions/{found.id}"),
        swaps=[
            (day_heading(on, place.language), [(s.id, f"{_when(s)} {name(s)}") for s in group])
            for on, group in groupby(
                sorted(others, key=lambda s: (s.day_on != found.day_on, s.day_on)), lambda s: s.day_on
            )
        ],
        merges=[(s.id, f"{_when(s)} {name(s)}") for s in same_day],
        half=f"{(found.start_local + (found.end_local - found.start_local) / 2):%H:%M}",
        problem=problem,
        versions=versions,
        back=_back(),
    )


def _move(tx: Any, place: Workplace, found: Session, now: datetime) -> Draft:
    form = move_form(place, found)
    room = next((room for room in place.agenda.rooms if room.id == form.room.data), None)
    zone = room.venue.zone if room else found.zone
    start_at = to_utc(datetime.combine(form.on.data, form.start.data), zone)  # type: ignore[arg-type] # validated
    placing = Placing(
        start_at=start_at, end_at=start_at + timedelta(minutes=form.minutes.data or 0), room=room.id if room else None
    )
    return operations.reschedule_session(tx, place.slug, found.id, placing, seen=_seen(), actor=place.actor, now=now)


def _split(tx: Any, place: Workplace, found: Session, now: datetime) -> Draft:
    wall = datetime.combine(found.day_on, _clock(request.form.get("at", "")))
    at = to_utc(wall, found.zone)
    if at < found.start_at:
        at += timedelta(days=1)
    return operations.split_session(tx, place.slug, found.id, at, seen=_seen(), actor=place.actor, now=now)


def _merge(tx: Any, place: Workplace, found: Session, now: datetime) -> Draft:
    other = request.form.get("other", "")
    return operations.merge_sessions(tx, place.slug, found.id, other, seen=_seen(), actor=place.actor, now=now)


def _swap(tx: Any, place: Workplace, found: Session, now: datetime) -> Draft:
    other = request.form.get("other", "")
    return operations.swap_sessions(tx, place.slug, found.id, other, seen=_seen(), actor=place.actor, now=now)


def _duplicate(tx: Any, place: Workplace, found: Session, now: datetime) -> Draft:
    return operations.duplicate_session(tx, place.slug, found.id, actor=place.actor, now=now)


_SESSION_WRITES = {"split": _split, "merge": _merge, "swap": _swap, "duplicate": _duplicate}


def _done(place: Workplace, write: Write, *, focus: str = "") -> BaseResponse:
    """Do it and lead back to the board, which shows the day of the session in focus too."""
    with transaction() as tx:
        write(tx, utc_now())
    wishes = BoardWishes.of_query(_back())
    if focus:
        after = workplace(place.slug)
        shown = wishes.chosen(after)
        now_on = [day.on for day in after.agenda.days if any(one.id == focus for one in day.sessions)]
        if not {*now_on} <= {*shown}:
            wishes = replace(wishes, days=",".join(sorted(on.isoformat() for on in {*shown, *now_on})))
    query = wishes.query
    return redirect(f"{place.links.place('board')}{f'?{query}' if query else ''}{f'#s-{focus}' if focus else ''}", 303)


def _slip_page(
    place: Workplace,
    day: date,
    form: SlipForm,
    *,
    wanted: Slip | None = None,
    status: int = 200,
    problem: str = "",
) -> Response:
    looked_at = slipped(place.agenda, wanted) if wanted else ()
    moving = [one for one in looked_at if one.moves]
    name = _namer(place)
    return render_workplace(
        "organise/board/slip.html",
        place,
        status=status,
        form=form,
        day=day,
        heading=day_heading(day, place.language),
        days=[(one, day_heading(one, place.language)) for one in place.agenda.conference.dates],
        looked_at=[
            (one, name(one.session), _when(one.session), _local(one.start_at, one.session.zone)) for one in looked_at
        ],
        moving=len(moving),
        fixed=sum(one.session.is_fixed for one in looked_at),
        new=_new_conflicts(place, slip_sessions(place.agenda, wanted)) if wanted else (),
        wanted=wanted,
        problem=problem,
        back=_back(),
    )


def _new_conflicts(place: Workplace, after: Agenda) -> tuple[Any, ...]:
    """Give the conflicts that a change would make, as they are shown."""
    known = {conflict.key for conflict in place.conflicts}
    found = Draft(place.draft.conference_id, "", after).conflicts
    voice = Voice(place.languages, place.agenda.conference.languages)
    return build_conflict_views([c for c in found if c.key not in known], after, voice)


def _slip_start(place: Workplace, day: date) -> dict[str, Any]:
    """Propose what is usual: a quarter of an hour, from now on where the day is on, else from its first session."""
    zone = ZoneInfo(place.agenda.conference.zone)
    local = utc_now().astimezone(zone)
    first = next((s.start_local.time() for s in place.agenda.sessions if s.day_on == day), time(9))
    start = local.time().replace(second=0, microsecond=0) if local.date() == day else first
    return {"day": day, "start": start.replace(tzinfo=None), "minutes": 15}


def _slip(place: Workplace, day: date, form: SlipForm) -> Slip:
    """Raises: GapTimeError, FoldTimeError."""
    zone = place.agenda.conference.zone
    until = form.until.data
    return Slip(
        on=day,
        from_at=to_utc(datetime.combine(day, form.start.data or time()), zone),
        minutes=form.minutes.data or 0,
        until_at=to_utc(datetime.combine(day, until), zone) if until else None,
        kept=frozenset(request.values.getlist("keep")),
    )


def _day(place: Workplace, given: str) -> date:
    """Give a day of the conference, the first unless a right one is given."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = place.agenda.conference.starts_on
    known = {one.on for one in place.agenda.days}
    return day if day in known else place.agenda.conference.starts_on


def _clock(given: str) -> time:
    """Raises: DomainError("not-a-time")."""
    try:
        return time.fromisoformat(given)
    except ValueError:
        raise DomainError("not-a-time", got=given) from None


def _seen() -> str:
    return request.form.get("version", "")


def _back() -> str:
    return request.values.get("back", "")


def _namer(place: Workplace) -> Callable[[Session], str]:
    voice = Voice(place.languages, place.agenda.conference.languages)

    def name(one: Session) -> str:
        title = title_of(one, voice).lead.text
        numbered = one.number is not None
        return f"{kind_label(one, place.words)}, {title}" if numbered and place.language != "ja" else title

    return name


def _when(one: Session) -> str:
    return f"{one.start_local:%H:%M}"


def _local(at: datetime, zone: str) -> str:
    return f"{at.astimezone(UTC).astimezone(ZoneInfo(zone)):%H:%M}"


def _left(one: Session) -> int:
    """Give the minutes of a session that its topics leave."""
    return one.minutes - sum(t.minutes or 0 for t in one.topics)
