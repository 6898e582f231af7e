"""The organisers' list of people: what the address wishes, and the lines of a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from flask import request

from eventapp.db import reading
from eventapp.domain.memories import Memory
from eventapp.domain.names import check_attendee
from eventapp.domain.people_lists import (
    NO_SIDE,
    OF_PEOPLE,
    Attention,
    PeopleWishes,
    noticed_people,
    waiting_ranks,
    wanted_people,
)
from eventapp.domain.registration import RegistrationState
from eventapp.domain.registration.answers import UNANSWERED, Asked, answers_to
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.queries.acknowledgements import list_unseen
from eventapp.queries.answers import get_answered, get_asked
from eventapp.renderers.name_checks import finding_line
from eventapp.renderers.people_columns import OF_QUESTION, SHOWN, USUAL, PeopleSpeaker, waiting_label
from eventapp.renderers.vocabulary import word_choices
from eventapp.renderers.wording import N_
from eventapp.web.people_outcomes import seen_text
from eventapp.web.workplace import row_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from enum import StrEnum

    from sqlalchemy.orm import Session

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
    Attention.UNSEEN: N_("Has not seen what changed"),
}
# Before a list is given out nearly everybody is not asked, after a publication nobody has seen it: a mark at each would hide the others.
MARKED = tuple(attention for attention in OF_PEOPLE if attention is not Attention.UNASKED)
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
        answers=tuple(
            (key.removeprefix(OF_QUESTION), value)
            for key, value in values.items()
            if key.startswith(OF_QUESTION) and value
        ),
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
    answers = {f"{OF_QUESTION}{question}": answer for question, answer in wishes.answers}
    return {key: value for key, value in given.items() if value} | answers


def speaker_of(place: Workplace, asked: Asked | None = None) -> PeopleSpeaker:
    return PeopleSpeaker.of(place.agenda, place.words, asked or Asked())


def asked_in(tx: Session, place: Workplace, values: Mapping[str, str]) -> Asked:
    """Give the conference's own questions, with the answers where a column or a wish is about one."""
    about = [*values, *(column for given in request.args.getlist("col") for column in given.split(","))]
    is_wanted = any(key.startswith(OF_QUESTION) for key in about)
    get = get_answered if is_wanted else get_asked
    return get(tx, place.draft.conference_id, zone=place.agenda.conference.zone)


def wanted_of(
    place: Workplace, people: tuple[Participant, ...], values: Mapping[str, str], asked: Asked
) -> tuple[Participant, ...]:
    """Give those of the list whom these values wish."""
    return wanted_people(people, _readable(wishes_of(values), asked), _noticed(place, people), asked)


def _readable(wishes: PeopleWishes, asked: Asked) -> PeopleWishes:
    """Give the wishes without answers that there are not to the conference's questions."""
    return replace(wishes, answers=tuple(one for one in wishes.answers if asked.knows(*one)))


def _noticed(place: Workplace, people: tuple[Participant, ...]) -> Mapping[Attention, frozenset[str]]:
    """Give whom each reason names; checking each name against each other is done once for a list."""
    conference_id = place.draft.conference_id
    of_people = _NOTICED.get(
        conference_id, (people,), lambda: {reason: noticed_people(people, reason) for reason in OF_PEOPLE}
    )
    with reading() as tx:
        return {**of_people, Attention.UNSEEN: list_unseen(tx, conference_id)}


def list_page(
    place: Workplace, people: tuple[Participant, ...], asked: Asked, *, values: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Give what the template of the list shows: a page of those wanted, the choices, the numbers.

    `values` are the wishes where they do not stand in the address.
    """
    speaker = speaker_of(place, asked)
    headings = speaker.headings(SHOWN)
    columns = _chosen_columns([key for key, _ in headings])
    wishes = _readable(wishes_of(request.args if values is None else values), asked)
    noticed = _noticed(place, people)
    found = wanted_people(people, wishes, noticed, asked)
    last_page = max(1, -(-len(found) // PAGE))
    number = min(max(1, row_key(request.args.get("page", "")) or 1), last_page)
    shown = found[(number - 1) * PAGE : number * PAGE]
    notices = [(one.value, place.words(ATTENTIONS[one]), len(names)) for one, names in noticed.items() if names]
    return {
        "lines": _lines(speaker, shown, columns, waiting_ranks(people), _marks(place, noticed, wishes.attention)),
        "columns": [(key, label, key in columns) for key, label in headings],
        "chosen": [label for key, label in headings if key in columns],
        "wishes": kept_wishes(wishes),
        "view": kept_wishes(wishes) | ({} if columns == USUAL else {"col": ",".join(columns)}),
        "answers": _answer_choices(speaker),
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


def _chosen_columns(keys: Sequence[str]) -> tuple[str, ...]:
    """Give those of these columns that the address names, the usual ones where it names none."""
    named = {key for value in request.args.getlist("col") for key in value.split(",")}
    return tuple(key for key in keys if key in named) or USUAL


def _answer_choices(speaker: PeopleSpeaker) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Give each question that the list can be narrowed by: its name in addresses, its text, its answers."""
    none = (UNANSWERED, speaker.words("No answer"))
    return [
        (
            f"{OF_QUESTION}{question.key}",
            speaker.text(question.label),
            [*((answer, speaker.answer(question, answer)) for answer in answers_to(question)), none],
        )
        for question in speaker.asked.narrowing
    ]


def _lines(
    speaker: PeopleSpeaker,
    shown: Sequence[Participant],
    columns: Sequence[str],
    ranks: Mapping[str, int],
    marks: Callable[[Participant], tuple[str, ...]],
) -> list[PersonLine]:
    return [
        PersonLine(
            id=one.id,
            called=speaker.name(one.attendee),
            side=one.side,
            place=speaker.say("place", one),
            cells=tuple(speaker.say(key, one) for key in columns),
            is_ended=one.state.is_ended,
            waits=waiting_label(ranks.get(one.id, 0), speaker.words),
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
