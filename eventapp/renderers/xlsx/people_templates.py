"""An empty workbook for a list of people, in one language: the columns, what each holds, the words allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.people_sheets import NOTES_SHEET, PEOPLE_SHEET, people_columns
from eventapp.domain.spreadsheets import CellKind
from eventapp.domain.vocabulary import AttendeeCategory, DisplayOrder
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.wording import N_
from eventapp.renderers.xlsx.workbooks import Book, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from enum import StrEnum

    from eventapp.domain.agenda import Conference
    from eventapp.domain.spreadsheets import Column
    from eventapp.renderers.wording import Words

_ROWS = 1000
_NOTES = {
    "id": N_("Leave it empty for somebody new. With an id, an empty cell takes a value away."),
    "delegation": N_("The code of the delegation, or its name. Empty: the only one that you may fill in."),
    "precedence": N_("The place within the delegation, from 1. Empty: where the person is, or last."),
    "head": N_("yes or ○ for one person in each delegation."),
    "native_family_name": N_("As it is written, such as 髙橋."),
    "native_given_name": N_("As it is written."),
    "family_name_reading": N_("Hiragana or katakana of full width."),
    "given_name_reading": N_("Hiragana or katakana of full width."),
    "family_name": N_("Not in capitals: lists do that by themselves. A person without any name needs a position."),
    "given_name": N_("In Latin letters."),
    "prefix": N_("Such as Amb. or Brig. Gen."),
    "suffix": N_("Such as USAF or Ret."),
    "organisation": N_("One line."),
    "position": N_("One line. Needed for a person without a name."),
    "email": N_("An address is one person's. Never shown publicly."),
    "language": N_("In which the person is written to: English, Japanese. Empty: the delegation's."),
    "interpretation_language": N_("Which one the person listens to: English, Japanese."),
    "category": N_("One of the words allowed. Empty: the first of them."),
    "display_order": N_("One of the words allowed. Empty: the first of them."),
    "badge_name": N_("Only if it is another than the name."),
    "id_name": N_("Letter by letter as on the ID. Never shown publicly."),
    "dietary": N_("Only with the person's consent. Erased after the conference."),
    "accessibility": N_("Only with the person's consent. Erased after the conference."),
}
_WORDS: dict[str, type[StrEnum]] = {"category": AttendeeCategory, "display_order": DisplayOrder}
_ANSWERS = {"en": "yes", "ja": "はい"}
_HEADINGS = (N_("Column"), N_("What it holds"), N_("Words allowed"))


def render_people_template_xlsx(
    conference: Conference, words: Words, *, delegations: Iterable[str] = (), without: Sequence[str] = ()
) -> bytes:
    """Give an empty workbook with the columns of people in the language of `words`.

    `delegations` are codes to choose from; `without` are keys of columns that its reader has no use for, such as "delegation".
    """
    columns = [column for column in people_columns(conference.languages) if column.key not in without]
    book = Book(conference.slug, conference.starts_on)
    page = book.add(Table(_in(PEOPLE_SHEET, words), tuple(column_heading(column, words) for column in columns), ()))
    allowed = {column.key: _words_of(column, words) for column in columns} | {"delegation": list(delegations)}
    for n, column in enumerate(columns):
        page.set_column(n, n, 18, book.text if column.kind is CellKind.NUMBER else book.typed_text)
        if source := allowed.get(column.key):
            page.data_validation(1, n, _ROWS, n, {"validate": "list", "source": source, "error_type": "warning"})
    notes = [(column_heading(c, words), words(_NOTES[c.key]), ", ".join(_words_of(c, words))) for c in columns]
    book.add(Table(_in(NOTES_SHEET, words), tuple(words(heading) for heading in _HEADINGS), notes))
    return book.close()


def _words_of(column: Column, words: Words) -> list[str]:
    """Give the words of a closed list as its reader calls them; each is read back."""
    if column.key == "head":
        return [_in(_ANSWERS, words)]
    return [word_label(word, words) for word in _WORDS[column.key]] if column.key in _WORDS else []


def column_heading(column: Column, words: Words) -> str:
    """Give what a column is called in one language: "Position (ja)", "役職（日本語）"."""
    return _in(column.names.as_dict(), words)


def _in(texts: Mapping[str, str], words: Words) -> str:
    return texts.get(words.language, texts["en"])
