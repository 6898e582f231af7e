"""Whom of a list of participants somebody wants to see: by words, state, category, delegation, tag, and what is to be looked at. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from eventapp.domain.duplicates import find_duplicates
from eventapp.domain.names import check_attendee
from eventapp.domain.people_search import finder, person_text
from eventapp.domain.registration import ListingConsent, RegistrationState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from eventapp.domain.registration.answers import Asked
    from eventapp.domain.registration.participants import Participant
    from eventapp.domain.vocabulary import AttendeeCategory


class Attention(StrEnum):
    """What an organiser should look at."""

    AMENDED = "amended"
    NAMES = "names"
    DUPLICATES = "duplicates"
    UNASKED = "unasked"
    LEFT_IN_AGENDA = "left-in-agenda"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleWishes:
    """What of the list is wanted; None and "" want everything. `side` is a delegation's code, "-" for guests.

    `answers` are those wanted by question, "-" for none.
    """

    query: str = ""
    state: RegistrationState | None = None
    category: AttendeeCategory | None = None
    side: str = ""
    tag: str = ""
    attention: Attention | None = None
    answers: tuple[tuple[str, str], ...] = ()


NO_SIDE = "-"


def wanted_people(
    people: tuple[Participant, ...], wishes: PeopleWishes, noticed: Mapping[Attention, frozenset[str]], asked: Asked
) -> tuple[Participant, ...]:
    """Give those wanted, in the order of the list; `noticed` is whom each reason names, `asked` what was answered. The waiting list alone has its own order."""
    is_meant = finder(wishes.query)
    meant = noticed[wishes.attention] if wishes.attention else None
    found = tuple(
        one
        for one in people
        if (wishes.state is None or one.state is wishes.state)
        and (wishes.category is None or one.attendee.category is wishes.category)
        and (not wishes.side or one.side == wishes.side.replace(NO_SIDE, ""))
        and (not wishes.tag or wishes.tag in one.tags)
        and (meant is None or one.id in meant)
        and asked.means(one.key, wishes.answers)
        and (not wishes.query or is_meant(person_text(one.attendee, one.code, *one.tags)))
    )
    return _in_turn(found) if wishes.state is RegistrationState.WAITLISTED else found


def waiting_ranks(people: Iterable[Participant]) -> dict[str, int]:
    """Give the place on the waiting list, from 1, of each who is on it; places are offered in this order, as to whom they suit."""
    waiting = _in_turn(one for one in people if one.state is RegistrationState.WAITLISTED)
    return {one.id: rank for rank, one in enumerate(waiting, start=1)}


def _in_turn(people: Iterable[Participant]) -> tuple[Participant, ...]:
    return tuple(sorted(people, key=lambda one: (one.waiting_since or one.registered_at, one.key)))


# What shows in the people themselves; whether they saw what they were told of does not.
OF_PEOPLE = tuple(attention for attention in Attention if attention is not Attention.UNSEEN)


def noticed_people(people: Iterable[Participant], attention: Attention) -> frozenset[str]:
    """Give the ids of those who should be looked at for this reason, one `OF_PEOPLE`; who is not on the list any more mostly needn't be."""
    listed = tuple(people)
    active = [one for one in listed if not one.state.is_ended]
    if attention is Attention.DUPLICATES:
        groups = find_duplicates([one.attendee for one in active])
        return frozenset(person.id for group in groups for person in group.people)
    if attention is Attention.LEFT_IN_AGENDA:
        return frozenset(one.id for one in listed if one.state.is_ended and one.is_in_agenda)
    return frozenset(one.id for one in active if _REASONS[attention](one))


_REASONS: dict[Attention, Callable[[Participant], bool]] = {
    Attention.AMENDED: lambda one: bool(one.amended),
    Attention.NAMES: lambda one: bool(check_attendee(one.attendee)),
    Attention.UNASKED: lambda one: one.is_on_list and one.listing is ListingConsent.UNASKED,
}
