"""The sentences of problems, in the words of the guide and in the reader's language."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from eventapp.domain.errors import Problem
from eventapp.renderers.problems import problem_line, problem_sentence
from eventapp.renderers.wording import words_in
from tests.factories import both
from tests.importers.conference_texts import WHOLE, changed, problems_of


def _lines(old, new):
    found = problems_of(changed(WHOLE, old, new))
    return [[problem_line(problem, words_in(language)) for problem in found] for language in ("en", "ja")]


KIND = 'kind = "plenary"'


@pytest.mark.parametrize(
    ("new", "english", "japanese"),
    [
        ('number = "7"', "a whole number, not a text", "文字列ではなく整数"),
        ("number = 7.5", "a whole number, not a number with a decimal point", "小数ではなく整数"),
        ("description = 3", "a table, not a whole number", "整数ではなく表（テーブル）"),
        ("room = 2026-01-01", "a text, not a date", "日付ではなく文字列"),
        ("room = true", "a text, not yes or no (true, false)", "真偽値（true、false）ではなく文字列"),
        ("people = { chair = 09:00:00 }", "a list, not a time", "時刻ではなくリスト"),
        ("room = 2026-01-01T09:00:00", "a text, not a date and time", "日時ではなく文字列"),
    ],
)
def test_kinds_are_named_in_the_words_of_the_guide(new, english, japanese):
    (line,), (other,) = _lines(KIND, f"{KIND}\n{new}")
    assert line.partition(": ")[2] == f"This must be {english}."
    assert other.partition(": ")[2] == f"{japanese}を書いてください。"


def test_number_of_either_kind_is_a_number():
    name = 'name = { en = "Venue" }'
    assert _lines(name, f'{name}\nlatitude = "35"\nlongitude = 139')[0] == [
        "venues[0].latitude (v-1): This must be a number, not a text."
    ]


def test_words_allowed_are_listed_without_quotes():
    text = '[[transfers]]\nfrom_venue = "v-1"\nto_venue = "v-2"\nminutes = 1\nmode = "boat"\n[[venues]]\nid = "v-2"'
    assert _lines("[[venues]]", f'{text}\nname = {{ en = "B" }}\n[[venues]]') == [
        ["transfers[0].mode: “boat” is none of the words allowed: coach, car, rail, foot, air."],
        ["transfers[0].mode: 「boat」は使えません。使えるのは coach, car, rail, foot, air です。"],
    ]


def test_conference_in_two_brackets_is_told_how_to_be_written():
    assert _lines("[conference]", "[[conference]]") == [
        ["conference: Write it once, as [conference]."],
        ["conference: [conference] として1回だけ書いてください。"],
    ]


@pytest.mark.parametrize(
    ("code", "values", "english", "japanese"),
    [
        (
            "leaves-before-arrival",
            {"arrives": "2023-03-12T12:00:00", "leaves": datetime(2023, 3, 11, 10, 30)},  # noqa: DTZ001 - on the wall
            "Leaving at Sat 11 Mar 2023 10:30 does not lie after arriving at Sun 12 Mar 2023 12:00.",
            "出発 2023年3月11日（土）10時30分 が到着 2023年3月12日（日）12時 より後ではありません。",
        ),
        (
            "end-before-start",
            {"start": datetime(2023, 3, 12, 3, tzinfo=ZoneInfo("Asia/Tokyo")), "end": "2023-03-12 02:00"},
            "The end Sun 12 Mar 2023 02:00 does not lie after the start Sun 12 Mar 2023 03:00\u00a0JST.",
            "終わり 2023年3月12日（日）2時 が始まり 2023年3月12日（日）3時（日本時間） より後ではありません。",
        ),
        (
            "unknown-word",
            {"got": "参加者", "expected": both("delegate, press", "代表、報道")},
            "“参加者” is none of the words allowed: delegate, press.",
            "「参加者」は使えません。使えるのは 代表、報道 です。",
        ),
    ],
)
def test_times_and_words_of_a_problem_are_said_in_the_readers_language(code, values, english, japanese):
    problem = Problem(code, values=tuple(values.items()))
    assert [problem_sentence(problem, words_in(one)) for one in ("en", "ja")] == [english, japanese]
