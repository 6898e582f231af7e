"""How the languages of a text stand to each other."""

from __future__ import annotations

import pytest

from eventapp.domain.translations import TranslationState, texts_hash, texts_of, translation_state

BOTH = {"en": "Break", "ja": "休憩"}
LANGUAGES = ("en", "ja")


@pytest.mark.parametrize(
    ("texts", "confirmed", "state"),
    [
        ({"en": "Break"}, None, TranslationState.MISSING),
        ({"en": "Break"}, texts_hash(BOTH, LANGUAGES), TranslationState.MISSING),
        (BOTH, None, TranslationState.UNCONFIRMED),
        (BOTH, texts_hash(BOTH, LANGUAGES), TranslationState.CONFIRMED),
        ({**BOTH, "en": "Tea"}, texts_hash(BOTH, LANGUAGES), TranslationState.OUT_OF_STEP),
        ({**BOTH, "fr": "Pause"}, texts_hash(BOTH, LANGUAGES), TranslationState.CONFIRMED),
    ],
)
def test_state_follows_from_texts_and_what_was_confirmed(texts, confirmed, state):
    assert translation_state(texts, LANGUAGES, confirmed) is state


def test_hash_tells_which_language_has_which_text():
    assert texts_hash({"en": "A", "ja": "B"}, LANGUAGES) != texts_hash({"en": "B", "ja": "A"}, LANGUAGES)


def test_texts_of_an_item_are_those_that_it_has_and_questions_are_one():
    topic = {"title": BOTH, "number": "1", "questions": [{"en": "Who?", "ja": "誰が"}, {"en": "When?"}]}
    assert list(texts_of("topics/t", topic)) == [("title", BOTH), ("questions", {"en": "Who?\nWhen?"})]
    assert list(texts_of("transfers/a+b+coach", {"minutes": 5})) == []
