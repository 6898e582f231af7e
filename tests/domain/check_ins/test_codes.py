"""Codes of badges as people type them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.check_ins import code_shape, find_by_code, read_code
from eventapp.domain.check_ins.codes import LOOK_ALIKE

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODES = st.text(LETTERS, min_size=8, max_size=8)


def _badges(*codes):
    return tuple(SimpleNamespace(code=code) for code in codes)


@pytest.mark.parametrize(
    "typed",
    [
        "QX7DPV2K",
        "qx7d pv2k",
        "QX7D-PV2K",
        " qx7d‐pv2k ",
        "ＱＸ７ＤＰＶ２Ｋ",
        "ｑｘ７ｄ－ｐｖ２ｋ",
        "qx7dーpv2k",
        "Q.X.7.D.P.V.2.K",
        "QX7D　PV2K",
    ],
)
def test_code_is_read_however_it_is_typed(typed):
    assert read_code(typed) == "QX7DPV2K"


@pytest.mark.parametrize("typed", ["", "   ", "abc", "林芳正太郎", "はやしよしまさ", "QX7DPV2林", "...", "\x00"])
def test_what_is_no_code_is_none(typed):
    assert read_code(typed) == ""


@pytest.mark.parametrize("typed", ["0X7OPV2K", "oxiopv2k", "QXLDPUZK", "qxid-pvzk", "DXTQPV2K"])
def test_signs_that_look_alike_find_the_badge(typed):
    badges = _badges("AAAAAAAA", "QX7DPV2K")
    assert [one.code for one in find_by_code(badges, typed)] == ["QX7DPV2K"]


def test_exact_code_wins_over_those_that_look_like_it():
    badges = _badges("QX7DPV2K", "DX7DPV2K")
    assert [one.code for one in find_by_code(badges, "dx7dpv2k")] == ["DX7DPV2K"]
    assert [one.code for one in find_by_code(badges, "ox7dpv2k")] == ["QX7DPV2K", "DX7DPV2K"]


def test_another_code_finds_nobody():
    assert find_by_code(_badges("QX7DPV2K"), "QX7DPV2M") == ()
    assert find_by_code(_badges("QX7DPV2K"), "QX7DPV2") == ()


@given(CODES, st.data())
def test_every_code_is_found_with_any_of_its_signs_misread(code, data):
    kin = {sign: signs for signs in LOOK_ALIKE for sign in signs}
    misread = "".join(data.draw(st.sampled_from(kin.get(sign, sign))) for sign in code)
    spaced = "- ".join((misread[:4], misread[4:])).lower()
    assert [one.code for one in find_by_code(_badges(code), spaced)] == [code]


def test_no_sign_looks_like_two_others():
    signs = "".join(LOOK_ALIKE)
    assert len(signs) == len(set(signs))
    assert code_shape("0OQD") == "0000"
