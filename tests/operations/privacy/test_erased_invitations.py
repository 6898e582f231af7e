"""A name that was taken out of a publication leaves the calendars of others, too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.vocabulary import Role
from eventapp.models import OutboxMessage
from eventapp.operations.privacy.erasing import erase_person
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.publications import find_last_publication
from tests.factories import placed
from tests.publishing import publish
from tests.registrations import SITE, SLUG
from tests.session_invitations import (
    CHIEF,
    DOE,
    NOW,
    SATO,
    invitations_sent,
    invite_one,
    small_agenda,
    working,
)

ROUND = working("s2", SATO, start="2023-03-12 11:00", placements=placed(Role.CHAIR, SATO, DOE))
ALONE = working("alone", DOE, start="2023-03-12 15:00")
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _published(app):
    publish(small_agenda(working("s1", SATO), ROUND, ALONE))


def _erase(name):
    with transaction() as tx:
        erase_person(tx, f"{SLUG}/{name}", base_url=SITE, actor=CHIEF, now=LATER)


def _published_sessions():
    with reading() as tx:
        agenda = find_last_publication(tx, get_conference_id(tx, SLUG)).agenda
    return {one.id: (one.sequence, one.modified_at) for one in agenda.sessions}


def test_sessions_of_who_is_erased_change_as_by_a_publication():
    before = _published_sessions()
    _erase("sato")
    assert _published_sessions() == before | dict.fromkeys(("s1", "s2"), (1, LATER))


def test_others_who_were_invited_are_sent_the_session_without_the_name():
    for session in ("s2", "alone"):
        invite_one("doe", session)
    _erase("sato")
    assert invitations_sent(after=2) == [("doe@example.org", "REQUEST", "s2", 1)]
    with reading() as tx:
        row = tx.scalars(select(OutboxMessage).where(OutboxMessage.created_at == LATER)).one()
    texts = [row.subject, row.plain, row.html, row.calendar]
    assert "Director sato" in str(SATO.position)
    assert ["director sato" in text.casefold() for text in texts] == [False] * 4
    assert "This is how the session is now." in row.plain
