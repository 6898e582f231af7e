"""Kana and the widths of signs, as Japanese keyboards and office programs give them."""

from __future__ import annotations

import re
import unicodedata

_HALF_KANA = re.compile("[\uff65-\uff9f]+")
_WIDE_LATIN = re.compile("[\uff01-\uff5d]+")
_WIDE_LETTERS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_HIRAGANA = {code: code - ord("ァ") + ord("ぁ") for code in range(ord("ァ"), ord("ヶ") + 1)}
_KANA = re.compile("[\u3041-\u3096\u309d\u309e\u30a1-\u30ff]+")
_READING = re.compile("[\u3041-\u3096\u309d\u309e\u30a1-\u30ff ]+")
_KATAKANA = re.compile("[\u30a1-\u30ff ]+")
_HAN = re.compile("[\u2e80-\u2fd5\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
# Signs that stand where the long mark of kana was meant: hyphen, minus, dashes, the bar of a table.
_DASH_IN_KANA = re.compile("(?<=[\u3041-\u3096\u30a1-\u30fa])[-\u2010-\u2015\u2212\u2500\uff0d]")


def full_width_kana(text: str) -> str:
    """Give the text with half-width kana made full, voicing marks put on their letters."""
    return _HALF_KANA.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def half_width_latin(text: str) -> str:
    """Give the text with full-width letters, digits and signs made plain."""
    return _WIDE_LATIN.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def half_width_letters(text: str) -> str:
    """Give the text with full-width letters and digits made plain; other signs stay, such as （ ） of Japanese."""
    return _WIDE_LETTERS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def to_hiragana(text: str) -> str:
    return text.translate(_HIRAGANA)


def with_long_marks(text: str) -> str:
    """Give kana with the long mark where a hyphen or minus was typed for it: "カ-タ-" → "カーター"."""
    return _DASH_IN_KANA.sub("ー", text)


def has_half_width_kana(text: str) -> bool:
    return bool(_HALF_KANA.search(text))


def has_full_width_latin(text: str) -> bool:
    """Say whether full-width letters or digits stand in it."""
    return bool(_WIDE_LETTERS.search(text))


def has_han(text: str) -> bool:
    return bool(_HAN.search(text))


def has_kana(text: str) -> bool:
    return bool(_KANA.search(text))


def has_latin(text: str) -> bool:
    """Say whether letters of the Latin script stand in it, in any width."""
    return any(c.isascii() if c < "\x80" else unicodedata.name(c, "").find("LATIN") >= 0 for c in text if c.isalpha())


def is_reading(text: str) -> bool:
    """Say whether it is kana of full width, with spaces and middle dots at most."""
    return bool(_READING.fullmatch(text))


def is_katakana(text: str) -> bool:
    return bool(_KATAKANA.fullmatch(text))
