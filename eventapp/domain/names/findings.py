"""What a check finds at a name, as a code, the part of the name and, where there is one, what would put it right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingCode(StrEnum):
    """In the order in which they are told of one part."""

    CONTROL_CHARACTER = "control-character"
    HALF_WIDTH_KANA = "half-width-kana"
    NOT_KANA = "not-kana"
    OUTER_SPACE = "space-around"
    FULL_WIDTH_SPACE = "full-width-space"
    ODD_SPACE = "odd-space"
    FULL_WIDTH_LATIN = "full-width-latin"
    NATIVE_IN_LATIN = "native-in-latin"
    LATIN_IN_NATIVE = "latin-in-native"
    MISSING_LATIN = "missing-latin"
    MISSING_NATIVE = "missing-native"
    MISSING_READING = "missing-reading"
    ALL_CAPITALS = "all-capitals"
    SWAPPED = "names-swapped"
    SWAPPED_ON_ID = "names-swapped-on-id"
    READING_DIFFERS = "reading-differs"
    ID_NAME_DIFFERS = "id-name-differs"
    ID_NAME_LONGER = "id-name-longer"


class Severity(StrEnum):
    """An error is refused until it is put right; a warning asks to look again."""

    ERROR = "error"
    WARNING = "warning"


_ERRORS = frozenset({FindingCode.CONTROL_CHARACTER, FindingCode.HALF_WIDTH_KANA, FindingCode.NOT_KANA})
MECHANICAL = frozenset(
    {
        FindingCode.CONTROL_CHARACTER,
        FindingCode.HALF_WIDTH_KANA,
        FindingCode.NOT_KANA,
        FindingCode.OUTER_SPACE,
        FindingCode.FULL_WIDTH_SPACE,
        FindingCode.ODD_SPACE,
        FindingCode.FULL_WIDTH_LATIN,
        FindingCode.ALL_CAPITALS,
    }
)
"""What is about how something was typed, not about what: its mends may be applied to many names at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found at a part of a name ("given_name_reading").

    `mends` are the parts that a press puts right with their new values: mostly the part itself, for swapped names both; empty
    where only the person knows. `values` are what the sentence needs besides.
    """

    code: FindingCode
    field: str
    mends: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, object], ...] = ()

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.code in _ERRORS else Severity.WARNING

    @property
    def is_error(self) -> bool:
        return self.code in _ERRORS

    @property
    def mended(self) -> str | None:
        """What this part would be; None where no value is known."""
        return dict(self.mends).get(self.field)
