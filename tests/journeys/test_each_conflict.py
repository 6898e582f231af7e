"""An organiser makes every conflict there is and solves it, by keyboard alone, one in English and the next in Japanese."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from eventapp.db import db
from eventapp.domain.conflicts import ConflictCode, find_conflicts
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import AgreementState, Role
from eventapp.policy import MemberRole
from tests.factories import (
    local,
    make_agenda,
    make_attendee,
    make_conference,
    make_delegation,
    make_room,
    make_session,
    make_topic,
    make_transfer,
    make_venue,
    placed,
)
from tests.journeys.keyboard import Keys
from tests.publishing import draft

SLUG = "each-conflict"
PLACE = f"/organise/{SLUG}"
LANGUAGES = ("en", "ja")
NOBODY = "–"


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is entered in an item's form so that it collides, and how that is solved: by the way out proposed, or entered back."""

    code: ConflictCode
    names: tuple[str, str]
    item: str
    made: tuple[tuple[str, str], ...]
    back: tuple[tuple[str, str], ...] = ()


# None depends on where a mend put the session of one before.
CASES = (
    Case(
        code=ConflictCode.ROOM_OVERLAP,
        names=("Two sessions in one room", "会議室の重複"),
        item="sessions/lecture",
        made=(("#start", "13:30"), ("#end", "14:30")),
    ),
    Case(
        code=ConflictCode.PERSON_OVERLAP,
        names=("People in two places", "同時に二か所にいる人"),
        item="sessions/briefing",
        made=(("[name=people-who]", "smith"),),
    ),
    Case(
        code=ConflictCode.TRANSFER_TOO_SHORT,
        names=("Transfers too short", "移動時間の不足"),
        item="sessions/visit",
        made=(("#start", "14:15"), ("#end", "15:15")),
    ),
    Case(
        code=ConflictCode.OUTSIDE_CONFERENCE,
        names=("Outside the conference days", "会期外"),
        item="sessions/dinner",
        made=(("#on", "03142023"),),
    ),
    Case(
        code=ConflictCode.ROOM_UNAVAILABLE,
        names=("Rooms that cannot be had", "使えない会議室"),
        item="sessions/tour",
        made=(("#start", "17:30"), ("#end", "18:30")),
    ),
    Case(
        code=ConflictCode.PERSON_UNAVAILABLE,
        names=("People who are not there", "不在の人"),
        item="attendees/ito",
        made=(("#arrives_on", "03122023"), ("#arrives", "11:30")),
    ),
    Case(
        code=ConflictCode.ROOM_TOO_SMALL,
        names=("Rooms too small or without a booth", "席またはブースの足りない会議室"),
        item="sessions/seminar",
        made=(("#expected", "60"),),
    ),
    Case(
        code=ConflictCode.TOPICS_OVERRUN,
        names=("Topics longer than their session", "セッションに収まらない議題"),
        item="topics/budget",
        made=(("#minutes", "90"),),
    ),
    Case(
        code=ConflictCode.NO_COUNTERPART,
        names=("Leads without a counterpart", "相手方のいない主担当"),
        item="topics/budget",
        made=((".row2:nth-child(2) [name=people-who]", NOBODY),),
        back=((".row2:nth-child(2) [name=people-role]", "lead"), (".row2:nth-child(2) [name=people-who]", "smith")),
    ),
    Case(
        code=ConflictCode.SIDE_CAP,
        names=("Too many of one side", "一方の側の人数超過"),
        item="sessions/panel",
        made=(("#side_cap", "1"), ("[name=people-role]", "participant"), ("[name=people-who]", "abe")),
        back=(("#side_cap", "2"),),
    ),
    Case(
        code=ConflictCode.NOT_AGREED,
        names=("Topics not agreed", "未合意の議題"),
        item="topics/budget",
        made=(("#agreement", "countered"),),
        back=(("#agreement", "accepted"),),
    ),
)


def _calm_agenda():
    """Give two days at two venues, 40 minutes apart with the gate, at which nothing collides."""
    sato, abe, ito = (make_attendee(id=name, precedence=n) for n, name in enumerate(("sato", "abe", "ito"), start=1))
    smith = make_attendee(id="smith", delegation=make_delegation(code="US"))
    tokyo, yokota = make_venue(), make_venue(id="yokota", position=2, gate_minutes=10)
    hall, study = make_room(venue=tokyo, capacity=100), make_room(id="study", venue=tokyo, position=2, capacity=10)
    days = (Window(local(f"2023-03-{day} 08:00"), local(f"2023-03-{day} 18:00")) for day in (12, 13))
    club = make_room(id="club", venue=yokota, available=tuple(days))
    budget = make_topic(
        id="budget", minutes=30, agreement=AgreementState.ACCEPTED, placements=placed(Role.LEAD, sato, smith)
    )
    people = {"opening": placed(Role.CHAIR, smith), "talks": placed(Role.CHAIR, sato), "visit": placed(Role.LEAD, sato)}
    people["workshop"] = placed(Role.SPEAKER, ito)
    slots = (
        *(
            ("opening", "12 09:00", hall),
            ("briefing", "12 09:00", study),
            ("workshop", "12 11:00", study),
            ("talks", "12 13:00", hall),
        ),
        *(("lecture", "12 14:00", hall), ("visit", "12 16:30", club), ("seminar", "13 09:00", study)),
        *(("panel", "13 11:00", hall), ("tour", "13 16:00", club), ("dinner", "13 19:00", hall)),
    )
    sessions = (
        make_session(
            id=name,
            start=f"2023-03-{start}",
            uid=f"{SLUG}-{name}@example.org",
            room=room,
            placements=people.get(name, ()),
            topics=(budget,) if name == "panel" else (),
        )
        for name, start, room in slots
    )
    return make_agenda(
        *sessions,
        conference=make_conference(slug=SLUG, uid=f"{SLUG}@example.org"),
        attendees=(sato, abe, ito, smith),
        transfers=(make_transfer(from_venue=tokyo, to_venue=yokota, minutes=30),),
    )


@pytest.fixture
def calm(served):
    """Make the draft of a conference at which nothing collides."""
    agenda = _calm_agenda()
    assert find_conflicts(agenda) == ()
    with served[0].app_context():
        draft(agenda)
        db.session.remove()


def test_every_conflict_that_there_is_has_its_case():
    assert {case.code for case in CASES} == set(ConflictCode)


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_conflict_is_made_and_solved_by_keyboard_alone(visit, sign_in, calm, language):
    with visit() as window:
        sign_in(window, MemberRole.ORGANISER, language=language, slug=SLUG)
        keys = Keys(window.page)
        for case in CASES[LANGUAGES.index(language) :: len(LANGUAGES)]:
            _make(window, keys, case)
            _see(window, keys, case, language)
            _solve(window, keys, case)
            assert (_named(window.page), window.page.locator("main .none").count()) == ([], 1)
        window.open(f"{PLACE}/board?days=all")
        assert window.page.locator(".bside .cf .ch, .bc-b .fl").count() == 0
        assert window.complaints == []


def _make(window, keys, case):
    window.open(f"{PLACE}/{case.item}")
    _save(window, keys, case.made)


def _save(window, keys, entries):
    for selector, wanted in entries:
        keys.enter(selector, wanted)
    keys.submit(".save-bar button")
    assert window.page.locator(".say[role=status]").count() == 1


def _see(window, keys, case, language):
    """Find it alone in the board's panel, and go from there to the list, which names it in the reader's language."""
    window.open(f"{PLACE}/board?days=all")
    assert window.page.locator(".bside .cf .ch").count() == 1
    keys.submit(f".bside a[href*='#{case.code}:']")
    name = case.names[LANGUAGES.index(language)]
    assert [(code, heading.startswith(name)) for code, heading in _named(window.page)] == [(f"h-{case.code}", True)]


def _named(page):
    """Give the conflicts of the list: by code, what they are called."""
    headings = page.locator("main section.st > h2")
    return headings.evaluate_all("all => all.map((one) => [one.id, one.innerText])")


def _solve(window, keys, case):
    """Take the way out that is proposed; where there is none go to the item and enter what holds."""
    assert window.page.locator("button.mend").count() == (not case.back)
    if not case.back:
        keys.submit("button.mend")
        return
    keys.submit(f".cf a[href$='{PLACE}/{case.item}']")
    _save(window, keys, case.back)
    window.open(f"{PLACE}/conflicts")
