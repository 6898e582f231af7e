"""The organisers' list of people: what the address wishes, and the lines of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from flask import request

from eventapp.domain.memories import Memory
from eventapp.domain.names import check_attendee
from eventapp.domain.people_lists import NO_SIDE, Attention, PeopleWishes, noticed_people, waiting_ranks, wanted_people
from eventapp.domain.registration import RegistrationState
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.renderers.name_checks import finding_line
from eventapp.renderers.people_columns import SHOWN, USUAL, PeopleSpeaker, waiting_label
from eventapp.renderers.vocabulary import word_choices
from eventapp.renderers.wording import N_
from eventapp.web.people_outcomes import seen_text
from eventapp.web.workplace import row_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from enum import StrEnum

    from eventapp.domain.registration.participants import Participant
    from eventapp.renderers.persons import ListedName
    from eventapp.web.workplace import Workplace

    E = TypeVar("E", bound=StrEnum)

PAGE = 100
ATTENTIONS = {
    Attention.AMENDED: N_("Changed since the decision"),
    Attention.NAMES: N_("Name to be looked at"),
    Attention.DUPLICATES: N_("Maybe there twice"),
    Attention.UNASKED: N_("Not asked about the list"),
    Attention.LEFT_IN_AGENDA: N_("Not coming, still placed"),
}
# Before a list is given out nearly everybody is not asked: a mark at each would hide the others.
MARKED = tuple(attention for attention in Attention if attention is not Attention.UNASKED)
_NOTICED: Memory[Mapping[Attention, frozenset[str]]] = Memory(most=16)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the page: what he or she is called; what the chosen columns say; marks with their words.

    `waits` is the place on the waiting list in words, "" for who isn't on it.
    """

    id: str
    called: ListedName
    side: str
    place: str
    cells: tuple[str, ...]
    is_ended: bool
    waits: str
    marks: tuple[str, ...]


def wishes_of(values: Mapping[str, str]) -> PeopleWishes:
    """Read what of the list is wanted; what cannot be read is not wanted."""
    query = values.get("q", "")
    return PeopleWishes(
        query=query if query.isprintable() else "",
        state=_word(RegistrationState, values.get("state", "")),
        category=_word(AttendeeCategory, values.get("category", "")),
        side=values.get("side", ""),
        tag=values.get("tag", ""),
        attention=_word(Attention, values.get("look", "")),
    )


def kept_wishes(wishes: PeopleWishes) -> dict[str, str]:
    """Give the wishes as an address has them."""
    given = {
        "q": wishes.query,
        "state": wishes.state.value if wishes.state else "",
        "category": wishes.category.value if wishes.category else "",
        "side": wishes.side,
        "tag": wishes.tag,
        "look": wishes.attention.value if wishes.attention else "",
    }
    return {key: value for key, value in given.items() if value}


def speaker_of(place: Workplace) -> PeopleSpeaker:
    conference = place.agenda.conference
    return PeopleSpeaker(place.words, conference.languages, conference.zone)


def wanted_of(place: Workplace, people: tuple[Participant, ...], values: Mapping[str, str]) -> tuple[Participant, ...]:
    """Give those of the list whom these values wish."""
    return wanted_people(people, wishes_of(values), _noticed(place, people))


def _noticed(place: Workplace, people: tuple[Participant, ...]) -> Mapping[Attention, frozenset[str]]:
    """Give whom each reason names; checking each name against each other is done once for a list."""
    return _NOTICED.get(
        place.draft.conference_id, (people,), lambda: {reason: noticed_people(people, reason) for reason in Attention}
    )


def list_page(
    place: Workplace, people: tuple[Participant, ...], *, values: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Give what the template of the list shows: a page of those wanted, the choices, the numbers.

    `values` are the wishes where they do not stand in the address.
    """
    wishes, columns = wishes_of(request.args if values is None else values), chosen_columns()
    noticed = _noticed(place, people)
    found = wanted_people(people, wishes, noticed)
    last_page = max(1, -(-len(found) // PAGE))
    number = min(max(1, row_key(request.args.get("page", "")) or 1), last_page)
    shown = found[(number - 1) * PAGE : number * PAGE]
    notices = [(one.value, place.words(ATTENTIONS[one]), len(names)) for one, names in noticed.items() if names]
    return {
        "lines": _lines(place, shown, columns, waiting_ranks(people), _marks(place, noticed, wishes.attention)),
        "columns": [(one.key, place.words(one.label), one.key in columns) for one in SHOWN],
        "chosen": [place.words(one.label) for one in SHOWN if one.key in columns],
        "wishes": kept_wishes(wishes),
        "is_narrowed": bool(kept_wishes(wishes)),
        "notices": notices,
        "seen": seen_text(found),
        "count": len(found),
        "whole": len(people),
        "page_number": number,
        "first": (number - 1) * PAGE + 1,
        "last": (number - 1) * PAGE + len(shown),
        **_choices(place, people),
    }


def chosen_columns() -> tuple[str, ...]:
    """Give the columns that the address names, the usual ones where it names none."""
    named = {key for value in request.args.getlist("col") for key in value.split(",")}
    return tuple(column.key for column in SHOWN if column.key in named) or USUAL


def _lines(
    place: Workplace,
    shown: Sequence[Participant],
    columns: Sequence[str],
    ranks: Mapping[str, int],
    marks: Callable[[Participant], tuple[str, ...]],
) -> list[PersonLine]:
    speaker = speaker_of(place)
    return [
        PersonLine(
            id=one.id,
            called=speaker.name(one.attendee),
            side=one.side,
            place=speaker.say("place", one),
            cells=tuple(speaker.say(key, one) for key in columns),
            is_ended=one.state.is_ended,
            waits=waiting_label(ranks.get(one.id, 0), place.words),
            marks=marks(one),
        )
        for one in shown
    ]


def _marks(
    place: Workplace, noticed: Mapping[Attention, frozenset[str]], wanted: Attention | None
) -> Callable[[Participant], tuple[str, ...]]:
    """Give what is to be looked at in each; whoever looks at names is told what is wrong with each."""

    def told(one: Participant) -> Iterator[str]:
        for mark in MARKED:
            if mark is wanted is Attention.NAMES:
                yield from (finding_line(finding, place.words) for finding in check_attendee(one.attendee))
            elif one.id in noticed[mark]:
                yield place.words(ATTENTIONS[mark])

    return lambda one: tuple(told(one))


def _choices(place: Workplace, people: tuple[Participant, ...]) -> dict[str, Any]:
    words = place.words
    sides = [(d.code, d.code) for d in place.agenda.delegations]
    if any(not one.side for one in people):
        sides.append((NO_SIDE, words("Without a delegation")))
    return {
        "states": word_choices(RegistrationState, words),
        "categories": word_choices(AttendeeCategory, words),
        "sides": sides,
        "tags": sorted({tag for one in people for tag in one.tags}),
        "attentions": [(one.value, words(label)) for one, label in ATTENTIONS.items()],
    }


def _word(words: type[E], given: str) -> E | None:
    return next((word for word in words if word.value == given), None)
