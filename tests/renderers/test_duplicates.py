"""Why two may be one person, in words."""

from __future__ import annotations

import pytest

from eventapp.domain.duplicates import Likeness
from eventapp.renderers.duplicates import likeness_label
from eventapp.renderers.wording import words_in


@pytest.mark.parametrize(
    ("language", "label"),
    [
        (
            "en",
            "same e-mail address, same name in kanji, same name in Latin letters, same reading, sounds the same, but other kanji",
        ),
        (
            "ja",
            "メールアドレスが同じ、漢字の氏名が同じ、ローマ字の氏名が同じ、ふりがなが同じ、読みが似ている、ただし漢字は異なる",
        ),
    ],
)
def test_reasons_and_what_speaks_against_them(language, label):
    assert likeness_label(Likeness, words_in(language), is_contradicted=True) == label


def test_nothing_against_it_is_not_said():
    assert likeness_label((Likeness.READING,), words_in("ja")) == "ふりがなが同じ"
