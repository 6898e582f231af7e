"""One voice, one or two languages: the leading text and the same beneath it in the other language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.localized import Localized, Text
from eventapp.renderers.wording import words_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventapp.renderers.wording import Words


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text as its readers get it; `second` is None where one language is shown or nothing differs."""

    lead: Text
    second: Text | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """The reader's languages, the leading one first, one or two; `order` is the conference's own."""

    languages: tuple[str, ...]
    order: tuple[str, ...]

    @property
    def lead(self) -> str:
        return self.languages[0]

    @property
    def is_bilingual(self) -> bool:
        return len(self.languages) > 1

    @property
    def words(self) -> Words:
        return words_in(self.lead)

    def say(self, localized: Localized) -> Phrase | None:
        """Give a text of the conference; None if there is none in any language.

        A missing translation falls back, marked, and is not repeated beneath.
        """
        texts = [localized.in_language(code, order=self.order) for code in self.languages]
        lead = texts[0]
        if lead is None:
            return None
        second = texts[1] if self.is_bilingual else None
        is_repeated = second is not None and (second.is_fallback or second.text == lead.text)
        return Phrase(lead, None if is_repeated else second)

    def label(self, make: Callable[[Words], str]) -> Phrase:
        """Give a text of the interface: `make` is called with the words of each language."""
        return self.label_by(lambda language: make(words_in(language)))

    def label_by(self, make: Callable[[str], str]) -> Phrase:
        """Give a text made per language code; the same text is not repeated."""
        texts = [Text(make(code), code) for code in self.languages]
        second = texts[1] if self.is_bilingual and texts[1].text != texts[0].text else None
        return Phrase(texts[0], second)
