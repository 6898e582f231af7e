"""Desks for tests."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from eventapp.db import reading, transaction
from eventapp.domain.check_ins import Said, Verb
from eventapp.operations.check_ins import tell_check_ins
from eventapp.policy import Actor
from eventapp.queries.check_ins import get_desk_state, list_present
from eventapp.queries.registrations import list_participants
from tests.registrations import SLUG

NINE = datetime(2023, 3, 12, 0, 0, tzinfo=UTC)
DESK = Actor("Check-in desk")


def say(whom, verb=Verb.IN, **fields):
    """One thing said; its key is another each time unless given."""
    defaults = {"key": secrets.token_hex(8), "scope": "", "at": NINE, "source": "phone-a", "desk": "A"}
    return Said(whom=whom, verb=verb, **(defaults | fields))


def tell(*said, slug=SLUG, actor=DESK, now=NINE):
    """Let a desk tell things; give what came of each."""
    with transaction() as tx:
        return tell_check_ins(tx, slug, said, actor=actor, now=now)


def kinds(*said, **kwargs):
    return [outcome.kind.value for outcome in tell(*said, **kwargs)]


def present(*, scope="", slug=SLUG):
    """Give since when and by which desk everybody is in who is, by public id."""
    with reading() as tx:
        names = {one.key: one.id for one in list_participants(tx, slug)}
        found = list_present(tx, get_desk_state(tx, slug).conference_id, scope)
    return {
        names[one.registration_id]: (f"{one.standing.since:%H:%M}", one.standing.desk) for one in found if one.standing
    }
