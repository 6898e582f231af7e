"""What the check of a name says, in the reader's language, and what its one-press mend is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.names import FindingCode
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from eventapp.domain.names import Finding
    from eventapp.renderers.wording import Words

SENTENCES: dict[str, str] = {
    FindingCode.HALF_WIDTH_KANA: N_("Half-width kana cannot be used. Write “{mended}” in full width."),
    FindingCode.NOT_KANA: N_("A reading is written in hiragana or katakana alone."),
    FindingCode.OUTER_SPACE: N_("A space stands before or after it."),
    FindingCode.FULL_WIDTH_SPACE: N_("A full-width space stands in it."),
    FindingCode.ODD_SPACE: N_("Spaces in it are doubled, or of an unusual kind."),
    FindingCode.FULL_WIDTH_LATIN: N_("Letters or digits are of full width. Write “{mended}”."),
    FindingCode.NATIVE_IN_LATIN: N_("Kanji or kana stand where the Latin letters belong."),
    FindingCode.LATIN_IN_NATIVE: N_("Latin letters stand where the name in kanji belongs."),
    FindingCode.MISSING_LATIN: N_("The name in Latin letters is missing: the badge and every list begin with it."),
    FindingCode.MISSING_NATIVE: N_("The name in kanji is missing: Japanese lists and name tents show it."),
    FindingCode.MISSING_READING: N_("The reading is missing: Japanese lists are sorted and searched by it."),
    FindingCode.ALL_CAPITALS: N_("It is typed in capitals. Lists put the family name in capitals by themselves."),
    FindingCode.SWAPPED: N_(
        "Family and given name seem to have changed places: the reading “{reading}” belongs to “{latin}”."
    ),
    FindingCode.SWAPPED_ON_ID: N_("Family and given name seem to have changed places: the ID says “{id_name}”."),
    FindingCode.READING_DIFFERS: N_("“{latin}” is no spelling of the reading “{reading}”. Check both."),
    FindingCode.ID_NAME_DIFFERS: N_("The ID says “{id_name}”, but the name here is “{name}”."),
    FindingCode.ID_NAME_LONGER: N_("The ID has “{extra}” besides. Check that the name here is the one wanted."),
}
"""The sentence of each finding by code; `control-character` has the one of all texts."""
_PARTS = {
    "family_name": N_("Family name (Latin letters)"),
    "given_name": N_("Given name (Latin letters)"),
    "native_family_name": N_("Family name (kanji)"),
    "native_given_name": N_("Given name (kanji)"),
    "family_name_reading": N_("Reading of the family name (kana)"),
    "given_name_reading": N_("Reading of the given name (kana)"),
    "prefix": N_("Before the name"),
    "suffix": N_("After the name"),
    "id_name": N_("Name as on the ID"),
    "badge_name": N_("Name on the badge"),
}
_CONTROL_CHARACTER = N_("The character {character} is no text. Take it out.")
_CHANGE = N_("Change to “{value}”")
_EMPTY = N_("Empty it")
_SWAP = N_("Swap: family name “{family}”, given name “{given}”")
_MOVE = N_("Put each where it belongs")


def finding_sentence(finding: Finding, words: Words) -> str:
    """Say what was found and how to put it right, without the place."""
    message = SENTENCES.get(finding.code, _CONTROL_CHARACTER)
    return words(message, mended=finding.mended, **dict(finding.values))


def finding_line(finding: Finding, words: Words) -> str:
    """Give place and sentence: "Given name (kanji): A full-width space stands in it."."""
    return words(
        "{place}: {sentence}", place=part_label(finding.field, words), sentence=finding_sentence(finding, words)
    )


def mend_label(finding: Finding, words: Words) -> str:
    """Give what the button says that puts it right, "" where only the person knows: "Change to “はなこ”"."""
    if not finding.mends:
        return ""
    if finding.code in {FindingCode.SWAPPED, FindingCode.SWAPPED_ON_ID}:
        values = dict(finding.mends)
        return words(_SWAP, family=values["family_name"], given=values["given_name"])
    if len(finding.mends) > 1:
        return words(_MOVE)
    return words(_CHANGE, value=finding.mended) if finding.mended else words(_EMPTY)


def part_label(part: str, words: Words) -> str:
    """Give what a part of the name is called: "Given name (kanji)"."""
    return words(_PARTS[part])
