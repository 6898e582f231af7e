"""Who is on the list now: confirmed, and agreed to be named to its readers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.audiences import PARTICIPANTS, PUBLIC
from eventapp.domain.folding import folded
from eventapp.domain.localized import NOTHING
from eventapp.domain.names import list_name, native_name, reading_of, romanised
from eventapp.domain.participants.lists import Arrangement, Entry, Group, ListedPerson, ParticipantsList
from eventapp.domain.registration import ListingConsent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eventapp.domain.attendees import Attendee, Delegation
    from eventapp.domain.audiences import Audience
    from eventapp.domain.registration.participants import Participant

GUESTS = ""
LISTED_AUDIENCES = (PARTICIPANTS, PUBLIC)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Those of a delegation who are confirmed and not named to an audience: how many, and the ids of those nobody asked."""

    code: str
    count: int
    unasked: tuple[str, ...]


def may_name(participant: Participant, audience: Audience) -> bool:
    """Say whether a person agreed to be named to the readers of a list."""
    return audience in audiences_of(participant.listing)


def audiences_of(listing: ListingConsent) -> tuple[Audience, ...]:
    """Give the readers to whom a consent lets a person be named."""
    if listing is ListingConsent.PUBLIC:
        return LISTED_AUDIENCES
    return (PARTICIPANTS,) if listing is ListingConsent.PARTICIPANTS else ()


def build_list(
    participants: Iterable[Participant],
    delegations: Sequence[Delegation],
    *,
    audience: Audience,
    arrangement: Arrangement,
) -> ParticipantsList:
    """Give the list as it would be given out now, nothing marked on it.

    `participants` come in protocol order; the order of a delegation is its own. A side that names nobody keeps its place.
    """
    named: dict[str, list[Participant]] = defaultdict(list)
    for participant in participants:
        if participant.is_on_list and may_name(participant, audience):
            named[participant.side].append(participant)
    groups = [_group(delegation, named.get(delegation.code, [])) for delegation in _in_order(delegations)]
    by_name = sorted(named.get(GUESTS, []), key=lambda guest: _by_name(guest.attendee))
    groups.append(Group(code=GUESTS, name=NOTHING, is_side=False, entries=_entries(by_name, head=None)))
    return ParticipantsList(arrangement=arrangement, groups=tuple(g for g in groups if g.entries or g.is_side))


def unnamed_of(
    participants: Iterable[Participant], delegations: Sequence[Delegation], *, audience: Audience
) -> tuple[Unnamed, ...]:
    """Count by delegation those who are on the list and not named to these readers; guests last, nobody no entry."""
    found: dict[str, list[Participant]] = defaultdict(list)
    for participant in participants:
        if participant.is_on_list and not may_name(participant, audience):
            found[participant.side].append(participant)
    codes = [*(delegation.code for delegation in _in_order(delegations)), GUESTS]
    return tuple(_unnamed(code, found[code]) for code in codes if code in found)


def _unnamed(code: str, people: Sequence[Participant]) -> Unnamed:
    unasked = (person.id for person in people if person.listing is ListingConsent.UNASKED)
    return Unnamed(code, len(people), tuple(unasked))


def _in_order(delegations: Iterable[Delegation]) -> list[Delegation]:
    return sorted(delegations, key=lambda one: (not one.is_side, one.position, one.code))


def _group(delegation: Delegation, people: Sequence[Participant]) -> Group:
    entries = _entries(people, head=delegation.head)
    return Group(code=delegation.code, name=delegation.name, is_side=delegation.is_side, entries=entries)


def _entries(people: Sequence[Participant], *, head: str | None) -> tuple[Entry, ...]:
    return tuple(
        Entry(person=_listed(one.attendee, number, is_head=one.id == head))
        for number, one in enumerate(people, start=1)
    )


def _listed(attendee: Attendee, number: int, *, is_head: bool) -> ListedPerson:
    return ListedPerson(
        id=attendee.id,
        number=number,
        category=attendee.category,
        is_head=is_head,
        name=list_name(attendee),
        native=native_name(attendee),
        position=attendee.position,
        organisation=attendee.organisation,
    )


def _by_name(attendee: Attendee) -> tuple[bool, str, str]:
    """Give what guests are sorted by: the name in Latin letters, else its reading in them; who has neither stands last, by post."""
    sound = folded(list_name(attendee)) or romanised(" ".join(reading_of(attendee)).strip())
    post = next((text for _, text in attendee.position), "")
    return not sound, sound or folded(post), attendee.id
