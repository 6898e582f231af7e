"""The words of one language: gettext catalogues turn the codes of the domain into sentences.

Page, mail, paper and calendar are handed the same `Words`, so that they speak with one voice. Messages are
written in English; `make messages` extracts them into the catalogues.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from gettext import NullTranslations, translation
from pathlib import Path

CATALOGUES = Path(__file__).parent.parent / "translations"
INTERFACE_LANGUAGES = ("en", "ja")


@dataclass(frozen=True, slots=True)
class Words:
    """The interface in one language; call it with an English message and its values."""

    language: str
    catalogue: NullTranslations = field(compare=False)

    def __call__(self, message: str, **values: object) -> str:
        text = self.catalogue.gettext(message)
        return text.format(**values) if values else text

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """Give the message for `count`, which it may name as {count}."""
        return self.catalogue.ngettext(one, many, count).format(count=count, **values)


@lru_cache(maxsize=8)
def words_in(language: str) -> Words:
    """Give the words of an interface language; English for any language without a catalogue."""
    return Words(language, translation("eventapp", CATALOGUES, [language], fallback=True))


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "extract, translate later"
    return message
