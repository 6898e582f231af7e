"""The clock switch, and addresses of a conference whose own clock changes."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.factories import NEW_YORK, make_agenda, make_conference, make_delegation, make_session
from tests.publishing import publish

AGENDA = "/conferences/sample-2023/agenda?lang=en"


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("", ["US Eastern", "US Eastern + Tokyo"]),
        ("&day=2026-10-31", ["EDT", "EDT + Tokyo"]),
        ("&day=2026-11-01", ["EDT, EST", "EDT, EST + Tokyo"]),
        ("&day=2026-11-02", ["EST", "EST + Tokyo"]),
    ],
)
def test_switch_calls_the_venues_clock_by_the_days_shown(client, app, query, labels):
    conference = make_conference(zone=NEW_YORK, starts_on=date(2026, 10, 31), ends_on=date(2026, 11, 2))
    session = make_session(id="opening", start="2026-10-31 09:00", zone=NEW_YORK)
    sides = (make_delegation(code="JP"), make_delegation(code="US"))
    publish(make_agenda(session, conference=conference, delegations=sides))
    switch = re.search(r'aria-label="Clock">(.*?)</nav>', client.get(AGENDA + query).text, re.DOTALL).group(1)
    assert re.findall(r">([^<>]+)</a>", switch) == labels
