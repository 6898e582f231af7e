from __future__ import annotations

from datetime import date, timedelta

import pytest

from eventapp.domain.phases import Phase, phase_changes, phases_at, today_at
from tests.factories import make_agenda, make_conference, make_session
from tests.literals import local

EVENING = make_session(id="evening", start="2023-03-12 18:00", minutes=180)
MORNING = make_session(id="morning", start="2023-03-13 09:00")
AGENDA = make_agenda(EVENING, MORNING)
MIDNIGHT = local("2023-03-13 00:00")
MINUTE = timedelta(minutes=1)


def test_phases_first_session_of_a_day_is_next_from_midnight_on():
    assert phases_at(AGENDA, MIDNIGHT - MINUTE) == {}
    assert phases_at(AGENDA, MIDNIGHT) == {"morning": Phase.NEXT}


def test_phase_changes_are_all_instants_at_which_the_phases_change():
    changes = phase_changes(AGENDA)
    minutes = [local("2023-03-12 17:00") + n * MINUTE for n in range(18 * 60)]
    seen = {now for now in minutes if phases_at(AGENDA, now) != phases_at(AGENDA, now - MINUTE)}
    assert seen <= set(changes)
    assert changes == tuple(sorted(changes))
    assert MIDNIGHT in seen


@pytest.mark.parametrize(
    ("now", "today"),
    [
        ("2023-03-11 23:59", None),
        ("2023-03-12 00:00", date(2023, 3, 12)),
        ("2023-03-13 23:59", date(2023, 3, 13)),
        ("2023-03-14 00:00", None),
    ],
)
def test_today_is_a_day_of_the_conference_by_the_venues_clock(now, today):
    assert today_at(AGENDA, local(now)) == today


def test_phase_changes_have_every_midnight_also_of_days_without_sessions():
    empty = make_agenda(conference=make_conference(ends_on=date(2023, 3, 14)))
    assert phase_changes(empty) == tuple(local(f"2023-03-{day} 00:00") for day in (12, 13, 14, 15))
