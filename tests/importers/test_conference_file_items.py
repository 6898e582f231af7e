"""Ids, references and words of the items of a conference file."""

from __future__ import annotations

from datetime import datetime

import pytest

from eventapp.domain.venues import Window
from eventapp.importers.conference_file.reading import read_conference_file
from tests.importers.conference_texts import (
    ATTENDEE,
    CONFERENCE,
    DELEGATION,
    HEAD,
    ROOM,
    SESSION,
    TOPIC,
    VENUE,
    WHOLE,
    changed,
    problem,
    problems_of,
)
from tests.literals import utc

MODES = "coach, car, rail, foot, air"
CATEGORIES = "delegate, speaker, observer, interpreter, staff, press, guest"
ROLES = "chair, lead, discussant, speaker, interpreter, note_taker, participant"


@pytest.mark.parametrize(
    ("extra", "found"),
    [
        (SESSION, problem("duplicate-id", "sessions[1].id", "s-1", got="s-1")),
        (TOPIC.replace('"1"', '"2"'), problem("duplicate-id", "topics[1].id", "t-1", got="t-1")),
        (TOPIC.replace("t-1", "t-2"), problem("duplicate-number", "topics[1].number", "t-2", got="1")),
        (VENUE, problem("duplicate-id", "venues[1].id", "v-1", got="v-1")),
        (ROOM, problem("duplicate-id", "rooms[1].id", "r-1", got="r-1")),
        (ATTENDEE, problem("duplicate-id", "attendees[1].id", "p-1", got="p-1")),
        (DELEGATION, problem("duplicate-code", "delegations[1].code", "US", got="US")),
    ],
)
def test_names_that_stand_twice_are_found(extra, found):
    assert problems_of(WHOLE + extra) == (found,)


def test_uid_that_stands_twice_is_found():
    uid = 'uid = "session-1@eventapp"\n'
    sessions = SESSION + uid + SESSION.replace("s-1", "s-2") + uid
    found = problem("duplicate-uid", "sessions[1].uid", "s-2", got="session-1@eventapp")
    assert problems_of(HEAD + CONFERENCE + sessions) == (found,)


@pytest.mark.parametrize(
    ("old", "new", "path", "item"),
    [
        ('venue = "v-1"', 'venue = "v-9"', "rooms[0].venue", "r-1"),
        ('delegation = "US"', 'delegation = "ZZ"', "attendees[0].delegation", "p-1"),
        ('name = { en = "Venue" }', 'name = { en = "Venue" }\nhost_side = "ZZ"', "venues[0].host_side", "v-1"),
        ('kind = "plenary"', 'kind = "plenary"\nroom = "r-9"', "sessions[0].room", "s-1"),
        ('kind = "plenary"', 'kind = "plenary"\nfrom_venue = "v-9"', "sessions[0].from_venue", "s-1"),
        ('kind = "plenary"', 'kind = "plenary"\nto_venue = "v-9"', "sessions[0].to_venue", "s-1"),
        ('kind = "plenary"', 'kind = "plenary"\naudience = "side:ZZ"', "sessions[0].audience", "s-1"),
        (
            'kind = "plenary"',
            'kind = "plenary"\npeople = { chair = ["p-1", "p-9"] }',
            "sessions[0].people.chair[1]",
            "s-1",
        ),
        ('number = "1"', 'number = "1"\nsession = "s-9"', "topics[0].session", "t-1"),
        ('number = "1"', 'number = "1"\nproposed_by = "ZZ"', "topics[0].proposed_by", "t-1"),
        ('number = "1"', 'number = "1"\npeople = { lead = ["p-9"] }', "topics[0].people.lead[0]", "t-1"),
    ],
)
def test_references_to_nothing_are_found(old, new, path, item):
    got = next(name for name in ("v-9", "ZZ", "r-9", "p-9", "s-9") if name in new)
    assert problems_of(changed(WHOLE, old, new)) == (problem("unknown-reference", path, item, got=got),)


TRANSFER = """
[[transfers]]
from_venue = "v-1"
to_venue = "v-2"
minutes = 10
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            changed(WHOLE, 'language = "en"', 'language = "en"\nhead = "p-9"'),
            problem("unknown-head", "delegations[0].head", "US", got="p-9"),
        ),
        (
            changed(WHOLE, 'name = { en = "Venue" }', 'name = { en = "Venue" }\nlatitude = 35.1'),
            problem("half-a-point", "venues[0].latitude", "v-1"),
        ),
        (
            changed(WHOLE, 'name = { en = "Venue" }', 'name = { en = "Venue" }\nlatitude = nan\nlongitude = 1.0'),
            problem("too-large", "venues[0].latitude", "v-1", limit=90),
        ),
        (changed(WHOLE, 'family_name = "Doe"\n', ""), problem("nameless", "attendees[0]", "p-1")),
        (changed(WHOLE, '"plenary"', '"transfer"'), problem("transfer-without-ends", "sessions[0]", "s-1")),
        (WHOLE + VENUE.replace("v-1", "v-2") + TRANSFER + TRANSFER, problem("duplicate-transfer", "transfers[1]")),
        (
            WHOLE + VENUE.replace("v-1", "v-2") + TRANSFER + 'mode = "boat"\n',
            problem("unknown-word", "transfers[0].mode", got="boat", expected=MODES),
        ),
        (WHOLE + TRANSFER.replace("v-2", "v-1"), problem("duplicate-transfer", "transfers[0]")),
        (
            changed(WHOLE, 'kind = "plenary"', 'kind = "plenary"\npeople = { chef = ["p-1"] }'),
            problem("unknown-word", "sessions[0].people.chef", "s-1", got="chef", expected=ROLES),
        ),
        (
            changed(WHOLE, 'kind = "plenary"', 'kind = "plenary"\naudience = "everybody"'),
            problem("unknown-audience", "sessions[0].audience", "s-1", audience="everybody"),
        ),
        (
            changed(WHOLE, 'number = "1"', 'number = "1bisbis"'),
            problem("wrong-form", "topics[0].number", "t-1", got="1bisbis"),
        ),
        (
            changed(WHOLE, 'number = "1"', 'number = "1"\nminutes = 0'),
            problem("too-small", "topics[0].minutes", "t-1", limit=1),
        ),
        (
            changed(WHOLE, 'family_name = "Doe"', 'family_name = "Doe"\nemail = "no address"'),
            problem("wrong-form", "attendees[0].email", "p-1", got="no address"),
        ),
        (
            changed(WHOLE, 'family_name = "Doe"', 'family_name = "Doe"\ninterpretation_language = "English"'),
            problem("wrong-form", "attendees[0].interpretation_language", "p-1", got="English"),
        ),
        (
            changed(WHOLE, 'family_name = "Doe"', 'family_name = "Doe"\ncategory = "visitor"'),
            problem("unknown-word", "attendees[0].category", "p-1", got="visitor", expected=CATEGORIES),
        ),
    ],
)
def test_items_are_checked(text, found):
    assert problems_of(text) == (found,)


def _at(text):
    return datetime.fromisoformat(text)


GAP, TWICE, ZONE = "2026-03-08T02:30:00", "2026-11-01T01:30:00", "America/New_York"


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (f"arrives = {GAP}", [("gap-time", "arrives", {"wall": _at(GAP), "zone": ZONE})]),
        (f"leaves = {TWICE}", [("fold-time", "leaves", {"wall": _at(TWICE), "zone": ZONE})]),
        (
            "arrives = 2026-10-31T09:00:00+09:00",
            [("wrong-offset", "arrives", {"got": _at("2026-10-31T09:00:00+09:00"), "zone": ZONE})],
        ),
        (
            f"away = [{{ start = {GAP}, end = 2026-03-08T04:00:00 }}, {{ start = 2026-03-09T03:00:00, end = {TWICE} }}]",
            [
                ("gap-time", "away[0].start", {"wall": _at(GAP), "zone": ZONE}),
                ("fold-time", "away[1].end", {"wall": _at(TWICE), "zone": ZONE}),
            ],
        ),
        (
            "away = [{ start = 2026-10-31T09:00:00, end = 2026-10-31T09:00:00 }]",
            [
                (
                    "end-before-start",
                    "away[0].end",
                    {"start": _at("2026-10-31T09:00"), "end": _at("2026-10-31T09:00")},
                )
            ],
        ),
        (
            "arrives = 2026-10-31T12:00:00\nleaves = 2026-10-31T11:00:00",
            [
                (
                    "leaves-before-arrival",
                    "leaves",
                    {"arrives": _at("2026-10-31T12:00"), "leaves": _at("2026-10-31T11:00")},
                )
            ],
        ),
        (
            'arrives = "soon"\nleaves = 2026-10-31T11:00:00',
            [("wrong-type", "arrives", {"expected": "datetime", "got": "string"})],
        ),
        (
            "arrives = 9999-12-31T09:00:00",
            [("time-out-of-range", "arrives", {"got": _at("9999-12-31T09:00")})],
        ),
    ],
)
def test_times_of_people_are_checked(keys, found):
    text = changed(WHOLE, 'family_name = "Doe"', f'family_name = "Doe"\n{keys}')
    assert list(problems_of(text)) == [
        problem(code, f"attendees[0].{key}", "p-1", **values) for code, key, values in found
    ]


def test_time_that_comes_twice_is_chosen_by_its_offset():
    keys = "arrives = 2026-11-01T01:30:00-05:00\naway = [{ start = 2026-11-01T10:00:00, end = 2026-11-01T11:00:00 }]"
    (person,) = read_conference_file(
        changed(WHOLE, 'family_name = "Doe"', f'family_name = "Doe"\n{keys}').encode()
    ).agenda.attendees
    assert (person.arrives_at, person.away) == (
        utc("2026-11-01 06:30"),
        (Window(utc("2026-11-01 15:00"), utc("2026-11-01 16:00")),),
    )
