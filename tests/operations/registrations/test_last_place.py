"""The last place goes to one, however many want it at once: separate processes, on the database of this run."""

from __future__ import annotations

from collections import defaultdict

import pytest

from eventapp.db import db, reading
from eventapp.queries.registrations import list_participants
from tests.factories import sample_agenda
from tests.operations.registrations.contenders import run_contenders
from tests.publishing import draft
from tests.registrations import GUEST, SLUG, give_plan, make_plan

CONTENDERS, ROUNDS = 16, 50


@pytest.mark.timeout(300)
def test_sixteen_at_once_for_the_last_place_and_one_gets_it_in_each_of_fifty_rounds(app, tmp_path):
    draft(sample_agenda())
    give_plan(make_plan(of_sessions={f"round-{number}": 1 for number in range(ROUNDS)}))
    db.session.remove()
    url = app.config["DATABASE_URL"]
    assert run_contenders(url, str(tmp_path), count=CONTENDERS, rounds=ROUNDS) == [ROUNDS] * CONTENDERS
    became = defaultdict(list)
    with reading() as tx:
        for one in list_participants(tx, SLUG):
            if one.attendee.category is GUEST:
                became[one.sessions].append(one.state.value)
    each = ["confirmed"] + ["waitlisted"] * (CONTENDERS - 1)
    assert {name: sorted(found) for name, found in became.items()} == {(f"round-{n}",): each for n in range(ROUNDS)}
