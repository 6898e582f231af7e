"""How the parts of a name were typed: widths, spaces, kana and what is no text, each with the value that was meant."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from eventapp.domain.names import kana
from eventapp.domain.names.findings import Finding, FindingCode
from eventapp.domain.names.parts import LATIN_PARTS, NAME_PARTS, NATIVE_PARTS, READING_PARTS, TRIPLES, name_parts
from eventapp.domain.text import character_name, faulty_character

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.names.parts import Named, NameParts

_ODD_SPACE = re.compile(r"\s{2,}|[^\S \u3000]")
_LATIN_ALL_THROUGH = frozenset({*LATIN_PARTS, "id_name"})


def cleaned(named: Named) -> NameParts:
    """Give the parts as they were meant: without faults of the keyboard, nothing else changed."""
    parts = name_parts(named)
    made = {part: _clean(part, getattr(parts, part)) for part in NAME_PARTS}
    for _, native, reading in TRIPLES:
        if kana.has_half_width_kana(getattr(parts, reading)) and not kana.is_katakana(made[native]):
            made[reading] = kana.to_hiragana(made[reading])
    return replace(parts, **made)


def typing_findings(named: Named, clean: NameParts) -> Iterator[Finding]:
    """Give what is wrong with how each part was typed; `clean` is `cleaned(named)`."""
    for part in NAME_PARTS:
        text = getattr(named, part)
        if text and text != getattr(clean, part):
            yield from _of_part(part, text, getattr(clean, part))
        if part in READING_PARTS and text and not kana.is_reading(_spaced(kana.full_width_kana(_plain(text))) or "ー"):
            yield _not_kana(part, getattr(clean, part))


def script_findings(clean: NameParts) -> Iterator[Finding]:
    """Give what stands in the field of another script."""
    for latin, native, _ in TRIPLES:
        in_latin, in_native = getattr(clean, latin), getattr(clean, native)
        is_crossed = _is_native(in_latin) or (kana.has_latin(in_native) and not in_latin)
        is_free = not in_native or (kana.has_latin(in_native) and not _is_native(in_native))
        mends = ((latin, in_native), (native, in_latin)) if is_crossed and is_free else ()
        if _is_native(in_latin):
            yield Finding(code=FindingCode.NATIVE_IN_LATIN, field=latin, mends=mends)
        if kana.has_latin(in_native):
            yield Finding(code=FindingCode.LATIN_IN_NATIVE, field=native, mends=mends)


def _of_part(part: str, text: str, meant: str) -> Iterator[Finding]:
    mends = ((part, meant),)
    fault = faulty_character(text, multiline=False)
    if fault:
        values = (("character", character_name(fault[1])),)
        yield Finding(code=FindingCode.CONTROL_CHARACTER, field=part, mends=mends, values=values)
    if kana.has_half_width_kana(text):
        yield Finding(code=FindingCode.HALF_WIDTH_KANA, field=part, mends=mends)
    if text != text.strip():
        yield Finding(code=FindingCode.OUTER_SPACE, field=part, mends=mends)
    if "\u3000" in text.strip():
        yield Finding(code=FindingCode.FULL_WIDTH_SPACE, field=part, mends=mends)
    elif not fault and _ODD_SPACE.search(text.strip()):
        yield Finding(code=FindingCode.ODD_SPACE, field=part, mends=mends)
    is_wide = kana.has_full_width_latin(text) or (part in _LATIN_ALL_THROUGH and kana.half_width_latin(text) != text)
    if is_wide and part not in READING_PARTS:
        yield Finding(code=FindingCode.FULL_WIDTH_LATIN, field=part, mends=mends)


def _not_kana(part: str, meant: str) -> Finding:
    mends = ((part, meant),) if kana.is_reading(meant) else ()
    return Finding(code=FindingCode.NOT_KANA, field=part, mends=mends)


def _clean(part: str, text: str) -> str:
    made = kana.full_width_kana(_plain(text))
    if part in _LATIN_ALL_THROUGH:
        made = kana.half_width_latin(made)
    made = kana.half_width_letters(made)
    if part not in NATIVE_PARTS:  # compatibility ideographs are what some names are written with
        made = unicodedata.normalize("NFC", made)
    if part in READING_PARTS:
        made = kana.with_long_marks(made)
    return _spaced(made)


def _plain(text: str) -> str:
    """Take out what is no text, from the first to the last; what parts lines becomes a space."""
    while fault := faulty_character(text, multiline=False):
        text = text.replace(fault[1], " " if fault[1].isspace() else "")
    return text


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _is_native(text: str) -> bool:
    return kana.has_han(text) or kana.has_kana(text)
