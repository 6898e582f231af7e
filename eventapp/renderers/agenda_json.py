"""The agenda as JSON: documented, versioned, in a stable order (docs/agenda-json.md)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from eventapp.renderers.document import Document, agenda_document, session_document

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.domain.sessions import Session

FORMAT = "eventapp-agenda"
VERSION = 1


def render_agenda_json(
    agenda: Agenda, *, number: int | None, as_of: datetime | None, languages: tuple[str, ...] | None = None
) -> bytes:
    """Give UTF-8 JSON of what this audience may see; `languages` keeps those texts only (None: all).

    Times are ISO 8601 with the offset of their zone; a text without any of the languages keeps its fallback.
    """
    tables = agenda_document(agenda)
    _add_revisions(tables, agenda)
    if languages is not None:
        tables = _only_languages(tables, languages, agenda.conference.languages)
    publication = {"number": number, "as_of": _utc(as_of)} if number is not None else None
    document = {"format": FORMAT, "version": VERSION, "publication": publication, **tables}
    return (json.dumps(document, ensure_ascii=False, default=_plain, separators=(",", ":")) + "\n").encode()


def plain_document(agenda: Agenda) -> Document:
    """Give the document of an agenda in plain JSON values, times as ISO 8601 with the offset of their zone."""
    document: Document = json.loads(json.dumps(agenda_document(agenda), default=_plain))
    return document


def plain_session(session: Session) -> Document:
    """Give the document of one session as `plain_document` has it."""
    document: Document = json.loads(json.dumps(session_document(session), default=_plain))
    return document


def _add_revisions(tables: Document, agenda: Agenda) -> None:
    for table, session in zip(tables.get("sessions", ()), agenda.sessions, strict=True):
        table["sequence"] = session.sequence
        if session.modified_at is not None:
            table["modified_at"] = _utc(session.modified_at)


def _only_languages(value: Any, languages: tuple[str, ...], order: tuple[str, ...]) -> Any:
    """Keep the chosen languages of every localized text in a plain value."""
    if isinstance(value, list):
        return [_only_languages(item, languages, order) for item in value]
    if not isinstance(value, dict):
        return value
    if value and set(value) <= set(order):
        kept = {code: text for code, text in value.items() if code in languages}
        fallback = next(code for code in order if code in value)
        return kept or {fallback: value[fallback]}
    return {key: _only_languages(item, languages, order) for key, item in value.items()}


def _utc(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
