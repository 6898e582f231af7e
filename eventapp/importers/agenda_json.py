"""Reading an agenda's JSON back: how a publication becomes a value again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from eventapp.domain.agenda import arranged
from eventapp.domain.errors import InvalidInputError
from eventapp.importers.conference_file.linking import link_agenda
from eventapp.importers.conference_file.problems import shape_problems
from eventapp.importers.conference_file.schema import AgendaDocument, PublishedDocument
from eventapp.importers.conference_file.values import UNPRINTABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.items import Document


def read_draft(document: Document, *, unprintable: Callable[[str], str | None] = lambda _: None) -> Agenda:
    """Give the agenda of a draft's plain document; the inverse of `plain_document`.

    A time without offset is a wall time of its zone. `unprintable` as for a conference file.
    Raises: InvalidInputError with all problems.
    """
    data = json.dumps(document)
    try:
        tables = AgendaDocument.model_validate_json(data, context={UNPRINTABLE: unprintable})
    except ValidationError as error:
        raise InvalidInputError(shape_problems(error, document)) from None
    agenda, problems = link_agenda(tables)
    if problems:
        raise InvalidInputError(problems)
    return agenda


def read_agenda_json(data: bytes) -> Agenda:
    """Give the agenda of its full JSON; the inverse of `render_agenda_json` in all languages.

    Raises: InvalidInputError with all problems.
    """
    try:
        document = PublishedDocument.model_validate_json(data)
    except ValidationError as error:
        raise InvalidInputError(shape_problems(error, json.loads(data))) from None
    agenda, problems = link_agenda(document, is_frozen=True)
    if problems:
        raise InvalidInputError(problems)
    revisions = {table.id: (table.sequence, table.modified_at) for table in document.sessions}
    sessions = tuple(
        replace(session, sequence=revisions[session.id][0], modified_at=revisions[session.id][1])
        for session in agenda.sessions
    )
    return arranged(replace(agenda, sessions=sessions))
