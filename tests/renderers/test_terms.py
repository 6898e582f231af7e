"""Words of Japanese that are the same wherever the program speaks of the same thing."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.pofile import read_po

import eventapp

CATALOGUE = Path(eventapp.__file__).parent / "translations" / "ja" / "LC_MESSAGES" / "eventapp.po"
# The day that a date is, not a program's calendar.
_OF_DATES = "This is no day of the calendar. Write it like 2023-03-12."


def _told():
    with CATALOGUE.open("rb") as file:
        found = {(m.id if isinstance(m.id, str) else m.id[0]): m.string for m in read_po(file) if m.id}
    return {said: japanese if isinstance(japanese, str) else japanese[0] for said, japanese in found.items()}


def _without(word, pattern):
    return [
        said for said, japanese in _told().items() if re.search(pattern, said, re.IGNORECASE) and word not in japanese
    ]


def test_calendar_is_one_word():
    assert _without("カレンダー", r"(?<!{)\bcalendars?\b") == [_OF_DATES]
    assert [said for said, japanese in _told().items() if "予定表" in japanese or "照会" in japanese] == []


def test_subscribing_is_not_the_word_for_registering():
    assert _without("購読", r"\bsubscrib") == []
    assert [said for said, japanese in _told().items() if re.search("カレンダー[にへ].{0,4}登録", japanese)] == []
