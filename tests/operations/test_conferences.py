"""Importing conferences into the database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from eventapp.domain.conference_files import ConferenceFile
from eventapp.operations.conferences import import_conference
from eventapp.policy import Actor
from eventapp.queries.agenda import get_draft_agenda
from tests.factories import sample_agenda

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NOW = datetime(2023, 3, 1, 12, tzinfo=UTC)
ACTOR = Actor("tester")


def test_import_conference_gives_equal_draft(tx: Session) -> None:
    agenda = sample_agenda()
    import_conference(tx, ConferenceFile(agenda=agenda), replace_existing=False, actor=ACTOR, now=NOW)
    assert get_draft_agenda(tx, agenda.conference.slug) == agenda
