"""One language of a calendar: its words, and the texts of an agenda as it reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.renderers.ics.texts import clean_line, clean_lines
from eventapp.renderers.markdown import plain_text
from eventapp.renderers.wording import words_in

if TYPE_CHECKING:
    from eventapp.domain.localized import Localized
    from eventapp.renderers.wording import Words


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of `language`, one of the `languages` of the calendar, the leading one first.

    `order` is the conference's order of languages, for fallbacks.
    """

    language: str
    languages: tuple[str, ...]
    order: tuple[str, ...]

    @property
    def words(self) -> Words:
        return words_in(self.language)

    def line(self, text: Localized) -> str:
        """Give one clean line, a fallback if need be; "" when there is no text."""
        found = text.in_language(self.language, order=self.order)
        return clean_line(found.text) if found else ""

    def own_lines(self, text: Localized) -> list[str]:
        """Give clean lines, none when they are a fallback that another language of the calendar says already."""
        found = text.in_language(self.language, order=self.order)
        if found is None or (found.is_fallback and self._is_said_elsewhere(found.language)):
            return []
        return clean_lines(plain_text(found.text))

    def _is_said_elsewhere(self, language: str) -> bool:
        return language in self.languages or self.language != self.languages[0]


def readers_of(languages: tuple[str, ...], order: tuple[str, ...]) -> tuple[Reader, ...]:
    """Give a reader for each language, the leading one first."""
    return tuple(Reader(language, languages, order) for language in languages)


def title_of(text: Localized, readers: tuple[Reader, ...]) -> tuple[str, str]:
    """Give "English / 日本語" and the language of its leading part; what languages share stands once.

    ("", leading language) when there is no text.
    """
    found = [text.in_language(reader.language, order=reader.order) for reader in readers]
    parts: dict[str, str] = {}
    for part in found:
        if part and (line := clean_line(part.text)):
            parts.setdefault(line, part.language)
    return " / ".join(parts), next(iter(parts.values()), readers[0].language)
