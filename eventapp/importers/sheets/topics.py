"""Rows of topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventapp.domain.errors import DomainError
from eventapp.domain.localized import NOTHING, Localized
from eventapp.domain.sessions import Topic
from eventapp.domain.vocabulary import AgreementState
from eventapp.importers.sheets.cells import folded, number_of, text_of
from eventapp.importers.sheets.rows import REQUIRED, Row
from eventapp.importers.sheets.sessions import word

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from eventapp.importers.sheets.grids import Value

_QUESTIONS_MAX = 20


def topic_of(row: Row, name: str, former: Topic | None) -> Topic:
    """Give the topic of a row, as it was where the sheet has no column; it is wrong where something was reported."""

    def was(key: str, otherwise: Any) -> Any:
        return getattr(former, key) if former else otherwise

    usual = AgreementState.PROPOSED
    return Topic(
        id=name,
        position=was("position", 0),
        number=row.read("number", row.checked("number"), kept=was("number", REQUIRED), default=REQUIRED),
        purpose=row.read("purpose", word(row, "purpose"), kept=was("purpose", REQUIRED), default=REQUIRED),
        title=row.localized("title", was("title", NOTHING), is_required=True),
        minutes=row.read("minutes", row.checked("minutes", number_of), kept=was("minutes", None)),
        text=row.localized("text", was("text", NOTHING)),
        questions=_questions(row, was("questions", ())),
        proposed_by=row.read("proposed_by", _code(row), kept=was("proposed_by", None)),
        agreement=row.read("agreement", word(row, "agreement"), kept=was("agreement", usual), default=usual),
        placements=row.placements(was("placements", ())),
    )


def session_id_of(row: Row, sessions: Container[str], kept: str | None) -> str | None:
    """Give the id of the session that takes the topic up, None for none."""

    def parse(value: Value) -> str:
        text = folded(value)
        if text not in sessions:
            raise DomainError("unknown-reference", got=text[:60])
        return text

    found: str | None = row.read("session", parse, kept=kept)
    return found


def _code(row: Row) -> Callable[[Value], str]:
    codes = {delegation.code for delegation in row.around.agenda.delegations}

    def parse(value: Value) -> str:
        code = folded(value).upper()
        if code not in codes:
            raise DomainError("unknown-reference", got=code[:60])
        return code

    return parse


def _questions(row: Row, kept: tuple[Localized, ...]) -> tuple[Localized, ...]:
    """Give the questions: the first line of each language's cell is the first question, and so on."""
    lines: dict[str, list[str]] = {}
    for code in row.around.languages:
        column = f"questions.{code}"
        if column in row.columns:
            lines[code] = _lines(row, column)
        else:
            lines[code] = [question.get(code) or "" for question in kept]
    count = max(map(len, lines.values()))
    if count > _QUESTIONS_MAX:
        row.report("too-many", f"questions.{row.around.languages[0]}", limit=_QUESTIONS_MAX)
    texts = ({code: found[n] for code, found in lines.items() if n < len(found)} for n in range(count))
    return tuple(question for one in texts if (question := Localized.of(one)))


def _lines(row: Row, column: str) -> list[str]:
    cell = row.cells.get(column, "")
    lines = cell.replace("\r\n", "\n").split("\n") if isinstance(cell, str) else [text_of(cell)]
    check = row.line_check()

    def question(line: str) -> str:
        read: str | None = row.read(column, lambda _: check(line), kept="")
        return read or ""

    return [question(line) if line.strip() else "" for line in lines]
