"""Texts that differ in form only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.folding import folded, letters_of


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("HAYASHI", "hayashi"),
        ("Ōhira", "ohira"),
        ("Łukasz Sørensen", "lukasz sorensen"),
        ("Straße", "strasse"),
        ("ﾊﾔｼ", "はやし"),
        ("ｶﾞｰﾋﾞｰ", "がーびー"),
        ("か\u3099", "が"),
        ("ＨＡＹＡＳＨＩ　１", "hayashi 1"),
        ("髙橋", "高橋"),
        ("宮﨑", "宮崎"),
        ("齋藤", "斎藤"),
        ("斉藤", "斎藤"),
        ("渡邉", "渡辺"),
        ("辻\U000e0100", "辻"),
        ("𠮷田", "吉田"),
        ("隆\uf9dc", "隆隆"),
    ],
)
def test_form_that_is_compared(text, form):
    assert folded(text) == form


@given(text=st.text())
def test_folding_again_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@given(text=st.text(st.sampled_from("ÄøŁｶﾞﾟ゛゙が髙﨑邉隆ㇰヷﬁ㍿İıẞ\u0301\ufe00")))
def test_folding_names_again_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


def test_letters_are_what_is_left_without_spaces_and_signs():
    assert letters_of("O'Brien-Sørensen, J. 2") == "obriensorensenj2"
