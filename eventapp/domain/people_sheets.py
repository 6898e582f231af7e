"""The columns of people's spreadsheets, in both languages, as the template has them and a file is read (docs/spreadsheets.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.localized import Localized
from eventapp.domain.spreadsheets import YES_OR_NO, CellKind, Column, column_in
from eventapp.domain.vocabulary import AttendeeCategory, DisplayOrder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PEOPLE_SHEET = {"en": "People", "ja": "出席者"}
NOTES_SHEET = {"en": "Notes", "ja": "記入要領"}
PEOPLE_MAX = 5_000


def people_columns(languages: Sequence[str]) -> tuple[Column, ...]:
    """Give the columns in their order; organisation and position have one for each of the conference's languages."""
    found: list[Column] = []
    for column in _COLUMNS:
        found += [column_in(column, code) for code in languages] if column.key in _LOCALIZED else [column]
    return tuple(found)


def _column(key: str, en: str, ja: str, kind: CellKind = CellKind.TEXT, words: Iterable[str] = ()) -> Column:
    return Column(key=key, names=Localized.of({"en": en, "ja": ja}), kind=kind, words=tuple(map(str, words)))


_LOCALIZED = frozenset({"organisation", "position"})
_COLUMNS = (
    _column("id", "Id", "識別子", CellKind.CODE),
    _column("delegation", "Delegation", "代表団", CellKind.CODE),
    _column("precedence", "Order", "序列", CellKind.NUMBER),
    _column("head", "Head of delegation", "団長", CellKind.WORD, YES_OR_NO),
    _column("native_family_name", "Family name (kanji)", "姓（漢字）"),
    _column("native_given_name", "Given name (kanji)", "名（漢字）"),
    _column("family_name_reading", "Family name (kana)", "姓（ふりがな）"),
    _column("given_name_reading", "Given name (kana)", "名（ふりがな）"),
    _column("family_name", "Family name (Latin letters)", "姓（ローマ字）"),
    _column("given_name", "Given name (Latin letters)", "名（ローマ字）"),
    _column("prefix", "Title or rank", "敬称・階級"),
    _column("suffix", "After the name", "氏名の後"),
    _column("organisation", "Organisation", "所属"),
    _column("position", "Position", "役職"),
    _column("email", "E-mail", "メール", CellKind.CODE),
    _column("language", "Language", "言語", CellKind.CODE),
    _column("interpretation_language", "Interpreting language", "通訳言語", CellKind.CODE),
    _column("category", "Category", "区分", CellKind.WORD, AttendeeCategory),
    _column("display_order", "Order when introduced", "紹介時の順", CellKind.WORD, DisplayOrder),
    _column("badge_name", "Name on the badge", "名札の氏名"),
    _column("id_name", "Name as on the ID", "身分証の氏名"),
    _column("dietary", "Dietary needs", "食事の制限"),
    _column("accessibility", "Accessibility needs", "配慮事項"),
)
