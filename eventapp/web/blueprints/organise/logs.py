"""The log of a conference: who changed what, when, from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request

from eventapp.db import reading
from eventapp.policy import Permission
from eventapp.queries.audit_entries import PAGE, LogWishes, list_log, list_log_people
from eventapp.renderers.conflicts import override_sentence
from eventapp.renderers.dates import day_heading_with_year
from eventapp.renderers.log_values import LoggedItem, Value, logged_items
from eventapp.renderers.logs import actor_label, log_sentence, logged_post
from eventapp.renderers.steps import thing_label
from eventapp.web.access import requires
from eventapp.web.known_things import known_things
from eventapp.web.workplace import Workplace, render_workplace, row_key, workplace

if TYPE_CHECKING:
    from eventapp.domain.sessions import Session
    from eventapp.queries.audit_entries import LogEntry
    from eventapp.renderers.known_things import KnownThings

blueprint = Blueprint("logs", __name__, url_prefix="/organise/<slug:slug>/log")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry as it is shown; `on` is its day on the conference's clock, `reasons` say why errors were published."""

    on: date
    time: str
    actor: str
    said: str
    items: tuple[LoggedItem, ...]
    more: int
    reasons: tuple[str, ...]
    post: Value | None


@blueprint.get("")
@requires(Permission.LOG_READ)
def index(slug: str) -> Response:
    place = workplace(slug)
    wishes = _wishes(place)
    with reading() as tx:
        found = list_log(tx, slug, wishes)
        people, things = list_log_people(tx, slug), known_things(place, tx, found)
    lines = [_line(entry, place, things) for entry in found[:PAGE]]
    kept = {key: request.args.get(key, "") for key in ("item", "by", "day", "doors")}
    return render_workplace(
        "organise/log.html",
        place,
        days=[
            (day_heading_with_year(on, place.language), list(group))
            for on, group in groupby(lines, lambda line: line.on)
        ],
        people=people,
        sessions=_sessions(place),
        is_session=place.agenda.find_session(wishes.item.removeprefix("sessions/")) is not None,
        kept=kept,
        item_name=things.label(wishes.item) if wishes.item else "",
        older=place.links.place("log", **kept, before=str(found[PAGE - 1].id)) if len(found) > PAGE else "",
    )


def _sessions(place: Workplace) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the sessions to choose from, under their days."""
    return [
        (
            day_heading_with_year(day.on, place.language),
            [(f"sessions/{s.id}", f"{s.start_local:%H:%M} {_called(s, place)}") for s in day.sessions],
        )
        for day in place.agenda.days
        if day.sessions
    ]


def _called(session: Session, place: Workplace) -> str:
    """Give what a session is called, with its title where that is not all of it."""
    label = thing_label(f"sessions/{session.id}", place.agenda, place.words)
    title = session.title.in_language(place.language, order=place.agenda.conference.languages)
    return f"{label}: {title.text}" if title and title.text != label else label


def _line(entry: LogEntry, place: Workplace, things: KnownThings) -> Line:
    local = entry.at.astimezone(ZoneInfo(place.agenda.conference.zone))
    items, more = logged_items(entry.details, things)
    return Line(
        on=local.date(),
        time=f"{local:%H:%M}",
        actor=actor_label(entry.actor, things, has_account=entry.user_id is not None, details=entry.details),
        said=log_sentence(entry.action, entry.subject, things, details=entry.details),
        items=items,
        more=more,
        post=logged_post(entry.action, entry.details, place.words),
        reasons=tuple(override_sentence(one, place.agenda, place.words) for one in entry.details.get("overrides", ())),
    )


def _wishes(place: Workplace) -> LogWishes:
    """Read what of the log is wanted; what cannot be read is not wanted."""
    by, before = request.args.get("by", ""), request.args.get("before", "")
    item = request.args.get("item", "")
    return LogWishes(
        item=item if item.isprintable() else "",  # PostgreSQL takes no NUL
        user_id=row_key(by),
        span=_span(request.args.get("day", ""), place),
        before=row_key(before),
        with_check_ins=bool(request.args.get("doors")),
    )


def _span(given: str, place: Workplace) -> tuple[datetime, datetime] | None:
    """Give when a day begins and ends on the conference's clock: one on which that changes has 23 or 25 hours."""
    zone = ZoneInfo(place.agenda.conference.zone)
    try:
        day = date.fromisoformat(given)
        start, end = (
            datetime.combine(on, time(), tzinfo=zone).astimezone(UTC) for on in (day, day + timedelta(days=1))
        )
    except (ValueError, OverflowError):
        return None
    return start, end
