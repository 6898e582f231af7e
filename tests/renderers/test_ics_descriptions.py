"""What the description of a session says, in one language and in two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventapp.domain.attendees import Placement
from eventapp.domain.vocabulary import (
    AgreementState,
    AttributionRule,
    InterpretationMode,
    Role,
    SessionKind,
    SessionStatus,
)
from eventapp.renderers.wording import words_in
from tests.renderers.ics_agendas import (
    CHAIR_JP,
    SESSION_PAGE,
    both,
    build_topic,
    chairs,
    chunk_of,
    chunk_with,
    description_of,
    english,
    lines_of,
)

JA = words_in("ja")


def test_description_in_one_language():
    assert description_of(chunk_of("plenary")) == [
        "Plenary 3 · On the record",
        "Interpretation: Simultaneous",
        "United States, Co-chair: Amb. DOE Jane",
        "Japan, Co-chair: HAYASHI Yoshimasa (Director, Plans, MOD side)",
        "Japan, Lead, 7: HAYASHI Yoshimasa (Director, Plans, MOD side)",
        "Japan, Lead, 7bis: HAYASHI Yoshimasa (Director, Plans, MOD side)",
        "7 Coordination cell · Decision · 40 min",
        "7bis [Liaison officers] · Decision · 40 min",
        "First line.",
        "Second; with, signs\\N.",
        SESSION_PAGE + "plenary",
    ]


def test_description_in_two_languages_has_one_empty_line_between():
    lines = description_of(chunk_of("plenary", languages=("en", "ja")))
    middle = lines.index("")
    assert lines.count("") == 1
    assert lines[:middle] == description_of(chunk_of("plenary"))[:-1]
    japanese = lines[middle + 1 :]
    decision, minutes = JA("Decision"), JA("{minutes} min", minutes=40)
    assert japanese[0] == f"{JA('{kind} {number}', kind=JA('Plenary'), number=3)} · {JA('On the record')}"
    assert JA("Place: {place}", place="ホールA 東京会場 東京都千代田区平河町2-4-1") in japanese
    assert f"7の2 ［連絡官］ · {decision} · {minutes}" in japanese
    assert japanese[-3:] == ["説明の一行目。", "二行目。", SESSION_PAGE + "plenary"]


def test_description_that_only_one_language_has_stands_once():
    lines = description_of(chunk_with(("ja", "en"), description=english("Only in English.")))
    assert lines.count("Only in English.") == 1
    assert lines.index("Only in English.") > lines.index("")
    assert description_of(chunk_with(("ja",), description=english("Only in English.")))[-2] == "Only in English."


def test_description_of_a_cancelled_session_says_its_kind_alone():
    chunk = chunk_with(
        status=SessionStatus.CANCELLED,
        attribution=AttributionRule.CHATHAM_HOUSE,
        interpretation=InterpretationMode.SIMULTANEOUS,
        placements=chairs(),
        topics=(build_topic("7"),),
        description=english("What was planned."),
    )
    assert description_of(chunk) == ["Plenary 3", SESSION_PAGE + "s1"]


@pytest.mark.parametrize(
    ("rule", "first", "sentence"),
    [
        (AttributionRule.CHATHAM_HOUSE, "Chatham House Rule", ["What is said may be used; who said it may not."]),
        (AttributionRule.NOT_FOR_ATTRIBUTION, "Not for attribution", ["Speakers are not named in any public paper."]),
        (AttributionRule.CLOSED, "Closed", []),
    ],
)
def test_rule_of_attribution_is_said_on_top(rule, first, sentence):
    lines = description_of(chunk_with(attribution=rule))
    assert lines == [f"Plenary 3 · {first}", *sentence, SESSION_PAGE + "s1"]


def test_break_says_nothing_of_attribution_unless_a_rule_binds():
    free = {"kind": SessionKind.BREAK, "number": None}
    assert description_of(chunk_with(**free)) == ["Break", SESSION_PAGE + "s1"]
    assert description_of(chunk_with(**free, attribution=AttributionRule.CLOSED))[0] == "Break · Closed"


def test_movement_says_road_and_gate_and_is_placed_where_it_starts():
    assert description_of(chunk_of("coach")) == [
        "Transfer",
        "Conference hall → Yokota Air Base",
        "75 min by coach · 30 min at the gate",
        SESSION_PAGE + "coach",
    ]
    assert lines_of("coach")["LOCATION"].startswith("Conference hall\\, ")


def test_interpretation_is_named_only_when_there_is_any():
    assert "Interpretation: Whispering" in description_of(chunk_with(interpretation=InterpretationMode.WHISPERING))
    assert not any("Interpretation" in line for line in description_of(chunk_with()))


def test_chair_of_one_side_is_no_co_chair_and_a_post_stands_for_a_name():
    nameless = replace(CHAIR_JP, family_name="", given_name="", native_family_name="", native_given_name="")
    placements = (
        Placement(attendee=nameless, role=Role.CHAIR),
        Placement(attendee=CHAIR_JP, role=Role.SPEAKER),
        Placement(attendee=replace(CHAIR_JP, position=english("")), role=Role.SPEAKER),
    )
    lines = description_of(chunk_with(placements=placements))
    assert lines[1:-1] == [
        "Japan, Chair: Director, Plans, MOD side",
        "Japan, Speaker: HAYASHI Yoshimasa (Director, Plans, MOD side); HAYASHI Yoshimasa (MOD side)",
    ]


def test_topic_without_minutes_says_none_and_stays_in_brackets_until_agreed():
    topic = build_topic(minutes=None, agreement=AgreementState.AD_REFERENDUM, placements=())
    assert "7 [Coordination cell] · Decision" in description_of(chunk_with(topics=(topic,)))


@pytest.mark.parametrize("languages", [("en",), ("en", "ja"), ("ja", "en")])
def test_long_description_is_cut_and_keeps_the_address(languages):
    paragraph = "\n".join(f"line {n} " + "x" * 90 for n in range(100))
    lines = description_of(chunk_with(languages, description=both(paragraph, paragraph.replace("line", "行"))))
    text = "\n".join(lines)
    assert 8_000 < len(text) <= 8_192
    assert lines[-1] == SESSION_PAGE + "s1"
    cut = [line for line in lines if line.endswith("…")]
    assert (len(cut), text.count("…")) == (len(languages), len(languages))
    assert all(len(line) > 90 for line in lines if line.startswith(("line", "行")) and line not in cut)


@pytest.mark.parametrize("languages", [("en",), ("en", "ja")])
def test_paragraph_that_does_not_fit_is_begun(languages):
    lines = description_of(chunk_with(languages, description=both("x" * 8_000, "字" * 8_000)))
    assert 8_080 < len("\n".join(lines)) <= 8_192
    assert [line[-2:] for line in lines if len(line) > 1_000] == (["xx"] if languages == ("en",) else ["x…", "字…"])


def test_short_language_leaves_its_room_to_the_other():
    paragraph = "\n".join("z" * 99 for _ in range(70))
    text = "\n".join(description_of(chunk_with(("en", "ja"), description=both(paragraph, "短い。"))))
    assert "…" not in text
    assert text.count("z") == 99 * 70


def test_sides_of_delegations_come_in_their_order_not_the_placements():
    placements = tuple(reversed(chairs()))
    lines = description_of(chunk_with(placements=placements))
    assert [line.split(",")[0] for line in lines[1:-1]] == ["United States", "Japan"]
