"""People who may be one person: the same address, or the same name in any script, however it is written.

What is found is likely, never certain: a person decides. Likeness is by keys, so that thousands are compared at once.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from eventapp.domain.accounts import normal_email
from eventapp.domain.folding import folded, letters_of
from eventapp.domain.names.parts import LATIN_PARTS, NATIVE_PARTS, READING_PARTS, Named
from eventapp.domain.names.romaji import romanised, sound_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Person(Named, Protocol):
    """Whoever has a name, an address and an id, "" where there is none yet."""

    @property
    def id(self) -> str: ...
    @property
    def email(self) -> str: ...


P = TypeVar("P", bound=Person)


class Likeness(StrEnum):
    """Why two may be one, the strongest reason first."""

    EMAIL = "same-email"
    NATIVE = "same-native-name"
    LATIN = "same-latin-name"
    READING = "same-reading"
    SOUND = "same-sound"


_WEIGHTS = {reason: 2 ** (len(Likeness) - n) for n, reason in enumerate(Likeness)}


@dataclass(frozen=True, slots=True)
class Duplicates(Generic[P]):
    """People who may be one, in the order given. `is_contradicted` says that their full names in native script differ."""

    people: tuple[P, ...]
    reasons: tuple[Likeness, ...]
    is_contradicted: bool


@dataclass(frozen=True, slots=True)
class Alike(Generic[P]):
    """Somebody who may be the same as another. `is_contradicted` says that their full names in native script differ."""

    person: P
    reasons: tuple[Likeness, ...]
    is_contradicted: bool

    @property
    def weight(self) -> int:
        return sum(_WEIGHTS[reason] for reason in self.reasons)


Key = tuple[Likeness, str]


def find_duplicates(people: Iterable[P]) -> tuple[Duplicates[P], ...]:
    """Give the groups of two or more who may be one person, in the order of their first; nobody is in two."""
    listed = tuple(people)
    groups = _Groups(len(listed))
    reasons: list[tuple[int, Likeness]] = []
    for (reason, _), members in _by_key(listed).items():
        alike = members if reason is not Likeness.SOUND or _is_telling(listed[n] for n in members) else []
        for member in alike[1:]:
            groups.join(alike[0], member)
            reasons.append((member, reason))
    found: dict[int, set[Likeness]] = defaultdict(set)
    for member, reason in reasons:
        found[groups.first_of(member)].add(reason)
    members_of: dict[int, list[P]] = defaultdict(list)
    for n, person in enumerate(listed):
        members_of[groups.first_of(n)].append(person)
    return tuple(_duplicates(members_of[first], found[first]) for first in sorted(found))


def find_alike(person: Person, among: Iterable[P]) -> tuple[Alike[P], ...]:
    """Give who may be the same as `person`, the likeliest first; for many look-ups keep a `PeopleIndex`."""
    return PeopleIndex(among).alike(person)


class PeopleIndex(Generic[P]):
    """People by what tells them apart: each look-up takes the same time however many there are."""

    def __init__(self, people: Iterable[P]) -> None:
        self._people = tuple(people)
        self._by_key = _by_key(self._people)

    def alike(self, person: Person) -> tuple[Alike[P], ...]:
        """Give who may be the same as `person`, the likeliest first, those whose native names differ last; nobody is like oneself."""
        found: dict[int, set[Likeness]] = defaultdict(set)
        for key in identity_keys(person):
            for n in self._by_key.get(key, ()):
                if key[0] is not Likeness.SOUND or _is_telling((person, self._people[n])):
                    found[n].add(key[0])
        alike = [
            Alike(other, _in_order(reasons), _is_contradicted((person, other)))
            for n, reasons in sorted(found.items())
            if not _is_same(other := self._people[n], person)
        ]
        return tuple(sorted(alike, key=lambda one: (one.is_contradicted, -one.weight)))


def full_native_name(person: Named) -> str:
    """Give family and given name in native script as they are compared, in either order; "" where one is not known."""
    letters = sorted(letters_of(getattr(person, part)) for part in NATIVE_PARTS)
    return " ".join(letters) if all(letters) else ""


def email_key(email: str) -> str:
    """Give an address as it is compared: capitals, width and spaces around it make no difference."""
    return normal_email(unicodedata.normalize("NFKC", email))


def identity_keys(person: Person) -> Iterator[Key]:
    """Give what a person is found by; a name's order, case, accents, kind of kana and forms of kanji make no difference."""
    if email := email_key(person.email):
        yield Likeness.EMAIL, email
    yield from _name_keys(person)
    readings = [romanised(getattr(person, part)) for part in READING_PARTS]
    sounds = [sound_of(text) for text in (readings if any(readings) else [getattr(person, p) for p in LATIN_PARTS])]
    if all(sounds):
        yield Likeness.SOUND, " ".join(sorted(sounds))


_SCRIPTS = ((Likeness.NATIVE, NATIVE_PARTS), (Likeness.LATIN, LATIN_PARTS), (Likeness.READING, READING_PARTS))


def _name_keys(person: Person) -> Iterator[Key]:
    """Give the keys of each script that has all of the name; of a name that none has whole, one of all its parts."""
    whole = []
    for reason, parts in _SCRIPTS:
        texts = [getattr(person, part) for part in parts]
        if _is_whole(person, texts):
            whole.append(reason)
            yield from ((reason, form) for form in _forms(texts))
            # Japanese has no space between names: who put both in one field means the same.
            if reason is Likeness.NATIVE:
                yield reason, f"+{letters_of(''.join(texts))}"
    letters = [letters_of(getattr(person, part)) for _, parts in _SCRIPTS for part in parts]
    if not whole and any(letters):
        yield Likeness.NATIVE, "/".join(letters)


def _is_whole(person: Person, texts: list[str]) -> bool:
    """Say whether a script has all of the name: no part that another script has is missing, or one field holds several words."""
    if not any(texts) or len(" ".join(texts).split()) > 1:
        return any(texts)
    return all(text or not any(getattr(person, parts[n]) for _, parts in _SCRIPTS) for n, text in enumerate(texts))


def _forms(parts: list[str]) -> set[str]:
    """Give the forms of one name: its parts in either order, its words in any, for parts that were divided otherwise."""
    words = folded(" ".join(parts)).split()
    pieces = (filter(None, map(letters_of, some)) for some in (parts, words))
    return {" ".join(sorted(some)) for some in pieces} - {""}


def _by_key(people: tuple[P, ...]) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = defaultdict(list)
    for n, person in enumerate(people):
        for key in set(identity_keys(person)):
            found[key].append(n)
    return found


def _is_telling(people: Iterable[Person]) -> bool:
    """Say whether sound tells more than letters: somebody has a reading, somebody has Latin letters alone."""
    has_reading = {any(getattr(person, part) for part in READING_PARTS) for person in people}
    return has_reading == {True, False}


def _is_contradicted(people: Iterable[Person]) -> bool:
    return len({full_native_name(person) for person in people} - {""}) > 1


def _is_same(one: Person, other: Person) -> bool:
    return one is other or (bool(one.id) and one.id == other.id)


def _duplicates(people: list[P], reasons: set[Likeness]) -> Duplicates[P]:
    return Duplicates(tuple(people), _in_order(reasons), _is_contradicted(people))


def _in_order(reasons: set[Likeness]) -> tuple[Likeness, ...]:
    """Give the reasons, strongest first; sound says nothing more where the letters are the same."""
    is_heard = not reasons & {Likeness.LATIN, Likeness.READING}
    return tuple(reason for reason in Likeness if reason in reasons and (is_heard or reason is not Likeness.SOUND))


class _Groups:
    """Numbers from 0 on in groups that grow together."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.first_of(one), self.first_of(other)))
        self._parents[high] = low

    def first_of(self, number: int) -> int:
        """Give the least of the number's group."""
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number
