"""Readings in Latin letters, and the spellings that people have."""

from __future__ import annotations

import jaconv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.names import fits, romanised, sound_of


@pytest.mark.parametrize(
    ("reading", "latin"),
    [
        ("はやし", "hayashi"),
        ("おおひら", "oohira"),
        ("じゅんいち", "junichi"),
        ("きんい", "kini"),
        ("はっちょう", "hacchou"),
        ("ハットリ", "hattori"),
        ("ﾊﾞﾊﾞ", "baba"),
        ("カーター", "kaataa"),
        ("ティナ", "tina"),
        ("ゔぁん", "van"),
        ("メアリー・アン", "mearii an"),
        ("あっ", "a"),
        ("ー", ""),
        ("林", "林"),
    ],
)
def test_reading_in_latin_letters(reading, latin):
    assert romanised(reading) == latin


_PLAIN = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわがぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ"
_SYLLABLES = st.sampled_from((*_PLAIN, "きゃ", "しゅ", "ちょ", "じゃ", "りょ", "ぎゅ", "っか", "っと", "っぱ"))


@given(reading=st.lists(_SYLLABLES, min_size=1, max_size=8).map("".join))
def test_plain_syllables_are_romanised_as_another_library_does(reading):
    after_a_vowel = f"あ{reading}"
    assert romanised(after_a_vowel) == jaconv.kana2alphabet(after_a_vowel)


@pytest.mark.parametrize(
    ("reading", "latin"),
    [
        ("おおひら", "Ohira"),
        ("おおひら", "Oohira"),
        ("おおひら", "Ōhira"),
        ("おおの", "Ohno"),
        ("おおたに", "Ohtani"),
        ("さとう", "Sato"),
        ("さとう", "Satoh"),
        ("さとう", "Satou"),
        ("ゆうき", "Yuki"),
        ("ゆうき", "Yuhki"),
        ("いのうえ", "Inouye"),
        ("しょうへい", "Shohei"),
        ("しょうへい", "Syouhei"),
        ("つじ", "Tuzi"),
        ("ふくだ", "Hukuda"),
        ("ちよだ", "Tiyoda"),
        ("しんばし", "Shimbashi"),
        ("はっちょう", "Hatcho"),
        ("はっちょう", "Hattyou"),
        ("じゅんいち", "Jun'ichi"),
        ("じゅんいち", "Junichi"),
        ("しんいち", "Shin-ichi"),
        ("えりか", "Erica"),
        ("えりな", "Elina"),
        ("ハヤシ", "HAYASI"),
    ],
)
def test_spellings_that_fit_a_reading(reading, latin):
    assert fits(reading, latin)


@pytest.mark.parametrize(
    ("reading", "latin"),
    [
        ("はやし", "Yoshimasa"),
        ("はやし", "Hayasaka"),
        ("さと", "Saito"),
        ("おの", "On"),
        ("", ""),
        ("はやし", ""),
        ("", "Ono"),
    ],
)
def test_spellings_that_do_not(reading, latin):
    assert not fits(reading, latin)


@given(text=st.text(st.sampled_from("aiueohsctzjdnmybpflvwkqō'- "), max_size=12))
def test_sound_of_a_sound_is_itself(text):
    assert sound_of(sound_of(text)) == sound_of(text)
