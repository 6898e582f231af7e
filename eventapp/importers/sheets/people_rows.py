"""Rows of people put among those who are there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from eventapp.domain.attendees import Attendee, Delegation
from eventapp.domain.duplicates import email_key
from eventapp.domain.errors import Problem
from eventapp.domain.folding import folded
from eventapp.domain.identity import unique_id
from eventapp.domain.localized import NOTHING, Localized
from eventapp.domain.names import NAME_PARTS, check_attendee, list_name, native_name
from eventapp.domain.people_bringing import PersonRow, changed_fields
from eventapp.domain.people_matching import KnownPeople, RowsAbove, UnclearPersonError
from eventapp.importers.sheets.people_cells import NEEDS, read_cells

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from eventapp.domain.names import Finding
    from eventapp.importers.sheets.grids import Value
    from eventapp.importers.sheets.people_cells import Reading

    Values = Mapping[str, Any]

_LOCALIZED = ("organisation", "position")
_PLAIN = frozenset({*NAME_PARTS, "category", "display_order", "email", "language", "interpretation_language"})
_USUAL = {one.name: one.default for one in fields(Attendee) if one.name in _PLAIN}
# Addresses beside those of people on their pages.
_NO_IDS = frozenset({"new", "renumber"})
# Where a row stands that names no delegation while it is looked up by id or address.
_NOWHERE = Delegation(code="?", position=0, name=NOTHING, is_side=False, home_zone="UTC", language="en")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleAround:
    """What the rows of a list refer to, as its reader may see it.

    A row without a delegation belongs to the only one, else to that without a code (guests). `taken` are ids that nobody new may
    get, besides those of `people`.
    """

    languages: tuple[str, ...]
    delegations: Sequence[Delegation]
    people: Sequence[Attendee]
    taken: Collection[str] = ()

    @property
    def usual_delegation(self) -> Delegation | None:
        if len(self.delegations) == 1:
            return self.delegations[0]
        return next((delegation for delegation in self.delegations if not delegation.code), None)


@dataclass(slots=True)
class PeopleRows:
    """Reads row by row, and knows those above."""

    around: PeopleAround
    reading: Reading
    _known: KnownPeople = field(init=False)
    _ids: set[str] = field(init=False)
    _above: RowsAbove = field(default_factory=RowsAbove)
    _places: dict[str, int] = field(default_factory=dict)
    _heads: dict[str, int] = field(default_factory=dict)
    _titles: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        people = self.around.people
        self._known = KnownPeople(people)
        self._ids = {*(person.id for person in people), *self.around.taken, *_NO_IDS}
        for person in people:
            self._take_place(person.delegation, person.precedence)

    def read(self, number: int, cells: Mapping[str, Value]) -> PersonRow | None:
        """Give the row's person; None, with what is wrong reported, for one who cannot be told."""
        values = read_cells(self.reading, number, cells)
        said = values.get("delegation") or self.around.usual_delegation
        try:
            before = self._known.find(_wanted(values, said), met=self._above.ids)
        except UnclearPersonError as error:
            self._report_unclear(error, number, values)
            return None
        delegation = values.get("delegation") or (before.delegation if before else said)
        if delegation is None:
            self._report_nowhere(number, cells)
            return None
        person = self._changed(before, delegation, values) if before else self._new(delegation, values)
        findings = check_attendee(person)
        self._check(number, person, findings, values)
        self._check_above(number, person, values, is_new=before is None)
        return self._row(number, person, before, values, findings)

    def _new(self, delegation: Delegation, values: Values) -> Attendee:
        name = values.get("id") or self._new_id(values)
        place = values.get("precedence") or self._places.get(delegation.code, 0) + 1
        self._take_place(delegation, place)
        return replace(_with_values(_blank(name, delegation), values), precedence=place)

    def _changed(self, before: Attendee, delegation: Delegation, values: Values) -> Attendee:
        """Give the person with the row's values; an empty cell takes a value away where the row has the person's id."""
        emptied = self.reading.table.fields - values.keys() if "id" in values else frozenset()
        after = _with_values(_without(before, emptied), values)
        place = values.get("precedence", before.precedence)
        email = before.email if email_key(after.email) == email_key(before.email) else after.email
        return replace(after, delegation=delegation, precedence=place, email=email)

    def _row(
        self, number: int, person: Attendee, before: Attendee | None, values: Values, findings: Sequence[Finding]
    ) -> PersonRow:
        empty = "" if "id" in values else None
        needs = {key: values.get(key, empty if key in self.reading.table.fields else None) for key in NEEDS}
        return PersonRow(
            number=number,
            attendee=person,
            before=before,
            has_id="id" in values,
            changed=changed_fields(before, person) if before else (),
            is_head={"yes": True, "no": False}.get(values.get("head", "")),
            findings=tuple(finding for finding in findings if not finding.is_error),
            **needs,
        )

    def _check(self, number: int, person: Attendee, findings: Sequence[Finding], values: Values) -> None:
        """Report what is wrong with the row by itself: nobody in it, a name that a form refuses too."""
        if not (person.family_name or person.given_name or native_name(person) or person.position):
            self.reading.report("nameless", number)
        for finding in findings:
            if finding.is_error and finding.field in values:
                said = {"mended": finding.mended, **dict(finding.values)}
                self.reading.report(finding.code, number, finding.field, **said)

    def _check_above(self, number: int, person: Attendee, values: Values, *, is_new: bool) -> None:
        """Report somebody who stands in a row above, an id that others have, a second head."""
        has_id = "id" in values
        first = self._above.row_of(person, number)
        if (has_id and first) or (is_new and has_id and person.id in self.around.taken):
            self.reading.report("duplicate-id", number, "id", got=person.id)
        elif first:
            self.reading.report("duplicate-person", number, row=first)
        elif alike := self._above.row_alike(person, number, is_told_apart=has_id):
            code, row = alike
            self.reading.report(code, number, "email" if code == "duplicate-email" else "", row=row)
        if values.get("head") == "yes":
            head = self._heads.setdefault(person.delegation.code, number)
            if head != number:
                self.reading.report("two-heads", number, "head", row=head)

    def _report_unclear(self, error: UnclearPersonError, number: int, values: Values) -> None:
        person = error.person
        name = list_name(person) or native_name(person) or person.id
        of_name = next((part for part in NAME_PARTS if part in values), "")
        column = "email" if error.code == "email-of-another" else of_name
        self.reading.report(error.code, number, column, name=name, id=person.id)

    def _report_nowhere(self, number: int, cells: Mapping[str, Value]) -> None:
        """Report that a row belongs to no delegation, once for all where there is no such column."""
        table = self.reading.table
        if "delegation" not in table.fields:
            missing = Problem("missing-column", cell=table.cell(table.heading_row, "delegation"))
            self.reading.problems.extend([] if missing in self.reading.problems else [missing])
        elif "delegation" not in cells:
            self.reading.report("missing-cell", number, "delegation")

    def _take_place(self, delegation: Delegation, place: int) -> None:
        self._places[delegation.code] = max(self._places.get(delegation.code, 0), place)

    def _new_id(self, values: Values) -> str:
        """Give a new id made of the name in Latin letters, else of the position."""
        names = " ".join(values[part] for part in ("family_name", "given_name") if part in values)
        title = folded(names or values.get("position.en", ""))
        self._titles[title] += 1
        made = unique_id(Localized.of({"en": title}), "person", self._ids, first=self._titles[title])
        self._ids.add(made)
        return made


def _wanted(values: Values, delegation: Delegation | None) -> Attendee:
    return _with_values(_blank(values.get("id", ""), delegation or _NOWHERE), values)


def _blank(name: str, delegation: Delegation) -> Attendee:
    return Attendee(id=name, delegation=delegation, precedence=1)


def _with_values(person: Attendee, values: Values) -> Attendee:
    """Give the person with the values of a row over those that were there."""
    found = {key: value for key, value in values.items() if key in _PLAIN}
    for key in _LOCALIZED:
        texts = {column.partition(".")[2]: text for column, text in values.items() if column.startswith(f"{key}.")}
        if texts:
            found[key] = Localized.of({**getattr(person, key).as_dict(), **texts})
    return replace(person, **found)


def _without(person: Attendee, columns: Collection[str]) -> Attendee:
    """Give the person without what stands in these columns."""
    usual: dict[str, Any] = {key: _USUAL[key] for key in columns if key in _USUAL}
    for key in _LOCALIZED:
        gone = {column.partition(".")[2] for column in columns if column.startswith(f"{key}.")}
        usual[key] = Localized.of({code: text for code, text in getattr(person, key) if code not in gone})
    return replace(person, **usual)
