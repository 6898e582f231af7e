"""A list of participants as a value: its groups, whom each names, and what is marked as changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from eventapp.domain.localized import NOTHING, Localized

if TYPE_CHECKING:
    from datetime import date, datetime

    from eventapp.domain.audiences import Audience
    from eventapp.domain.vocabulary import AttendeeCategory

_TWO = 2


class ListChange(StrEnum):
    """What happened to a person since the list before."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


class ListedField(StrEnum):
    """What of a person may have changed, in the order in which it is told."""

    NAME = "name"
    NATIVE_NAME = "native_name"
    POSITION = "position"
    ORGANISATION = "organisation"
    CATEGORY = "category"
    HEAD = "head"
    DELEGATION = "delegation"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the sides stand: in two columns of equal weight, or one after the other with `last`, the host, second."""

    last: str = ""

    def ordered(self, sides: tuple[Group, ...]) -> tuple[Group, ...]:
        """Give the sides in the conference's order, the one that stands `last` at the end."""
        return (*(s for s in sides if s.code != self.last), *(s for s in sides if s.code == self.last))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """A person as the list names him or her: `number` counts from 1 in the group, `name` is "HAYASHI Yoshimasa".

    Who has no name is known by the position held.
    """

    id: str
    number: int
    category: AttendeeCategory
    is_head: bool = False
    name: str = ""
    native: str = ""
    position: Localized = NOTHING
    organisation: Localized = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A person on the list with what changed: `fields` differ from `before`, who stood in the group called `left` if in another."""

    person: ListedPerson
    change: ListChange | None = None
    fields: tuple[ListedField, ...] = ()
    before: ListedPerson | None = None
    left: Localized = NOTHING

    @property
    def is_named(self) -> bool:
        """Say whether the person is on the list, not only struck from it."""
        return self.change is not ListChange.REMOVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The people of a delegation in its own order; guests, who belong to none, have the code "" and stand by name."""

    code: str
    name: Localized
    is_side: bool
    entries: tuple[Entry, ...] = ()

    @property
    def count(self) -> int:
        return sum(entry.is_named for entry in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantsList:
    """Groups in the conference's order, sides first and guests last."""

    arrangement: Arrangement
    groups: tuple[Group, ...]

    @property
    def sides(self) -> tuple[Group, ...]:
        return self.arrangement.ordered(tuple(group for group in self.groups if group.is_side))

    @property
    def others(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if not group.is_side)

    @property
    def is_in_columns(self) -> bool:
        """Say whether two sides stand beside each other."""
        return not self.arrangement.last and len(self.sides) == _TWO

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHeading:
    """What stands above a list: its conference as it was called then."""

    slug: str
    title: Localized
    subtitle: Localized
    marking: Localized
    zone: str
    languages: tuple[str, ...]
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantsIssue:
    """A list given out: dated, numbered per audience, frozen. Without number and date it is what would be given out now."""

    audience: Audience
    heading: ListHeading
    people: ParticipantsList
    number: int | None = None
    issued_at: datetime | None = None
    issued_by: str = ""

    @property
    def is_first(self) -> bool:
        """Say whether there is none before it, so that nothing is marked."""
        return self.number == 1


def without_person(people: ParticipantsList, person: str) -> ParticipantsList:
    """Give the list as if it had never named this person; the others keep their numbers."""
    groups = (
        replace(group, entries=tuple(entry for entry in group.entries if entry.person.id != person))
        for group in people.groups
    )
    return replace(people, groups=tuple(group for group in groups if group.entries or group.is_side))


def with_person_called(people: ParticipantsList, name: str, *, formerly: str) -> ParticipantsList:
    """Give the list on which a person has another id; one who stands on it under both stands there once, as `name`."""
    named = {entry.person.id for group in people.groups for entry in group.entries}
    if name in named:
        return without_person(people, formerly)
    groups = (replace(g, entries=tuple(_called(e, name, formerly) for e in g.entries)) for g in people.groups)
    return replace(people, groups=tuple(groups))


def _called(entry: Entry, name: str, formerly: str) -> Entry:
    if entry.person.id != formerly:
        return entry
    before = replace(entry.before, id=name) if entry.before else None
    return replace(entry, person=replace(entry.person, id=name), before=before)
