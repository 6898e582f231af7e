"""A text kept per language, never two languages in one field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Text:
    """One text in one language; `is_fallback` says that it is not the language asked for."""

    text: str
    language: str
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class Localized:
    """The same text in several languages.

    Shape: pairs (language code, text), ordered by language code, without empty texts.
    """

    texts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Localized:
        """Build from a mapping of language codes to texts; empty texts are left out."""
        return cls(tuple(sorted((code, text) for code, text in texts.items() if text)))

    def __bool__(self) -> bool:
        return bool(self.texts)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.texts)

    def as_dict(self) -> dict[str, str]:
        return dict(self.texts)

    def get(self, language: str) -> str | None:
        return dict(self.texts).get(language)

    def in_language(self, language: str, *, order: Sequence[str] = ()) -> Text | None:
        """Give the text for a reader of `language`, else a marked fallback.

        `order` is the conference's order of languages; the fallback is the first of them that has
        the text, then any other. None when there is no text at all.
        """
        texts = dict(self.texts)
        if language in texts:
            return Text(texts[language], language)
        for code in (*order, *texts):
            if code in texts:
                return Text(texts[code], code, is_fallback=True)
        return None

    def only(self, languages: Sequence[str], *, order: Sequence[str] = ()) -> Localized:
        """Keep the chosen languages; a text that has none of them keeps its fallback."""
        kept = {code: text for code, text in self.texts if code in languages}
        if kept or not self.texts:
            return Localized.of(kept)
        fallback = self.in_language(languages[0], order=order)
        return Localized.of({fallback.language: fallback.text}) if fallback else Localized()


NOTHING = Localized()
