"""What a step of a draft is called, short: "move Plenary 3"."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from eventapp.domain.audiences import Audience
from eventapp.domain.items import CONFERENCE
from eventapp.renderers.dates import day_heading
from eventapp.renderers.labels import audience_label, kind_label, topic_number
from eventapp.renderers.persons import name_in_sentence
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.localized import Localized
    from eventapp.renderers.wording import Words

_STEPS = {
    "session:add": N_("add {thing}"),
    "session:edit": N_("edit {thing}"),
    "session:move": N_("move {thing}"),
    "session:remove": N_("remove {thing}"),
    "session:duplicate": N_("duplicate {thing}"),
    "session:split": N_("split {thing}"),
    "session:merge": N_("merge {thing}"),
    "session:swap": N_("swap {thing}"),
    "day:slip": N_("slip {thing}"),
    "day:duplicate": N_("duplicate {thing}"),
    "topic:place": N_("place {thing}"),
    "topic:renumber": N_("renumber the topics"),
    "person:place": N_("put {thing} in another place"),
    "item:add": N_("add {thing}"),
    "item:edit": N_("edit {thing}"),
    "item:remove": N_("remove {thing}"),
    "draft:import": N_("bring in {thing}"),
    "draft:reopen": N_("reopen {thing}"),
}
_ANY = N_("change {thing}")


def step_label(action: str, subject: str, agenda: Agenda, words: Words) -> str:
    """Give what a step did to what; a thing that is gone keeps its id."""
    return words(_STEPS.get(action, _ANY), thing=thing_label(subject, agenda, words))


def thing_label(item: str, agenda: Agenda, words: Words) -> str:
    """Give what an item of a draft, a day or a version is called in a sentence: "Plenary 3", "Topic 7bis", "Hall A", "v2"."""
    section, _, name = item.partition("/")
    if section == "days":
        return day_heading(date.fromisoformat(name), words.language)
    if section == CONFERENCE:
        return words("the conference")
    if section == "versions":
        return f"v{name}"
    if section in _LABELS:
        return _LABELS[section](name, agenda, words)
    if section == "topics":
        number = next((topic.number for topic in agenda.topics if topic.id == name), name)
        return words("Topic {number}", number=topic_number(number, words))
    names: dict[str, list[tuple[str, Localized]]] = {
        "venues": [(venue.id, venue.name) for venue in agenda.venues],
        "rooms": [(room.id, room.name) for room in agenda.rooms],
        "delegations": [(delegation.code, delegation.name) for delegation in agenda.delegations],
    }
    return _named(names.get(section, ()), name, agenda, words)


def _session_label(name: str, agenda: Agenda, words: Words) -> str:
    session = agenda.find_session(name)
    if session is None:
        return name
    if session.number is not None:
        return kind_label(session, words)
    title = session.title.in_language(words.language, order=agenda.conference.languages)
    return title.text if title else kind_label(session, words)


def _person_label(name: str, agenda: Agenda, words: Words) -> str:
    person = next((attendee for attendee in agenda.attendees if attendee.id == name), None)
    if person is None:
        return name
    return name_in_sentence(person, words, agenda.conference.languages)


def _named(names: Iterable[tuple[str, Localized]], wanted: str, agenda: Agenda, words: Words) -> str:
    for name, localized in names:
        text = localized.in_language(words.language, order=agenda.conference.languages)
        if name == wanted and text:
            return text.text
    return wanted


def _way_label(name: str, agenda: Agenda, words: Words) -> str:
    """Give "Conference hall – Yokota Air Base"."""
    return " – ".join(thing_label(f"venues/{end}", agenda, words) for end in name.split("+")[:2])


def _list_label(name: str, _agenda: Agenda, words: Words) -> str:
    """Give "list 3, Public" for "public-3"."""
    audience, _, number = name.partition("-")
    return words("list {number}, {audience}", number=number, audience=audience_label(Audience.parse(audience), words))


_LABELS: dict[str, Callable[[str, Agenda, Words], str]] = {
    "lists": _list_label,
    "sessions": _session_label,
    "attendees": _person_label,
    "transfers": _way_label,
}
