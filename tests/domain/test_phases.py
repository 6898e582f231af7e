from __future__ import annotations

from datetime import timedelta

from eventapp.domain.phases import Phase, phase_changes, phases_at
from tests.factories import make_agenda, make_session
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
