"""The agenda as a workbook: sessions, topics, and what each person does when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventapp.domain.names import list_name, native_name
from eventapp.domain.spreadsheets import (
    SCHEDULES,
    SHEET_NAMES,
    YES_OR_NO,
    CellKind,
    Column,
    Sheet,
    names_of_places,
    sheet_columns,
)
from eventapp.domain.timezones import is_ambiguous
from eventapp.renderers.document import Document, agenda_document
from eventapp.renderers.labels import role_label
from eventapp.renderers.wording import words_in
from eventapp.renderers.xlsx.workbooks import Book, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime, time

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.attendees import Attendee
    from eventapp.domain.sessions import Session
    from eventapp.domain.venues import Room, Venue
    from eventapp.renderers.xlsx.workbooks import Cell

_SCHEDULE_HEADINGS = (
    "Name\n氏名（英字）",
    "Name (own script)\n氏名",
    "Delegation\n代表団",
    "Role\n役割",
    "Date\n日付",
    "Start\n開始",
    "End\n終了",
    "Time zone\n時間帯",
    "Room\n会議室",
    "Session\nセッション",
    "Status\n状態",
)


def render_agenda_xlsx(agenda: Agenda) -> bytes:
    """Give the workbook of everything in an agenda: it is the organiser's, nothing is held back.

    Dates and times are those of each session's zone. Its date of making is the conference's first day.
    """
    conference = agenda.conference
    title = conference.title.in_language("en", order=conference.languages)
    book = Book(title.text if title else conference.slug, conference.starts_on)
    document = agenda_document(agenda)
    book.add(_table(Sheet.SESSIONS, document, agenda))
    book.add(_table(Sheet.TOPICS, document, agenda))
    book.add(Table(SCHEDULES, _SCHEDULE_HEADINGS, tuple(_schedules(agenda))))
    return book.close()


def readable_places(agenda: Agenda) -> dict[str, str]:
    """Give what a cell calls each place, by "room:<id>" or "venue:<id>".

    That is its name in the conference's first language, or its id where the name means another one too.
    """
    sections: dict[str, tuple[Room | Venue, ...]] = {"room": agenda.rooms, "venue": agenda.venues}
    order = agenda.conference.languages
    found = {}
    for section, places in sections.items():
        known = names_of_places(places)
        for place in places:
            name = place.name.in_language(order[0], order=order)
            is_clear = name is not None and known.get(name.text) == place.id
            found[f"{section}:{place.id}"] = name.text if name and is_clear else place.id
    return found


_PLACES = {"room": "room", "from_venue": "venue", "to_venue": "venue"}


def _table(sheet: Sheet, document: Document, agenda: Agenda) -> Table:
    columns = sheet_columns(sheet, agenda.conference.languages)
    places = readable_places(agenda)
    rows = tuple(tuple(_cell(item, column, places) for column in columns) for item in document.get(sheet, ()))
    return Table(SHEET_NAMES[sheet][0], tuple(column.heading for column in columns), rows)


def _cell(item: Document, column: Column, places: Mapping[str, str]) -> Cell:
    if column.kind is CellKind.PEOPLE:
        return "; ".join(item.get("people", {}).get(column.key, ()))
    if column.kind is CellKind.QUESTIONS:
        lines = [question.get(column.language, "") for question in item.get("questions", ())]
        return "\n".join(lines) if any(lines) else None
    if column.kind in {CellKind.DATE, CellKind.TIME}:
        return _moment(item, column.key)
    value: Any = item.get(column.key)
    if column.language:
        return (value or {}).get(column.language)
    if column.key in _PLACES:
        return places.get(f"{_PLACES[column.key]}:{value}")
    return YES_OR_NO[not value] if isinstance(value, bool) else value


def _moment(item: Document, key: str) -> Cell:
    """Give a date or a time; the end's date only where it is another one, a time that comes twice with its offset."""
    start, end = item["start"], item["end"]
    if key == "date":
        return start.date()  # type: ignore[no-any-return] # a document has values of any kind
    if key == "end_date":
        return end.date() if end.date() != start.date() else None
    return _clock(start if key == "start" else end, item["zone"])


def _clock(local: datetime, zone: str) -> time | str:
    if is_ambiguous(local, zone):
        return f"{local:%H:%M} {local.isoformat()[-6:]}"
    return local.time().replace(fold=0)


def _schedules(agenda: Agenda) -> Iterator[tuple[Cell, ...]]:
    """Give a row for each person in protocol order and each of the person's sessions in order of time."""
    places = readable_places(agenda)
    sessions_of: dict[str, list[Session]] = {}
    for session in agenda.sessions:
        for attendee in session.people:
            sessions_of.setdefault(attendee.id, []).append(session)
    for attendee in agenda.attendees:
        for session in sessions_of.get(attendee.id, ()):
            yield (*_person(attendee, agenda), *_engagement(attendee, session, agenda, places))


def _person(attendee: Attendee, agenda: Agenda) -> tuple[str, str, str]:
    """Give the list name in both scripts, the position of a person without one, and the delegation."""
    order = agenda.conference.languages
    latin = attendee.position.in_language("en", order=order)
    native = attendee.position.in_language("ja", order=order)
    name = list_name(attendee) or native_name(attendee) or (latin.text if latin else "")
    own = native_name(attendee) or list_name(attendee) or (native.text if native else "")
    return name, own, attendee.delegation.code


def _engagement(attendee: Attendee, session: Session, agenda: Agenda, places: Mapping[str, str]) -> tuple[Cell, ...]:
    roles = dict.fromkeys(p.role for p in session.all_placements if p.attendee.id == attendee.id)
    labels = [f"{role_label(role, words_in('en'))} {role_label(role, words_in('ja'))}" for role in roles]
    title = session.title.in_language(agenda.conference.languages[0], order=agenda.conference.languages)
    return (
        "; ".join(labels),
        session.day_on,
        _clock(session.start_local, session.zone),
        _clock(session.end_local, session.zone),
        session.zone,
        places[f"room:{session.room.id}"] if session.room else "",
        title.text if title else "",
        session.status.value,
    )
