"""The sentence of each conflict, in the reader's language."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.availability import Why, absences
from eventapp.domain.conflicts import Conflict, ConflictCode
from eventapp.renderers.dates import dated_hours, dated_time
from eventapp.renderers.labels import conflict_label, topic_number
from eventapp.renderers.persons import name_in_sentence
from eventapp.renderers.steps import thing_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.attendees import Attendee
    from eventapp.domain.availability import Absence
    from eventapp.domain.localized import Localized
    from eventapp.domain.sessions import Session
    from eventapp.renderers.wording import Words

_SENTENCES = {
    ConflictCode.ROOM_OVERLAP: N_("{room}: “{first}” and “{second}” overlap by {short} min."),
    ConflictCode.PERSON_OVERLAP: N_("{people}: “{first}” and “{second}” overlap by {short} min."),
    ConflictCode.TRANSFER_TOO_SHORT: N_("{people}: {short} min short to get from “{first}” to “{second}”."),
    ConflictCode.OUTSIDE_CONFERENCE: N_("“{first}” lies outside the conference days."),
    ConflictCode.ROOM_UNAVAILABLE: N_("{room} cannot be had for all of “{first}”."),
    ConflictCode.PERSON_UNAVAILABLE: N_("{people}: not there for all of “{first}”."),
    ConflictCode.TOPICS_OVERRUN: N_("The topics of “{first}” need {short} min more than it has."),
    ConflictCode.NO_COUNTERPART: N_("Topic {number}, “{topic}”, has a lead from {side} only."),
    ConflictCode.NOT_AGREED: N_("Topic {number}, “{topic}”, is not agreed: it will print in square brackets."),
}
_ABSENCES = {
    Why.ARRIVES: N_("arrives {hours}"),
    Why.LEAVES: N_("leaves {hours}"),
    Why.AWAY: N_("not free {hours}"),
}
_NO_BOOTH = N_("{room} has no booth for the simultaneous interpretation of “{first}”.")
_SHOWN = 3


def conflict_sentence(conflict: Conflict, agenda: Agenda, words: Words) -> str:
    """Say who and what collides and by how much; more than three people are counted."""
    order = agenda.conference.languages
    titles = [_text(session.title, words, order) for session in conflict.sessions]
    room = conflict.sessions[0].room if conflict.sessions else None
    values = {
        "first": titles[0] if titles else "",
        "second": titles[1] if len(titles) > 1 else "",
        "room": _text(room.name, words, order) if room else "",
        "people": _people(conflict, words, order),
        "topic": _text(conflict.topic.title, words, order) if conflict.topic else "",
        "number": topic_number(conflict.topic.number, words) if conflict.topic else "",
        "side": conflict.delegation.code if conflict.delegation else "",
    }
    if conflict.wanting == "booths":
        return words(_NO_BOOTH, **values)
    if conflict.code in _SENTENCES:
        return words(_SENTENCES[conflict.code], short=conflict.short, **values)
    return _counted(conflict, words, values)


def override_sentence(override: Mapping[str, str], agenda: Agenda, words: Words) -> str:
    """Say which error was published all the same, and why: "Two sessions in one room, Plenary 2, Plenary 3: The wall is open."."""
    comma = "、" if words.language == "ja" else ", "
    what = [conflict_label(override["code"], words), *_things(override["id"].split("+"), agenda, words)]
    return words("{what}: {reason}", what=comma.join(what), reason=override["reason"])


def _things(ids: list[str], agenda: Agenda, words: Words) -> list[str]:
    """Give what the parts of a conflict's id are called; a part that is no session or topic is left out."""
    topics = {topic.id for topic in agenda.topics}
    items = [f"topics/{one}" if one in topics else f"sessions/{one}" for one in ids]
    known = (one in topics or agenda.find_session(one) is not None for one in ids)
    return [thing_label(item, agenda, words) for item, is_known in zip(items, known, strict=True) if is_known]


def _counted(conflict: Conflict, words: Words, values: dict[str, str]) -> str:
    """Give the sentence of a conflict of so many persons or seats."""
    if conflict.code is ConflictCode.SIDE_CAP:
        return words.plural(
            "“{first}”: {side} has {count} person too many.",
            "“{first}”: {side} has {count} persons too many.",
            conflict.short,
            **values,
        )
    return words.plural(
        "{room} is {count} seat short for “{first}”.",
        "{room} is {count} seats short for “{first}”.",
        conflict.short,
        **values,
    )


def _people(conflict: Conflict, words: Words, order: tuple[str, ...]) -> str:
    shown = conflict.attendees[:_SHOWN]
    names = [name_in_sentence(a, words, order) for a in shown]
    if conflict.code is ConflictCode.PERSON_UNAVAILABLE:
        names = [
            words("{name} ({hours})", name=name, hours=_absence_hours(a, conflict.sessions[0], words))
            for name, a in zip(names, shown, strict=True)
        ]
    others = len(conflict.attendees) - _SHOWN
    listed = ("、" if words.language == "ja" else ", ").join(names)
    return words("{people} and {count} more", people=listed, count=others) if others > 0 else listed


def _absence_hours(attendee: Attendee, session: Session, words: Words) -> str:
    """Say on the session's clock why somebody is not there for all of it: "arrives Sun 12 Mar 10:30"; the first three reasons."""
    found = islice(absences(attendee, session.start_at, session.end_at), _SHOWN)
    comma = "、" if words.language == "ja" else ", "
    return comma.join(words(_ABSENCES[one.why], hours=_hours(one, session, words.language)) for one in found)


def _hours(absence: Absence, session: Session, language: str) -> str:
    zone = ZoneInfo(session.zone)
    start, end = absence.window.start_at.astimezone(zone), absence.window.end_at.astimezone(zone)
    if absence.why is Why.AWAY:
        return dated_hours(start, end, language)
    return dated_time(end if absence.why is Why.ARRIVES else start, language)


def _text(localized: Localized, words: Words, order: tuple[str, ...]) -> str:
    text = localized.in_language(words.language, order=order)
    return text.text if text else ""
