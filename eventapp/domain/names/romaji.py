"""Readings in Latin letters, and whether a name in Latin letters fits a reading, however its owner writes it.

Source: Hepburn's romanisation; the other spellings are Kunrei's and those that passports allow (OH, OU, OO for a long o).
"""

from __future__ import annotations

import re
from functools import lru_cache

from eventapp.domain.folding import letters_of
from eventapp.domain.names.kana import full_width_kana, to_hiragana

_ROWS = {
    "あいうえお": "a i u e o",
    "かきくけこ": "ka ki ku ke ko",
    "さしすせそ": "sa shi su se so",
    "たちつてと": "ta chi tsu te to",
    "なにぬねの": "na ni nu ne no",
    "はひふへほ": "ha hi fu he ho",
    "まみむめも": "ma mi mu me mo",
    "やゆよ": "ya yu yo",
    "らりるれろ": "ra ri ru re ro",
    "わゐゑをん": "wa i e o n",
    "がぎぐげご": "ga gi gu ge go",
    "ざじずぜぞ": "za ji zu ze zo",
    "だぢづでど": "da ji zu de do",
    "ばびぶべぼ": "ba bi bu be bo",
    "ぱぴぷぺぽ": "pa pi pu pe po",
    "ぁぃぅぇぉ": "a i u e o",
    "ゃゅょゎゔ": "ya yu yo wa vu",
    "ゕゖ": "ka ke",
}
_SYLLABLES = {kana: latin for row, all_ in _ROWS.items() for kana, latin in zip(row, all_.split(), strict=True)}
# Stems before a small ゃ ゅ ょ ぇ, and before a small vowel; then the pairs that follow no row.
_GLIDING = "きky ぎgy しsh じj ちch ぢj にny ひhy びby ぴpy みmy りry"
_OPEN = "ふf ゔv つts"
_SINGLE = (
    "てぃti でぃdi とぅtu どぅdu うぃwi うぇwe うぉwo いぇye でゅdyu てゅtyu ふゅfyu くぁkwa くぃkwi くぇkwe くぉkwo"
)
_PAIRS = (
    {
        stem[0] + small: stem[1:] + vowel
        for stem in _GLIDING.split()
        for small, vowel in zip("ゃゅょぇ", "auoe", strict=True)
    }
    | {
        stem[0] + small: stem[1:] + vowel
        for stem in _OPEN.split()
        for small, vowel in zip("ぁぃぇぉ", "aieo", strict=True)
    }
    | {pair[:2]: pair[2:] for pair in _SINGLE.split()}
)
_VOWELS = "aiueo"

# From the spellings in use to one of each sound, in this order. What two people may write of one reading becomes the same;
# so may some names that are not: this finds what may be meant, it proves nothing.
_SPELLINGS = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"(?<=[sc])hy(?=[aueo])", "h"),
        (r"sy(?=[aueo])", "sh"),
        (r"[tc]y(?=[aueo])", "ch"),
        (r"[zjd]y(?=[aueo])", "j"),
        (r"si", "shi"),
        (r"ti", "chi"),
        (r"(?<![sc])hu", "fu"),
        (r"tu", "tsu"),
        (r"[zd]i", "ji"),
        (r"dz?u", "zu"),
        (r"tch", "cch"),
        (r"wo", "o"),
        (r"ye", "e"),
        (r"m(?=[bmp])", "n"),
        (r"l", "r"),
        (r"v", "b"),
        (r"c(?![hc])|q", "k"),
        (r"(?<=[aiueo])h(?![aiueo])", ""),
        (r"o[ou]+", "o"),
        (r"([aiue])\1+", r"\1"),
    )
)


@lru_cache(maxsize=8192)
def romanised(reading: str) -> str:
    """Give a reading in small Latin letters, long vowels as kana write them: "おおひら" → "oohira", "じゅんいち" → "junichi".

    What is no kana stays, so that a reading of two words stays two.
    """
    kana = to_hiragana(full_width_kana(reading)).replace("・", " ")
    made: list[str] = []
    at = 0
    while at < len(kana):
        pair = kana[at : at + 2]
        made.append(_PAIRS.get(pair) or _SYLLABLES.get(kana[at], kana[at]))
        at += 2 if pair in _PAIRS else 1
    return _with_doubles("".join(made))


def _with_doubles(text: str) -> str:
    """Double the consonant after a small っ, the vowel before a long mark."""
    made = ""
    for n, character in enumerate(text):
        if character == "っ":
            after = text[n + 1 : n + 2]
            made += after if after.isalpha() and after.isascii() and after not in _VOWELS else ""
        elif character == "ー":
            made += made[-1] if made and made[-1] in _VOWELS else ""
        else:
            made += character
    return made


@lru_cache(maxsize=8192)
def sound_of(latin: str) -> str:
    """Give a name in Latin letters as it is compared by sound: "Ohira", "Oohira" and "Ōhira" are "ohira", "Sato" and "Satoh" "sato"."""
    text = "".join(c for c in letters_of(latin) if c.isascii())
    before = None
    while before != text:
        before = text
        for pattern, spelling in _SPELLINGS:
            text = pattern.sub(spelling, text)
    return text


def fits(reading: str, latin: str) -> bool:
    """Say whether a name in Latin letters may be this reading; nothing fits an empty one."""
    sound = sound_of(romanised(reading))
    return bool(sound) and sound == sound_of(latin)
