"""Codes of badges as they are typed: in any case and width, with spaces and hyphens, with letters that look alike."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

# Signs that are taken for each other on a small badge; the first stands for all of them.
LOOK_ALIKE = ("0OQD", "1ILJ7T", "2Z", "5S", "6G", "8B", "VU")
SHAPES = {sign: signs[0] for signs in LOOK_ALIKE for sign in signs}
_SHAPES = str.maketrans(SHAPES)
_LEAST = 4


class Coded(Protocol):
    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=Coded)


def read_code(text: str) -> str:
    """Give what was typed or read as a code is kept: capital letters and digits; "" for what can be no code."""
    signs = [sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum()]
    # A long mark of kana is a letter to Unicode; whoever types with full-width signs means a hyphen by it.
    code = "".join(sign for sign in signs if sign != "ー")
    return code if len(code) >= _LEAST and code.isascii() else ""


def code_shape(code: str) -> str:
    """Give a code with all signs that look alike made one."""
    return code.translate(_SHAPES)


def find_by_code(coded: Iterable[C], text: str) -> tuple[C, ...]:
    """Give the one whose code this is, else all whose codes look like it; none for a text that is no code.

    Codes are drawn without the signs that are misread most, so that those who look alike are one person but for a rare chance.
    """
    code = read_code(text)
    if not code:
        return ()
    everybody = tuple(coded)
    exact = tuple(one for one in everybody if one.code == code)
    return exact or tuple(one for one in everybody if code_shape(one.code) == code_shape(code))
