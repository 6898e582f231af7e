"""The list of everybody who registered: as many statements for many as for one, read once, never kept from a half-done change."""

from __future__ import annotations

from contextlib import suppress

import pytest

from eventapp.db import reading, transaction
from eventapp.operations.registrations.registering import register_person
from eventapp.policy import ANONYMOUS
from eventapp.queries.registrations import list_participants
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import REGISTERED_AT, SITE, SLUG, give_plan, make_application, make_plan, register


@pytest.fixture
def conference(app):
    draft(sample_agenda())
    give_plan(make_plan())


def test_list_takes_as_many_statements_for_many_as_for_one(conference, count_statements):
    with reading() as tx:
        before = len(list_participants(tx, SLUG))  # the draft is kept from here on
    counts = []
    for more in (1, 30):
        for _ in range(more):
            register(make_application(sessions=("s-open",)))
        with count_statements() as sent, reading() as tx:
            list_participants(tx, SLUG)
        counts.append(len([one for one in sent if one.startswith("SELECT")]))
    assert counts == [4, 4]
    with count_statements() as sent, reading() as tx:
        assert len(list_participants(tx, SLUG)) == 31 + before
    assert [statement for statement in sent if "FROM registration" in statement] == []


def test_list_read_while_it_is_written_is_not_kept(conference):
    with reading() as tx:
        before = list_participants(tx, SLUG)
    with suppress(ZeroDivisionError), transaction() as tx:
        register_person(tx, SLUG, make_application(), base_url=SITE, actor=ANONYMOUS, now=REGISTERED_AT)
        assert len(list_participants(tx, SLUG)) == len(before) + 1
        raise ZeroDivisionError
    with reading() as tx:
        assert list_participants(tx, SLUG) == before


def test_guests_stand_behind_the_delegations(conference):
    name = register()
    with reading() as tx:
        assert [one.id for one in list_participants(tx, SLUG)][-1] == name
