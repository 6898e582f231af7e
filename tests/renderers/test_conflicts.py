"""The sentence of each conflict in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from eventapp.domain.conflicts import Conflict, ConflictCode, find_conflicts
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import AgreementState, DisplayOrder, InterpretationMode, Role
from eventapp.renderers.conflicts import conflict_sentence
from eventapp.renderers.wording import words_in
from tests.factories import (
    NEW_YORK,
    both,
    local,
    make_agenda,
    make_attendee,
    make_delegation,
    make_room,
    make_session,
    make_topic,
    make_transfer,
    make_venue,
    placed,
)

JP, US = make_delegation(), make_delegation(code="US")
TOKYO, YOKOTA = make_venue(), make_venue(id="yokota", position=2, gate_minutes=30)
HALL = make_room(name=both("Hall A", "ホールA"), capacity=10, venue=TOKYO)
CLUB = make_room(id="club", name=both("Club", "クラブ"), venue=YOKOTA)
AOKI = make_attendee(
    id="aoki",
    delegation=JP,
    family_name="Aoki",
    given_name="Haruka",
    native_family_name="青木",
    native_given_name="遥",
    prefix="Amb.",
)
DIAZ = make_attendee(
    id="diaz", delegation=US, family_name="Diaz", given_name="Ana", display_order=DisplayOrder.GIVEN_FIRST
)
PLANS = make_attendee(id="plans", delegation=US, precedence=2, position=both("Director, Plans", "計画部長"))
OPENING = make_session(id="s1", title=both("Opening", "開会"))
CLOSING = make_session(id="s2", title=both("Closing", "閉会"))
LATER = {"start_at": OPENING.end_at, "end_at": OPENING.end_at + (OPENING.end_at - OPENING.start_at)}
BOTH_PLACED = placed(Role.PARTICIPANT, AOKI, PLANS)

CASES = {
    "room-overlap": (
        (replace(OPENING, room=HALL), replace(CLOSING, room=HALL)),
        "Hall A: “Opening” and “Closing” overlap by 60 min.",
        "ホールA：「開会」と「閉会」が60分重なります。",
    ),
    "person-overlap": (
        (replace(OPENING, placements=BOTH_PLACED), replace(CLOSING, placements=BOTH_PLACED)),
        "Amb. AOKI Haruka, Director, Plans: “Opening” and “Closing” overlap by 60 min.",
        "青木 遥、計画部長：「開会」と「閉会」が60分重なります。",
    ),
    "transfer-too-short": (
        (
            replace(OPENING, room=HALL, placements=placed(Role.CHAIR, DIAZ)),
            replace(CLOSING, room=CLUB, placements=placed(Role.CHAIR, DIAZ), **LATER),
        ),
        "Ana DIAZ: 105 min short to get from “Opening” to “Closing”.",
        "Ana DIAZ：「開会」から「閉会」への移動に105分足りません。",
    ),
    "outside-conference": (
        (make_session(start="2023-03-20 09:00", title=both("Opening", "開会")),),
        "“Opening” lies outside the conference days.",
        "「開会」は会期の外にあります。",
    ),
    "room-unavailable": (
        (replace(OPENING, room=replace(HALL, available=(Window(LATER["start_at"], LATER["end_at"]),))),),
        "Hall A cannot be had for all of “Opening”.",
        "ホールAは「開会」の全時間には使えません。",
    ),
    "person-unavailable": (
        (
            replace(
                OPENING,
                placements=placed(
                    Role.CHAIR,
                    replace(AOKI, arrives_at=local("2023-03-12 09:30")),
                    replace(PLANS, away=(Window(local("2023-03-11 08:00"), local("2023-03-12 09:15")),)),
                )
                + placed(Role.PARTICIPANT, DIAZ),
            ),
        ),
        (
            "Amb. AOKI Haruka (arrives Sun 12 Mar 09:30), Director, Plans (not free Sat 11 Mar 08:00 – Sun 12 Mar 09:15): "
            "not there for all of “Opening”."
        ),
        "青木 遥（3月12日9時30分到着）、計画部長（3月11日8時〜3月12日9時15分不在）：「開会」の全時間には出席できません。",
    ),
    "not-agreed": (
        (replace(OPENING, topics=(make_topic(agreement=AgreementState.AD_REFERENDUM, title=both("Base", "基地")),)),),
        "Topic 1, “Base”, is not agreed: it will print in square brackets.",
        "議題1「基地」は未合意です。角括弧付きで印刷されます。",
    ),
    "room-too-small": (
        (replace(OPENING, room=HALL, expected=12),),
        "Hall A is 2 seats short for “Opening”.",
        "「開会」にはホールAの席が2席足りません。",
    ),
    "booths": (
        (replace(OPENING, room=HALL, interpretation=InterpretationMode.SIMULTANEOUS),),
        "Hall A has no booth for the simultaneous interpretation of “Opening”.",
        "ホールAには「開会」の同時通訳用ブースがありません。",
    ),
    "topics-overrun": (
        (replace(OPENING, topics=(make_topic(minutes=75),)),),
        "The topics of “Opening” need 15 min more than it has.",
        "「開会」の議題には15分足りません。",
    ),
    "no-counterpart": (
        (
            replace(
                OPENING,
                topics=(
                    make_topic(number="7bis", title=both("Fuel", "燃料"), placements=placed(Role.LEAD, AOKI)),
                ),
            ),
        ),
        "Topic 7bis, “Fuel”, has a lead from JP only.",
        "議題7の2「燃料」の担当はJP側だけです。",
    ),
    "side-cap": (
        (replace(OPENING, side_cap=1, placements=placed(Role.PARTICIPANT, DIAZ, PLANS)),),
        "“Opening”: US has 1 person too many.",
        "「開会」：US側が1名多すぎます。",
    ),
}  # fmt: skip


def _sentences(sessions):
    agenda = make_agenda(
        *sessions,
        delegations=(JP, US),
        venues=(TOKYO, YOKOTA),
        transfers=(make_transfer(from_venue=TOKYO, to_venue=YOKOTA),),
    )
    return [
        (conflict.code, *(conflict_sentence(conflict, agenda, words_in(language)) for language in ("en", "ja")))
        for conflict in find_conflicts(agenda)
    ]


@pytest.mark.parametrize(("sessions", "english", "japanese"), CASES.values(), ids=CASES)
def test_conflict_is_told_in_both_languages(sessions, english, japanese):
    code = (
        "room-too-small" if "ブース" in japanese else next(code for code, case in CASES.items() if case[1] == english)
    )
    assert _sentences(sessions) == [(code, english, japanese)]


def test_every_code_has_a_case():
    assert CASES.keys() - {"booths"} == set(ConflictCode)


@pytest.mark.parametrize(
    ("count", "english", "japanese"),
    [
        (3, "Post 1, Post 2, Post 3", "職1、職2、職3"),
        (4, "Post 1, Post 2, Post 3 and 1 more", "職1、職2、職3ほか1名"),
        (9, "Post 1, Post 2, Post 3 and 6 more", "職1、職2、職3ほか6名"),
    ],
)
def test_more_than_three_people_are_counted(count, english, japanese):
    people = [
        make_attendee(id=f"p{n}", precedence=n, position=both(f"Post {n}", f"職{n}")) for n in range(1, count + 1)
    ]
    together = placed(Role.PARTICIPANT, *people)
    (found,) = _sentences([replace(OPENING, placements=together), replace(CLOSING, placements=together)])
    assert (found[1].partition(":")[0], found[2].partition("：")[0]) == (english, japanese)


@pytest.mark.parametrize(
    ("said", "english", "japanese"),
    [
        ({"leaves_at": "2023-03-12 09:30"}, "leaves Sun 12 Mar 09:30", "3月12日9時30分出発"),
        (
            {"arrives_at": "2023-03-12 09:10", "leaves_at": "2023-03-12 09:30"},
            "arrives Sun 12 Mar 09:10, leaves Sun 12 Mar 09:30",
            "3月12日9時10分到着、3月12日9時30分出発",
        ),
        ({"arrives_at": "2023-03-20 09:00"}, "arrives Mon 20 Mar 09:00", "3月20日9時到着"),
    ],
)
def test_hours_of_whoever_is_not_there_are_those_of_the_sessions_clock(said, english, japanese):
    person = replace(PLANS, **{key: local(text) for key, text in said.items()})
    here = _sentences([replace(OPENING, placements=placed(Role.CHAIR, person))])
    assert here == [
        (
            "person-unavailable",
            f"Director, Plans ({english}): not there for all of “Opening”.",
            f"計画部長（{japanese}）：「開会」の全時間には出席できません。",
        )
    ]
    abroad = _sentences([replace(OPENING, zone=NEW_YORK, placements=placed(Role.CHAIR, person))])
    assert english not in abroad[0][1]


def test_hours_that_come_twice_have_their_clocks_name_and_more_than_three_reasons_are_not_told():
    start_at = local("2023-11-05 00:00", NEW_YORK)
    quarters = [start_at + timedelta(minutes=15 * n) for n in range(5, 15)]
    away = tuple(Window(one, other) for one, other in zip(quarters[::2], quarters[1::2], strict=True))
    session = replace(
        OPENING,
        zone=NEW_YORK,
        start_at=start_at,
        end_at=start_at + timedelta(hours=5),
        placements=placed(Role.CHAIR, replace(PLANS, away=away)),
    )
    agenda = make_agenda(session)
    conflict = next(c for c in find_conflicts(agenda) if c.code is ConflictCode.PERSON_UNAVAILABLE)
    assert conflict_sentence(conflict, agenda, words_in("en")) == (
        "Director, Plans (not free Sun 5 Nov 01:15\u00a0EDT–01:30\u00a0EDT, not free Sun 5 Nov 01:45\u00a0EDT–01:00\u00a0EST, "
        "not free Sun 5 Nov 01:15\u00a0EST–01:30\u00a0EST): not there for all of “Opening”."
    )


def test_topic_without_a_session_is_told_without_one():
    topic = make_topic(title=both("Fuel"))
    agenda = make_agenda(unplaced_topics=(topic,), delegations=(JP, US))
    conflict = Conflict(code=ConflictCode.NO_COUNTERPART, topic=topic, delegation=JP, short=1)
    assert conflict_sentence(conflict, agenda, words_in("ja")) == "議題1「Fuel」の担当はJP側だけです。"


def test_text_of_braces_is_told_as_it_is():
    sessions = [replace(OPENING, title=both("{first} {0} %s")), replace(CLOSING, placements=())]
    hall = [replace(session, room=HALL) for session in sessions]
    assert _sentences(hall)[0][1] == "Hall A: “{first} {0} %s” and “Closing” overlap by 60 min."
