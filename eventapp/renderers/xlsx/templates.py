"""An empty workbook to fill in: the columns of sessions and topics, what each holds, the words allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.spreadsheets import LISTS, NOTES, SHEET_NAMES, CellKind, Column, Sheet, sheet_columns
from eventapp.renderers.wording import N_, words_in
from eventapp.renderers.xlsx.agendas import readable_places
from eventapp.renderers.xlsx.workbooks import Book, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlsxwriter.worksheet import Worksheet

    from eventapp.domain.agenda import Agenda

_ROWS = 1000
_PEOPLE = N_("The ids of people, separated by semicolons. A person named twice is one.")
_NOTES = {
    "id": N_("Leave it empty for something new. Keep it for what is there already: it is matched by this."),
    "kind": N_("What kind of session it is; one of the words allowed. A new session needs it."),
    "sessions.number": N_("The number after the kind, 1 to 999."),
    "topics.number": N_("The stable number of the topic, such as 7 or 7bis. A new topic needs it."),
    "title": N_("One line. The conference's first language is needed."),
    "date": N_("The day on which the session starts: a date, 2023-03-12 or 2023年3月12日."),
    "start": N_("The time of day: 09:00 or 9時00分. One that comes twice is written with its offset: 01:30 -04:00."),
    "end": N_("The time of day at which it ends."),
    "end_date": N_("Only if the session ends on another day."),
    "zone": N_("An IANA time zone such as Asia/Tokyo. Empty: that of the room's venue, else the conference's."),
    "room": N_("The id of a room, or its name in either language."),
    "from_venue": N_("Of a transfer: the id or name of the venue where it starts."),
    "to_venue": N_("Of a transfer: the id or name of the venue where it ends."),
    "transfer_mode": N_("Of a transfer: one of the words allowed. Empty: the quickest way."),
    "audience": N_(
        "Who may know of it: public, participants, staff, or one delegation, such as side:US. Empty: public."
    ),
    "attribution": N_("What may be quoted outside; one of the words allowed. Empty: on_record."),
    "interpretation": N_("One of the words allowed. Empty: none."),
    "expected": N_("How many people are expected. Empty: as many as are named."),
    "side_cap": N_("The most people a side may place. Empty: no cap."),
    "status": N_("One of the words allowed. Empty: confirmed. Don't delete a published session: write cancelled."),
    "fixed": N_("yes for a session that stays where it is when others slip. Empty: no."),
    "description": N_("A paragraph."),
    "purpose": N_("One of the words allowed. A new topic needs it."),
    "session": N_("The id of the session that takes it up. Empty: not placed yet."),
    "minutes": N_("1 to 1440. Empty: not agreed yet."),
    "text": N_("The wording proposed, or a note; a paragraph."),
    "questions": N_("Guiding questions, a line each, in the same order in every language."),
    "proposed_by": N_("The code of the delegation that proposed it."),
    "agreement": N_("One of the words allowed. Empty: proposed."),
}
_HEADINGS = ("Sheet\nシート", "Column\n列", "What it holds", "記入する内容", "Words allowed\n使える語")


def render_template_xlsx(agenda: Agenda) -> bytes:
    """Give an empty workbook for this conference: its languages, and its rooms, venues, sides and people to choose from."""
    conference = agenda.conference
    book = Book(conference.slug, conference.starts_on)
    lists = _lists(agenda)
    for sheet in Sheet:
        columns = sheet_columns(sheet, conference.languages)
        table = Table(SHEET_NAMES[sheet][0], tuple(column.heading for column in columns), ())
        page = book.add(table)
        for n, column in enumerate(columns):
            _prepare(book, page, n, column)
            _validate(page, n, column, lists)
    book.add(Table(NOTES, _HEADINGS, tuple(_notes(conference.languages))))
    longest = max((len(values) for values in lists.values()), default=0)
    rows = [tuple(values[n] if n < len(values) else None for values in lists.values()) for n in range(longest)]
    book.add(Table(LISTS, tuple(lists), tuple(rows)))
    return book.close()


def explained_columns() -> frozenset[str]:
    """Give the keys that the Notes sheet explains one by one; columns of people share one note."""
    return frozenset(_NOTES)


def _lists(agenda: Agenda) -> dict[str, list[str]]:
    places = readable_places(agenda)
    return {
        "Rooms\n会議室": [places[f"room:{room.id}"] for room in agenda.rooms],
        "Venues\n会場": [places[f"venue:{venue.id}"] for venue in agenda.venues],
        "Delegations\n代表団": [delegation.code for delegation in agenda.delegations],
        "People\n出席者": [attendee.id for attendee in agenda.attendees],
    }


_LIST_OF = {"room": 0, "from_venue": 1, "to_venue": 1, "proposed_by": 2}


def _prepare(book: Book, page: Worksheet, n: int, column: Column) -> None:
    """Set the form of a column's empty cells: without it, an office program makes a number of topic 7 and a date of 3-12."""
    forms = {CellKind.DATE: book.on, CellKind.TIME: book.at, CellKind.NUMBER: book.text}
    page.set_column(n, n, 28 if column.language else 16, forms.get(column.kind, book.typed_text))


def _validate(page: Worksheet, n: int, column: Column, lists: Mapping[str, list[str]]) -> None:
    if column.words:
        page.data_validation(1, n, _ROWS, n, {"validate": "list", "source": list(column.words)})
    elif column.key in _LIST_OF and (count := len(list(lists.values())[_LIST_OF[column.key]])):
        letter = "ABCD"[_LIST_OF[column.key]]
        page.data_validation(
            1, n, _ROWS, n, {"validate": "list", "source": f"={LISTS}!${letter}$2:${letter}${count + 1}"}
        )


def _notes(languages: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for sheet in Sheet:
        for column in sheet_columns(sheet, languages):
            message = _NOTES.get(f"{sheet}.{column.key}") or _NOTES.get(column.key, _PEOPLE)
            words = " ".join(column.words)
            yield SHEET_NAMES[sheet][0], column.heading, words_in("en")(message), words_in("ja")(message), words
