"""The check of a name: everything that a person, or who enters a list, should look at again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eventapp.domain.names.agreement import id_findings, missing_findings, order_findings, reading_findings
from eventapp.domain.names.capitals import is_in_capitals, without_capitals
from eventapp.domain.names.characters import cleaned, script_findings, typing_findings
from eventapp.domain.names.findings import MECHANICAL, Finding, FindingCode
from eventapp.domain.names.kana import is_reading
from eventapp.domain.names.parts import LATIN_PARTS, NAME_PARTS, NATIVE_PARTS, name_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.names.parts import Named, NameParts

_PLACES = {part: n for n, part in enumerate(NAME_PARTS)}
_ORDER = {code: n for n, code in enumerate(FindingCode)}
_JAPANESE = "ja"


def check_names(named: Named, *, language: str = "", delegation_language: str = "") -> tuple[Finding, ...]:
    """Give what should be looked at again, in the order of the parts, errors of one part first.

    Kanji and reading are asked for where the delegation (without one, the person) speaks Japanese, or one native part is
    there. Every mend is of the part as it was meant: pressing one mends widths and spaces of that part too.
    """
    clean = cleaned(named)
    is_japanese = (delegation_language or language) == _JAPANESE or any(getattr(clean, part) for part in NATIVE_PARTS)
    found = [*typing_findings(named, clean), *script_findings(clean), *_capital_findings(clean)]
    found += missing_findings(clean, is_japanese=is_japanese)
    # Chinese and Korean names have Japanese readings too, of which their Latin letters know nothing.
    if (language or delegation_language or _JAPANESE) == _JAPANESE:
        swapped = tuple(order_findings(clean))
        found += swapped or reading_findings(clean)
    else:
        found += (finding for finding in order_findings(clean) if finding.code is FindingCode.SWAPPED_ON_ID)
    found += id_findings(clean)
    return tuple(sorted(found, key=lambda finding: (_PLACES[finding.field], _ORDER[finding.code])))


def check_attendee(attendee: Attendee) -> tuple[Finding, ...]:
    """Give what `check_names` finds at a person of a delegation."""
    return check_names(attendee, language=attendee.language, delegation_language=attendee.delegation.language)


def mended(named: Named, findings: Iterable[Finding]) -> NameParts:
    """Give the parts with what can be mended without asking: how they were typed, not what."""
    mends = {part: value for f in findings if f.code in MECHANICAL for part, value in f.mends}
    return replace(name_parts(named), **mends)


def reading_of(named: Named) -> tuple[str, str]:
    """Give the readings of family and given name; a name in kana is its own."""
    pairs = (
        (named.family_name_reading, named.native_family_name),
        (named.given_name_reading, named.native_given_name),
    )
    family, given = (reading or (native if is_reading(native) else "") for reading, native in pairs)
    return family, given


def _capital_findings(clean: NameParts) -> Iterator[Finding]:
    for part in LATIN_PARTS:
        text = getattr(clean, part)
        if is_in_capitals(text, is_given=part == "given_name"):
            mends = ((part, without_capitals(text)),)
            yield Finding(code=FindingCode.ALL_CAPITALS, field=part, mends=mends)
