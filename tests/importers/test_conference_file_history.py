"""The versions in a conference file: how they unfold, and what is found wrong with them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from eventapp.importers.conference_file.reading import read_conference_file
from tests.importers.conference_texts import PUBLICATION, SESSION, WHOLE, changed, problem, problems_of

SECOND = PUBLICATION.replace("number = 1", "number = 2").replace("10-01", "10-02")
EARLIER = """
[[publications.before.sessions]]
id = "s-1"
"""
BEFORE = "publications[0].before"


def _versions(text):
    return read_conference_file(text.encode()).publications


def test_version_without_a_before_is_the_file_itself():
    (version,) = _versions(WHOLE + PUBLICATION)
    assert (version.number, version.published_by) == (1, "Secretariat")
    assert version.as_of == datetime(2026, 10, 1, 22, tzinfo=UTC)
    assert [(s.id, s.sequence, s.modified_at) for s in version.agenda.sessions] == [("s-1", 0, version.as_of)]


def test_version_is_told_in_whole_seconds():
    (version,) = _versions(WHOLE + changed(PUBLICATION, "18:00:00", "18:00:00.75"))
    assert version.as_of == datetime(2026, 10, 1, 22, tzinfo=UTC)


def test_versions_unfold_from_the_last_to_the_first():
    first = PUBLICATION + EARLIER + 'kind = "briefing"\n'
    second = SECOND + EARLIER + 'title = { en = "Old" }\n'
    texts = [
        (s.kind, s.title.get("en"), s.sequence) for v in _versions(WHOLE + first + second) for s in v.agenda.sessions
    ]
    assert texts == [("briefing", "Old", 0), ("plenary", "Old", 1)]


def test_version_unfolds_absent_items_and_keys_without_value():
    told = PUBLICATION + EARLIER + 'absent = true\n[[publications.before.rooms]]\nid = "r-1"\nwithout = ["capacity"]\n'
    (version,) = _versions(changed(WHOLE, 'name = { en = "Room" }', 'name = { en = "Room" }\ncapacity = 4') + told)
    assert (version.agenda.sessions, [room.capacity for room in version.agenda.rooms]) == ((), [None])


def test_version_keeps_what_the_file_has_no_more():
    gone = SESSION.replace("[[sessions]]", "[[publications.before.sessions]]").replace("s-1", "s-0")
    first, second = _versions(WHOLE + PUBLICATION + gone + SECOND)
    assert [(s.id, s.status) for s in first.agenda.sessions] == [("s-0", "confirmed"), ("s-1", "confirmed")]
    assert [(s.id, s.status) for s in second.agenda.sessions] == [("s-0", "cancelled"), ("s-1", "confirmed")]


@pytest.mark.parametrize(
    ("publications", "found"),
    [
        (
            SECOND,
            [problem("wrong-number", "publications[0].number", expected=1, got=2)],
        ),
        (
            changed(PUBLICATION, "-04:00", ""),
            [problem("time-without-offset", "publications[0].as_of")],
        ),
        (
            changed(PUBLICATION, "2026-10-01T18:00:00-04:00", "9999-12-31T23:00:00-05:00"),
            [
                problem(
                    "time-out-of-range",
                    "publications[0].as_of",
                    got=datetime.fromisoformat("9999-12-31T23:00:00-05:00"),
                )
            ],
        ),
        (PUBLICATION + SECOND.replace("10-02", "09-02"), [problem("not-ascending", "publications[1].as_of")]),
        (
            PUBLICATION + changed(SECOND.replace("10-02", "10-01"), "18:00:00", "18:00:00.75"),
            [problem("not-ascending", "publications[1].as_of")],
        ),
        (
            PUBLICATION + EARLIER + "colour = 1\n",
            [problem("unknown-key", BEFORE, "s-1.colour")],
        ),
        (
            PUBLICATION + EARLIER + 'kind = "party"\nroom = "r-1"\nwithout = ["end"]\n',
            [
                problem(
                    "unknown-word",
                    BEFORE,
                    "s-1.kind",
                    got="party",
                    expected="plenary, working_session, briefing, restricted, public_event, ceremony, "
                    "press, reception, meal, break, arrival, free_time, transfer",
                ),
                problem("missing-key", BEFORE, "s-1.end"),
            ],
        ),
        (
            PUBLICATION + EARLIER + 'room = "r-9"\nstart = 2026-03-08T02:30:00\n',
            [
                problem("unknown-reference", BEFORE, "s-1.room", got="r-9"),
                problem(
                    "gap-time",
                    BEFORE,
                    "s-1.start",
                    wall=datetime.fromisoformat("2026-03-08 02:30"),
                    zone="America/New_York",
                ),
            ],
        ),
        (
            PUBLICATION + "[publications.before.conference]\nzone = 'JST'\n",
            [problem("unknown-zone", BEFORE, "conference.zone", zone="JST")],
        ),
    ],
)
def test_versions_are_checked(publications, found):
    assert list(problems_of(WHOLE + publications)) == found


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("[1]", problem("wrong-type", BEFORE, expected="table", got="array")),
        ('{ conference = "x" }', problem("wrong-type", f"{BEFORE}.conference", expected="table", got="string")),
        (
            "{ conference = { without = 1 } }",
            problem("wrong-type", f"{BEFORE}.conference.without", expected="array", got="integer"),
        ),
        ("{ conference = { absent = true } }", problem("unknown-key", BEFORE, "conference.absent")),
        ('{ sessions = "s-1" }', problem("wrong-type", f"{BEFORE}.sessions", expected="array", got="string")),
        ("{ sessions = [1] }", problem("wrong-type", f"{BEFORE}.sessions[0]", expected="table", got="integer")),
        (
            '{ sessions = [{ id = "s-1", without = [[1]] }] }',
            problem("wrong-type", f"{BEFORE}.sessions[0].without[0]", "s-1", expected="string", got="array"),
        ),
        (
            '{ sessions = [{ id = "s-1", absent = "yes" }] }',
            problem("wrong-type", f"{BEFORE}.sessions[0].absent", "s-1", expected="boolean", got="string"),
        ),
        (
            '{ sessions = [{ id = "s-1", number = 1 }, { id = "s-1", number = 2 }] }',
            problem("duplicate-id", f"{BEFORE}.sessions", got="s-1"),
        ),
        ("{ colours = [1] }", problem("unknown-key", f"{BEFORE}.colours")),
        ("{ order = 1 }", problem("wrong-type", f"{BEFORE}.order", expected="table", got="integer")),
        ("{ order = { colours = [] } }", problem("unknown-key", f"{BEFORE}.order.colours")),
        (
            '{ order = { rooms = ["r-1", { a = 1 }] } }',
            problem("wrong-type", f"{BEFORE}.order.rooms[1]", expected="string", got="table"),
        ),
    ],
)
def test_patches_of_the_wrong_shape_are_found(before, found):
    assert problems_of(f"{WHOLE}{PUBLICATION}before = {before}\n") == (found,)
