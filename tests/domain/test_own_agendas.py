"""Which sessions are a person's own, and that a mail tells of the same ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from eventapp.domain.feeds import OwnSessions
from eventapp.domain.localized import NOTHING
from eventapp.domain.notices import OwnChanges, Registered, find_affected
from eventapp.domain.publication import Publication, freeze
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import Role, SessionKind, SessionStatus
from tests.factories import both, make_agenda, make_attendee, make_delegation, make_session, placed, utc

JP = make_delegation()
AS_OF = datetime(2023, 3, 9, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SATO = make_attendee(delegation=JP, email="sato@example.org")
NINE, TEN, ELEVEN = (utc(f"2023-03-12 0{n}:00") for n in range(3))


def _session(name, start_at, kind=SessionKind.PLENARY, **fields):
    return make_session(id=name, kind=kind, start_at=start_at, end_at=start_at + HOUR, **fields)


def _agenda(*sessions, attendee):
    return make_agenda(*sessions, attendees=(attendee,), delegations=(JP,))


@pytest.mark.parametrize(
    ("stay", "own"),
    [
        ({}, {"first", "second"}),
        ({"arrives_at": TEN}, {"second"}),
        ({"arrives_at": TEN - HOUR / 2}, {"first", "second"}),
        ({"leaves_at": TEN}, {"first"}),
        ({"leaves_at": TEN + HOUR / 2}, {"first", "second"}),
        ({"away": (Window(NINE, TEN),)}, {"second"}),
        ({"arrives_at": NINE + HOUR / 2, "away": (Window(NINE + HOUR / 2, TEN),)}, {"second"}),
        ({"arrives_at": ELEVEN}, set()),
    ],
)
def test_session_of_everybody_is_own_unless_the_person_is_away_for_all_of_it(stay, own):
    sato = replace(SATO, **stay)
    assert (
        OwnSessions(_agenda(_session("first", NINE), _session("second", TEN), attendee=sato)).of(sato, registered=())
        == own
    )


def test_who_is_placed_by_name_or_registered_has_the_session_though_away():
    sato = replace(SATO, arrives_at=ELEVEN)
    named = _session("named", NINE, placements=placed(Role.CHAIR, sato))
    agenda = _agenda(named, _session("chosen", NINE, SessionKind.PUBLIC_EVENT), _session("other", NINE), attendee=sato)
    assert OwnSessions(agenda).of(sato, registered={"chosen"}) == {"named", "chosen"}


def test_breaks_are_those_between_the_first_and_the_last_own_session_of_a_day():
    day = timedelta(days=1)
    free = [
        _session("early", NINE - HOUR, SessionKind.FREE_TIME),
        _session("coffee", NINE + HOUR, SessionKind.BREAK),
        _session("lunch", ELEVEN + HOUR, SessionKind.BREAK),
        _session("late", ELEVEN + 2 * HOUR, SessionKind.FREE_TIME),
        _session("tomorrow", NINE + day, SessionKind.BREAK),
        _session("ours", NINE + HOUR, SessionKind.BREAK, audience="side:JP"),
    ]
    held = [
        _session("first", NINE),
        _session("last", ELEVEN),
        _session("gone", NINE + day, status=SessionStatus.CANCELLED),
    ]
    own = OwnSessions(_agenda(*free, *held, attendee=SATO))
    assert own.breaks_between({"first", "last", "gone", "unknown"}) == {"coffee", "lunch"}
    assert own.breaks_between({"last"}) == {"lunch"}
    assert own.breaks_between(()) == set()


def _versions(before, after, attendee):
    found: list[Publication] = []
    for number, sessions in enumerate((before, after), 1):
        draft = _agenda(*sessions, attendee=attendee)
        frozen = freeze(draft, found[-1].agenda if found else None, as_of=AS_OF)
        found.append(Publication(number=number, as_of=AS_OF, published_by="", note=NOTHING, agenda=frozen))
    return found


@pytest.mark.parametrize(
    ("stay", "change", "is_told"),
    [
        ({}, {"start_at": TEN, "end_at": ELEVEN}, True),
        ({"arrives_at": ELEVEN}, {"start_at": TEN, "end_at": ELEVEN}, False),
        ({"arrives_at": TEN}, {"start_at": TEN, "end_at": ELEVEN}, True),
        ({"leaves_at": TEN}, {"start_at": TEN, "end_at": ELEVEN}, True),
        ({}, {"description": both("Longer", "より長い")}, False),
    ],
    ids=["moved", "moved while away", "moved into the stay", "moved out of the stay", "other words"],
)
def test_mail_and_own_page_decide_alike(stay, change, is_told):
    sato, plenary = replace(SATO, **stay), _session("plenary", NINE)
    first, second = _versions([plenary], [replace(plenary, **change)], sato)
    own = OwnChanges(first.agenda, second.agenda).of(sato, registered=())
    mailed = [notice.changes for notice in find_affected(first, second, [Registered(sato, frozenset())]).notices]
    assert ([one.change.after.id for one in own], mailed) == (["plenary"] * is_told, [own] * is_told)
