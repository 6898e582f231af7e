"""What was done to people of the list, from the press to the page behind it: who was seen how, what became of each, who has no place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from eventapp.db import reading
from eventapp.queries.registrations import find_missing_places
from eventapp.renderers.full_lists import full_lines
from eventapp.renderers.persons import listed_name
from eventapp.renderers.vocabulary import word_label
from eventapp.web.workplace import row_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from eventapp.domain.registration.participants import Participant
    from eventapp.operations.registrations.deciding import Decided
    from eventapp.web.workplace import Workplace

# An address that names more would be cut by some proxies.
_NAMED = 20


@dataclass(frozen=True, slots=True)
class Full:
    """Those for whom there is no place: who they are, as they are seen now, and which limits are reached."""

    ids: tuple[str, ...]
    names: str
    seen: str
    lines: tuple[str, ...]


def seen_text(people: Iterable[Participant]) -> str:
    """Give how people are seen, as a form carries it: each with the version of the registration."""
    return " ".join(f"{one.id}:{one.version}" for one in people)


def read_seen(text: str) -> dict[str, int]:
    """Read what `seen_text` wrote; what cannot be read was not seen."""
    parts = (one.rpartition(":") for one in text.split())
    return {name: version for name, _, number in parts if (version := row_key(number)) is not None}


def outcome_address(decided: Decided) -> dict[str, str]:
    """Give what became of people as an address has it: how many, and by name those whom one has to look at again."""
    groups = {
        "confirmed": decided.confirmed,
        "waitlisted": decided.waitlisted,
        "declined": decided.declined,
        "unchanged": tuple(name for name in decided.unchanged if name not in decided.full),
        "stale": decided.stale,
    }
    counts = {key: str(len(names)) for key, names in groups.items() if names}
    named = {"left": decided.stale, "full": decided.full}
    return counts | {key: ",".join(names[:_NAMED]) for key, names in named.items() if names}


def said_of(place: Workplace, people: Collection[Participant]) -> list[str]:
    """Give what the step before this page did, in words; an address that says something else says nothing."""
    plural = place.words.plural
    messages: dict[str, Callable[[int], str]] = {
        "confirmed": lambda n: plural("{count} person is on the list now.", "{count} people are on the list now.", n),
        "waitlisted": lambda n: plural(
            "{count} person is on the waiting list: there was no place left.",
            "{count} people are on the waiting list: there was no place left.",
            n,
        ),
        "declined": lambda n: plural("{count} registration was declined.", "{count} registrations were declined.", n),
        "tagged": lambda n: plural("{count} person was tagged anew.", "{count} people were tagged anew.", n),
        "written": lambda n: plural("A message goes to {count} person.", "A message goes to {count} people.", n),
        "unchanged": lambda n: plural("{count} person was left as is.", "{count} people were left as they are.", n),
        "stale": lambda n: plural(
            "{count} person was changed meanwhile and left as is: {names}",
            "{count} people were changed meanwhile and left as they are: {names}",
            n,
            names=_listed(place, _named("left", people), n),
        ),
        "merged": lambda _: place.words("The two registrations are one now."),
    }
    given = {key: row_key(request.args.get(key, "")) for key in messages}
    return [messages[key](count) for key, count in given.items() if count]


def full_of(place: Workplace, people: Iterable[Participant]) -> Full | None:
    """Give those of these people for whom there is no place, None where each has one."""
    asked = [one for one in people if not one.state.holds_place]
    if not asked:
        return None
    with reading() as tx:
        missing = find_missing_places(tx, place.draft.conference_id, asked, zone=place.agenda.conference.zone)
    found = [one for one in asked if one.id in missing]
    if not found:
        return None
    limits = dict.fromkeys(limit for one in found for limit in missing[one.id])
    return Full(
        ids=tuple(one.id for one in found),
        names=place.words(", ").join(called(one, place) for one in found),
        seen=seen_text(found),
        lines=full_lines(limits, place.draft.agenda, place.words),
    )


def full_after(place: Workplace, people: Collection[Participant]) -> Full | None:
    """Give those whom the step before this page found no place for, as far as there still is none."""
    return full_of(place, _named("full", people))


def called(one: Participant, place: Workplace) -> str:
    """Give what a sentence calls a person."""
    return str(listed_name(one.attendee, place.words, place.agenda.conference.languages))


def _named(key: str, people: Collection[Participant]) -> Sequence[Participant]:
    names = set(request.args.get(key, "").split(",")[:_NAMED])
    return [one for one in people if one.id in names]


def _listed(place: Workplace, people: Sequence[Participant], count: int) -> str:
    """Give each with the state as it is now, and how many more there are."""
    words = place.words
    named = [words("{name} ({state})", name=called(one, place), state=word_label(one.state, words)) for one in people]
    more = [words("… and {count} more", count=count - len(people))] if count > len(people) else []
    return words(", ").join([*named, *more])
