"""What changed between two lists of participants, person by person."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from eventapp.domain.participants.lists import Entry, Group, ListChange, ListedField, ParticipantsList

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from eventapp.domain.participants.lists import ListedPerson

_Placed = tuple["ListedPerson", Group]


def marked(now: ParticipantsList, last: ParticipantsList, *, nameable: Collection[str]) -> ParticipantsList:
    """Give the list with what changed since the `last` one: new people, changed ones with what was, and once more those gone.

    Who is gone is struck at the old place, if among the `nameable`, who still agree to be named; the others are simply absent.
    """
    before = {entry.person.id: (entry.person, group) for group in last.groups for entry in _named(group)}
    still = {entry.person.id for group in now.groups for entry in group.entries}
    gone = {name for name in before if name not in still and name in nameable}
    old = {group.code: group for group in last.groups}
    groups = [_marked_group(group, old.get(group.code), before, gone) for group in now.groups]
    known = {group.code for group in now.groups}
    # A delegation that names nobody any more is struck out as a whole, before the guests.
    left = [_marked_group(replace(g, entries=()), g, before, gone) for g in last.groups if g.code not in known]
    groups.extend(group for group in left if group.entries)
    return replace(now, groups=tuple(sorted(groups, key=lambda group: (not group.is_side, not group.code))))


def has_changed(people: ParticipantsList) -> bool:
    """Say whether anything is marked on a list."""
    return any(entry.change for group in people.groups for entry in group.entries)


def count_changes(people: ParticipantsList) -> Mapping[ListChange, int]:
    """Count the people by what happened to them; kinds that nothing happened by are absent."""
    found = Counter(entry.change for group in people.groups for entry in group.entries if entry.change)
    return {change: found[change] for change in ListChange if found[change]}


def _named(group: Group) -> Iterator[Entry]:
    return (entry for entry in group.entries if entry.is_named)


def _marked_group(group: Group, old: Group | None, before: Mapping[str, _Placed], gone: Collection[str]) -> Group:
    former = [entry.person for entry in _named(old)] if old else []
    moved = _moved(group, former) if group.code else frozenset()
    entries = [_marked_entry(entry, group, before.get(entry.person.id), moved) for entry in group.entries]
    struck = _struck(former, {entry.person.id for entry in entries}, gone)
    found = list(struck[None])
    for entry in entries:
        found += (entry, *struck[entry.person.id])
    return replace(group, entries=tuple(found))


def _marked_entry(entry: Entry, group: Group, before: _Placed | None, moved: Collection[str]) -> Entry:
    if before is None:
        return replace(entry, change=ListChange.NEW)
    person, home = before
    fields = tuple(_fields(person, entry.person))
    if home.code != group.code:
        fields += (ListedField.DELEGATION,)
    elif person.id in moved:
        fields += (ListedField.ORDER,)
    if not fields:
        return entry
    left = home.name if home.code != group.code else entry.left
    return replace(entry, change=ListChange.CHANGED, fields=fields, before=person, left=left)


def _fields(before: ListedPerson, after: ListedPerson) -> Iterator[ListedField]:
    pairs = (
        (ListedField.NAME, before.name, after.name),
        (ListedField.NATIVE_NAME, before.native, after.native),
        (ListedField.POSITION, before.position, after.position),
        (ListedField.ORGANISATION, before.organisation, after.organisation),
        (ListedField.CATEGORY, before.category, after.category),
        (ListedField.HEAD, before.is_head, after.is_head),
    )
    return (field for field, old, new in pairs if old != new)


def _struck(
    former: Sequence[ListedPerson], there: Collection[str], gone: Collection[str]
) -> Mapping[str | None, list[Entry]]:
    """Give those gone by the one still there after whom they stood, None for the top."""
    found: dict[str | None, list[Entry]] = defaultdict(list)
    after: str | None = None
    for person in former:
        if person.id in there:
            after = person.id
        elif person.id in gone:
            found[after].append(Entry(person=person, change=ListChange.REMOVED))
    return found


def _moved(group: Group, former: Sequence[ListedPerson]) -> frozenset[str]:
    """Give the fewest people whose moving explains the new order: those outside the longest run that kept its order."""
    places = {person.id: n for n, person in enumerate(former)}
    stayed = [entry.person.id for entry in group.entries if entry.person.id in places]
    kept = _longest_rise([places[name] for name in stayed])
    return frozenset(name for n, name in enumerate(stayed) if n not in kept)


def _longest_rise(numbers: Sequence[int]) -> frozenset[int]:
    """Give the places of a longest rising subsequence, by patience sorting."""
    tails: list[int] = []
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for place, number in enumerate(numbers):
        pile = bisect_left(tails, number)
        tails[pile : pile + 1] = [number]
        ends[pile : pile + 1] = [place]
        previous[place] = ends[pile - 1] if pile else None
    found = []
    place_or_none = ends[-1] if ends else None
    while place_or_none is not None:
        found.append(place_or_none)
        place_or_none = previous[place_or_none]
    return frozenset(found)
