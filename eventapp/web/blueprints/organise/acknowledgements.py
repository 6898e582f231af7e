"""Who was told of a version, who has seen it and who has not; reminding those."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.operations.reminders import remind_unseen
from eventapp.policy import Permission
from eventapp.queries.acknowledgements import list_told
from eventapp.renderers.passing import ago
from eventapp.web.access import requires
from eventapp.web.people_lists import speaker_of
from eventapp.web.readers import mailed_base_url
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from werkzeug.wrappers import Response as AnyResponse

    from eventapp.domain.acknowledgements import Told

blueprint = Blueprint("acknowledgements", __name__, url_prefix="/organise/<slug:slug>/versions/<int:number>")
_SHOWN: dict[str, Callable[[Told], bool]] = {
    "": lambda _: True,
    "missing": lambda one: one.is_missing,
    "seen": lambda one: one.seen_at is not None,
}


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One person as the list shows: when told, when acknowledged, when reminded, each with how long ago, "" for never."""

    person: str
    name: str
    told: str
    seen: str
    reminded: str
    is_missing: bool
    has_failed: bool
    is_listed: bool


@blueprint.get("/told")
@requires(Permission.REGISTRATION_READ)
def show(slug: str, number: int) -> Response:
    """Show everybody who was told of the version, or those who have seen it or have not."""
    place, now, shown = workplace(slug), utc_now(), request.args.get("show", "")
    last = place.edition.publication
    if last is None or not 1 <= number <= last.number:
        abort(404)
    with reading() as tx:
        told = list_told(tx, place.draft.conference_id, number)
    shown = shown if shown in _SHOWN else ""
    speaker = speaker_of(place)
    names = {one.id: str(speaker.name(one)) for one in place.draft.agenda.attendees}
    return render_workplace(
        "organise/publishing/told.html",
        place,
        number=number,
        shown=shown,
        counts={key: sum(map(is_meant, told)) for key, is_meant in _SHOWN.items()},
        due=sum(one.may_be_reminded(now) for one in told),
        lines=[_line(one, names.get(one.person, ""), place, now) for one in told if _SHOWN[shown](one)],
        said=_said_after(place),
    )


@blueprint.post("/remind")
@requires(Permission.AGENDA_PUBLISH)
def remind(slug: str, number: int) -> AnyResponse:
    """Remind those who have not seen the version, nobody twice within a day."""
    place = workplace(slug)
    with transaction() as tx:
        done = remind_unseen(tx, slug, number, base_url=mailed_base_url(), actor=place.actor, now=utc_now())
    counts = {"reminded": str(done.sent), "early": str(done.early) if done.early else ""}
    return redirect(place.links.place(f"versions/{number}/told", show="missing", **counts), 303)


def _line(one: Told, name: str, place: Workplace, now: datetime) -> ToldLine:
    def at(instant: datetime | None) -> str:
        return f"{place.moment(instant)} · {ago(instant, now, place.words)}" if instant else ""

    return ToldLine(
        person=one.person,
        name=name or one.name or one.email,
        told=at(one.told_at),
        seen=at(one.seen_at),
        reminded=at(one.reminded_at),
        is_missing=one.is_missing,
        has_failed=one.has_failed,
        is_listed=one.is_listed,
    )


def _said_after(place: Workplace) -> str:
    """Give what a press of the button did, as the address tells it."""
    sent, early = (request.args.get(name, type=int) for name in ("reminded", "early"))
    words, said = place.words, []
    if sent is not None:
        said.append(words.plural("{count} reminder is sent.", "{count} reminders are sent.", sent))
    if early:
        said.append(
            words.plural(
                "{count} was reminded less than a day ago and got no other mail.",
                "{count} were reminded less than a day ago and got no other mail.",
                early,
            )
        )
    return " ".join(said)
