"""Hygiene of typed text: what may not stand in a line or a paragraph, wherever it later goes."""

from __future__ import annotations

import re
import unicodedata

from eventapp.domain.errors import Problem

LINE_MAX = 300
PROSE_MAX = 8_000

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# What is no letter, space or sign and yet of a category of such: fillers of Hangul, the blank of Braille, joiners.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_MARKS_MAX = 3
# Letters, kana, Han characters and signs that are never at fault: nearly every text has nothing else.
_PLAIN = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u3000-\u3029\u3030-\u3096\u309b-\u30ff\u4e00-\u9fff\uff01-\uff9f]*",
)
_SEPARATORS = frozenset("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


def faulty_character(text: str, *, multiline: bool) -> tuple[str, str] | None:
    """Give the code of what is wrong with the first faulty character and the character itself, else None.

    Codes: `line-break` (in a single line), `line-separator` (U+2028 and its kind, which some readers of calendars take
    for a line break), `bidi-character` (reorders what stands around it), `control-character` (also unassigned,
    private and half surrogates), `invisible-character` (two texts that look alike would differ), `piled-marks` (more than
    three on one letter run into the lines above). A paragraph may hold line feeds only.
    """
    if _PLAIN.fullmatch(text):
        return None
    for n, character in enumerate(text):
        if character == "\n":
            if not multiline:
                return "line-break", character
        elif code := _fault(character) or _mark_fault(text, n):
            return code, character
    return None


def text_problem(text: str, path: str, *, multiline: bool) -> Problem | None:
    """Give what is wrong with a text that was typed outside a file, by the rules that the file has too, else None."""
    limit = PROSE_MAX if multiline else LINE_MAX
    if not text:
        return Problem("empty-text", path, values=(("limit", 1),))
    if len(text) > limit:
        return Problem("text-too-long", path, values=(("limit", limit),))
    if fault := faulty_character(text, multiline=multiline):
        return Problem(fault[0], path, values=(("character", character_name(fault[1])),))
    return Problem("outer-space", path) if text != text.strip() else None


def _fault(character: str) -> str | None:
    if " " <= character <= "~":
        return None
    if character in _SEPARATORS:
        return "line-separator"
    if character in _BIDI:
        return "bidi-character"
    if character == "\u200d":  # joins emoji only; nothing in English or Japanese needs it
        return "control-character"
    category = unicodedata.category(character)
    if category in {"Cc", "Cs", "Co", "Cn"}:
        return "control-character"
    return "invisible-character" if category == "Cf" or character in _BLANKS else None


def _mark_fault(text: str, n: int) -> str | None:
    """Find a variant of what has none and marks piled on a letter; names such as 邉 need their variants (UTS #37)."""
    if "\ufe00" <= text[n] <= "\ufe0f" or "\U000e0100" <= text[n] <= "\U000e01ef":
        return None if n and _is_han(text[n - 1]) else "invisible-character"
    marks = text[max(n - _MARKS_MAX, 0) : n + 1]
    return "piled-marks" if len(marks) > _MARKS_MAX and all(map(_is_mark, marks)) else None


def _is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith(("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH"))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me"}


def character_name(character: str) -> str:
    """Give "U+1F600 GRINNING FACE"; the name is left out where Unicode has none."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
