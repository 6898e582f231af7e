"""Names typed in capitals, and how they are written otherwise. Initials and numerals are capitals by right."""

from __future__ import annotations

import re

_PIECE = re.compile(r"[^\s\-‐–'’.]+|[\s\-‐–'’.]+")
_BREAK = re.compile(r"[\s\-‐–.]+")
_NUMERAL = re.compile(r"I{2,3}|I?V|VI{1,3}|I?X")
# What stands before the capitals of a word as rosters write it: McDONALD, DeSANTIS, d'ARC, O'BRIEN.
_HEAD = re.compile(r"[^\W\d_]['’](?=[^\W\d_])|[A-Z][a-z]{1,3}(?=[^\Wa-z\d_]{2})")
# Words before a family name. At its head van and von are mostly small; others are written as their owner does, mostly large.
_SMALL_AT_THE_HEAD = frozenset({"van", "von"})
_PARTICLES = _SMALL_AT_THE_HEAD | {
    "der",
    "den",
    "de",
    "del",
    "della",
    "di",
    "da",
    "dos",
    "das",
    "du",
    "la",
    "las",
    "le",
    "los",
}
_NO_INITIALS = frozenset({"jr", "sr", "st", "dr", "mc"})
_VOWELS = frozenset("aeiouyàáâãäåèéêëìíîïòóôõöøùúûüýāēīōū")
_INITIALS_MAX = 2
_MC_LEAST = 5


def is_in_capitals(text: str, *, is_given: bool) -> bool:
    """Say whether a name was typed in capitals: "HAYASHI", "McDONALD", "van der BERG"; not "J. R.", "JD", "III" or "Smith III".

    Two capitals alone are initials in a given name, a name such as Ng in a family name.
    """
    words = [word for word in _BREAK.split(text) if len(word) > 1 and not _NUMERAL.fullmatch(word)]
    telling = [word for word in words if word not in _PARTICLES]
    if is_given and all(len(word) <= _INITIALS_MAX for word in telling):
        return False
    bodies = [_HEAD.sub("", word, count=1) for word in telling]
    in_capitals = all(body.upper() == body != body.lower() for body in bodies)
    return bool(bodies) and in_capitals and without_capitals(text) != text


def without_capitals(text: str) -> str:
    """Give a name that was typed in capitals as it is mostly written: "O'BRIEN" as "O'Brien", "VAN DER BERG" as "van der Berg"."""
    pieces = _PIECE.findall(text)
    made = (_written(piece, "".join(pieces[:n]), "".join(pieces[n + 1 :])) for n, piece in enumerate(pieces))
    return "".join(made)


def _written(word: str, before: str, after: str) -> str:
    head = _HEAD.match(word)
    if not word[0].isalpha() or (word != word.upper() and not head):
        return word
    if head:
        return head[0] + word[head.end() :].capitalize()
    if before.endswith(("'", "’")):
        return _after_apostrophe(word, before)
    if (before or after) and _stays(word, before):
        return word
    return _small(word.lower(), is_first=not before, is_last=not after.strip(" ."))


def _after_apostrophe(word: str, before: str) -> str:
    """Give "Brien" of O'BRIEN, but "ichi" of JUN'ICHI."""
    return word.capitalize() if len(_BREAK.split(before.rstrip("'’"))[-1]) == 1 else word.lower()


def _stays(word: str, before: str) -> bool:
    """Say whether a word among others is a numeral or initials: SMITH III, JD SMITH."""
    is_initials = len(word) <= _INITIALS_MAX and not _VOWELS & set(word.lower())
    return bool(before and _NUMERAL.fullmatch(word)) or (is_initials and word.lower() not in _NO_INITIALS)


def _small(word: str, *, is_first: bool, is_last: bool) -> str:
    if word in _PARTICLES and not is_last:
        return word.capitalize() if is_first and word not in _SMALL_AT_THE_HEAD else word
    if word.startswith("mc") and len(word) >= _MC_LEAST:
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
