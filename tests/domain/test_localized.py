from __future__ import annotations

import pytest

from eventapp.domain.localized import NOTHING, Localized, Text
from tests.factories import both


def test_of_orders_by_language_and_drops_empty_texts():
    assert Localized.of({"ja": "議題", "en": "Agenda", "ko": ""}).texts == (("en", "Agenda"), ("ja", "議題"))


def test_of_equal_texts_in_another_order_is_equal():
    assert Localized.of({"ja": "議題", "en": "Agenda"}) == Localized.of({"en": "Agenda", "ja": "議題"})


def test_as_dict_gives_back_what_of_was_given():
    assert both("Agenda", "議題").as_dict() == {"en": "Agenda", "ja": "議題"}


def test_iteration_yields_pairs():
    assert list(both("Agenda", "議題")) == [("en", "Agenda"), ("ja", "議題")]


@pytest.mark.parametrize(("text", "truth"), [(NOTHING, False), (Localized.of({"en": ""}), False), (both("A"), True)])
def test_truth_of_a_text_says_whether_there_is_any(text, truth):
    assert bool(text) is truth


def test_get_missing_language_is_none():
    assert both("Agenda").get("ja") is None


def test_in_language_present_is_no_fallback():
    assert both("Agenda", "議題").in_language("ja") == Text("議題", "ja")


def test_in_language_missing_falls_back_to_the_first_language_marked():
    text = Localized.of({"en": "Agenda", "ko": "의제"})
    assert text.in_language("ja", order=("ko", "en")) == Text("의제", "ko", is_fallback=True)


def test_in_language_fallback_skips_languages_without_the_text():
    assert both("Agenda").in_language("ja", order=("ja", "ko", "en")) == Text("Agenda", "en", is_fallback=True)


def test_in_language_outside_the_order_falls_back_to_any():
    assert Localized.of({"ko": "의제"}).in_language("ja", order=("ja", "en")) == Text("의제", "ko", is_fallback=True)


def test_in_language_of_nothing_is_none():
    assert NOTHING.in_language("en", order=("en",)) is None


def test_only_keeps_the_chosen_languages():
    text = Localized.of({"en": "Agenda", "ja": "議題", "ko": "의제"})
    assert text.only(["ja", "en"]) == both("Agenda", "議題")


def test_only_without_any_chosen_language_keeps_the_fallback():
    text = Localized.of({"en": "Agenda", "ko": "의제"})
    assert text.only(["ja"], order=("ko", "en")) == Localized.of({"ko": "의제"})


def test_only_of_nothing_is_nothing():
    assert NOTHING.only(["ja"]) == NOTHING
