"""Who of those who are there a row of a list means, and who stands in the list twice."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from eventapp.domain.duplicates import Likeness, PeopleIndex, full_native_name, identity_keys
from eventapp.domain.folding import letters_of
from eventapp.domain.names.parts import LATIN_PARTS, NATIVE_PARTS, READING_PARTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.duplicates import Alike

_NAMES = (*LATIN_PARTS, *NATIVE_PARTS, *READING_PARTS)
_BY_NAME = frozenset({Likeness.NATIVE, Likeness.LATIN, Likeness.READING})


class UnclearPersonError(Exception):
    """Who a row means is for somebody to say; `code` and `person` are what the sentence needs."""

    def __init__(self, code: str, person: Attendee) -> None:
        super().__init__(code)
        self.code = code
        self.person = person


class KnownPeople:
    """The people who are there; each is meant by one row at most."""

    def __init__(self, people: Iterable[Attendee]) -> None:
        listed = tuple(people)
        self._by_id = {person.id: person for person in listed}
        self._index = PeopleIndex(listed)
        self._by_post: dict[tuple[str, str], list[Attendee]] = defaultdict(list)
        for person in listed:
            for key in _posts(person):
                self._by_post[key].append(person)

    def find(self, wanted: Attendee, *, met: Collection[str] = ()) -> Attendee | None:
        """Give who is meant: by id, else by address, else by the same name in any script within the delegation, else None.

        Somebody without a name is found by the post, the first of several who was not `met` yet.
        Raises: UnclearPersonError for several, for an address under another name, for the same letters with other kanji.
        """
        if wanted.id:
            return self._by_id.get(wanted.id)
        if not any(getattr(wanted, part) for part in _NAMES) and not wanted.email:
            return next((p for key in _posts(wanted) for p in self._by_post[key] if p.id not in met), None)
        alike = self._index.alike(wanted)
        by_email = [one for one in alike if Likeness.EMAIL in one.reasons]
        return _of_address(wanted, by_email) if by_email else _of_name(wanted, alike)


class RowsAbove:
    """Who stood in the rows read so far, so that nobody stands in a list twice."""

    def __init__(self) -> None:
        self._rows_of: dict[str, int] = {}
        self._seen: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)

    @property
    def ids(self) -> Collection[str]:
        return self._rows_of.keys()

    def row_of(self, person: Attendee, number: int) -> int | None:
        """Give the row above with the same id, None for the first."""
        first = self._rows_of.setdefault(person.id, number)
        return None if first == number else first

    def row_alike(self, person: Attendee, number: int, *, is_told_apart: bool) -> tuple[str, int] | None:
        """Give the row above with the same address, else with the same name in the delegation: `duplicate-email`, `duplicate-person`.

        Other kanji make two of one name, and so do ids of their own (`is_told_apart`).
        """
        found: dict[str, int] = {}
        for reason, form in sorted(set(identity_keys(person))):
            if reason is Likeness.EMAIL:
                first = self._seen[reason, form].setdefault("", number)
                if first != number:
                    found["duplicate-email"] = first
            elif reason in _BY_NAME:
                alike = self._alike((reason, form, person.delegation.code), full_native_name(person), number)
                if alike is not None and not is_told_apart:
                    found.setdefault("duplicate-person", alike)
        return next(((code, found[code]) for code in ("duplicate-email", "duplicate-person") if code in found), None)

    def _alike(self, key: tuple[str, ...], native: str, number: int) -> int | None:
        above = self._seen[key]
        others = ("", native) if native else tuple(above)[:1]
        rows = [above[other] for other in others if other in above]
        above.setdefault(native, number)
        return min(rows, default=None)


def _of_address(wanted: Attendee, alike: list[Alike[Attendee]]) -> Attendee:
    """Give whose address it is; of several who share one, the one with the name."""
    named = [one for one in alike if len(one.reasons) > 1 and not one.is_contradicted]
    candidates = named if len(alike) > 1 else alike
    if len(candidates) != 1:
        raise UnclearPersonError("person-unclear", alike[0].person)
    person = candidates[0].person
    if not named and not _may_be_one(wanted, person):
        raise UnclearPersonError("email-of-another", person)
    return person


def _of_name(wanted: Attendee, alike: Iterable[Alike[Attendee]]) -> Attendee | None:
    named = [
        one for one in alike if _BY_NAME & set(one.reasons) and one.person.delegation.code == wanted.delegation.code
    ]
    sure = [one.person for one in named if not one.is_contradicted]
    if len(sure) == 1:
        return sure[0]
    # Other kanji and another address: another person, however alike the names sound.
    unsure = sure or [one.person for one in named if not (wanted.email and one.person.email)]
    if unsure:
        raise UnclearPersonError("person-unclear", unsure[0])
    return None


def _may_be_one(one: Attendee, other: Attendee) -> bool:
    """Say whether two who share an address may be one: a part of the name is the same, or one has none."""
    forms = [{letters_of(getattr(person, part)) for part in _NAMES} - {""} for person in (one, other)]
    return not all(forms) or bool(forms[0] & forms[1])


def _posts(person: Attendee) -> Iterator[tuple[str, str]]:
    """Give what somebody without a name is known by; nothing for whoever has one."""
    if not any(getattr(person, part) for part in _NAMES):
        for language, text in person.position:
            organisation = person.organisation.get(language) or ""
            yield person.delegation.code, letters_of(f"{text} {organisation}")
