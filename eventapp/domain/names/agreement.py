"""Whether the parts of a name agree: the reading with the Latin letters, family with given name, all with the ID."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.folding import folded, letters_of
from eventapp.domain.names.findings import Finding, FindingCode
from eventapp.domain.names.kana import has_han, has_kana, is_katakana, is_reading
from eventapp.domain.names.parts import LATIN_PARTS, NATIVE_PARTS, READING_PARTS, TRIPLES
from eventapp.domain.names.romaji import fits, romanised, sound_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.names.parts import NameParts

# How machine-readable zones of passports write what has no sign there. Source: ICAO Doc 9303-3, section 6.
_ON_PASSPORTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


def missing_findings(clean: NameParts, *, is_japanese: bool) -> Iterator[Finding]:
    """Give the parts that are missing beside others of the same name; a name in kana is its own reading."""
    for latin, native, reading in TRIPLES:
        in_latin, in_native, read = (getattr(clean, part) for part in (latin, native, reading))
        if not in_latin and (in_native or read):
            yield Finding(code=FindingCode.MISSING_LATIN, field=latin, mends=_from_reading(latin, read))
        if not is_japanese or not (in_latin or in_native or read):
            continue
        if not in_native:
            yield Finding(code=FindingCode.MISSING_NATIVE, field=native)
        if not read and not is_reading(in_native):
            yield Finding(code=FindingCode.MISSING_READING, field=reading)


def order_findings(clean: NameParts) -> Iterator[Finding]:
    """Give family and given name that have changed places, by what the reading or the ID tells; nothing is guessed."""
    family, given = clean.family_name, clean.given_name
    mends = ((LATIN_PARTS[0], given), (LATIN_PARTS[1], family))
    if not family or not given or sound_of(family) == sound_of(given):
        return
    for n, reading in enumerate(_comparable_readings(clean)):
        own, other = (family, given) if n == 0 else (given, family)
        if reading and fits(reading, other) and not fits(reading, own) and _may_swap(clean):
            values = (("reading", reading), ("latin", other))
            yield Finding(code=FindingCode.SWAPPED, field=LATIN_PARTS[0], mends=mends, values=values)
            return
    first, comma, rest = clean.id_name.partition(",")
    if comma and letters_of(first) == letters_of(given) and letters_of(rest).startswith(letters_of(family)):
        said = (("id_name", clean.id_name),)
        yield Finding(code=FindingCode.SWAPPED_ON_ID, field=LATIN_PARTS[0], mends=mends, values=said)


def reading_findings(clean: NameParts) -> Iterator[Finding]:
    """Give the Latin parts that are no spelling of their reading."""
    for latin, reading in zip(LATIN_PARTS, _comparable_readings(clean), strict=True):
        written = getattr(clean, latin)
        if reading and sound_of(written) and not fits(reading, written):
            values = (("reading", reading), ("latin", written))
            yield Finding(code=FindingCode.READING_DIFFERS, field=latin, values=values)


def id_findings(clean: NameParts) -> Iterator[Finding]:
    """Give a name on the ID that is another than the one shown, whatever the order and the case of its words."""
    parts = NATIVE_PARTS if has_han(clean.id_name) or has_kana(clean.id_name) else LATIN_PARTS
    shown = " ".join(filter(None, (getattr(clean, part) for part in parts)))
    if not clean.id_name or not shown or _are_same_letters(clean.id_name, shown):
        return
    titles = _words(f"{clean.prefix} {clean.suffix}")
    extra = [word for word in clean.id_name.replace(",", " ").split() if not _is_among(word, [*_words(shown), *titles])]
    lacking = [word for word in _words(shown) if not _is_among(word, _words(clean.id_name))]
    values = (("id_name", clean.id_name), ("name", shown), ("extra", " ".join(extra)))
    if lacking:
        yield Finding(code=FindingCode.ID_NAME_DIFFERS, field="id_name", values=values)
    elif extra:
        yield Finding(code=FindingCode.ID_NAME_LONGER, field="id_name", values=values)


def _from_reading(latin: str, reading: str) -> tuple[tuple[str, str], ...]:
    """Give the Latin part where the reading has but one spelling: no long vowel, no n before b, m or p."""
    spelled = romanised(reading)
    is_plain = spelled.isascii() and spelled.isalpha() and spelled == sound_of(spelled)
    is_single = is_plain and not any(pair in spelled for pair in ("nb", "nm", "np", "nn"))
    return ((latin, spelled.capitalize()),) if is_single else ()


def _comparable_readings(clean: NameParts) -> tuple[str, ...]:
    """Give the readings of family and given name; "" where a foreign name in katakana has another spelling."""
    found = []
    for native, reading in zip(NATIVE_PARTS, READING_PARTS, strict=True):
        written, read = getattr(clean, native), getattr(clean, reading)
        is_foreign = is_katakana(written) if written else is_katakana(read)
        found.append("" if is_foreign or not is_reading(read) else read)
    return tuple(found)


def _may_swap(clean: NameParts) -> bool:
    """Say whether no reading speaks for the places that the parts have now."""
    readings = _comparable_readings(clean)
    return not any(
        reading and fits(reading, getattr(clean, latin)) for latin, reading in zip(LATIN_PARTS, readings, strict=True)
    )


def _are_same_letters(one: str, other: str) -> bool:
    spelled = [sorted(letters_of(text)) for text in (one, other, other.lower().translate(_ON_PASSPORTS))]
    return spelled[0] in spelled[1:]


def _words(text: str) -> list[str]:
    return [word for word in "".join(c if c.isalnum() else " " for c in folded(text).replace("'", "")).split() if word]


def _is_among(word: str, words: list[str]) -> bool:
    """Say whether a word, or what its initial stands for, is among others."""
    wanted = _words(word)
    return all(any(_is_same(one, other) for other in words) for one in wanted)


def _is_same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
