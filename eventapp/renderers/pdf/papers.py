"""Sizes of paper and arrangements of languages."""

from __future__ import annotations

from enum import StrEnum


class Paper(StrEnum):
    """A4, or US Letter."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def typst_name(self) -> str:
        return "us-letter" if self is Paper.LETTER else self.value

    @property
    def height_points(self) -> float:
        return 841.89 if self is Paper.A4 else 792.0

    @property
    def width_points(self) -> float:
        return 595.28 if self is Paper.A4 else 612.0


class Layout(StrEnum):
    """Two columns beside the time, or one language in a wider one."""

    COLUMNS = "columns"
    EN = "en"
    JA = "ja"

    @classmethod
    def offered(cls, languages: tuple[str, ...]) -> tuple[Layout, ...]:
        """Give the layouts that a conference's languages allow, the fullest first; one at least."""
        return tuple(layout for layout in cls if set(layout.languages) <= set(languages)) or (cls.EN,)

    @property
    def languages(self) -> tuple[str, ...]:
        return ("en", "ja") if self is Layout.COLUMNS else (self.value,)
