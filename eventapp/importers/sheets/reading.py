"""Reading a spreadsheet into a conference: all rows or none, and everything that is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from eventapp.domain.agenda import Agenda, arranged
from eventapp.domain.bringing import Brought, brought_items
from eventapp.domain.errors import InvalidInputError, Problem
from eventapp.domain.identity import unique_id
from eventapp.domain.localized import Localized
from eventapp.domain.spreadsheets import Sheet
from eventapp.importers.sheets.cells import text_of
from eventapp.importers.sheets.grids import read_grids
from eventapp.importers.sheets.headings import SheetTable, find_tables
from eventapp.importers.sheets.rows import Row, Surroundings
from eventapp.importers.sheets.sessions import session_of
from eventapp.importers.sheets.topics import session_id_of, topic_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from eventapp.domain.sessions import Session, Topic

    Watch: TypeAlias = "Callable[[Sequence[Row]], Iterable[Row]]"


def read_sheets(
    data: bytes,
    agenda: Agenda,
    *,
    unprintable: Callable[[str], str | None] = lambda _: None,
    watch: Watch = iter,
) -> Brought:
    """Give `agenda` with the sessions and topics of an XLSX, XLS, ODS or CSV file.

    A row with the id of one that is there changes it, in the columns that the sheet has; any other is new; what no row names
    stays. `watch` is handed the rows and gives them back one by one, to show how far it is.
    Raises: InvalidInputError with the problems of all rows, in their order.
    Source: docs/spreadsheets.md.
    """
    tables, notes = find_tables(read_grids(data), agenda.conference.languages)
    around = Surroundings(agenda, unprintable)
    rows = tuple(_rows(tables, around))
    reading = _Reading(around, rows)
    for row in watch(rows):
        reading.read(row)
    reading.check_numbers()
    if around.problems:
        raise InvalidInputError(tuple(_in_order(around.problems, rows)))
    notes = (*notes, *(note for table in tables for note in table.notes), *_zone_note(around))
    made = reading.agenda()
    return Brought(agenda=made, items=brought_items(agenda, made), notes=notes)


class _Reading:
    """Puts rows into the sessions and topics that are there."""

    def __init__(self, around: Surroundings, rows: Sequence[Row]) -> None:
        self.around = around
        agenda = around.agenda
        self.sessions: dict[str, Session] = {session.id: session for session in agenda.sessions}
        self.topics: dict[str, Topic] = {topic.id: topic for topic in agenda.topics}
        self.session_of: dict[str, str | None] = {t.id: s.id for s in agenda.sessions for t in s.topics}
        self.given = {section: self._given(section, rows) for section in Sheet}
        self.seen: set[tuple[str, str]] = set()
        self.row_of: dict[str, Row] = {}

    def read(self, row: Row) -> None:
        if row.section == Sheet.SESSIONS:
            name = self._name(row, self.sessions)
            session = session_of(row, name, self.sessions.get(name)) if name else None
            if session:
                self.sessions[session.id] = session
            return
        name = self._name(row, self.topics)
        if name:
            self._read_topic(row, name)

    def check_numbers(self) -> None:
        """Report each row whose topic has the number of another one."""
        owners: dict[str, list[str]] = {}
        for topic in self.topics.values():
            owners.setdefault(topic.number, []).append(topic.id)
        for number, names in owners.items():
            ours = [name for name in names if name in self.row_of]
            # Of two rows with one number the second is told; of a row and a topic that stays, the row.
            told = ours if len(ours) < len(names) else ours[1:]
            for name in told if number else ():
                self.row_of[name].report("duplicate-number", "number", got=number)

    def agenda(self) -> Agenda:
        topics_of: dict[str | None, list[Topic]] = {}
        for topic in self.topics.values():
            topics_of.setdefault(self.session_of.get(topic.id), []).append(topic)
        sessions = [replace(s, topics=tuple(topics_of.get(s.id, ()))) for s in self.sessions.values()]
        return arranged(
            replace(self.around.agenda, sessions=tuple(sessions), unplaced_topics=tuple(topics_of.get(None, ())))
        )

    def _read_topic(self, row: Row, name: str) -> None:
        former = self.topics.get(name)
        was_in = self.session_of.get(name)
        sessions = self.sessions.keys() | self.given[Sheet.SESSIONS]
        topic = topic_of(row, name, former)
        now_in = session_id_of(row, sessions, was_in)
        if former is None or now_in != was_in:
            siblings = [
                t.position for t in self.topics.values() if self.session_of.get(t.id) == now_in and t.id != name
            ]
            topic = replace(topic, position=max(siblings, default=0) + 1)
        self.topics[name] = topic
        self.session_of[name] = now_in
        self.row_of[name] = row

    def _name(self, row: Row, known: dict[str, Session] | dict[str, Topic]) -> str | None:
        """Give the id of a row: as written, else a new one made of its title; None, reported, for one that is wrong."""
        if "id" not in row.cells:
            texts = {code: text_of(row.cells.get(f"title.{code}", "")) for code in row.around.languages}
            taken = {*known, *self.given[Sheet(row.section)], *(n for s, n in self.seen if s == row.section)}
            name: str | None = unique_id(Localized.of(texts), row.section.removesuffix("s"), taken)
        else:
            name = row.read("id", row.checked("id"), kept=None)
        if name and (row.section, name) in self.seen:
            row.report("duplicate-id", "id", got=name)
            return None
        self.seen.add((row.section, name or ""))
        return name

    def _given(self, section: Sheet, rows: Sequence[Row]) -> set[str]:
        return {text_of(row.cells["id"]) for row in rows if row.section == section and "id" in row.cells}


def _rows(tables: Iterable[SheetTable], around: Surroundings) -> Iterator[Row]:
    """Give the rows of sessions before those of topics, which refer to them."""
    for table in sorted(tables, key=lambda one: list(Sheet).index(one.sheet)):
        for number, cells in table.rows:
            yield Row(table.name, table.sheet.value, number, table.columns, cells, around)


def _in_order(problems: Iterable[Problem], rows: Iterable[Row]) -> list[Problem]:
    order = {(row.sheet, row.number): n for n, row in enumerate(rows)}
    return sorted(problems, key=lambda p: order.get((p.cell.sheet, p.cell.row), -1) if p.cell else -1)


def _zone_note(around: Surroundings) -> tuple[Problem, ...]:
    zones = ", ".join(sorted(around.assumed_zones))
    return (Problem("zone-assumed", values=(("zones", zones),)),) if zones else ()
