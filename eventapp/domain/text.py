"""Hygiene of typed text: what may not stand in a line or a paragraph, wherever it later goes."""

from __future__ import annotations

import unicodedata

LINE_MAX = 300
PROSE_MAX = 8_000

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SEPARATORS = frozenset("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


def faulty_character(text: str, *, multiline: bool) -> tuple[str, str] | None:
    """Give the code of what is wrong with the first faulty character and the character itself, else None.

    Codes: `line-break` (in a single line), `line-separator` (U+2028 and its kind, which some readers of calendars take
    for a line break), `bidi-character` (reorders what stands around it), `control-character` (also unassigned,
    private and half surrogates). A paragraph may hold line feeds only.
    """
    for character in text:
        if character == "\n":
            if not multiline:
                return "line-break", character
        elif code := _fault(character):
            return code, character
    return None


def _fault(character: str) -> str | None:
    if character in _SEPARATORS:
        return "line-separator"
    if character in _BIDI:
        return "bidi-character"
    if character == "\u200d":  # joins emoji only; nothing in English or Japanese needs it
        return "control-character"
    if unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
        return "control-character"
    return None


def character_name(character: str) -> str:
    """Give "U+1F600 GRINNING FACE"; the name is left out where Unicode has none."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
