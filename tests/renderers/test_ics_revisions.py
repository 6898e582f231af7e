"""Whatever a reader's calendar shows otherwise has a higher SEQUENCE and a later LAST-MODIFIED: programs heed nothing else.

Each field of everything that an agenda holds is changed, one after the other.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum

import pytest

from eventapp.domain.audiences import PARTICIPANTS, PUBLIC, STAFF
from eventapp.domain.localized import Localized
from eventapp.domain.publication import freeze
from eventapp.domain.venues import GeoPoint
from eventapp.domain.vocabulary import TransferMode
from eventapp.renderers.ics import render_vevent
from tests.renderers.ics_agendas import (
    AS_OF,
    BASE,
    BASE_URL,
    CHAIR_JP,
    CHAIR_US,
    COACH,
    HALL,
    JP,
    ROOM,
    US,
    both,
    full_agenda,
)

LATER = AS_OF + timedelta(days=1)
# What names a thing for good, or is given by publishing; another language of a conference is another set of texts.
IDENTITY = {"id", "code", "uid", "slug", "languages", "sequence", "modified_at"}
AGENDA = full_agenda()
PLENARY, TRANSFER = AGENDA.find_session("plenary"), AGENDA.find_session("coach")
THINGS = {
    "conference": AGENDA.conference,
    "delegation": JP,
    "venue": HALL,
    "venue where a movement ends": BASE,
    "room": ROOM,
    "road": COACH,
    "person": CHAIR_JP,
    "session": PLENARY,
    "movement": TRANSFER,
    "topic": PLENARY.topics[1],
    "placement": PLENARY.placements[0],
}
CASES = [
    (thing, field.name) for thing, value in THINGS.items() for field in fields(value) if field.name not in IDENTITY
]


CHANGES = {
    bool: lambda value: not value,
    int: lambda value: value + 1,
    str: lambda _: "9",
    datetime: lambda value: value + timedelta(minutes=5),
    date: lambda value: value + timedelta(days=1),
    tuple: lambda value: value[:-1],
    Localized: lambda _: both("Something else", "別のもの"),
}
OTHERS = {
    "geo": GeoPoint(latitude=1.0, longitude=2.0),
    "venue": BASE,
    "from_venue": BASE,
    "to_venue": HALL,
    "delegation": US,
    "attendee": CHAIR_US,
    "transfer_mode": TransferMode.FOOT,
    "zone": "Asia/Seoul",
    "home_zone": "Asia/Seoul",
    "audience": "participants",
}


def other(value, name):
    """Give another value of the same kind."""
    if isinstance(value, Enum):
        members = [*type(value)]
        return members[(members.index(value) + 1) % len(members)]
    for kind, change in CHANGES.items():
        if type(value) is kind and name not in OTHERS:
            return change(value)
    return OTHERS.get(name)


def swapped(value, old, new):
    """Give a value in which each `old`, however deep, is `new`."""
    if type(value) is type(old) and value == old:
        return new
    if isinstance(value, tuple):
        return tuple(swapped(one, old, new) for one in value)
    if is_dataclass(value):
        return replace(value, **{f.name: swapped(getattr(value, f.name), old, new) for f in fields(value)})
    return value


def shown(agenda):
    """Give the bytes of each VEVENT by the session's id, without its revision."""
    return {
        one.id: render_vevent(
            replace(one, sequence=0, modified_at=AS_OF), agenda, languages=("en", "ja"), base_url=BASE_URL
        )
        for one in agenda.sessions
    }


@pytest.mark.parametrize(("thing", "name"), CASES)
def test_what_is_shown_otherwise_is_a_higher_revision(thing, name):
    old = THINGS[thing]
    draft = swapped(AGENDA, old, replace(old, **{name: other(getattr(old, name), name)}))
    published = freeze(draft, AGENDA, as_of=LATER)
    for audience in (PUBLIC, PARTICIPANTS, STAFF):
        before, after = AGENDA.for_audience(audience), published.for_audience(audience)
        was, now = shown(before), shown(after)
        changed = {key for key in was.keys() & now.keys() if was[key] != now[key]}
        revisions = {one.id: (one.sequence, one.modified_at) for one in after.sessions}
        assert {key for key in changed if revisions[key] != (1, LATER)} == set()


def test_each_kind_of_thing_is_shown_by_one_of_its_fields():
    """The proof of the proof: a change that showed nowhere would prove nothing."""
    seen = set()
    for thing, name in CASES:
        old = THINGS[thing]
        draft = swapped(AGENDA, old, replace(old, **{name: other(getattr(old, name), name)}))
        if shown(freeze(draft, AGENDA, as_of=LATER)) != shown(AGENDA):
            seen.add(thing)
    assert seen == THINGS.keys() - {"conference"}
