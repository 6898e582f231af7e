"""A worker purges when it begins and once a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.cli.purging import PurgeWatch
from eventapp.db import reading
from eventapp.models import PersonalLink
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import give_plan, make_plan, register


@pytest.fixture
def ends_at(app):
    """Register somebody; give when the link to the own page ends."""
    draft(sample_agenda())
    give_plan(make_plan())
    register()
    with reading() as tx:
        return tx.scalars(select(PersonalLink.expires_at)).one()


def _links():
    with reading() as tx:
        return len(tx.scalars(select(PersonalLink)).all())


def test_worker_purges_once_a_day(ends_at):
    now = [ends_at - timedelta(hours=1)]
    watch = PurgeWatch(clock=lambda: now[0])
    watch.look()
    assert _links() == 1
    now[0] = ends_at + timedelta(hours=1)
    watch.look()
    assert _links() == 1
    now[0] = ends_at + timedelta(hours=23)
    watch.look()
    assert _links() == 0


def test_worker_that_begins_purges_what_ended_meanwhile(run, ends_at):
    assert run("worker", "--once").exit_code == 0
    assert _links() == 0
