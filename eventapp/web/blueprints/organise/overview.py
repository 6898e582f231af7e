"""The state of the conference at a glance, and its deadlines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, redirect, request, url_for

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.clocks import second_zones
from eventapp.domain.conflicts import Severity
from eventapp.domain.errors import DomainError
from eventapp.domain.layout import unplaced_sessions
from eventapp.domain.timezones import to_utc
from eventapp.domain.translations import TranslationState
from eventapp.operations.deadlines import add_deadline, remove_deadline, settle_deadline
from eventapp.policy import Permission
from eventapp.queries.boards import list_present
from eventapp.queries.confirmations import list_translation_states
from eventapp.queries.deadlines import list_deadlines
from eventapp.renderers.dates import day_heading, moment, weekday
from eventapp.renderers.labels import change_count
from eventapp.renderers.logs import key_label
from eventapp.renderers.steps import thing_label
from eventapp.renderers.view.places import day_places
from eventapp.renderers.view.voice import Voice
from eventapp.web.access import requires
from eventapp.web.blueprints.organise.boards import refusal_sentence
from eventapp.web.forms.deadlines import DeadlineForm
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.domain.agenda import Day
    from eventapp.models import Deadline
    from eventapp.renderers.view.voice import Phrase

blueprint = Blueprint("overview", __name__, url_prefix="/organise/<slug:slug>")
_NEXT = 5
_STATES = (
    TranslationState.MISSING,
    TranslationState.OUT_OF_STEP,
    TranslationState.UNCONFIRMED,
    TranslationState.CONFIRMED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """A day of the overview: what stands on it, from when to when, where."""

    iso: str
    heading: str
    sessions: int
    span: str
    places: Phrase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineLine:
    id: int
    title: Phrase | None
    due: str
    elsewhere: tuple[str, ...]
    is_past: bool
    is_done: bool


@blueprint.get("")
@requires(Permission.WORKPLACE_ENTER)
def slashed(slug: str) -> BaseResponse:
    """Lead who forgets the slash to the overview."""
    return redirect(url_for("overview.show", slug=slug), 308)


@blueprint.get("/")
@requires(Permission.WORKPLACE_ENTER)
def show(slug: str) -> Response:
    place, now = workplace(slug), utc_now()
    with reading() as tx:
        deadlines = list_deadlines(tx, place.draft.conference_id, limit=_NEXT)
        present = list_present(tx, place.draft.conference_id, now=now)
        texts = _text_counts(place, tx)
    agenda = place.agenda
    return render_workplace(
        "organise/overview/show.html",
        place,
        days=[_day_line(day, place) for day in agenda.days],
        numbers=_numbers(place),
        severities=_severities(place),
        unplaced_topics=len(agenda.unplaced_topics),
        unplaced_sessions=len(unplaced_sessions(agenda)),
        texts=texts,
        changes=_changes(place),
        published=_published(place),
        deadlines=[_deadline_line(one, place, now) for one in deadlines],
        present=[one.name for one in present],
    )


@blueprint.get("/translations")
@requires(Permission.DRAFT_EDIT)
def translations(slug: str) -> Response:
    """List the texts that lack a language, are out of step, or were never confirmed, by item."""
    place = workplace(slug)
    with reading() as tx:
        states = list_translation_states(tx, place.draft)
    wanted = request.args.get("state", "")
    shown = [one for one in states if one.state is not TranslationState.CONFIRMED and wanted in {"", one.state.value}]
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for one in sorted(shown, key=lambda text: _STATES.index(text.state)):
        thing = thing_label(one.item, place.agenda, place.words)
        groups.setdefault(one.state.value, []).append((one.item, thing, key_label(one.field, place.words)))
    return render_workplace("organise/overview/translations.html", place, groups=groups)


@blueprint.route("/deadlines", methods=["GET", "POST"])
@requires(Permission.CONFERENCE_EDIT)
def deadlines(slug: str) -> Response | BaseResponse:
    """Show all deadlines; a POST adds one, settles one or takes one away."""
    place, now = workplace(slug), utc_now()
    form = DeadlineForm(
        request.form if request.method == "POST" and "due_on" in request.form else None,
        words=place.words,
        languages=place.agenda.conference.languages,
    )
    if request.method == "POST":
        try:
            done = _write(place, form, now)
        except DomainError as error:
            form.refuse("due_time", refusal_sentence(error, place))
            done = False
        if done:
            return redirect(place.links.place("deadlines"), 303)
    with reading() as tx:
        found = list_deadlines(tx, place.draft.conference_id, with_done=True)
    lines = [_deadline_line(one, place, now) for one in found]
    return render_workplace(
        "organise/overview/deadlines.html", place, status=422 if form.failures else 200, deadlines=lines, form=form
    )


def _write(place: Workplace, form: DeadlineForm, now: datetime) -> bool:
    """Do what the button says; say whether it was done. Raises: GapTimeError, FoldTimeError, NotFoundError."""
    key, do = request.form.get("id", ""), request.form.get("do", "")
    if do in {"settle", "remove"} and key.isdecimal():
        write = settle_deadline if do == "settle" else remove_deadline
        with transaction() as tx:
            write(tx, place.slug, int(key), actor=place.actor, now=now)
        return True
    if not form.validate():
        return False
    zone = place.agenda.conference.zone
    due_at = to_utc(datetime.combine(form.due_on.data, form.due_time.data), zone)  # type: ignore[arg-type] # validated
    with transaction() as tx:
        add_deadline(tx, place.slug, form.title.data, due_at, zone, actor=place.actor, now=now)
    return True


def _day_line(day: Day, place: Workplace) -> DayLine:
    sessions = [s for s in day.sessions if not s.is_cancelled]
    voice = Voice(place.languages, place.agenda.conference.languages)
    span = (
        f"{min(s.start_local for s in sessions):%H:%M}–{max(s.end_local for s in sessions):%H:%M}" if sessions else ""
    )
    return DayLine(
        iso=day.on.isoformat(),
        heading=day_heading(day.on, place.language),
        sessions=len(sessions),
        span=span,
        places=day_places(day, voice),
    )


def _numbers(place: Workplace) -> list[tuple[int, str]]:
    agenda, words = place.agenda, place.words
    people = Counter(attendee.delegation.code for attendee in agenda.attendees)
    counts = [
        (sum(not s.is_cancelled for s in agenda.sessions), words("sessions")),
        (sum(1 for _ in agenda.topics), words("topics")),
        (len(agenda.rooms), words("rooms")),
        (len(agenda.attendees), words("people")),
    ]
    return counts + [(people[side.code], side.code) for side in agenda.sides]


def _severities(place: Workplace) -> dict[str, int]:
    found = Counter(conflict.severity for conflict in place.conflicts)
    return {severity.value: found[severity] for severity in Severity}


def _text_counts(place: Workplace, tx: Session) -> dict[str, int]:
    """Count the texts that lack a language, and those whose languages went out of step."""
    found = Counter(text.state for text in list_translation_states(tx, place.draft))
    return {state.value: found[state] for state in (TranslationState.MISSING, TranslationState.OUT_OF_STEP)}


def _changes(place: Workplace) -> list[str]:
    """Count what changed since the last version by the first kind of each change."""
    counts = Counter(change.kinds[0] for change in place.edition.changes.changes)
    return [change_count(kind, count, place.words) for kind, count in counts.items()]


def _published(place: Workplace) -> str:
    publication = place.edition.publication
    if publication is None:
        return ""
    local = publication.as_of.astimezone(ZoneInfo(place.agenda.conference.zone))
    return place.words("v{number}, {moment}", number=publication.number, moment=moment(local, place.language))


def _deadline_line(deadline: Deadline, place: Workplace, now: datetime) -> DeadlineLine:
    voice = Voice(place.languages, place.agenda.conference.languages)
    local = deadline.due_at.astimezone(ZoneInfo(deadline.zone))
    others = (
        deadline.due_at.astimezone(ZoneInfo(zone)) for zone in second_zones(place.agenda) if zone != deadline.zone
    )
    return DeadlineLine(
        id=deadline.id,
        title=voice.say(deadline.title),
        due=f"{weekday(local, place.language)} {moment(local, place.language)}",
        elsewhere=tuple(f"{weekday(other, place.language)} {moment(other, place.language)}" for other in others),
        is_past=deadline.due_at < now,
        is_done=deadline.done_at is not None,
    )
