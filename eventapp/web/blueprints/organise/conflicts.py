"""Everything that collides in a draft, with a way out where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.conflicts import ConflictCode
from eventapp.domain.conflicts.mending import Mend, propose_mend
from eventapp.domain.errors import DomainError
from eventapp.operations.sessions import reschedule_session
from eventapp.policy import Permission
from eventapp.renderers.conflicts import conflict_sentence
from eventapp.renderers.dates import day_heading
from eventapp.renderers.labels import conflict_label
from eventapp.renderers.steps import thing_label
from eventapp.renderers.view.conflicts import ConflictView, build_conflict_view, conflict_key
from eventapp.renderers.view.voice import Voice
from eventapp.renderers.wording import words_in
from eventapp.web.access import requires
from eventapp.web.blueprints.organise.boards import refusal_sentence
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.conflicts import Conflict
    from eventapp.renderers.view.voice import Phrase

blueprint = Blueprint("conflicts", __name__, url_prefix="/organise/<slug:slug>/conflicts")
PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What of the conflicts is to be seen; "" is everything."""

    severity: str = ""
    code: str = ""
    day: str = ""
    q: str = ""

    def let_through(self, conflict: Conflict, agenda: Agenda) -> bool:
        day = conflict.sessions[0].day_on.isoformat() if conflict.sessions else "-"
        return (
            self.severity in {"", conflict.severity.value}
            and self.code in {"", conflict.code.value}
            and self.day in {"", day}
            and (not self.q or self.q.casefold() in _searched(conflict, agenda))
        )


@blueprint.get("")
@requires(Permission.DRAFT_READ)
def index(slug: str) -> Response:
    return _page(workplace(slug))


@blueprint.post("/mend")
@requires(Permission.DRAFT_EDIT)
def mend(slug: str) -> Response | BaseResponse:
    """Move the session of a conflict as was proposed, if that is still what is proposed."""
    place = workplace(slug)
    try:
        proposed = _still_proposed(place)
        with transaction() as tx:
            reschedule_session(
                tx,
                slug,
                proposed.session.id,
                proposed.placing,
                seen=place.draft.item_version(f"sessions/{proposed.session.id}"),
                actor=place.actor,
                now=utc_now(),
            )
    except DomainError as error:
        return _page(workplace(slug), status=409, problem=refusal_sentence(error, place))
    return redirect(place.links.place("conflicts", mended=proposed.session.id), 303)


def _still_proposed(place: Workplace) -> Mend:
    """Give the mend that was pressed. Raises: DomainError("mend-is-gone") when another one would be proposed now."""
    conflict = next((c for c in place.conflicts if conflict_key(c) == request.form.get("conflict")), None)
    proposed = _mend_of(place, conflict) if conflict else None
    if proposed is None or _token(place, proposed) != request.form.get("mend"):
        raise DomainError("mend-is-gone")
    return proposed


def _page(place: Workplace, *, status: int = 200, problem: str = "") -> Response:
    filters = Filters(**{key: request.args.get(key, "") for key in ("severity", "code", "day", "q")})
    voice = Voice(place.languages, place.agenda.conference.languages)
    found = [(n, c) for n, c in enumerate(place.conflicts, start=1) if filters.let_through(c, place.agenda)]
    groups: dict[str, list[tuple[ConflictView, Mend | None]]] = {}
    can_edit = place.allows(Permission.DRAFT_EDIT)
    for number, conflict in found[:PAGE]:
        view = build_conflict_view(number, conflict, place.agenda, voice)
        groups.setdefault(view.code, []).append((view, _mend_of(place, conflict) if can_edit else None))
    mended = place.agenda.find_session(request.args.get("mended", ""))
    return render_workplace(
        "organise/conflicts/index.html",
        place,
        status=status,
        groups=[(code, _heading(code, voice), views) for code, views in groups.items()],
        filters=filters,
        total=len(place.conflicts),
        left_out=max(0, len(found) - PAGE),
        codes=[(code.value, conflict_label(code.value, place.words)) for code in ConflictCode],
        days=[(day.on.isoformat(), day_heading(day.on, place.language)) for day in place.agenda.days],
        thing=lambda item: thing_label(item, place.agenda, place.words),
        said_mend=lambda proposed: _mend_sentence(place, proposed),
        token=lambda proposed: _token(place, proposed),
        mended=thing_label(f"sessions/{mended.id}", place.agenda, place.words) if mended else "",
        problem=problem,
    )


def _heading(code: str, voice: Voice) -> Phrase:
    return voice.label(lambda words: conflict_label(code, words))


def _mend_of(place: Workplace, conflict: Conflict) -> Mend | None:
    """Give the proposed mend; a draft never changes, so that it is looked for once."""
    known: dict[str, Mend | None] = place.draft.__dict__.setdefault("_mends", {})
    key = conflict_key(conflict)
    if key not in known:
        known[key] = propose_mend(conflict, place.draft.agenda)
    return known[key]


def _token(place: Workplace, proposed: Mend) -> str:
    """Name a proposal by what it says and by the session that it was made for."""
    placing = proposed.placing
    version = place.draft.item_version(f"sessions/{proposed.session.id}")
    return f"{proposed.session.id}.{placing.start_at.isoformat()}.{placing.room or ''}.{version}"


def _mend_sentence(place: Workplace, proposed: Mend) -> str:
    """Say what pressing the button does: "Move Plenary 3 to Hall B", "Move Plenary 3 to 15:00"."""
    words, placing = place.words, proposed.placing
    thing = thing_label(f"sessions/{proposed.session.id}", place.agenda, words)
    if proposed.is_other_room:
        return words(
            "Move {thing} to {place}", thing=thing, place=thing_label(f"rooms/{placing.room}", place.agenda, words)
        )
    local = placing.start_at.astimezone(proposed.session.start_local.tzinfo)
    when = f"{local:%H:%M}"
    if local.date() != proposed.session.day_on:
        when = f"{day_heading(local.date(), place.language)} {when}"
    return words("Move {thing} to {place}", thing=thing, place=when)


def _searched(conflict: Conflict, agenda: Agenda) -> str:
    """Give the text in which a search looks: the sentence in every language, ids, names and readings, rooms."""
    said = [conflict_sentence(conflict, agenda, words_in(code)) for code in agenda.conference.languages]
    for session in conflict.sessions:
        room = session.room.name if session.room else ()
        said += [session.id, *(text for _, text in session.title), *(text for _, text in room)]
    for person in conflict.attendees:
        said += [person.family_name, person.given_name, person.native_family_name, person.family_name_reading]
        said += [text for _, text in person.position]
    return " ".join(said).casefold()
