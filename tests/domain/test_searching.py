"""What a few typed words mean."""

from __future__ import annotations

import pytest

from eventapp.domain.searching import is_meant

PERSON = {
    "id": "p-jp-1",
    "delegation": "JP",
    "family_name": "Hayashi",
    "native_family_name": "林",
    "native_given_name": "渡邉",
    "family_name_reading": "ハヤシ",
    "position": {"en": "Director, Café Policy", "ja": "課長"},
}


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("", True),
        ("hayashi", True),
        ("はやし", True),
        ("ﾊﾔｼ", True),
        ("ＨＡＹＡＳＨＩ　課長", True),
        ("cafe director", True),
        ("p-jp-1", True),
        ("hayashi minister", False),
        ("ばやし", False),
        ("渡辺", True),
    ],
)
def test_every_word_must_stand_somewhere_in_any_form(query, is_found):
    assert is_meant(PERSON, query) is is_found


def test_number_and_topic_number_are_found_and_other_items_are_not():
    assert is_meant({"id": "t", "number": "7bis"}, "7bis")
    assert is_meant({"id": "s", "number": 3}, "3")
    assert not is_meant({"id": "s", "room": "hall", "uid": "hall@x"}, "hall")
