"""The columns of an agenda's spreadsheets: what export and template write, and bringing in reads back.

Headings are names of the format, as keys are of the conference file: both languages stand in every heading.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from eventapp.domain.localized import Localized
from eventapp.domain.vocabulary import (
    AgreementState,
    AttributionRule,
    InterpretationMode,
    Role,
    SessionKind,
    SessionStatus,
    TopicPurpose,
    TransferMode,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eventapp.domain.venues import Room, Venue


class Sheet(StrEnum):
    """The sheets that are read, by the section of the agenda that they hold."""

    SESSIONS = "sessions"
    TOPICS = "topics"


class CellKind(StrEnum):
    """What a column's cells hold."""

    TEXT = "text"
    QUESTIONS = "questions"
    CODE = "code"
    WORD = "word"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: `language` is that of a text kept per language, `words` are those allowed in it."""

    key: str
    names: Localized
    kind: CellKind = CellKind.CODE
    language: str = ""
    words: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """Both names, a line each."""
        return "\n".join(text for _, text in self.names)

    @property
    def id(self) -> str:
        """The name in the conference file: "title.en"."""
        return f"{self.key}.{self.language}" if self.language else self.key


SHEET_NAMES = {
    Sheet.SESSIONS: ("Sessions", "セッション"),
    Sheet.TOPICS: ("Topics", "議題"),
}
SCHEDULES = "People's schedules"
NOTES = "Notes"
YES_OR_NO = ("yes", "no")
LISTS = "Lists"
_LANGUAGES_JA = {"en": "英語", "ja": "日本語", "ko": "韓国語", "zh": "中国語", "fr": "フランス語", "de": "ドイツ語"}


def sheet_columns(sheet: Sheet, languages: Sequence[str]) -> tuple[Column, ...]:
    """Give the columns of a sheet in their order; a text has one for each of the conference's languages."""
    found: list[Column] = []
    for column in _COLUMNS[sheet]:
        is_text = column.kind in {CellKind.TEXT, CellKind.QUESTIONS}
        found += [column_in(column, code) for code in languages] if is_text else [column]
    return tuple(found)


def names_of_places(places: Iterable[Room | Venue]) -> dict[str, str]:
    """Give the id of each place by every text that means it alone: its id, and its name in any language."""
    places = tuple(places)
    ids = {place.id for place in places}
    named = Counter(name for place in places for name in {text for _, text in place.name})
    by_name = {text: place.id for place in places for _, text in place.name if named[text] == 1 and text not in ids}
    return {**by_name, **{name: name for name in ids}}


def column_in(column: Column, code: str) -> Column:
    """Give the column of a text in one of the conference's languages: "Title (en)"."""
    names = column.names.as_dict()
    both = {"en": f"{names['en']} ({code})", "ja": f"{names['ja']}（{_LANGUAGES_JA.get(code, code)}）"}
    return Column(key=column.key, names=Localized.of(both), kind=column.kind, language=code)


def _column(key: str, en: str, ja: str, kind: CellKind = CellKind.CODE, words: Iterable[str] = ()) -> Column:
    allowed = tuple(str(word) for word in words)
    names = Localized.of({"en": en, "ja": ja})
    return Column(key=key, names=names, kind=CellKind.WORD if allowed else kind, words=allowed)


_PEOPLE = (
    _column(Role.CHAIR, "Chairs", "議長", CellKind.PEOPLE),
    _column(Role.LEAD, "Leads", "主担当", CellKind.PEOPLE),
    _column(Role.DISCUSSANT, "Discussants", "討論者", CellKind.PEOPLE),
    _column(Role.SPEAKER, "Speakers", "登壇者", CellKind.PEOPLE),
    _column(Role.INTERPRETER, "Interpreters", "通訳", CellKind.PEOPLE),
    _column(Role.NOTE_TAKER, "Note-takers", "記録", CellKind.PEOPLE),
    _column(Role.PARTICIPANT, "Participants", "参加者", CellKind.PEOPLE),
)
_COLUMNS = {
    Sheet.SESSIONS: (
        _column("id", "Id", "識別子"),
        _column("kind", "Kind", "種別", words=SessionKind),
        _column("number", "Number", "番号", CellKind.NUMBER),
        _column("title", "Title", "表題", CellKind.TEXT),
        _column("date", "Date", "日付", CellKind.DATE),
        _column("start", "Start", "開始", CellKind.TIME),
        _column("end", "End", "終了", CellKind.TIME),
        _column("end_date", "End date", "終了日", CellKind.DATE),
        _column("zone", "Time zone", "時間帯"),
        _column("room", "Room", "会議室"),
        _column("from_venue", "From venue", "出発地"),
        _column("to_venue", "To venue", "到着地"),
        _column("transfer_mode", "Transfer mode", "移動手段", words=TransferMode),
        _column("audience", "Audience", "公開範囲"),
        _column("attribution", "Attribution", "引用の扱い", words=AttributionRule),
        _column("interpretation", "Interpretation", "通訳方式", words=InterpretationMode),
        _column("expected", "Expected people", "予定人数", CellKind.NUMBER),
        _column("side_cap", "Most per side", "各側の上限", CellKind.NUMBER),
        _column("status", "Status", "状態", words=SessionStatus),
        _column("fixed", "Fixed", "固定", words=YES_OR_NO),
        _column("description", "Description", "説明", CellKind.TEXT),
        *_PEOPLE,
    ),
    Sheet.TOPICS: (
        _column("id", "Id", "識別子"),
        _column("number", "Number", "番号"),
        _column("purpose", "Purpose", "目的", words=TopicPurpose),
        _column("title", "Title", "表題", CellKind.TEXT),
        _column("session", "Session", "セッション"),
        _column("minutes", "Minutes", "分", CellKind.NUMBER),
        _column("text", "Text", "本文", CellKind.TEXT),
        _column("questions", "Questions", "論点", CellKind.QUESTIONS),
        _column("proposed_by", "Proposed by", "提案側"),
        _column("agreement", "Agreement", "合意状況", words=AgreementState),
        *_PEOPLE,
    ),
}
