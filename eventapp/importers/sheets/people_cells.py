"""One row of a list of people: each cell read once, what is wrong with it said at its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from eventapp.domain.errors import DomainError, Problem
from eventapp.domain.folding import letters_of
from eventapp.domain.localized import Localized
from eventapp.domain.names import NAME_PARTS, NameParts, check_names, mended
from eventapp.domain.names.parts import LATIN_PARTS, NATIVE_PARTS
from eventapp.domain.spreadsheets import YES_OR_NO
from eventapp.domain.vocabulary import AttendeeCategory, DisplayOrder
from eventapp.importers.conference_file.values import UNPRINTABLE
from eventapp.importers.sheets.cells import folded, number_of, text_of
from eventapp.importers.sheets.people_fields import WHOLE_NAME, WHOLE_READING
from eventapp.importers.sheets.rows import faults_of, key_adapter, line_adapter, prose_adapter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from eventapp.domain.attendees import Delegation
    from eventapp.importers.sheets.grids import Value
    from eventapp.importers.sheets.people_headings import PeopleTable

_UNREAD = frozenset({WHOLE_NAME, WHOLE_READING})
_TELLING = frozenset({*LATIN_PARTS, *NATIVE_PARTS})
NEEDS = ("dietary", "accessibility")
_LOCALIZED = ("organisation", "position")
_SHOWN = 60
# A text that office programs write so into CSV files that it isn't taken for a number: ="0123".
_QUOTED = re.compile(r'="(.*)"', re.DOTALL)


def _first_words(meanings: Mapping[str, str], *, is_english: bool) -> str:
    first = (next(word for word in words.split(",") if word.isascii() is is_english) for words in meanings.values())
    return (", " if is_english else "、").join(first)


_WORDS: dict[str, dict[str, str]] = {
    "category": {
        AttendeeCategory.DELEGATE: "delegate,代表,代表団員,団員,委員",
        AttendeeCategory.SPEAKER: "speaker,panelist,panellist,登壇者,講演者,発表者",
        AttendeeCategory.OBSERVER: "observer,オブザーバー,オブザーバ,傍聴者",
        AttendeeCategory.INTERPRETER: "interpreter,通訳,通訳者",
        AttendeeCategory.STAFF: "staff,secretariat,事務局員,事務局,スタッフ,随員",
        AttendeeCategory.PRESS: "press,media,報道,報道関係者,記者,プレス",
        AttendeeCategory.GUEST: "guest,来賓,招待客,一般,一般参加者",
    },
    "display_order": {
        DisplayOrder.FAMILY_FIRST: "family_first,family name first,姓が先,姓名",
        DisplayOrder.GIVEN_FIRST: "given_first,given name first,名が先,名姓",
    },
    "language": {"en": "english,英語,英", "ja": "japanese,日本語,日,jp"},
    "head": {YES_OR_NO[0]: "yes,y,true,1,はい,有,あり,団長,head,x", YES_OR_NO[1]: "no,n,false,0,いいえ,無,なし"},
}
_WORDS["interpretation_language"] = _WORDS["language"]
_ACCEPTED = {
    key: Localized.of({"en": _first_words(meanings, is_english=True), "ja": _first_words(meanings, is_english=False)})
    for key, meanings in _WORDS.items()
}
"""What a cell may say, by field: the first word of each meaning in either language."""
_MEANT = {
    key: {letters_of(word): value for value, words in meanings.items() for word in words.split(",")}
    for key, meanings in _WORDS.items()
}
_SIGNS = {
    "○": "yes",
    "◯": "yes",
    "〇": "yes",
    "◎": "yes",
    "✓": "yes",
    "✔": "yes",
    "レ": "yes",
    "×": "no",
    "-": "no",
    "−": "no",
    "ー": "no",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How cells are read, and what is wrong with them so far."""

    table: PeopleTable
    delegations: Sequence[Delegation]
    unprintable: Callable[[str], str | None]
    is_mending: bool
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def report(self, code: str, number: int, column: str = "", **values: object) -> None:
        self.problems.append(Problem(code, values=tuple(values.items()), cell=self.table.cell(number, column)))

    def note(self, code: str, number: int, column: str, **values: object) -> None:
        self.notes.append(Problem(code, values=tuple(values.items()), cell=self.table.cell(number, column)))


def read_cells(reading: Reading, number: int, cells: Mapping[str, Value]) -> dict[str, Any]:
    """Give the values of the cells that hold something, by field; one that is wrong is reported and left out.

    Texts of the organisation and the position are by column: "position.ja". `head` is "yes" or "no".
    """
    texts = {key: cell_text(value) for key, value in cells.items()}
    texts |= _names(reading, number, {key: texts[key] for key in NAME_PARTS if key in texts})
    if WHOLE_NAME in cells and not texts.keys() & _TELLING:
        reading.report(WHOLE_NAME, number, WHOLE_NAME)
    found: dict[str, Any] = {}
    for key in (key for key in cells if key not in _UNREAD):
        try:
            if (value := _value(reading, key, cells[key], texts[key])) not in {None, ""}:
                found[key] = value
        except (DomainError, ValidationError) as error:
            for code, values in faults_of(error):
                if code == "unknown-word" and key in _ACCEPTED:
                    values |= {"got": texts[key][:_SHOWN], "expected": _ACCEPTED[key]}
                reading.report("not-an-email" if (key, code) == ("email", "cell-form") else code, number, key, **values)
    return found


def _names(reading: Reading, number: int, typed: dict[str, str]) -> dict[str, str]:
    """Give the parts of the name as they are meant, if they are to be mended; each that is another is noted."""
    if not reading.is_mending:
        return typed
    parts = NameParts(**typed)
    meant = mended(parts, check_names(parts))
    found = {key: getattr(meant, key) for key in typed}
    for key, text in found.items():
        if text != typed[key]:
            reading.note("cell-mended", number, key, got=typed[key][:_SHOWN], mended=text[:_SHOWN])
    return found


def _value(reading: Reading, key: str, value: Value, text: str) -> Any:
    base = key.partition(".")[0]
    context = {UNPRINTABLE: reading.unprintable}
    if base in _LOCALIZED or base in NAME_PARTS:
        line = " ".join(text.split()) if reading.is_mending else text
        return line_adapter().validate_python(line, context=context) if line else ""
    if base in NEEDS:
        return prose_adapter().validate_python(text, context=context)
    if base == "delegation":
        return delegation_called(reading.delegations, folded(text))
    if base == "precedence":
        return key_adapter("attendees", base).validate_python(number_of(value))
    if base == "head":
        return _answer(text)
    return key_adapter("attendees", base).validate_python(plain_code(base, text), context=context)


def cell_text(value: Value) -> str:
    text = text_of(value)
    quoted = _QUOTED.fullmatch(text)
    return quoted[1].replace('""', '"').strip() if quoted else text


def plain_code(key: str, text: str) -> str:
    """Give a code, an address or a word of a closed list as it is kept; what is none stays, to be refused."""
    plain = folded(text)
    if key == "email":
        return re.sub(r"^mailto:", "", plain, flags=re.IGNORECASE)
    return _MEANT.get(key, {}).get(letters_of(plain), plain)


def _answer(text: str) -> str:
    plain = folded(text)
    answer = _SIGNS.get(plain) or _MEANT["head"].get(letters_of(plain), "")
    if not answer:
        raise DomainError("unknown-word", got=plain[:_SHOWN], expected=_ACCEPTED["head"])
    return answer


def delegation_called(delegations: Iterable[Delegation], text: str) -> Delegation:
    """Give a delegation by its code or by its name in any language."""
    wanted = letters_of(text)
    found = [d for d in delegations if wanted in {letters_of(d.code), *(letters_of(name) for _, name in d.name)} - {""}]
    if len(found) != 1:
        raise DomainError("unknown-reference", got=text[:_SHOWN])
    return found[0]
