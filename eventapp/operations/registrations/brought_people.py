"""What a file would bring to the list of one delegation: looked at, nothing written."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.domain.duplicates import PeopleIndex
from eventapp.domain.errors import Cell, NotFoundError, Problem
from eventapp.domain.people_places import with_places
from eventapp.domain.people_sheets import people_columns
from eventapp.domain.registration import Application, Claim, Diet, Needs, RegistrationSource, missing_places
from eventapp.domain.registration.bringing import BroughtRow, BroughtSide
from eventapp.domain.registration.offered import belongs_to_sides
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.importers.sheets.people_rows import PeopleAround
from eventapp.models import Registration, RegistrationNeeds
from eventapp.operations.registrations.registering import state_when_added
from eventapp.operations.registrations.sides import decides_all
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import count_taken, list_participants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from eventapp.domain.attendees import Attendee, Delegation
    from eventapp.domain.people_bringing import BroughtPeople, PersonRow
    from eventapp.domain.registration import RegistrationState
    from eventapp.domain.registration.participants import Participant
    from eventapp.operations.registrations.open_lists import OpenList
    from eventapp.policy import Actor
    from eventapp.queries.drafts import Draft

    Read = Callable[[PeopleAround], tuple[BroughtPeople, tuple[Problem, ...]]]

_PLACE = "precedence"


def find_brought_people(tx: Session, opened: OpenList, side: str, read: Read, *, actor: Actor) -> BroughtSide:
    """Give what `read` makes of a file among the people of a delegation, with the places, rules and limits of the conference.

    Raises: NotFoundError without such a delegation; InvalidInputError for a file that cannot be read at all.
    """
    draft = get_draft(tx, opened.slug)
    people = list_participants(tx, opened.slug, side=side)
    here = [one for one in people if one.is_in_agenda or not one.state.is_ended]
    gone = {one.id for one in people} - {one.id for one in here}
    brought, problems = _read_by_file_ids(read, _around(draft, side, [one.attendee for one in here]), gone)
    settling = _Settling(tx, opened, people, here, brought, actor)
    rows = tuple(map(settling.settled, brought.rows))
    order = _order(here, brought)
    head = brought.heads.get(side, "")
    return BroughtSide(
        sheet=brought.sheet,
        columns=brought.columns,
        rows=tuple(_with_places(rows, here, order)),
        problems=_in_row_order((*problems, *settling.problems)),
        notes=brought.notes,
        order=order,
        head=head,
        has_other_head=bool(head) and head != _delegation(draft, side).head,
        absent=_absent(here, rows),
        version=version_of_side(draft, people),
    )


def version_of_side(draft: Draft, people: Iterable[Participant]) -> str:
    """Give the list of a delegation a name: another one after any change of a registration or an attendee of it."""
    marks = [f"{one.id} {one.version} {draft.item_version(f'attendees/{one.id}')}" for one in people]
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()[:16]


def _around(draft: Draft, side: str, people: Sequence[Attendee]) -> PeopleAround:
    delegation = _delegation(draft, side)
    languages = draft.agenda.conference.languages
    return PeopleAround(languages=languages, delegations=(delegation,), people=people)


def _read_by_file_ids(read: Read, around: PeopleAround, gone: set[str]) -> tuple[BroughtPeople, tuple[Problem, ...]]:
    """Read the file so that an id which it gave somebody means that person again.

    Such an id is the file's own: the person gets one made of it, so that nobody learns by trying who else there is.
    """
    brought, problems = read(around)
    side = around.delegations[0].code
    own = {row.attendee.id: _made_id(side, row.attendee.id, gone) for row in brought.rows if row.has_id and row.is_new}
    known = {person.id for person in around.people}
    aliases = {made: given for given, made in own.items() if made in known}
    if aliases:
        people = [replace(one, id=aliases.get(one.id, one.id)) for one in around.people]
        brought, problems = read(replace(around, people=people))
    named = own | {given: made for made, given in aliases.items()}
    return replace(brought, rows=tuple(_renamed(row, named) for row in brought.rows)), problems


def _made_id(side: str, given: str, gone: set[str]) -> str:
    """Give the id of whom a file calls so, another one than those of who went."""
    made = (hashlib.sha256(f"{side} {n} {given}".encode()).hexdigest()[:16] for n in count())
    return next(name for one in made if (name := f"p-{one}") not in gone)


def _renamed(row: PersonRow, names: Mapping[str, str]) -> PersonRow:
    """Give the row with the ids that people have here in the place of the file's own."""
    name = names.get(row.attendee.id) if row.has_id else None
    if name is None:
        return row
    before = replace(row.before, id=name) if row.before else None
    return replace(row, attendee=replace(row.attendee, id=name), before=before)


def _delegation(draft: Draft, side: str) -> Delegation:
    found = next((one for one in draft.agenda.delegations if one.code == side), None)
    if found is None:
        raise NotFoundError("unknown-item", item=f"delegations/{side}")
    return found


class _Settling:
    """Puts each row beside who is there, in the order of the file: the last place goes to the first row that needs it."""

    def __init__(
        self,
        tx: Session,
        opened: OpenList,
        people: Sequence[Participant],
        here: Sequence[Participant],
        brought: BroughtPeople,
        actor: Actor,
    ) -> None:
        self.opened, self.sheet, self.problems = opened, brought.sheet, list[Problem]()
        self.source = (
            RegistrationSource.ORGANISER if decides_all(actor, opened.slug) else RegistrationSource.FOCAL_POINT
        )
        self.here = {one.id: one for one in here}
        gone = [one for one in people if one.id not in self.here]
        self.gone, self.index = {one.id: one for one in gone}, PeopleIndex([one.attendee for one in gone])
        self.needs = _needs_of(tx, here)
        self.taken = count_taken(tx, opened.conference.id)
        self.columns = {
            column.id: column.names for column in people_columns(tuple(opened.conference.languages.split(",")))
        }

    def settled(self, row: PersonRow) -> BroughtRow:
        known = self.here.get(row.before.id) if row.before else None
        self._check(row, known)
        needs = _needs_told(row, self.needs.get(known.key) if known else None)
        if known is None:
            state = self._state(row)
            was = next(
                (self.gone[one.person.id] for one in self.index.alike(row.attendee) if not one.is_contradicted), None
            )
            return BroughtRow(row=row, state=state, was=was, needs=needs)
        changed = (*(name for name in row.changed if name != _PLACE), *(("needs",) if needs is not None else ()))
        return BroughtRow(row=row, state=known.state, known=known, changed=changed, needs=needs)

    def _state(self, row: PersonRow) -> RegistrationState:
        state = state_when_added(self.opened, application_of(row, self.source))
        if state.holds_place:
            self._take(row, Claim(id=0, category=row.attendee.category, side=row.attendee.delegation.code))
        return state

    def _check(self, row: PersonRow, known: Participant | None) -> None:
        """Report what the list's own rules say against a row, and another category that has no place."""
        category = row.attendee.category
        if category is AttendeeCategory.GUEST:
            self._report(row, "guest-of-delegation", "category")
        elif row.attendee.delegation.is_side and not belongs_to_sides(category) and not _was(known, category):
            self._report(row, "press-of-a-side", "category")
        elif known and known.state.holds_place and known.attendee.category is not category:
            side = row.attendee.delegation.code
            self.taken.add(Claim(id=0, category=known.attendee.category, side=side), places=-1)
            self._take(row, Claim(id=0, category=category, side=side), only=("category", category.value))

    def _take(self, row: PersonRow, claim: Claim, *, only: tuple[str, str] | None = None) -> None:
        missing = missing_places(self.opened.plan, self.taken, claim)
        self.taken.add(claim)
        if lacking := tuple(limit for limit in missing if only in {None, limit}):
            self._report(row, "list-full", "category", limits=lacking)

    def _report(self, row: PersonRow, code: str, column: str, **values: object) -> None:
        cell = Cell(self.sheet, row.number, self.columns[column])
        self.problems.append(Problem(code, values=tuple(values.items()), cell=cell))


def application_of(
    row: PersonRow, source: RegistrationSource, *, key: str = "", needs: Needs | None = None
) -> Application:
    """Give the wish that a new row tells of."""
    person = row.attendee
    return Application(
        category=person.category,
        person=row.person,
        email=person.email,
        language=person.language or person.delegation.language,
        key=key,
        side=person.delegation.code,
        source=source,
        needs=needs or Needs(),
    )


def _was(known: Participant | None, category: AttendeeCategory) -> bool:
    return known is not None and known.attendee.category is category


def _needs_of(tx: Session, people: Sequence[Participant]) -> Mapping[int, Needs]:
    """Give the needs of people by the registration's key."""
    conference = select(Registration.conference_id).where(Registration.id == people[0].key) if people else None
    if conference is None:
        return {}
    statement = select(RegistrationNeeds).join(Registration, Registration.id == RegistrationNeeds.registration_id)
    rows = tx.scalars(statement.where(Registration.conference_id == conference.scalar_subquery()))
    keys = {one.key for one in people}
    return {
        row.registration_id: Needs(
            diets=tuple(Diet(diet) for diet in row.diets),
            dietary=row.dietary,
            accessibility=row.accessibility,
            consented_at=row.consented_at,
        )
        for row in rows
        if row.registration_id in keys
    }


def _needs_told(row: PersonRow, stands: Needs | None) -> Needs | None:
    """Give the needs as they would be, None where the row leaves them as they are."""
    told = {key: text for key in ("dietary", "accessibility") if (text := getattr(row, key)) is not None}
    before = stands or Needs()
    after = replace(before, **told)
    return after if after != before else None


def _order(here: Sequence[Participant], brought: BroughtPeople) -> tuple[str, ...]:
    """Give the ids of those in the agenda as they would stand, new ones last unless the file has a column for the order."""
    order = [one.id for one in here if one.is_in_agenda]
    coming = [row.attendee.id for row in brought.rows if row.is_new]
    if all(column.field != _PLACE for column in brought.columns):
        return (*order, *coming)
    placed = {*order, *coming}
    wanted = ((row.attendee.id, row.attendee.precedence) for row in brought.rows if row.attendee.id in placed)
    return with_places((*order, *coming), wanted)


def _with_places(rows: Iterable[BroughtRow], here: Sequence[Participant], order: Sequence[str]) -> Iterator[BroughtRow]:
    """Give the rows, with the place among what changes where a person gets another one."""
    before = {one.id: n for n, one in enumerate(one for one in here if one.is_in_agenda)}
    after = {name: n for n, name in enumerate(order)}
    for row in rows:
        name = row.known.id if row.known else ""
        is_moved = name in before and before[name] != after[name]
        yield replace(row, changed=(*row.changed, _PLACE)) if is_moved else row


def _absent(here: Iterable[Participant], rows: Iterable[BroughtRow]) -> tuple[Participant, ...]:
    named = {row.known.id for row in rows if row.known}
    return tuple(one for one in here if one.id not in named)


def _in_row_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.cell.row if problem.cell else 0))
