"""What changed in a session's people and details, in words: never a bare "changed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.changed_details import Detail, changed_details, people_change, topic_change
from eventapp.domain.vocabulary import SessionStatus
from eventapp.renderers.labels import attribution_label, interpretation_label, topic_number
from eventapp.renderers.view.people import person_line
from eventapp.renderers.wording import N_, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.differences import Change
    from eventapp.domain.sessions import Session
    from eventapp.renderers.view.voice import Phrase, Voice
    from eventapp.renderers.wording import Words

_DETAILS = {
    Detail.DESCRIPTION: N_("description"),
    Detail.KIND: N_("kind or number"),
    Detail.AUDIENCE: N_("audience"),
    Detail.SIDE_CAP: N_("persons per side"),
    Detail.ZONE: N_("time zone"),
    Detail.ROAD: N_("road between the places"),
    Detail.PLACE_NAME: N_("name or address of a place"),
    Detail.PERSON_NAME: N_("name or function of a person"),
    Detail.TOPIC_ORDER: N_("order of the topics"),
}


def people_said(change: Change, voice: Voice, *, may_name: bool) -> Phrase | None:
    """Give "added: A; no longer: B"; without names where the rule that binds today forbids them."""
    before = change.before
    if before is None or not may_name:
        return None
    return voice.label_by(lambda code: _people(before, change.after, code, voice))


def _people(before: Session, after: Session, code: str, voice: Voice) -> str:
    words, who = words_in(code), people_change(before, after)

    def lines(people: tuple[Attendee, ...]) -> str:
        return ("、" if code == "ja" else "; ").join(person_line(person, code, voice) for person in people)

    parts = (
        words("added: {people}", people=lines(who.added)) if who.added else "",
        words("no longer: {people}", people=lines(who.removed)) if who.removed else "",
        words("other role: {people}", people=lines(who.other_role)) if who.other_role else "",
    )
    return _joined(parts, code, "; ") or words("order of the names")


def details_said(change: Change, voice: Voice) -> Phrase | None:
    """Give "description, topic 7 added, attribution (was Closed)"."""
    before = change.before
    if before is None:
        return None
    return voice.label_by(lambda code: _joined((*_details(before, change, words_in(code)),), code, ", "))


def _details(before: Session, change: Change, words: Words) -> Iterator[str]:
    for detail in changed_details(change):
        if detail is Detail.ATTRIBUTION:
            yield words("attribution (was {before})", before=attribution_label(before.attribution, words))
        elif detail is Detail.INTERPRETATION:
            mode = interpretation_label(before.interpretation, words) or words("none")
            yield words("interpretation (was {before})", before=mode)
        elif detail is Detail.STATUS:
            is_confirmed = change.after.status is SessionStatus.CONFIRMED
            yield words("now confirmed") if is_confirmed else words("no longer confirmed")
        else:
            yield words(_DETAILS[detail])
    topics = topic_change(before, change.after)
    messages = (
        (N_("topic {number} added"), topics.added),
        (N_("topic {number} dropped"), topics.removed),
        (N_("topic {number} changed"), topics.changed),
    )
    for message, found in messages:
        yield from (words(message, number=topic_number(topic.number, words)) for topic in found)


def _joined(parts: tuple[str, ...], code: str, joint: str) -> str:
    return ("、" if code == "ja" else joint).join(part for part in parts if part)
