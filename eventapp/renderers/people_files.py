"""The list of people as a workbook and as CSV: every column and every question of the conference, in the order of the list."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from eventapp.renderers.xlsx.workbooks import Book, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from eventapp.domain.registration.participants import Participant
    from eventapp.renderers.people_columns import PeopleSpeaker

# A cell that begins so is a formula to a spreadsheet: it is told that this is text (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_people_xlsx(people: Sequence[Participant], speaker: PeopleSpeaker, *, title: str, made_on: date) -> bytes:
    """Give a workbook of one sheet; `made_on` stands for the clock in its properties."""
    book = Book(title, made_on)
    columns = speaker.headings()
    rows = tuple(tuple(speaker.cell(key, one) for key, _ in columns) for one in people)
    book.add(Table(speaker.words("People"), tuple(label for _, label in columns), rows))
    return book.close()


def render_people_csv(people: Sequence[Participant], speaker: PeopleSpeaker) -> bytes:
    """Give UTF-8 with a byte order mark, by which Excel knows it; lines end as RFC 4180 says."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    columns = speaker.headings()
    writer.writerow([_plain(label) for _, label in columns])
    for one in people:
        writer.writerow([_plain(speaker.say(key, one)) for key, _ in columns])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
