"""The state of the conference at a glance; its texts that lack a language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request, url_for

from eventapp.clock import utc_now
from eventapp.db import reading
from eventapp.domain.layout import unplaced_sessions
from eventapp.domain.translations import TranslationState
from eventapp.policy import Permission
from eventapp.queries.audit_entries import LogWishes, list_log
from eventapp.queries.boards import list_present
from eventapp.queries.confirmations import list_translation_states
from eventapp.queries.deadlines import list_deadlines
from eventapp.queries.registration_counts import count_to_look_at
from eventapp.queries.side_lists import get_side_list
from eventapp.renderers.log_values import key_label
from eventapp.renderers.steps import thing_label
from eventapp.web.access import requires
from eventapp.web.delegation_lists import side_summary
from eventapp.web.known_things import known_things
from eventapp.web.overviews import (
    change_counts,
    day_lines,
    deadline_lines,
    last_published,
    log_lines,
    numbers,
    severities,
    shown_agenda,
)
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from werkzeug.wrappers import Response as BaseResponse

blueprint = Blueprint("overview", __name__, url_prefix="/organise/<slug:slug>")
_NEXT = 5
_LAST = 8
_STATES = (
    TranslationState.MISSING,
    TranslationState.OUT_OF_STEP,
    TranslationState.UNCONFIRMED,
    TranslationState.CONFIRMED,
)


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
        may_read = place.allows(Permission.REGISTRATION_READ)
        waiting = count_to_look_at(tx, place.draft.conference_id) if may_read else None
        entries = list_log(tx, slug, LogWishes(), limit=_LAST) if place.allows(Permission.LOG_READ) else ()
        things = known_things(place, tx, entries, with_values=False)
        own = get_side_list(tx, place.draft, place.actor.side) if place.actor.side else None
    agenda = shown_agenda(place)
    return render_workplace(
        "organise/overview/show.html",
        place,
        days=day_lines(place, agenda),
        numbers=numbers(place, agenda),
        own=side_summary(place, own) if own else None,
        severities=severities(place),
        unplaced_topics=len(place.agenda.unplaced_topics),
        unplaced_sessions=len(unplaced_sessions(place.agenda)),
        texts=texts,
        waiting=waiting,
        changes=change_counts(place),
        published=last_published(place),
        deadlines=deadline_lines(deadlines, place, now),
        present=[one.name for one in present if one.user_id != place.actor.user_id],
        entries=log_lines(entries, place, things),
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


def _text_counts(place: Workplace, tx: Session) -> dict[str, int]:
    """Count the texts that lack a language, and those whose languages went out of step, for who may mend them."""
    if not place.allows(Permission.DRAFT_EDIT):
        return {}
    found = Counter(text.state for text in list_translation_states(tx, place.draft))
    return {state.value: found[state] for state in (TranslationState.MISSING, TranslationState.OUT_OF_STEP)}
