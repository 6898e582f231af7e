"""Desks at the same moment, in processes of their own, on the database of this run: no check-in is lost, none counts twice."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from eventapp.db import db, reading
from eventapp.models import CheckIn, CheckInTold
from tests.check_ins import present
from tests.factories import sample_agenda
from tests.operations.desks import run_desks
from tests.publishing import draft
from tests.registrations import give_plan, make_plan, register

DESKS, PEOPLE = 4, 24


@pytest.fixture
def names(app):
    """Give the ids of people on the list."""
    draft(sample_agenda())
    give_plan(make_plan())
    found = [register() for _ in range(PEOPLE)]
    db.session.remove()
    return found


def _told():
    with reading() as tx:
        rows = tx.execute(select(CheckInTold.registration_id, CheckInTold.number).order_by(CheckInTold.id)).all()
        return Counter(key for key, _ in rows), sorted(number for _, number in rows)


def _run(app, folder, people, batch):
    return run_desks(app.config["DATABASE_URL"], str(folder), people=people, batch=batch)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("batch", [1, 8])
def test_same_people_at_four_desks_at_once_are_in_once_each(app, names, tmp_path, batch):
    told = _run(app, tmp_path, [names] * DESKS, batch)
    # Each desk is answered for each person, and the list names the one that was first by what it told, whoever came first.
    answered = {number: sorted(name for name, _ in found) for number, found in told.items()}
    assert answered == dict.fromkeys(range(DESKS), sorted(names))
    assert {kind for _, kind in told[0]} == {"in"}
    assert {kind for found in told.values() for _, kind in found} <= {"in", "already"}
    assert present() == dict.fromkeys(names, ("00:00", "0"))
    with reading() as tx:
        assert len(tx.scalars(select(CheckIn.id)).all()) == PEOPLE
    by_person, numbers = _told()
    assert (set(by_person.values()), numbers) == ({DESKS}, sorted([1, 2, 3, 4] * PEOPLE))


@pytest.mark.timeout(300)
def test_different_people_at_four_desks_at_once_are_all_in(app, names, tmp_path):
    shares = [names[number::DESKS] for number in range(DESKS)]
    told = _run(app, tmp_path, shares, 1)
    assert {n: sorted(found) for n, found in told.items()} == {
        n: sorted((name, "in") for name in share) for n, share in enumerate(shares)
    }
    assert {name: desk for name, (_, desk) in present().items()} == {
        name: str(number) for number, share in enumerate(shares) for name in share
    }
